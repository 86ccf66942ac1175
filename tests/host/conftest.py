"""A host: councils in a folder, a queue in PostgreSQL, and workers that a test may kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot import clock
from bot.host.making import make_tables
from bot.host.settings import FILE, HostSettings, load_host
from bot.host.turns import Turn, Turns
from bot.workspace import SETTINGS
from tests.host.cycles import notes
from tests.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
LONG = 60.0  # seconds, on a machine that has much else to do


@dataclass
class Host:
    folder: Path
    url: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def council(self, name: str) -> Path:
        workspace = self.folder / name
        workspace.mkdir()
        (workspace / SETTINGS).touch()
        return workspace

    def worker(
        self, taken_for_dead: float = 60.0, cycle: str = "tests.host.cycles"
    ) -> subprocess.Popen[bytes]:
        """After so many seconds without a word; a busy machine may keep it silent for some."""
        log = (self.folder / f"log {len(self.workers)}").open("wb")
        command = [sys.executable, "-m", "tests.host.run_worker", str(self.folder)]
        command += [cycle, str(taken_for_dead)]
        started = subprocess.Popen(command, cwd=ROOT, stderr=log, start_new_session=True)
        log.close()
        self.workers.append(started)
        return started

    @property
    def settings(self) -> HostSettings:
        return load_host(self.folder)

    def turns(self) -> dict[str, Turn]:
        ledger = Turns(self.settings)
        return {turn.council: turn for turn in ledger.every()}

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with self._connected() as connection:
            return connection.execute(query).fetchall()  # type: ignore[call-overload]

    def tell(self, *statements: str) -> None:
        with self._connected() as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]

    def _connected(self) -> psycopg.Connection[Any]:
        schema = self.settings.schema_name
        return psycopg.connect(self.url, options=f"-c search_path={schema}")

    def due_now(self, *councils: str) -> None:
        Turns(self.settings).owe(councils, clock.now())

    def end(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                os.kill(worker.pid, signal.SIGCONT)
                worker.kill()
                worker.wait()


def until(true: Callable[[], object], what: str = "it") -> None:
    """Wait until something has happened; the test fails where it does not."""
    limit = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < limit, f"{what} did not happen in {LONG:.0f} seconds"
        time.sleep(0.05)


def begun(workspace: Path) -> int:
    return sum(what == "begins" for _, what, _ in notes(workspace))


def done(workspace: Path) -> int:
    return sum(what == "ends" for _, what, _ in notes(workspace))


@pytest.fixture
def host(postgres: Cluster, tmp_path: Path) -> Iterator[Host]:
    """With two places for quick councils and one for slow ones."""
    database = postgres.database()
    folder = tmp_path / "councils"
    folder.mkdir()
    (folder / FILE).write_text(
        f'url = "{postgres.url(database)}"\nplaces = 2\nslow_places = 1\nminutes = 30\n'
    )
    made = Host(folder, postgres.url(database))
    make_tables(made.settings)
    yield made
    made.end()
    postgres.drop(database)
