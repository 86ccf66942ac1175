"""What every test may use: the shared reference material, and repeatable property tests."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot import clock
from tests import postgres as servers

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The same examples on every run and machine: a red test is a change of ours, never of the weather.
settings.register_profile("house", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("house")

# What connectors are built on, and what they keep silent.
LIBRARIES_THAT_LOG = (
    "O365",
    "charset_normalizer",
    "exchangelib",
    "msal",
    "requests",
    "requests_ntlm",
    "spnego",
    "urllib3",
)


def of_the_process() -> dict[str, object]:
    """What tests change for a while, and the tests of another file must find as it was."""
    return {
        "bot.clock.now": clock.now,
        "bot.clock.stopwatch": clock.stopwatch,
        "the environment": {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        "the folder": Path.cwd(),
        "the level of the service's log": logging.getLogger("bot").level,
        "a log that is silenced": logging.getLogger("bot").disabled,
    }


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Which files share a process changes from run to run: none may depend on another."""
    before = of_the_process()
    yield
    assert of_the_process() == before


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material that lies beside the project, where there is any. Read only."""
    if not SHARED.is_dir():
        pytest.skip(
            "the reference material (a folder named shared, beside the project) is not here"
        )
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[servers.Cluster]:
    """A PostgreSQL server for all tests of this process."""
    with servers.running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def in_postgres(postgres: servers.Cluster) -> servers.InDatabase:
    """A store in a database that has all tables: each test leaves it empty."""
    place = servers.InDatabase(postgres, postgres.database())
    place.open().close()
    return place


@pytest.fixture
def all_said(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that is logged by whatever library, at DEBUG; as before afterwards."""
    before = {name: logging.getLogger(name).level for name in ("bot", *LIBRARIES_THAT_LOG)}
    for name in before:
        logging.getLogger(name).setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    yield caplog
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
