"""Tables found again in a returned workbook, wherever people have moved, sorted or renamed them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.council import tidy
from bot.workbooks.opening import Cell, Grid, text_of

_HEADING_ROWS = 40  # above the table people may have put a note or two


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell below a heading: what stands in it, and where."""

    value: Cell
    place: str

    @property
    def text(self) -> str:
        return text_of(self.value)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row of a table, by heading."""

    entries: Mapping[str, Entry]

    def __getitem__(self, heading: str) -> Entry:
        return self.entries.get(tidy(heading)) or Entry(None, "")

    def has(self, heading: str) -> bool:
        return tidy(heading) in self.entries


def find_rows(grids: Iterable[Grid], headings: Sequence[str]) -> list[FoundRow] | None:
    """The filled rows of every table with these headings; None if there is no such table.

    The sheet's name, the order of columns, and columns and rows put in between do not matter.
    """
    found = [table for grid in grids if (table := _table(grid, headings)) is not None]
    return [row for rows in found for row in rows] if found else None


def _table(grid: Grid, headings: Sequence[str]) -> list[FoundRow] | None:
    wanted = {tidy(heading) for heading in headings}
    for number, row in enumerate(grid.rows[:_HEADING_ROWS]):
        named = {tidy(str(cell)): at for at, cell in reversed(list(enumerate(row))) if cell}
        if wanted <= named.keys():
            return list(_below(grid, number, named, wanted))
    return None


def _below(
    grid: Grid, heading_row: int, columns: Mapping[str, int], wanted: set[str]
) -> Iterator[FoundRow]:
    for number, row in enumerate(grid.rows[heading_row + 1 :], heading_row + 1):
        again = {tidy(str(cell)) for cell in row if cell is not None}
        if again and not wanted <= again:
            yield FoundRow(
                {name: Entry(row[at], grid.place(number, at)) for name, at in columns.items()}
            )


def all_text(grids: Iterable[Grid]) -> Iterator[str]:
    """Every text of the workbook, for references and marks that may stand anywhere."""
    for grid in grids:
        for row in grid.rows:
            yield from (cell for cell in row if isinstance(cell, str))


def marks(grids: Iterable[Grid], pattern: re.Pattern[str]) -> list[str]:
    """What fits the pattern anywhere in the workbook, each once."""
    found = (m.group() for text in all_text(grids) for m in pattern.finditer(text[:2000]))
    return list(dict.fromkeys(found))
