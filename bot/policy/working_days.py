"""Working days and office hours of the council (R-6.4-3, R-6.5-3, requirements 10.6)."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


def london_day(at: datetime) -> date:
    """The day that it is in London: not always that of UTC, in which the clock gives the time."""
    return at.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Monday to Friday, less bank holidays and the council's own closures.

    `known_until` is the last day for which bank holidays have been proclaimed: a deadline beyond it
    may still move, and the caller says so.
    """

    holidays: frozenset[date]
    known_until: date = date.max
    _closed: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        closed = sorted(day for day in self.holidays if day.weekday() < 5)
        object.__setattr__(self, "_closed", tuple(closed))

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def add(self, start: date, days: int) -> date:
        """The `days`-th working day after `start`; the day after `start` may be day 1 (A-4)."""
        day = start
        while days > 0:
            day += ONE_DAY
            days -= self.is_working_day(day)
        return day

    def subtract(self, end: date, days: int) -> date:
        """The `days`-th working day before `end`."""
        day = end
        while days > 0:
            day -= ONE_DAY
            days -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative if `end` comes first."""
        if end < start:
            return -self.between(end, start)
        closed = bisect_right(self._closed, end) - bisect_right(self._closed, start)
        return _weekdays_until(end) - _weekdays_until(start) - closed

    def days(self, start: date, end: date) -> Iterator[date]:
        """Each working day after `start` up to and including `end`."""
        day = start + ONE_DAY
        while day <= end:
            if self.is_working_day(day):
                yield day
            day += ONE_DAY

    def on_or_after(self, day: date) -> date:
        return day if self.is_working_day(day) else self.add(day, 1)


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from the first of January of the year 1, a Monday, up to this day."""
    weeks, days = divmod(day.toordinal(), 7)
    return weeks * 5 + min(days, 5)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When letters may leave, in the council's own time (C1). Safeguarding does not wait for it."""

    opens: time
    closes: time
    zone: ZoneInfo

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def today(self, at: datetime) -> date:
        """The council's date at an instant: a mail of 23:30 UTC in June is of the next day."""
        return self.local(at).date()

    def is_open(self, at: datetime, calendar: WorkingCalendar) -> bool:
        here = self.local(at)
        return calendar.is_working_day(here.date()) and self.opens <= here.time() < self.closes

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens, self.zone)

    def add(self, at: datetime, hours: float, calendar: WorkingCalendar) -> datetime:
        """The instant at which `hours` of office time have passed since `at` (R-9.1-5)."""
        left = timedelta(hours=hours)
        here = self.local(at)
        while True:
            day = calendar.on_or_after(here.date())
            opens = self.opening(day)
            here = max(here, opens) if day == here.date() else opens
            closes = datetime.combine(day, self.closes, self.zone)
            if here < closes and here + left <= closes:
                return here + left
            left -= max(closes - here, timedelta())
            here = self.opening(day + ONE_DAY)
