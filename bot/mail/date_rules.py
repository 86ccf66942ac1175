"""What each phrase of the date grammar means, against the day of receipt."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

HORIZON = 90  # days ahead in which a requested date may lie without asking

MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DAY = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?"
)
NUMBER = (
    r"\d{1,3}|an?|one|another|an? (?:couple|further|extra|additional)(?: of)?|couple of|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "another"), 1),
    **dict.fromkeys(("two", "couple"), 2),
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
}


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a phrase may mean, the likeliest first; `vague`: even that is a guess."""

    readings: tuple[date, ...]
    vague: bool = False
    offered: tuple[date, ...] = ()  # further days that may be meant, to choose from


Rule: TypeAlias = Callable[[re.Match[str], date], Days | None]


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").lower()


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _weekday(name: str) -> int:
    return _DAYS.index(name[:3])


def _number(text: str) -> int:
    words = text.split()
    if "couple" in words:
        return 2
    return int(words[0]) if words[0].isdigit() else _NUMBERS[words[0]]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str, month: int, day: int, received: date) -> int:
    """The year that is written, or that in which the day is next; two months ago is this year."""
    if text:
        return int(text) + (2000 if len(text) == 2 else 0)
    this = _day(received.year, month, day)
    return received.year + (this is not None and this < received - timedelta(days=60))


def _coming(weekday: int, received: date) -> date:
    """The next day of this name after the day of receipt."""
    return received + timedelta(days=(weekday - received.weekday() - 1) % 7 + 1)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _on_or_after(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _working_day_before(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days={5: 1, 6: 2}.get(day.weekday(), 0))


def _dated(match: re.Match[str], day: date | None) -> Days | None:
    """The day; where another weekday is named, the day of that name nearest to it may be meant."""
    name = _group(match, "wd")
    if day is None or not name or day.weekday() == _weekday(name):
        return Days((day,)) if day else None
    ahead = (_weekday(name) - day.weekday() + 3) % 7 - 3
    return Days((day,), vague=True, offered=(day + timedelta(days=ahead),))


# --- Dates ----------------------------------------------------------------------------------------


def iso(match: re.Match[str], received: date) -> Days | None:
    day = _day(*(int(_group(match, name)) for name in ("y", "m", "d")))
    return Days((day,)) if day else None


def written(match: re.Match[str], received: date) -> Days | None:
    """12 January 2026; a weekday that does not fit makes it vague."""
    number, month = int(_group(match, "d")), _month(_group(match, "m"))
    day = _day(_year(_group(match, "y"), month, number, received), month, number)
    return _dated(match, day)


def numeric(match: re.Match[str], received: date) -> Days | None:
    """12/01/2026 has the day first; 12/1 without a year may be 1 December to somebody."""
    number, month, year = int(_group(match, "d")), int(_group(match, "m")), _group(match, "y")
    if month > 12:
        return None
    day = _day(_year(year, month, number, received), month, number)
    if day is None or _group(match, "wd"):
        return _dated(match, day)
    other = _day(_year("", number, month, received), number, month) if not year else None
    soon = received + timedelta(days=HORIZON)
    if other and other != day and number <= 12 and received <= other <= soon:
        return Days((day, other), vague=True)
    return Days((day,))


def ordinal(match: re.Match[str], received: date) -> Days | None:
    """The 23rd: the next day of that number, the day of receipt included."""
    number = int(_group(match, "o"))
    start = received
    if _group(match, "w") == "next":
        start = _last_of(received.year, received.month) + timedelta(days=1)
    ahead = (start + timedelta(days=days) for days in range(62))
    day = next((day for day in ahead if day.day == number), None)
    return _dated(match, day)


# --- Weekdays -------------------------------------------------------------------------------------


def weekday(match: re.Match[str], received: date) -> Days | None:
    return Days((_coming(_weekday(_group(match, "wd")), received),))


def next_weekday(match: re.Match[str], received: date) -> Days | None:
    """Next Friday is two days to two people, unless this week's is past."""
    coming = _coming(_weekday(_group(match, "wd")), received)
    if coming.isocalendar()[:2] != received.isocalendar()[:2]:
        return Days((coming,))
    return Days((coming + timedelta(days=7), coming), vague=True)


def weekday_of_week(match: re.Match[str], received: date) -> Days | None:
    """Wednesday next week; next week on Wednesday."""
    weekday = _weekday(_group(match, "wd") or _group(match, "wd2"))
    later = "this" not in (_group(match, "w") or _group(match, "w2"))
    return Days((received + timedelta(days=7 * later + weekday - received.weekday()),))


def weekday_after_next(match: re.Match[str], received: date) -> Days | None:
    """Monday after next: the one after what "next Monday" is, and that has two readings itself."""
    coming = _coming(_weekday(_group(match, "wd")), received)
    return Days((coming + timedelta(days=7), coming + timedelta(days=14)), vague=True)


def week_on(match: re.Match[str], received: date) -> Days | None:
    """Friday week, a week on Friday, six weeks on Monday, a fortnight today."""
    said = _group(match, "n")
    weeks = 2 if "fortnight" in said else _number(said) if said else 1
    name = _group(match, "wd") or _group(match, "soon")
    start = {"today": received, "tomorrow": received + timedelta(days=1)}.get(name)
    return Days(((start or _coming(_weekday(name), received)) + timedelta(days=7 * weeks),))


def next_week(match: re.Match[str], received: date) -> Days | None:
    """Some day of next week: its Friday, or its Monday."""
    monday = received + timedelta(days=7 - received.weekday())
    return Days((monday + timedelta(days=4), monday), vague=True)


def week_end(match: re.Match[str], received: date) -> Days | None:
    """The end of a week is its Friday; said at the weekend, the coming one."""
    friday = received + timedelta(days=(4 - received.weekday()) % 7)
    return Days((friday + timedelta(days=7 * (_group(match, "w") == "next")),))


# --- Durations and parts of a month ---------------------------------------------------------------


def duration(match: re.Match[str], received: date) -> Days | None:
    """A time from the day of receipt. Working days are Monday to Friday: the day is echoed."""
    count, unit = _number(_group(match, "n")), _group(match, "u")
    if unit.startswith("work"):
        return Days((_after_working_days(received, min(count, 250)),))
    if unit.startswith("month"):
        year, month = divmod(received.year * 12 + received.month - 1 + count, 12)
        last = _last_of(year, month + 1)
        return Days((last.replace(day=min(received.day, last.day)),))
    return Days((received + timedelta(days=count * {"d": 1, "w": 7, "f": 14}[unit[0]]),))


def hours(match: re.Match[str], received: date) -> Days | None:
    """48 hours are two days."""
    return Days((received + timedelta(days=int(_group(match, "n")) // 24),))


def counted_from_another_day(match: re.Match[str], received: date) -> Days | None:
    """Two weeks from 12 January: a day that somebody must work out and confirm."""
    return Days((), vague=True)


def _after_working_days(start: date, count: int) -> date:
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def month_end(match: re.Match[str], received: date) -> Days | None:
    which = _group(match, "m")
    if which and not which.startswith(("next", "this", "the", "month")):
        month = _month(which)
        year = int(_group(match, "y") or received.year + (month < received.month))
        return Days((_last_of(year, month),))
    year, month = divmod(received.year * 12 + received.month - 1 + which.startswith("next"), 12)
    return Days((_last_of(year, month + 1),))


def part_of_month(match: re.Match[str], received: date) -> Days | None:
    month, part = _month(_group(match, "m")), _group(match, "p")
    year = received.year + (month < received.month)
    number = 15 if part.startswith("mid") else 1 if part[0] in "bs" else 7
    return Days((date(year, month, number),), vague=True)


def month_alone(match: re.Match[str], received: date) -> Days | None:
    """Until March: its first day or its last. No single day is named, but both are offered."""
    month = _month(_group(match, "m"))
    year = received.year + (month < received.month)
    days = (_on_or_after(date(year, month, 1)), _working_day_before(_last_of(year, month)))
    return Days((), vague=True, offered=days)


def new_year(match: re.Match[str], received: date) -> Days | None:
    year = received.year + (received.month > 1)
    return Days((_on_or_after(date(year, 1, 2)),), vague=True)


def after_christmas(match: re.Match[str], received: date) -> Days | None:
    return Days((_on_or_after(date(received.year, 12, 27)),), vague=True)


def in_days(days: int) -> Rule:
    """The rule for a phrase that names a day by its distance."""
    return lambda match, received: Days((received + timedelta(days=days),))
