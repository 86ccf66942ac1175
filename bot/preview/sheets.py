"""The sheets of a workbook as words, so that they can be looked at without Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.workbooks.layout import HEADER
from bot.workbooks.opening import Cell, Grid, open_workbook, text_of

_MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the lines above its table, and the table."""

    name: str
    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0  # rows that are not shown


def sheets(name: str, content: bytes) -> Iterator[Sheet]:
    """Every sheet of an Excel workbook; nothing for any other file."""
    if name.endswith(".xlsx"):
        for grid in open_workbook(content):
            yield _sheet(grid)


def _sheet(grid: Grid) -> Sheet:
    above, below = grid.rows[:HEADER], grid.rows[HEADER:]
    heads = _words(below[0]) if below else ()
    if sum(map(bool, heads)) < 2:
        return Sheet(grid.name, tuple(_first(grid.rows)))
    rows = tuple(_words(row) for row in below[1:])
    return Sheet(grid.name, tuple(_first(above)), heads, rows[:_MOST_ROWS], len(rows[_MOST_ROWS:]))


def _words(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(text_of(cell) for cell in row)


def _first(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    for row in rows:
        if words := " ".join(filter(None, _words(row))):
            yield words
