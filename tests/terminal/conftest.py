"""The command line as people use it, on a Tuesday morning in December 2025."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from bot import clock
from bot.cli import app
from bot.store import keeping
from bot.store.store import open_sqlite
from bot.wiring import SECRET
from bot.workspace import CONFIGURATION, STORE
from connectors.local_folder.lists import LocalLists

THE_WALL = clock.now
TUESDAY = datetime(2025, 12, 2, 10, tzinfo=ZoneInfo("Europe/London"))


@dataclass
class Hands:
    """The clock on the wall, which a test may turn."""

    now: datetime = TUESDAY


@contextmanager
def told(hands: Hands) -> Iterator[None]:
    """The only file that asks the time is told it here, so that the tests hold on any day."""
    with pytest.MonkeyPatch.context() as patch:
        if clock.now is THE_WALL:  # a test may have turned it further
            patch.setattr(clock, "now", lambda: hands.now)
        yield


@pytest.fixture(scope="session")
def hands() -> Hands:
    return Hands()


@pytest.fixture(autouse=True)
def told_in_each_test(hands: Hands) -> Iterator[None]:
    with told(hands):
        yield


Cli = Callable[..., Result]


@pytest.fixture(scope="session")
def cli(hands: Hands) -> Cli:
    """Runs a command in this process; an error that is no sentence fails the test."""

    def run(*arguments: object, stdin: str | None = None) -> Result:
        log = logging.getLogger("bot")
        before = log.level  # a command may silence it: it has a process of its own, but for here
        with told(hands):
            result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        log.setLevel(before)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def made(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one round has been deployed and nobody has answered. Do not change."""
    workspace = begun(tmp_path_factory.mktemp("council") / "my-council", cli)
    cli("run", workspace)
    cli("decide", "1", "Deploy", "--as", coordinator(workspace), "--workspace", workspace)
    cli("run", workspace)
    return workspace


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    copy = tmp_path / "my-council"
    shutil.copytree(made, copy)
    return copy


def begun(workspace: Path, cli: Cli) -> Path:
    """A new workspace with an Annexe A, and the same key in every run of the tests.

    Council by council the key is drawn by lot, and references, panels and the choice for quality
    assurance follow from it: no test may depend on what the lot brings.
    """
    cli("init", workspace, "--with-annexe")
    store = open_sqlite(workspace / STORE)
    with store.transaction() as work:
        keeping.keep(work, SECRET, "00" * 32)
    store.close()
    return workspace


def coordinator(workspace: Path) -> str:
    rows = LocalLists(workspace / CONFIGURATION).read("People")
    return next(str(r.values["Name"]) for r in rows if "Coordinator" in str(r.values["Roles"]))
