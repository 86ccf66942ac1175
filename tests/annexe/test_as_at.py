"""The day of a workbook: from its name, and borne out by what it tells."""

from datetime import date, timedelta

import pytest

from bot.annexe.as_at import STALE, as_at_from_name
from tests.annexe.workbooks import AS_AT, annexe, kinds, nine, read, six

DECEMBER = date(2025, 12, 1)


@pytest.mark.parametrize(
    "name",
    [
        "Annexe A 2025-12-01.xlsx",
        "Annex A 01.12.2025.xlsx",
        "AnnexA_20251201.xlsx",
        "AnnexA_01122025.xlsx",
        "Annex A 01-12-25.xlsx",
        "Annex A 1 December 2025.xlsx",
        "Annex A 1st Dec 2025 v2.xlsx",
        "AnnexA_2025_12_01 (3).xlsx",
        "Annex_A_01_Dec_2025.xlsx",
        "2025-12-01T0700 Annexe A.xlsx",
        "Annexe A 2025-12-01 (copy of 01.12.2025).xlsx",
    ],
)
def test_the_day_is_read_from_the_usual_names(name: str) -> None:
    assert as_at_from_name(name) == DECEMBER


@pytest.mark.parametrize(
    "name",
    [
        "Annexe A.xlsx",
        "2015-01-sample.xlsx",
        "Annex_A_2024_Jan.xlsx",
        "Annex A December 2025.xlsx",
        "Annex A 31.02.2025.xlsx",
        "Annex A 2025-06-01 to 2025-12-01.xlsx",  # two days: a person must say which
        "List 6 12345678.xlsx",
        "",
    ],
)
def test_no_day_is_made_up(name: str) -> None:
    assert as_at_from_name(name) is None


def test_a_file_with_events_after_its_day_is_a_warning_that_names_the_latest() -> None:
    later = AS_AT + timedelta(days=3)
    reading = read(annexe(list_6=[six(1), six(2, last_seen=later)]))
    assert reading.accepted
    (problem,) = reading.problems
    assert (problem.kind, problem.sheet, problem.row) == ("events_after_as_at", "List 6", 3)
    assert "12 June 2025" in problem.message


@pytest.mark.parametrize(("days", "said"), [(0, []), (1, ["file_is_old"])])
def test_a_file_whose_newest_event_is_more_than_four_weeks_old_is_a_warning(
    days: int, said: list[str]
) -> None:
    seen = AS_AT - STALE - timedelta(days=days)
    assert kinds(read(annexe(list_6=[six(1, last_seen=seen)]))) == said


def test_expected_births_and_future_closures_are_no_events() -> None:
    born = AS_AT + timedelta(days=100)
    reading = read(annexe(list_6=[six(1, dob=born, cin_end=born)], list_9=[nine(3)]))
    assert kinds(reading) == ["end_in_future"]
