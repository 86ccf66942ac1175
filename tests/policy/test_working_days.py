"""Working days of the council, and its office hours over weekends and clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank_holidays import working_calendar
from bot.policy.council import QuietDays
from bot.policy.working_days import OfficeHours
from tests.policy.cast import CALENDAR, COUNCIL, HOURS, LONDON, MONDAY, on, policy

pytestmark = pytest.mark.requirement("R-6.4-3")

DAYS = st.dates(date(2020, 1, 1), date(2028, 6, 30))
SOME_DAYS = st.integers(0, 60)
GOOD_FRIDAY = date(2026, 4, 3)


@pytest.mark.requirement("R-6.5-3", "R-9.3-1")
@pytest.mark.parametrize(
    ("assigned", "days", "due"),
    [
        (date(2025, 12, 1), 20, date(2025, 12, 31)),
        (date(2025, 12, 1), 25, date(2026, 1, 8)),
        (date(2026, 3, 9), 20, date(2026, 4, 8)),
        (date(2026, 3, 9), 25, date(2026, 4, 15)),
        (date(2025, 12, 5), 1, date(2025, 12, 8)),  # a Friday: Monday is day 1
        (date(2025, 12, 6), 1, date(2025, 12, 8)),  # so it is from a Saturday
        (date(2025, 12, 24), 1, date(2025, 12, 29)),  # Christmas and Boxing Day, then a weekend
    ],
)
def test_a_deadline_counts_from_the_working_day_after_the_letter(
    assigned: date, days: int, due: date
) -> None:
    assert CALENDAR.add(assigned, days) == due


@given(DAYS, st.integers(1, 60))
def test_what_is_added_can_be_counted_and_taken_away_again(start: date, days: int) -> None:
    end = CALENDAR.add(start, days)
    assert CALENDAR.between(start, end) == days
    assert CALENDAR.between(end, start) == -days
    assert CALENDAR.subtract(end, days) == CALENDAR.subtract(CALENDAR.add(start, 1), 1)


@given(DAYS, SOME_DAYS, SOME_DAYS)
def test_days_added_in_two_parts_are_days_added_at_once(start: date, one: int, two: int) -> None:
    assert CALENDAR.add(CALENDAR.add(start, one), two) == CALENDAR.add(start, one + two)


@given(DAYS, DAYS)
def test_the_days_between_are_each_a_working_day_once_in_order(start: date, end: date) -> None:
    days = list(CALENDAR.days(start, end))
    assert len(days) == max(CALENDAR.between(start, end), 0)
    assert days == sorted(set(days))
    assert all(start < day <= end and CALENDAR.is_working_day(day) for day in days)


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=20))
def test_no_deadline_falls_on_a_weekend_a_holiday_or_a_closure(
    start: date, days: int, closures: frozenset[date]
) -> None:
    calendar = working_calendar(closures)
    due = calendar.add(start, days)
    assert due.weekday() < 5
    assert due not in CALENDAR.holidays | closures
    assert due >= CALENDAR.add(start, days)  # a closure never shortens anybody's time


def test_a_closure_is_no_working_day() -> None:
    closed = working_calendar([date(2025, 12, 29)])
    assert closed.add(date(2025, 12, 24), 1) == date(2025, 12, 30)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (MONDAY, MONDAY),
        (date(2025, 12, 6), date(2025, 12, 8)),
        (GOOD_FRIDAY, date(2026, 4, 7)),
    ],
)
def test_a_date_that_is_no_working_day_moves_to_the_next_one(day: date, working: date) -> None:
    assert CALENDAR.on_or_after(day) == working


# --- when letters may leave -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (on(MONDAY, 8, 29), False),
        (on(MONDAY, 8, 30), True),
        (on(MONDAY, 17, 29), True),
        (on(MONDAY, 17, 30), False),
        (on(date(2025, 12, 6), 10), False),  # Saturday
        (on(date(2025, 12, 25), 10), False),
        (datetime(2026, 3, 27, 8, 29, tzinfo=UTC), False),  # Friday, still GMT
        (datetime(2026, 3, 30, 7, 30, tzinfo=UTC), True),  # Monday: the clocks have gone forward
        (datetime(2025, 10, 24, 7, 30, tzinfo=UTC), True),  # Friday, still British Summer Time
        (datetime(2025, 10, 27, 7, 30, tzinfo=UTC), False),  # Monday: the clocks have gone back
    ],
)
def test_the_office_keeps_the_clock_on_its_own_wall(at: datetime, is_open: bool) -> None:
    assert HOURS.is_open(at, CALENDAR) is is_open


@pytest.mark.requirement("R-9.1-5")
@pytest.mark.parametrize(
    ("at", "hours", "then"),
    [
        (on(MONDAY, 10), 2, on(MONDAY, 12)),
        (on(MONDAY, 16, 30), 2, on(date(2025, 12, 2), 9, 30)),  # one hour today, one tomorrow
        (on(MONDAY, 15, 30), 2, on(MONDAY, 17, 30)),
        (on(MONDAY, 3), 2, on(MONDAY, 10, 30)),  # before the office opens
        (on(date(2025, 12, 5), 17), 1, on(date(2025, 12, 8), 9)),  # over a weekend
        (on(date(2025, 12, 7), 12), 2, on(date(2025, 12, 8), 10, 30)),  # on a Sunday
        (on(date(2025, 12, 24), 17), 1, on(date(2025, 12, 29), 9)),  # over Christmas
        (on(date(2026, 3, 27), 17), 1, on(date(2026, 3, 30), 9)),  # the clocks go forward
        (on(date(2025, 10, 24), 17), 1, on(date(2025, 10, 27), 9)),  # the clocks go back
        (on(MONDAY, 8, 30), 18, on(date(2025, 12, 2), 17, 30)),  # two whole days
    ],
)
def test_office_hours_pass_only_while_the_office_is_open(
    at: datetime, hours: float, then: datetime
) -> None:
    assert HOURS.add(at, hours, CALENDAR) == then


INSTANTS = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(INSTANTS, st.integers(1, 80), st.integers(1, 80))
def test_quarters_of_office_time_add_up(at: datetime, one: int, two: int) -> None:
    first = HOURS.add(at, one / 4, CALENDAR)
    whole = HOURS.add(at, (one + two) / 4, CALENDAR)
    assert first > at
    assert HOURS.add(first, two / 4, CALENDAR) == whole


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (on(MONDAY, 10), MONDAY),
        (on(MONDAY, 0, 5), MONDAY),  # leaves when the office opens
        (on(MONDAY, 17, 29), MONDAY),
        (on(MONDAY, 17, 30), date(2025, 12, 2)),
        (on(date(2025, 12, 5), 18), date(2025, 12, 8)),  # Friday evening
        (on(date(2025, 12, 7), 9), date(2025, 12, 8)),  # Sunday
        (on(date(2025, 12, 24), 20), date(2025, 12, 29)),
        (datetime(2026, 6, 1, 23, 30, tzinfo=UTC), date(2026, 6, 2)),  # past midnight in London
    ],
)
def test_a_deadline_counts_from_the_day_on_which_its_letter_leaves(at: datetime, day: date) -> None:
    assert policy().letter_day(at) == day


@pytest.mark.parametrize(
    ("quiet", "day"),
    [
        ([(1, 3)], date(2025, 12, 4)),
        ([(1, 5)], date(2025, 12, 8)),  # until Friday: on Monday
        ([(1, 2), (3, 4)], date(2025, 12, 5)),  # one after the other
        ([(2, 3)], MONDAY),  # not yet
        ([(1, None)], MONDAY),  # until further notice: nobody knows until when
    ],
)
def test_a_deadline_counts_from_the_day_on_which_quiet_days_let_its_letter_leave(
    quiet: list[tuple[int, int | None]], day: date
) -> None:
    days = tuple(
        QuietDays(date(2025, 12, first), last and date(2025, 12, last)) for first, last in quiet
    )
    assert policy(replace(COUNCIL, quiet_days=days)).letter_day(on(MONDAY)) == day


def test_today_is_the_date_in_london() -> None:
    hours = OfficeHours(time(9), time(17), LONDON)
    assert hours.today(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == date(2026, 6, 2)
    assert hours.today(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)


@given(INSTANTS)
def test_a_letter_never_leaves_before_it_is_decided(at: datetime) -> None:
    day = policy().letter_day(at)
    assert CALENDAR.is_working_day(day)
    assert day >= HOURS.today(at)
    assert HOURS.opening(day) + timedelta(hours=9) > at
