"""A small workbook that somebody has sent us: its cells as plain values, or why it is not opened.

Whoever can write to the mailbox can attach anything, so it is unpacked within bounds before a
library sees it. Macros, formulas and links are never followed: a formula is what it last showed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from python_calamine import CalamineWorkbook

from bot.unpacking import (
    Bounds,
    Flaw,
    NotSound,
    is_archive,
    is_old_excel,
    is_sheet,
    opened,
    reading,
    unpacked,
)

Cell: TypeAlias = str | int | float | bool | date | None

_BOUNDS = Bounds(members=500, unpacked=10_000_000)  # our largest, 2,000 rows, unpacks to 2 MB
_MOST_SHEETS = 50
_MOST_CELLS = 400_000  # of one sheet, laid out between its outermost cells

_NOT_XLSX = "it is not an Excel workbook (.xlsx). Save it as .xlsx and send it again"
_DAMAGED = "it is damaged. Open it, save it again as .xlsx and send that"
_WORDS = {
    Flaw.PASSWORD: "it is protected by a password. Save it without one and send it again",
    Flaw.OTHER_KIND: _NOT_XLSX,
    Flaw.HALF_WRITTEN: _DAMAGED,
    Flaw.DAMAGED: _DAMAGED,
    Flaw.TOO_LARGE: "it holds far more than our workbooks do. Send the one that we sent you,"
    " filled in",
}


class NotOpened(Exception):
    """The file cannot be opened. The text ends the sentence "We could not read it: …"."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet, from its first filled row and column on."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    top: int = 0  # empty rows above
    left: int = 0  # empty columns beside

    def place(self, row: int, column: int) -> str:
        """Where a cell of `rows` stands, as a person finds it."""
        number, letters = self.left + column + 1, ""
        while number:
            number, digit = divmod(number - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return f"cell {letters}{self.top + row + 1} of the sheet “{self.name}”"


def open_workbook(content: bytes) -> tuple[Grid, ...]:
    """Every sheet that holds anything, hidden ones too. Raises NotOpened, whatever the bytes."""
    try:
        if is_old_excel(content) or not is_archive(content):
            raise NotSound(Flaw.OTHER_KIND)
        _look_inside(content)
        book = opened(content)
        with reading():
            return tuple(_grid(book, name) for name in book.sheet_names[:_MOST_SHEETS])
    except NotSound as cause:
        raise NotOpened(_WORDS[cause.flaw]) from cause


def _grid(book: CalamineWorkbook, name: str) -> Grid:
    sheet = book.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    rows = tuple(tuple(_cell(cell) for cell in row) for row in sheet.to_python())
    return Grid(name, rows, top, left)


def _cell(cell: object) -> Cell:
    match cell:
        case None | "":
            return None
        case datetime():
            return cell.date()
        case bool() | int() | float() | date():
            return cell
        case time() | timedelta():
            return str(cell)
        case _:
            return str(cell)


def text_of(cell: Cell) -> str:
    """The cell as a person reads it: tidied, a whole number without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    lines = (" ".join(line.split()) for line in str(cell).splitlines())
    return "\n".join(lines).strip()


# --- before a library sees it ---------------------------------------------------------------------


def _look_inside(content: bytes) -> None:
    with unpacked(content, _BOUNDS) as members:
        for name, data in members:
            if is_sheet(name):
                _check_extent(data)


_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?=[\s>])(?![^<>]*\br=)""")


def _check_extent(sheet: bytes) -> None:
    """The library lays a sheet out in full, so that two far corners would end the process."""
    if _UNPLACED.search(sheet):
        raise NotOpened(_DAMAGED)  # no program that people use leaves the places out
    columns = rows = 1
    for found in _FILLED.finditer(sheet):
        number = 0
        for letter in found[1]:
            number = number * 26 + letter - 64
        columns, rows = max(columns, number), max(rows, int(found[2]))
    if rows * columns > _MOST_CELLS:
        raise NotOpened(
            "something is written far to the right or far down in it. Delete all rows below and"
            " all columns beside the table, save it and send it again"
        )
