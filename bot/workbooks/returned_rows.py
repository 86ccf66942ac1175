"""A workbook that a manager has sent back: what stands in each row, by the action's reference."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.council import tidy
from bot.policy.references import ACTION, find_references
from bot.workbooks.finding import FoundRow, find_rows
from bot.workbooks.opening import Grid
from bot.workbooks.tables import NOTHING
from bot.workbooks.team_layout import (
    AUTHORISED,
    COMPLETED,
    DATE_DONE,
    DECISION,
    FACTS,
    FOUND,
    FULFILLED,
    NOTE,
    REASON,
    REFERENCE,
    REPORT,
    SUSTAINED,
    WORDS,
)

TEAM_COLUMNS = (REPORT, DATE_DONE, DECISION, REASON, NOTE)
CHECK_COLUMNS = (
    *(name for fact, more in FACTS.items() for name in (fact, *more)),
    SUSTAINED,
    FOUND,
)
_FREE = (NOTE, REASON, DECISION, FOUND, REPORT)
_LONGEST = 4000  # characters of one cell that are taken
_SPACED = re.compile(r"\s*-\s*")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What a person has filled in for one action."""

    ref: str
    values: Mapping[str, str]  # by heading; only what is filled in
    places: Mapping[str, str]
    words: str  # of the action, as they stand in the workbook

    def place(self, heading: str) -> str:
        return self.places.get(heading, "")


@dataclass(frozen=True, slots=True)
class ReturnedRows:
    """One returned workbook of actions."""

    is_check: bool  # the Consultant Head's, not a team's
    rows: tuple[ReturnedRow, ...]  # those in which something is filled in
    faults: tuple[str, ...] = ()

    @property
    def free_words(self) -> tuple[str, ...]:
        """What people wrote in their own words, for the safeguarding screen."""
        return tuple(r.values[h] for r in self.rows for h in _FREE if h in r.values)

    def is_noted(self, row: ReturnedRow) -> bool:
        """Whether the row holds words that are the writer's own."""
        return any(heading in row.values for heading in (NOTE, REASON, FOUND))


def read_rows(grids: Sequence[Grid]) -> ReturnedRows | None:
    """The filled-in rows; None if this is no workbook of actions."""
    checked = find_rows(grids, (REFERENCE, FULFILLED, COMPLETED, AUTHORISED))
    if checked is not None:
        return _returned(checked, CHECK_COLUMNS, is_check=True)
    reported = find_rows(grids, (REFERENCE, REPORT))
    return None if reported is None else _returned(reported, TEAM_COLUMNS, is_check=False)


def _returned(found: Sequence[FoundRow], columns: Sequence[str], *, is_check: bool) -> ReturnedRows:
    rows: dict[str, ReturnedRow] = {}
    twice: set[str] = set()
    faults: list[str] = []
    for each in found:
        row = _row(each, columns)
        if row.ref == "" and row.values:
            faults.append(_without_reference(each, row))
        elif row.values and row.ref in rows and rows[row.ref].values != row.values:
            twice.add(row.ref)
        elif row.values:
            rows.setdefault(row.ref, row)
    faults += [
        f"{ref} stands in more than one row, and the rows do not say the same, so neither was taken"
        for ref in sorted(twice)
    ]
    kept = tuple(row for ref, row in rows.items() if ref not in twice)
    return ReturnedRows(is_check, kept, tuple(faults))


def _row(found: FoundRow, columns: Sequence[str]) -> ReturnedRow:
    written = _SPACED.sub("-", found[REFERENCE].text.upper())
    refs = [ref for ref in find_references(written) if ref.startswith(f"{ACTION}-")]
    filled = {h: found[h].text[:_LONGEST] for h in columns if found.has(h)}
    values = {h: text for h, text in filled.items() if text and tidy(text) != tidy(NOTHING)}
    places = {h: found[h].place for h in values}
    return ReturnedRow(refs[0] if len(refs) == 1 else "", values, places, found[WORDS].text)


def _without_reference(found: FoundRow, row: ReturnedRow) -> str:
    place = next(iter(row.places.values()))
    said = found[REFERENCE].text
    why = f"“{said[:40]}” is no reference of an action" if said else "the row has no reference"
    return f"{place[:1].upper()}{place[1:]}: {why}, so what it says was not taken"
