"""kill -9 of the service, or of PostgreSQL, at any moment: the week ends as the undisturbed one.

`python -m tests.kill_everywhere` does so a thousand times.
"""

import os
from pathlib import Path

import pytest

from tests.jobs.crashes import State, difference
from tests.jobs.kills import (
    IN_A_DATABASE,
    IN_A_FILE,
    Look,
    plan,
    play_killed,
    play_undisturbed,
)
from tests.jobs.week import WEEK
from tests.postgres import Cluster, InDatabase, InFile

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")

TO_THE_CONCERN, TO_THE_REQUESTS = 8, 4  # looks of the week

Undisturbed = tuple[list[Look], dict[int, State]]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    place = InFile(folder / "store.db")
    return play_undisturbed(folder, place, WEEK[:TO_THE_CONCERN], [TO_THE_REQUESTS])


@pytest.mark.requirement("R-B-1")
def test_a_service_that_is_killed_over_and_over_ends_as_one_that_was_not(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    looks, ends = undisturbed
    kills = plan(looks, IN_A_FILE, seed=1)
    place = InFile(tmp_path / "store.db")
    number, found = play_killed(tmp_path, place, WEEK[:TO_THE_CONCERN], kills)
    assert number >= 40
    assert difference(found, ends[TO_THE_CONCERN]) is None


@pytest.mark.requirement("R-B-1")
def test_so_does_one_with_its_record_in_postgresql_which_is_killed_as_well(
    undisturbed: Undisturbed, tmp_path: Path, postgres: Cluster
) -> None:
    looks, ends = undisturbed
    kills = plan(looks[:TO_THE_REQUESTS], IN_A_DATABASE, seed=2)
    place = InDatabase(postgres, postgres.database())
    number, found = play_killed(tmp_path, place, WEEK[:TO_THE_REQUESTS], kills, postgres)
    assert number >= 10
    assert difference(found, ends[TO_THE_REQUESTS]) is None
