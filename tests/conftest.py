"""What every test may use: the shared reference material, and repeatable property tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres as servers

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The same examples on every run and machine: a red test is a change of ours, never of the weather.
settings.register_profile("house", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("house")


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
