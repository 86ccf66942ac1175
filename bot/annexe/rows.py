"""The rows of one list, read: each names a child and says whether it is open on that list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from itertools import compress, count, repeat
from operator import itemgetter
from typing import NamedTuple, TypeVar

from bot.annexe import row_problems as faults
from bot.annexe.problems import Problem
from bot.annexe.row_problems import Place
from bot.annexe.sheets import Sheet
from bot.annexe.statuses import CLOSED, read_status
from bot.annexe.values import UNREADABLE, DateCell, child_id, day, is_blank, name, text

A = TypeVar("A")
B = TypeVar("B")


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # the cell that decides cannot be read, and nothing may be guessed


OPEN, UNKNOWN = State.OPEN, State.UNKNOWN  # asked of every row: Python 3.11 finds a member slowly


class Entry(NamedTuple):
    """One row of one list. A tuple, for a county has 16,000 of them."""

    place: Place
    state: State
    start: date | None
    end: date | None
    seen: date | None  # the last visit or contact
    status: str | None  # List 6 alone; None: blank, or no known spelling
    reason: str | None
    team: str | None
    worker: str | None


class _Keys(NamedTuple):
    """Which columns say when the child came onto a list, went off it, and was last seen."""

    start: str = ""
    end: str = ""
    seen: str = ""


_KEYS: Mapping[int, _Keys] = {
    4: _Keys("assessment_start", "assessment_end"),
    6: _Keys("cin_start", "cin_end", "last_seen"),
    7: _Keys("cpp_start", "cpp_end", "cp_visit"),
    8: _Keys("cla_start", "cla_end", "cla_visit"),
    9: _Keys(seen="latest_contact"),
}


class RowReader:
    """Reads the rows of `sheet`, and adds what is wrong with them to `problems`.

    Column by column, for a county has 16,000 rows and that is twice as fast as row by row.
    """

    def __init__(self, sheet: Sheet, as_at: date, shift: int, problems: list[Problem]) -> None:
        """`shift`: for bare day numbers, see values.day."""
        # Entries outlive the reading: they must not keep all that the cells say of a child.
        self._sheet = replace(sheet, rows=())
        self._rows = self._named = sheet.rows
        self._first = sheet.heading_row + 1
        self._as_at = as_at
        self._shift = shift
        self._problems = problems
        self._keys = _KEYS[sheet.number]

    def entries(self) -> list[Entry]:
        ids = [child_id(cell) for cell in self._column("child_id")]
        self._report_bad_ids(ids)
        named = [isinstance(child, str) for child in ids]
        self._named = list(compress(self._rows, named))
        numbers = compress(count(self._first), named)
        places = list(map(Place._make, zip(repeat(self._sheet), numbers, compress(ids, named))))
        ends = self._days(self._keys.end)
        statuses = self._statuses(places)
        columns = (
            list(map(self._state, places, ends, statuses)),
            self._starts_or_visits(self._keys.start, places),
            _readable(ends),
            self._starts_or_visits(self._keys.seen, places),
            statuses,
            [reason or None for reason in _each(text, self._column("closure_reason"))],
            _each(name, self._column("team")),
            self._holders(),
        )
        return list(map(Entry._make, zip(places, *columns, strict=True)))

    def _state(self, place: Place, end: DateCell, status: str | None) -> State:
        """Open, closed or not known. The end date decides, and on List 6 the status beside it."""
        key, closed = self._keys.end, status == CLOSED
        if end is UNREADABLE:
            self._tell(faults.bad_end(place, key, self._cell(place, key)))
            return UNKNOWN
        if end is None:
            if closed:
                self._tell(faults.closed_without_date(place, self._cell(place, "case_status")))
            elif self._sheet.number == 9:
                return self._state_of_leaver(place)
        elif end > self._as_at:
            self._tell(faults.future_end(place, key, end, self._as_at, closed))
        else:
            if status and not closed:
                self._tell(faults.ended_but_open(place, key, end, status))
            closed = True
        return State.CLOSED if closed else OPEN

    def _state_of_leaver(self, place: Place) -> State:
        in_touch = self._cell(place, "in_touch")
        if "died" not in text(in_touch).casefold():
            return OPEN
        self._tell(faults.died(place, in_touch))
        return State.CLOSED

    def _starts_or_visits(self, key: str, places: Sequence[Place]) -> Sequence[date | None]:
        days = self._days(key)
        for place, found in zip(places, days, strict=True):
            if found is UNREADABLE:
                self._tell(faults.bad_date(place, key, self._cell(place, key)))
        return _readable(days)

    def _tell(self, problem: Problem) -> None:
        self._problems.append(problem)

    def _cell(self, place: Place, key: str) -> object:
        where = self._sheet.columns.get(key)
        return "" if where is None else self._rows[place.row - self._first][where]

    def _column(self, key: str) -> Sequence[object]:
        where = self._sheet.columns.get(key)
        return [""] * len(self._named) if where is None else _cells(self._named, where)

    def _days(self, key: str) -> Sequence[DateCell]:
        return [day(cell, shift=self._shift) for cell in self._column(key)]

    def _statuses(self, places: Sequence[Place]) -> Sequence[str | None]:
        if self._sheet.number != 6:
            return [None] * len(places)
        cells = self._column("case_status")
        statuses = _each(read_status, _each(text, cells))
        for place, cell, status in zip(places, cells, statuses, strict=True):
            if status is None:
                self._tell(faults.bad_status(place, cell))
        return statuses

    def _holders(self) -> Sequence[str | None]:
        workers = _each(name, self._column("worker"))
        if "personal_advisor" not in self._sheet.columns:
            return workers
        advisors = _each(name, self._column("personal_advisor"))
        return [worker or advisor for worker, advisor in zip(workers, advisors, strict=True)]

    def _report_bad_ids(self, ids: Sequence[object]) -> None:
        where = self._sheet.columns["child_id"]
        for place, child in enumerate(ids):
            if isinstance(child, str):
                continue
            row, here = self._rows[place], Place(self._sheet, self._first + place)
            if child is UNREADABLE:
                self._tell(faults.bad_id(here, row[where]))
            elif not all(map(_is_filler, row)):
                self._tell(faults.no_id(here))


def _cells(rows: Sequence[Sequence[object]], where: int) -> Sequence[object]:
    return list(map(itemgetter(where), rows))


def _each(read: Callable[[A], B], cells: Iterable[A]) -> Sequence[B]:
    """Like map; but the same few words stand in thousands of rows, and each is read once."""
    return list(map(lru_cache(maxsize=None)(read), cells))


def _readable(days: Iterable[DateCell]) -> Sequence[date | None]:
    return [None if found is UNREADABLE else found for found in days]


def _is_filler(cell: object) -> bool:
    """What formulas without a child leave behind: nothing, a dash, nought, or day nought."""
    if isinstance(cell, int | float):
        return cell in (0, -1)
    if isinstance(cell, time):
        return True
    if isinstance(cell, datetime | date):
        return cell.year <= 1900
    return is_blank(cell)
