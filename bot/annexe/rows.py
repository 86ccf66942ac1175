"""The rows of one list, read: each names a child and says whether it is open on that list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

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


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of one list."""

    place: Place
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
    def list(self) -> int:
        return self.place.list


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


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of `sheet`, and adds what is wrong with them to `problems`."""

    sheet: Sheet
    as_at: date
    shift: int  # for bare day numbers, see values.day
    problems: list[Problem]

    def entries(self) -> Iterator[Entry]:
        where = self.sheet.columns["child_id"]
        for number, row in enumerate(self.sheet.rows, self.sheet.heading_row + 1):
            child = child_id(row[where])
            if isinstance(child, str):
                yield self._entry(Place(self.sheet, number, child), row)
            elif child is UNREADABLE:
                self.problems.append(faults.bad_id(Place(self.sheet, number), row[where]))
            elif not all(map(_is_filler, row)):
                self.problems.append(faults.no_id(Place(self.sheet, number)))

    def _entry(self, place: Place, row: Sequence[object]) -> Entry:
        keys = _KEYS[place.list]
        status = self._status(place, row) if place.list == 6 else None
        end = day(self._cell(row, keys.end), shift=self.shift)
        return Entry(
            *(place, place.child),
            state=self._state(place, row, end, status),
            start=self._past_day(place, row, keys.start),
            end=None if end is UNREADABLE else end,
            status=status,
            reason=text(self._cell(row, "closure_reason")) or None,
            team=name(self._cell(row, "team")),
            worker=name(self._cell(row, "worker")) or name(self._cell(row, "personal_advisor")),
            seen=self._past_day(place, row, keys.seen),
        )

    def _state(
        self, place: Place, row: Sequence[object], end: DateCell, status: str | None
    ) -> State:
        """Open, closed or not known. The end date decides, and on List 6 the status beside it."""
        key = _KEYS[place.list].end
        if end is UNREADABLE:
            self.problems.append(faults.bad_end(place, key, self._cell(row, key)))
            return State.UNKNOWN
        if place.list == 9 and "died" in text(self._cell(row, "in_touch")).casefold():
            self.problems.append(faults.died(place, self._cell(row, "in_touch")))
            return State.CLOSED
        if end is not None and end > self.as_at:
            self.problems.append(faults.future_end(place, key, end, self.as_at, status == CLOSED))
        elif end is not None and status not in (None, CLOSED):
            self.problems.append(faults.ended_but_open(place, key, end, status))
        elif end is None and status == CLOSED:
            self.problems.append(faults.closed_without_date(place, self._cell(row, "case_status")))
        ended = end is not None and end <= self.as_at
        return State.CLOSED if ended or status == CLOSED else State.OPEN

    def _cell(self, row: Sequence[object], key: str) -> object:
        where = self.sheet.columns.get(key)
        return "" if where is None else row[where]

    def _past_day(self, place: Place, row: Sequence[object], key: str) -> date | None:
        cell = self._cell(row, key)
        found = day(cell, shift=self.shift)
        if found is not UNREADABLE:
            return found
        self.problems.append(faults.bad_date(place, key, cell))
        return None

    def _status(self, place: Place, row: Sequence[object]) -> str | None:
        cell = self._cell(row, "case_status")
        status = None if is_blank(cell) else read_status(text(cell))
        if status is None:
            self.problems.append(faults.bad_status(place, cell))
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
