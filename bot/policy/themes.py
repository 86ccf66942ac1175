"""Themes, inter-rater exercises and inspections, as the coordinator asks for them (4.2, 8.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.policy.council import Council, tidy
from bot.policy.model import Case
from bot.policy.round_parts import RoundKind
from bot.policy.working_days import WorkingCalendar

LARGEST_PANEL = 3  # R-8.1-1: "two or even three auditors"

# A theme of one fixed day is drawn up to so much later, if the service could not do it then.
_LATE_AT_MOST = timedelta(days=31)


class Repeat(StrEnum):
    """How often a theme is drawn from its first day to its last (R-4.2-2)."""

    ONCE = "Once"
    WEEKLY = "Every week"
    FORTNIGHTLY = "Every two weeks"
    MONTHLY = "Every month"


@dataclass(frozen=True, slots=True)
class Theme:
    """Cases of one kind, on the fixed day `start` or again and again until `end` (R-4.2-2)."""

    name: str
    start: date
    end: date | None
    cases: int  # each time that it is drawn
    service_areas: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    lists: tuple[int, ...] = ()  # numbers of Annexe A lists
    repeat: Repeat = Repeat.ONCE
    auditors: int = 1  # of each case
    kind: RoundKind = RoundKind.THEMATIC  # or an inter-rater exercise (R-8.1-4)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Named cases that are audited in a short time."""

    name: str
    start: date
    complete_by: date | None  # None: as many working days as the rules say
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the coordinator's lists ask for besides the month's round."""

    themes: tuple[Theme, ...] = ()
    inspections: tuple[Inspection, ...] = ()


def occurrences(theme: Theme, calendar: WorkingCalendar) -> Iterator[date]:
    """Every working day on which the theme is drawn, in order."""
    number, day = 0, theme.start
    while number == 0 or (theme.end is not None and day <= theme.end):
        yield calendar.on_or_after(day)
        number += 1
        match theme.repeat:
            case Repeat.ONCE:
                return
            case Repeat.MONTHLY:
                day = months_after(theme.start, number)
            case Repeat.FORTNIGHTLY:
                day = theme.start + timedelta(weeks=2 * number)
            case Repeat.WEEKLY:
                day = theme.start + timedelta(weeks=number)


def owed(theme: Theme, today: date, calendar: WorkingCalendar) -> date | None:
    """The day of the draw that is owed: the newest, if several were missed (promise 4)."""
    last = theme.end or theme.start + _LATE_AT_MOST
    if today > max(last, calendar.on_or_after(theme.start)):
        return None
    return max((day for day in occurrences(theme, calendar) if day <= today), default=None)


def is_over(theme: Theme, today: date, calendar: WorkingCalendar) -> bool:
    """Whether its last draw is behind it and its last day has passed."""
    return today > (theme.end or theme.start) and all(
        day <= today for day in occurrences(theme, calendar)
    )


def period_of(theme: Theme, day: date) -> str:
    """What names the round that a theme owes on that day."""
    return f"{theme.kind.value.lower()} {tidy(theme.name)} {day.isoformat()}"


def why_not(theme: Theme, case: Case, council: Council) -> str | None:
    """Why the case is not of the theme; None: it is. What a theme does not name is all one."""
    team = council.team(case.team)
    ours = {council.team(name) for name in theme.teams}
    statuses = {tidy(status) for status in theme.statuses}
    areas = {tidy(area) for area in theme.service_areas}
    fits = (
        (not theme.teams or (team is not None and team in ours))
        and (not statuses or tidy(case.status) in statuses)
        and (not areas or tidy(case.service_area or "") in areas)
        and (not theme.lists or bool(set(theme.lists) & set(case.lists)))
    )
    return None if fits else "not of this theme"


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months ago: a whole month has one window."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def months_after(start: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=start.day - 1))
