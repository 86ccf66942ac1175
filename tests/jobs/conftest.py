"""The moments at which stories begin, each made once and then copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.returned import GRADED_FORM
from tests.jobs.world import Snapshot, World


@pytest.fixture(scope="session")
def before_all(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    world = World(tmp_path_factory.mktemp("new"))
    world.close()
    return world.snapshot()


@pytest.fixture(scope="session")
def december_deployed(before_all: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    world = World(tmp_path_factory.mktemp("december"), before_all)
    world.deploy("1 Dec 2025")
    world.close()
    return world.snapshot()


@pytest.fixture(scope="session")
def graded_deployed(before_all: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    world = World(tmp_path_factory.mktemp("graded"), before_all)
    for row in GRADED_FORM:
        world.add("Form", **row)
    world.deploy("1 Dec 2025")
    world.close()
    return world.snapshot()


@pytest.fixture
def graded(graded_deployed: Snapshot, tmp_path: Path) -> Iterator[World]:
    """As December, with an audit form of three sections on the sheet Form."""
    yield from told(World(tmp_path, graded_deployed))


@pytest.fixture
def world(before_all: Snapshot, tmp_path: Path) -> Iterator[World]:
    """The lists are filled in, and the service has never run."""
    yield from told(World(tmp_path, before_all))


@pytest.fixture
def december(december_deployed: Snapshot, tmp_path: Path) -> Iterator[World]:
    """Monday 1 December 2025, half past nine: four audits have been assigned, due 31 December."""
    yield from told(World(tmp_path, december_deployed))


def told(world: World) -> Iterator[World]:
    """The world for one story; when it is over, a second look must change nothing."""
    try:
        yield world
        world.look_again()
    finally:
        world.close()
