"""Two sources of bank holidays must agree, and reach further than any deadline that we set."""

import json
from datetime import date
from importlib.resources import files

import pytest

from bot.bank_holidays import FIRST_YEAR, KNOWN_UNTIL, working_calendar

pytestmark = pytest.mark.requirement("R-6.4-3")

NEWEST_MONDAY = date(2026, 3, 9)  # of the deadlines that must hold


@pytest.fixture(scope="module")
def proclaimed() -> set[date]:
    """What GOV.UK has proclaimed for England and Wales, as a package brings it along."""
    bundled = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text())
    return {date.fromisoformat(event["date"]) for event in bundled["england-and-wales"]["events"]}


def test_both_sources_have_the_same_holidays_on_weekdays(proclaimed: set[date]) -> None:
    first, last = date(FIRST_YEAR, 1, 1), max(proclaimed)
    ours = {day for day in working_calendar(()).holidays if first <= day <= last}
    # On a weekend only the substitute day is proclaimed, and nobody works on a Sunday anyway.
    assert {day for day in ours if day.weekday() < 5} == proclaimed


def test_the_last_known_day_is_the_end_of_the_last_year_proclaimed(proclaimed: set[date]) -> None:
    assert date(max(proclaimed).year, 12, 31) == KNOWN_UNTIL, (
        f"GOV.UK has proclaimed bank holidays up to {max(proclaimed)}, but KNOWN_UNTIL in "
        f"bot/bank_holidays.py is {KNOWN_UNTIL}. Please set it to the end of that year."
    )


def test_bank_holidays_are_known_for_a_year_ahead(proclaimed: set[date]) -> None:
    ahead = min(KNOWN_UNTIL, max(proclaimed)) - NEWEST_MONDAY
    assert ahead.days > 365, (
        f"Bank holidays are known only until {KNOWN_UNTIL}, {ahead.days} days after the newest "
        "Monday of these tests. Please upgrade the packages holidays and govuk-bank-holidays, look "
        "at https://www.gov.uk/bank-holidays and set KNOWN_UNTIL in bot/bank_holidays.py."
    )


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 9, 19),  # the State Funeral of Queen Elizabeth II
        date(2023, 5, 8),  # the coronation of King Charles III
        date(2020, 5, 8),  # moved from Monday to VE Day
        date(2026, 4, 6),  # Easter Monday: no holiday in Scotland, so a list of "GB" misses it
        date(2026, 8, 31),  # in Scotland this is in another week
    ],
)
def test_holidays_that_lists_like_to_miss_are_there(day: date) -> None:
    assert not working_calendar(()).is_working_day(day)


def test_two_years_past_the_last_proclaimed_day_are_guessed_rather_than_worked() -> None:
    calendar = working_calendar(())
    assert calendar.known_until == KNOWN_UNTIL
    assert not calendar.is_working_day(date(KNOWN_UNTIL.year + 2, 12, 25))
