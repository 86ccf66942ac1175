"""A row on its way to becoming configuration: read, and mended by its last good version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from bot.configuration.columns import CHECK, Sheet
from bot.configuration.last_good import as_text
from bot.configuration.rows import read_row
from bot.policy.council import tidy
from bot.ports import ListRow

Item = TypeVar("Item", bound=BaseModel)
Kept = Mapping[str, Mapping[str, str]]  # of one sheet: key -> heading -> text

AS_IT_WAS = "Meanwhile this row is used as it last was in order."
LEFT_OUT = "Meanwhile this row is left out."
WITHOUT_IT = "Meanwhile it is taken as blank."


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a row that can be read."""

    words: str  # begins with the column
    attribute: str | None = None  # what can be taken as blank; None: the row cannot be used


@dataclass(frozen=True, slots=True)
class Entry(Generic[Item]):
    row_id: str | None  # None: the row comes from the last good version of the whole sheet
    number: int | None
    key: str  # empty: the row cannot be known again
    cells: Mapping[str, str]
    item: Item | None  # None: left out
    good: bool = True  # may stand as the last good version
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    meanwhile: str = ""
    lead: str = "Please mend."
    fine: str = "OK"  # what is said of a row without problems

    def noted(self, *notes: str) -> "Entry[Item]":
        return replace(self, notes=(*self.notes, *notes))

    def check(self) -> str:
        """What stands under Bot check."""
        notes = f" To know: {' '.join(self.notes)}" if self.notes else ""
        if self.problems:
            return " ".join([self.lead, *self.problems, self.meanwhile]).strip() + notes
        return f"{self.fine}.{notes}" if notes else self.fine


class _Read(NamedTuple):
    """What one row says, whatever stands beside it."""

    key: str
    texts: Mapping[str, str]
    item: Any
    problems: Sequence[str]


class RowsRead:
    """The rows of one list as they were last read: one that has not changed is not read again.

    Questions and answers stay on their lists for weeks, and the lists are read every few minutes.
    """

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Mapping[str, object], _Read]] = {}

    def read(self, sheet: Sheet, model: type[BaseModel], rows: Sequence[ListRow]) -> list[_Read]:
        before, self._rows = self._rows, {}
        for row in rows:
            known = before.get(row.id)
            if known is None or known[0] != row.values:
                # A copy, because whoever has read the list may go on to change the row.
                known = dict(row.values), _read(sheet, model, row.values)
            self._rows[row.id] = known
        return [self._rows[row.id][1] for row in rows]


def _read(sheet: Sheet, model: type[BaseModel], values: Mapping[str, object]) -> _Read:
    cells = known_cells(sheet, values)
    texts = {heading: as_text(cell) for heading, cell in cells.items() if cell is not None}
    return _Read(key_of(sheet, cells), texts, *read_row(model, cells))


def read_entries(
    sheet: Sheet,
    model: type[Item],
    rows: Sequence[ListRow],
    kept: Kept,
    before: RowsRead | None = None,
) -> list[Entry[Item]]:
    """Each row read, or else its last good version, or else left out with the reason."""
    entries: list[Entry[Item]] = []
    seen: dict[str, int] = {}
    for row, found in zip(rows, (before or RowsRead()).read(sheet, model, rows), strict=True):
        seen[found.key] = seen.get(found.key, 0) + 1
        numbered = found.key if seen[found.key] == 1 else f"{found.key} #{seen[found.key]}"
        key = numbered if found.key else ""
        entry: Entry[Item] = Entry(row.id, row.number, key, found.texts, found.item)
        entries.append(entry if entry.item else broken(entry, model, found.problems, kept))
    return entries


def known_cells(sheet: Sheet, values: Mapping[str, object]) -> dict[str, object]:
    """The cells of the sheet's own columns, whatever the case of the headings."""
    wanted = [heading for heading in sheet.headings() if heading != CHECK]
    if all(heading in values for heading in wanted):  # as the bot itself has written them
        return {heading: values[heading] for heading in wanted}
    found = {tidy(heading): cell for heading, cell in values.items()}
    return {heading: found.get(tidy(heading)) for heading in wanted}


def key_of(sheet: Sheet, cells: Mapping[str, object]) -> str:
    named = [as_text(cells[heading]) for heading in sheet.key if cells[heading] is not None]
    return tidy("|".join(named))


def broken(
    entry: Entry[Item], model: type[Item], problems: Sequence[str], kept: Kept
) -> Entry[Item]:
    old = kept_item(model, entry.key, kept)
    meanwhile = LEFT_OUT if old is None else AS_IT_WAS
    return replace(entry, item=old, good=False, problems=tuple(problems), meanwhile=meanwhile)


def kept_item(model: type[Item], key: str, kept: Kept) -> Item | None:
    cells = kept.get(key)
    return None if cells is None else read_row(model, cells)[0]


def kept_entries(model: type[Item], kept: Kept) -> list[Entry[Item]]:
    """The whole sheet as it last was in order."""
    return [Entry(None, None, key, kept[key], kept_item(model, key, kept)) for key in kept]


def refuse_repeats(
    entries: Sequence[Entry[Item]], names_of: Callable[[Item], Sequence[str]], what: str
) -> list[Entry[Item]]:
    """Leave out a row that says again what a row above it says; the first one counts."""
    seen: dict[str, Entry[Item]] = {}
    result = []
    for entry in entries:
        names = names_of(entry.item) if entry.item is not None else ()
        twice = next((name for name in names if tidy(name) in seen), None)
        if twice is None:
            seen.update({tidy(name): entry for name in names})
            result.append(entry)
            continue
        above = seen[tidy(twice)].number
        words = f"{what}: {twice!r} stands in row {above} already. Keep one of the two."
        result.append(replace(entry, item=None, good=False, problems=(words,), meanwhile=LEFT_OUT))
    return result


def settle(
    entry: Entry[Item], faults_of: Callable[[Item], Sequence[Fault]], model: type[Item], kept: Kept
) -> Entry[Item]:
    """Mend the faults: by the last good version if that has none, else by leaving them out."""
    faults = faults_of(entry.item) if entry.item is not None else ()
    if entry.item is None or not faults:
        return entry
    problems = (*entry.problems, *(fault.words for fault in faults))
    spoilt = replace(entry, good=False, problems=problems)
    old = kept_item(model, entry.key, kept)
    if old is not None and not faults_of(old):
        return replace(spoilt, item=old, meanwhile=AS_IT_WAS)
    if any(fault.attribute is None for fault in faults):
        return replace(spoilt, item=None, meanwhile=LEFT_OUT)
    blank = {str(fault.attribute): None for fault in faults}
    item = entry.item.model_copy(update=blank)
    return replace(spoilt, item=item, meanwhile=f"{entry.meanwhile} {WITHOUT_IT}".strip())


def good_cells(entries: Sequence[Entry[Item]], kept: Kept) -> dict[str, Mapping[str, str]]:
    """The next last good version: rows in order as they are, others as they were."""
    wanted = {entry.key: entry.cells if entry.good else kept.get(entry.key) for entry in entries}
    return {key: cells for key, cells in wanted.items() if key and cells is not None}
