"""Whatever goes wrong on an Exchange Server costs time, and never a letter.

A few days and seeds here; `.venv/bin/python -m tests.exchange.quarter` plays weeks of them.
"""

from pathlib import Path

import pytest

from connectors.local_folder.people import sent_mails
from tests.exchange.quarter import play
from tests.quarters import Played, differences

DAYS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quarter") / "quiet"


@pytest.fixture(scope="module")
def quiet(folder: Path) -> Played:
    return play(folder, DAYS)


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize(("seed", "kill"), [(1, 0.0), (2, 0.005)])
def test_days_in_which_one_request_in_ten_fails_end_as_those_in_which_none_does(
    quiet: Played, tmp_path: Path, seed: int, kill: float
) -> None:
    played = play(tmp_path / "played", DAYS, faults=seed, kill=kill)

    assert differences(quiet.seen, played.seen) == []
    assert played.faults > 30
    assert (played.kills > 1) == bool(kill)
    assert list(played.breaches) == []
    assert list(played.last_failed) == []


def test_days_without_a_fault_break_no_schema_and_leave_all_mails_as_files(
    quiet: Played, folder: Path
) -> None:
    assert list(quiet.breaches) == []
    assert list(quiet.last_failed) == []
    assert len(sent_mails(folder)) == len([*quiet.seen.letters, *quiet.seen.gathered])
