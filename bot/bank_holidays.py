"""The working calendar of England and Wales: bank holidays and the council's own closures."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from holidays import country_holidays

from bot.policy.working_days import WorkingCalendar

# The last day of what https://www.gov.uk/bank-holidays.json proclaims; later days may still move.
KNOWN_UNTIL = date(2028, 12, 31)
FIRST_YEAR = 2012


def working_calendar(closures: Iterable[date]) -> WorkingCalendar:
    """England and Wales have the same bank holidays; those of "GB" alone would miss some."""
    return _calendar(frozenset(closures))


@lru_cache(maxsize=4)
def _calendar(closures: frozenset[date]) -> WorkingCalendar:
    years = range(FIRST_YEAR, KNOWN_UNTIL.year + 3)
    days = country_holidays("GB", subdiv="ENG", years=years)
    return WorkingCalendar(frozenset({*days, *closures}), KNOWN_UNTIL)
