"""The rows of one list, read: each names a child and says whether it is open on that list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from bot.annexe import row_problems as faults
from bot.annexe.problems import Problem
from bot.annexe.row_problems import Place
from bot.annexe.sheets import Sheet
from bot.annexe.statuses import CLOSED, read_status
from bot.annexe.values import UNREADABLE, DateCell, child_id, day, is_blank, name, text


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # the cell that decides cannot be read, and nothing may be guessed


class Entry(NamedTuple):
    """One row of one list. A tuple, for a county has 16,000 of them."""

    sheet: Sheet
    row: int  # as Excel numbers it
    child: str
    state: State
    start: date | None
    end: date | None
    status: str | None  # List 6 alone; None: blank, or no known spelling
    reason: str | None
    team: str | None
    worker: str | None
    seen: date | None  # the last visit or contact

    @property
    def place(self) -> Place:
        return Place(self.sheet, self.row, self.child)


@dataclass(frozen=True, slots=True)
class _Keys:
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
    """Reads the rows of `sheet`, and adds what is wrong with them to `problems`."""

    def __init__(self, sheet: Sheet, as_at: date, shift: int, problems: list[Problem]) -> None:
        """`shift`: for bare day numbers, see values.day."""
        self._sheet = sheet
        self._as_at = as_at
        self._shift = shift
        self._problems = problems
        self._keys = _KEYS[sheet.number]
        # The same few words stand in thousands of rows.
        self._name = lru_cache(maxsize=None)(name)
        self._text = lru_cache(maxsize=None)(text)
        self._read_status = lru_cache(maxsize=None)(read_status)

    def entries(self) -> Iterator[Entry]:
        where = self._sheet.columns["child_id"]
        for number, row in enumerate(self._sheet.rows, self._sheet.heading_row + 1):
            child = child_id(row[where])
            if isinstance(child, str):
                yield self._entry(number, child, row)
            elif child is UNREADABLE:
                self._problems.append(faults.bad_id(Place(self._sheet, number), row[where]))
            elif not all(map(_is_filler, row)):
                self._problems.append(faults.no_id(Place(self._sheet, number)))

    def _entry(self, number: int, child: str, row: Sequence[object]) -> Entry:
        cell, keys = self._cell, self._keys
        end = day(cell(row, keys.end), shift=self._shift)
        entry = Entry(
            *(self._sheet, number, child, State.OPEN),
            start=self._past_day(number, child, row, keys.start),
            end=None if end is UNREADABLE else end,
            status=self._status(number, child, row),
            reason=self._text(cell(row, "closure_reason")) or None,
            team=self._name(cell(row, "team")),
            worker=self._name(cell(row, "worker")) or self._name(cell(row, "personal_advisor")),
            seen=self._past_day(number, child, row, keys.seen),
        )
        state = self._state(entry, row, end)
        return entry if state is State.OPEN else entry._replace(state=state)

    def _state(self, entry: Entry, row: Sequence[object], end: DateCell) -> State:
        """Open, closed or not known. The end date decides, and on List 6 the status beside it."""
        key, tell = self._keys.end, self._problems.append
        if end is UNREADABLE:
            tell(faults.bad_end(entry.place, key, self._cell(row, key)))
            return State.UNKNOWN
        if self._sheet.number == 9:
            return self._state_of_leaver(entry, row)
        closed = entry.status == CLOSED
        if end is None:
            if closed:
                tell(faults.closed_without_date(entry.place, self._cell(row, "case_status")))
        elif end > self._as_at:
            tell(faults.future_end(entry.place, key, end, self._as_at, closed))
        else:
            if entry.status and not closed:
                tell(faults.ended_but_open(entry.place, key, end, entry.status))
            closed = True
        return State.CLOSED if closed else State.OPEN

    def _state_of_leaver(self, entry: Entry, row: Sequence[object]) -> State:
        in_touch = self._cell(row, "in_touch")
        if "died" not in self._text(in_touch).casefold():
            return State.OPEN
        self._problems.append(faults.died(entry.place, in_touch))
        return State.CLOSED

    def _cell(self, row: Sequence[object], key: str) -> object:
        where = self._sheet.columns.get(key)
        return "" if where is None else row[where]

    def _past_day(self, number: int, child: str, row: Sequence[object], key: str) -> date | None:
        cell = self._cell(row, key)
        found = day(cell, shift=self._shift)
        if found is not UNREADABLE:
            return found
        self._problems.append(faults.bad_date(Place(self._sheet, number, child), key, cell))
        return None

    def _status(self, number: int, child: str, row: Sequence[object]) -> str | None:
        if self._sheet.number != 6:
            return None
        cell = self._cell(row, "case_status")
        status = self._read_status(self._text(cell))
        if status is None:
            self._problems.append(faults.bad_status(Place(self._sheet, number, child), cell))
        return status


def _is_filler(cell: object) -> bool:
    """What formulas without a child leave behind: nothing, a dash, nought, or day nought."""
    if isinstance(cell, int | float):
        return cell in (0, -1)
    if isinstance(cell, time):
        return True
    if isinstance(cell, datetime | date):
        return cell.year <= 1900
    return is_blank(cell)
