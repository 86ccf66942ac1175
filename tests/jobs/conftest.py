"""The moments at which stories begin, each made once and then copied.

A story with the mark `embedded` is told through the real mailbox folder and workbooks of a
workspace; the others on stand-ins, which is quicker.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.jobs.council import CONFIGURED
from tests.jobs.embedded import made
from tests.jobs.returned import GRADED_FORM
from tests.jobs.world import BOT, Snapshot, World

Begun = Callable[[World], None]


def nothing(world: World) -> None:
    """The service has never run."""


def deployed(world: World) -> None:
    world.deploy("1 Dec 2025")


def graded_and_deployed(world: World) -> None:
    for row in GRADED_FORM:
        world.add("Form", **row)
    world.deploy("1 Dec 2025")


class Beginnings:
    """Each beginning is played once on stand-ins and once in a workspace, when it is wanted."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder = folder
        self._made: dict[tuple[Begun, bool], Snapshot] = {}

    def of(self, begun: Begun, *, embedded: bool) -> Snapshot:
        if (begun, embedded) not in self._made:
            folder = self._folder(begun.__name__)
            outside = made(folder / "workspace", BOT, CONFIGURED) if embedded else None
            world = World(folder, outside=outside)
            begun(world)
            world.close()
            self._made[begun, embedded] = world.snapshot()
        return self._made[begun, embedded]


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    return Beginnings(tmp_path_factory.mktemp)


@pytest.fixture
def begin(
    request: pytest.FixtureRequest, beginnings: Beginnings, tmp_path: Path
) -> Callable[[Begun], World]:
    embedded = request.node.get_closest_marker("embedded") is not None
    return lambda begun: World(tmp_path, beginnings.of(begun, embedded=embedded))


@pytest.fixture
def graded(begin: Callable[[Begun], World]) -> Iterator[World]:
    """As December, with an audit form of three sections on the sheet Form."""
    yield from told(begin(graded_and_deployed))


@pytest.fixture
def world(begin: Callable[[Begun], World]) -> Iterator[World]:
    """The lists are filled in, and the service has never run."""
    yield from told(begin(nothing))


@pytest.fixture
def december(begin: Callable[[Begun], World]) -> Iterator[World]:
    """Monday 1 December 2025, half past nine: four audits have been assigned, due 31 December."""
    yield from told(begin(deployed))


def told(world: World) -> Iterator[World]:
    """The world for one story; when it is over, a second look must change nothing."""
    try:
        yield world
        world.look_again()
    finally:
        world.close()
