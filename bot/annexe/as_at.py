"""The day a workbook speaks of: it stands in the file's name alone, and the events bear it out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.annexe.problems import Problem, Severity, warning
from bot.annexe.row_problems import uk_date
from bot.annexe.rows import Entry
from bot.annexe.values import UNREADABLE, day

STALE = timedelta(days=28)  # a council of any size records something on a child within four weeks

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_IN_NAME = re.compile(
    r"(?<!\d)(?:"
    r"(?P<iso>(?:19|20)\d\d[-_. ]\d{1,2}[-_. ]\d{1,2})"
    r"|(?P<uk>\d{1,2}[-_. ]\d{1,2}[-_. ](?:20\d\d|\d\d))"
    r"|(?P<figures>\d{8})"
    rf"|(?P<words>\d{{1,2}}(?:st|nd|rd|th)?[-_. ]*{_MONTH}[-_., ]*20\d\d)"
    r")(?!\d)",
    re.IGNORECASE,
)

_WORDS = re.compile(r"\d+|[a-z]{3,}", re.IGNORECASE)  # not the "st" of "1st"


def as_at_from_name(file_name: str) -> date | None:
    """The one date in the name of a file; None if there is none, or more than one.

    Reads 2025-12-01, 01.12.2025, 01-12-25, 20251201, 01122025 and "1 December 2025".
    """
    found = {_date(match) for match in _IN_NAME.finditer(file_name)} - {None}
    return found.pop() if len(found) == 1 else None


def _date(match: re.Match[str]) -> date | None:
    written = match[0]
    if match["figures"]:
        return _day(written) or _day(f"{written[:2]}/{written[2:4]}/{written[4:]}")
    if match["words"]:
        return _day(" ".join(_WORDS.findall(written)))
    return _day(re.sub(r"[-_. ]", "-", written))


def _day(written: str) -> date | None:
    found = day(written)
    return None if found is UNREADABLE else found


def likely_as_at(entries: Iterable[Entry], today: date) -> date:
    """The Monday on or after the newest start or visit: for a file whose name has no date.

    Dates after `today` are mistyped. A file without any is taken to be of today.
    """
    dated = (d for entry in entries for d in (entry.start, entry.seen) if d and d <= today)
    newest = max(dated, default=None)
    return newest + timedelta(days=-newest.weekday() % 7) if newest else today


def check_as_at(entries: Sequence[Entry], as_at: date) -> Iterator[Problem]:
    """Warn if the newest start or visit in the workbook does not fit the day it is of."""
    dates = [e.start for e in entries if e.start] + [e.seen for e in entries if e.seen]
    newest = max(dates, default=as_at)
    if newest > as_at:
        yield _later(entries, as_at)
    elif as_at - newest > STALE:
        yield warning(
            "file_is_old",
            f"The newest start or visit in the file is of {uk_date(newest)},"
            f" {(as_at - newest).days:,} days before the day it is said to be of"
            f" ({uk_date(as_at)}). Is it an earlier file?",
        )


def _later(entries: Sequence[Entry], as_at: date) -> Problem:
    dated = [(e.start, e) for e in entries if e.start] + [(e.seen, e) for e in entries if e.seen]
    later = [item for item in dated if item[0] > as_at]
    newest, entry = max(later, key=lambda item: item[0])
    dates = "1 start or visit is" if len(later) == 1 else f"{len(later)} starts and visits are"
    return Problem(
        Severity.WARNING,
        "events_after_as_at",
        f"{dates} dated after the day of this file ({uk_date(as_at)}), the latest on"
        f" {uk_date(newest)} in {entry.place}. Either the file is of a later day (put its date in"
        " its name) or the date is mistyped.",
        sheet=entry.place.sheet.tab,
        row=entry.place.row,
        value=newest.isoformat(),
    )
