"""Measures the Monday morning of a host: a new Annexe A in each of 150 councils, on two cores.

    python -m benchmarks.councils [COUNCILS [WEEKS]]

A made-up council of 600 open cases lives some WEEKS (5 unless told) in a workspace. Each council of
a host is a copy of it, its record moved into a schema of a PostgreSQL that is started for this, and
that keeps on the disk what was committed, as in use. At nine on the first Monday of January a new
Annexe A lies in each folder, a round is to be proposed, letters are due: told is how long it takes
until each council has had its turn, with one worker as `audit-bot work` starts it. All of it runs
on two cores, however many there are.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from benchmarks.apart import apart, memory
from benchmarks.figures import Figure, Goal, show
from benchmarks.monday import MOMENT
from bot import clock
from bot.demo.play import START, prepare
from bot.host.making import make_tables
from bot.host.settings import FILE, load_host
from bot.host.turns import Turn, Turns
from bot.policy.working_days import LONDON
from bot.terminal.moving import move
from bot.workspace import SETTINGS
from tests.postgres import NOT_THERE, Cluster, programs

COUNCILS, WEEKS = 150, 5
CORES = 2
SEED = 2025
LONGEST = 3 * 3600.0  # seconds: then something is wrong
# Of tests/postgres.py, which may lose what was committed when the machine stops; ours may not.
AS_IN_USE = "\nfsync = on\nfull_page_writes = on\nautovacuum = on\nmax_connections = 100\n"
WORKER = (
    "from pathlib import Path; from bot.host.worker import work; "
    "work(Path({folder!r}), 'benchmarks.monday')"
)


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    show(measure(*given))


def measure(councils: int = COUNCILS, weeks: int = WEEKS) -> Iterator[Figure]:
    what = f"Monday morning of {councils} councils on {CORES} cores"
    if programs() is None:
        yield Figure(what, None, "min", beside=NOT_THERE)
        return
    with two_cores(), TemporaryDirectory(prefix="audit-bot-") as made, postgres() as cluster:
        folder = Path(made) / "councils"
        lived = Path(made) / "lived"
        apart(live, lived, weeks)
        host(folder, lived, councils, cluster)
        turns, seconds, held = morning(folder)
    ended = sum(turn.outcome == "well" for turn in turns)
    each = statistics.median(
        (turn.ended_at - turn.began_at).total_seconds()
        for turn in turns
        if turn.began_at and turn.ended_at
    )
    yield Figure(f"{what}: each has had its turn", seconds / 60, "min")
    yield Figure(f"{what}: that went well", ended, "councils", Goal(councils, "councils", True))
    yield Figure(f"{what}: a turn, in the middle", each, "s")
    yield Figure(f"{what}: memory of the worker itself", held, "MB")


# --- Before ---------------------------------------------------------------------------------------


def live(folder: Path, weeks: int) -> None:
    """A council that has audited for some weeks, and the Annexe A of the Monday after them."""
    play = prepare(folder, SEED)
    for _ in play.days(weeks):
        pass
    monday = START + timedelta(weeks=weeks)
    name = f"Annexe A {monday.isoformat()}.xlsx"
    (folder / name).write_bytes(play.source.publish(monday))
    (folder / MOMENT).write_text(datetime(*monday.timetuple()[:3], 9, tzinfo=LONDON).isoformat())


def host(folder: Path, lived: Path, councils: int, cluster: Cluster) -> None:
    """So many copies, each with its record in a schema of its own; the queue beside them."""
    url = cluster.url(cluster.database())
    folder.mkdir()
    (folder / FILE).write_text(f'url = "{url}"\nminutes = 30\n')
    for place in range(councils):
        workspace = folder / f"council-{place:03}"
        shutil.copytree(lived, workspace)
        with (workspace / SETTINGS).open("a") as file:
            file.write(f'\n[store]\nurl = "{url}"\nschema_name = "council_{place:03}"\n')
        move(workspace, lambda words: None)
        (annexe,) = workspace.glob("Annexe A *.xlsx")
        annexe.replace(workspace / "Annexe A" / annexe.name)
    shutil.copy(lived / MOMENT, folder / MOMENT)
    make_tables(load_host(folder))


# --- The morning ----------------------------------------------------------------------------------


def morning(folder: Path) -> tuple[list[Turn], float, float]:
    """How each turn went, the seconds until all have, and the MB of the worker by then."""
    ledger = Turns(load_host(folder))
    names = [workspace.parent.name for workspace in folder.glob(f"*/{SETTINGS}")]
    ledger.know(names, clock.now())
    with (folder / "log").open("wb") as log:
        began = time.perf_counter()
        command = [sys.executable, "-c", WORKER.format(folder=str(folder))]
        worker = subprocess.Popen(command, stderr=log)
        try:
            while not all(turn.ended_at for turn in ledger.every()):
                if worker.poll() is not None or time.perf_counter() - began > LONGEST:
                    raise RuntimeError((folder / "log").read_text("utf-8")[-2000:])
                time.sleep(0.2)
            seconds, held = time.perf_counter() - began, memory(process=worker.pid)
        finally:
            worker.terminate()
            worker.wait()
    turns = ledger.every()
    ledger.close()
    return turns, seconds, held


@contextmanager
def two_cores() -> Iterator[None]:
    """For whatever is started meanwhile, too; where the system can say so."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:CORES])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def postgres() -> Iterator[Cluster]:
    found = programs()
    assert found is not None
    folder = Path(mkdtemp(prefix="audit-bot-"))  # short: it becomes the path of a socket
    cluster = Cluster(found, folder)
    try:
        cluster.make()
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(AS_IN_USE)
        cluster.start()
        yield cluster
    finally:
        with suppress(subprocess.CalledProcessError):
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
