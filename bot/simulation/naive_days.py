"""Working days counted one by one, with holidays typed in by hand: to check the real ones."""

from datetime import date, timedelta
from functools import cache

# https://www.gov.uk/bank-holidays, England and Wales.
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04"),
        *("2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26"),
        *("2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"),
        *("2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28"),
        *("2028-12-25", "2028-12-26"),
    )
)


def is_working(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in HOLIDAYS


@cache
def after(start: date, number: int) -> date:
    """The number-th working day after `start`."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working(day)
    return day


@cache
def over(due: date, today: date) -> int:
    """Working days after `due`, up to and including today; 0 while it is not over."""
    days = range((today - due).days)
    return sum(is_working(due + timedelta(days=n + 1)) for n in days)
