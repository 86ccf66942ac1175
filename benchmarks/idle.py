"""Measures the memory of a service that has nothing to do.

    python -m benchmarks.idle

`audit-bot serve` on the workspace that `audit-bot init --with-annexe` makes, once it has read a
mail and a cycle has ended: the service, and the process that it reads mails in. It has been started
before: what makes the tables of a new store, some 11 MB, stays until the next start only. Memory is
what the kernel says that is in use (RSS); together, what both share is counted once (PSS). Linux
alone tells it.
"""

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import memory
from benchmarks.figures import Figure, Goal, show
from bot import clock
from bot.demo.cast import MAILBOX, address
from bot.terminal.making import example_annexe, example_rows, make_workspace
from bot.workspace import STORE
from connectors.local_folder.people import PersonsMail, drop

AUDIT_BOT = Path(sys.executable).with_name("audit-bot")
LONGEST = 300.0  # seconds: then something is wrong
SMALL = Goal(150, "MB")


def main() -> None:
    show(measure())


def measure() -> Iterator[Figure]:
    what = "The idle service"
    if not memory():
        yield Figure(what, None, "MB", SMALL, "this system does not tell the memory of a process")
        return
    with TemporaryDirectory(prefix="audit-bot-") as folder:
        service, together = serving(Path(folder) / "council")
    yield Figure(f"{what}: memory", service, "MB", SMALL)
    yield Figure(f"{what}: with the process that reads its mails", together, "MB", SMALL)


def serving(workspace: Path) -> tuple[float, float]:
    """MB of the service, and of it and its children together."""
    rows = example_rows()
    make_workspace(workspace, rows, '[serve]\nlisten = ""\n')
    example_annexe(workspace)
    subprocess.run([AUDIT_BOT, "run", workspace], check=True, capture_output=True)
    sender = address(str(rows["People"][0]["Name"]))
    drop(workspace, PersonsMail(sender, MAILBOX, "Thanks", clock.now(), subject="Audits"))
    with (workspace / "log").open("wb") as log:
        service = subprocess.Popen([AUDIT_BOT, "serve", workspace], stderr=log)
        try:
            wait_for_its_cycle(workspace, service)
            all_of_it = (service.pid, *children(service.pid))
            return memory(process=service.pid), sum(map(share, all_of_it))
        finally:
            service.terminate()
            service.wait()


def wait_for_its_cycle(workspace: Path, service: "subprocess.Popen[bytes]") -> None:
    began = time.monotonic()
    while time.monotonic() - began < LONGEST and service.poll() is None:
        time.sleep(1)
        if has_ended(workspace / STORE):
            time.sleep(1)  # what comes after the cycle, such as its figures
            return
    raise RuntimeError((workspace / "log").read_text("utf-8")[-2000:])


def has_ended(store: Path) -> bool:
    """Whether a second cycle has; the first one made the tables."""
    query = "SELECT count(*) > 1 FROM cycles WHERE finished_at IS NOT NULL"
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
        return bool(connection.execute(query).fetchone()[0])


def children(process: int) -> list[int]:
    file = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in file.read_text().split()]


def share(process: int) -> float:
    """The MB of a process; of what it shares with others its part."""
    found = re.search(r"Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
