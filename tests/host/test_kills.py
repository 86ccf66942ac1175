"""kill -9 of workers, and of PostgreSQL below them, while they give a council its real cycles."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from bot.store import history, keeping, publications
from bot.store.tables import outbox
from bot.wiring import SECRET
from bot.workspace import SETTINGS
from tests.host.conftest import Host, until
from tests.postgres import Cluster, InDatabase

OF_THE_HOUR = {"digest", "decisions_waiting"}  # whether they are due goes by the clock on the wall


@pytest.fixture
def record(postgres: Cluster) -> Iterator[str]:
    database = postgres.database()
    yield database
    postgres.drop(database)


def council(host: Host, template: Path, place: InDatabase) -> None:
    """A council of the same people, with the same key: so its references are the same ones."""
    with closing(place.open()) as store, store.transaction() as work:
        keeping.keep(work, SECRET, "00" * 32)
    made = shutil.copytree(template, host.folder.parent / place.schema)
    settings = (made / SETTINGS).read_text("utf-8")
    url = place.cluster.url(place.database)
    ours = f'[store]\nurl = "{url}"\nschema_name = "{place.schema}"\n'
    before, _, after = settings.partition("[store]\n")
    rest = after[after.index("\n[") :] if "\n[" in after else ""
    (made / SETTINGS).write_text(before + ours + rest, "utf-8")
    made.rename(host.folder / place.schema)  # a worker sees it whole


def is_well(host: Host, name: str) -> bool:
    turn = host.turns().get(name)
    return turn is not None and not turn.runs() and turn.outcome == "well"


def runs(host: Host, name: str) -> bool:
    turn = host.turns().get(name)
    return turn is not None and turn.runs()


def owed(place: InDatabase) -> list[tuple[str, str, str]]:
    """Every letter of the record, which must be whole."""
    with closing(place.open()) as store, store.reading() as work:
        assert history.first_broken(work) is None
        assert publications.latest(work)
        rows = work.execute(select(outbox.c.name, outbox.c.about, outbox.c.reader))
        return sorted(tuple(row) for row in rows if row.name not in OF_THE_HOUR)


def test_workers_and_a_database_that_are_killed_leave_a_council_as_if_they_had_not_been(
    host: Host, postgres: Cluster, record: str, tmp_path: Path
) -> None:
    template = tmp_path / "template"
    assert CliRunner().invoke(app, ["init", str(template), "--with-annexe"]).exit_code == 0
    plain, killed = (InDatabase(postgres, record, name) for name in ("plain", "killed"))
    council(host, template, plain)
    worker = host.worker(2.0, "bot.host.cycle")
    until(lambda: is_well(host, "plain"))

    council(host, template, killed)
    for moment in (0.3, 0.6):
        until(lambda: runs(host, "killed"))
        sleep(moment)
        worker.kill()
        worker.wait()
        worker = host.worker(2.0, "bot.host.cycle")
        host.due_now("killed")
    until(lambda: runs(host, "killed"))
    postgres.kill()
    postgres.start()
    host.due_now("killed")
    until(lambda: is_well(host, "killed"))
    worker.terminate()
    worker.wait()
    assert owed(killed) == owed(plain) != []
