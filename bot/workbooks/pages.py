"""Sheets in which no text can turn into a formula or a link; equal facts make equal bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell_fast  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.policy.working_days import LONDON
from bot.workbooks.guard import needs_guard
from bot.workbooks.looks import CELL, FILL_IN, FORMATS, NONE
from bot.workbooks.tables import NOTHING, Column, Kind, Value

# Excel holds 32,767 units of UTF-16 in a cell; a character may take two.
LONGEST_TEXT = 16_000
LINE = 15  # points
# XML 1.0, 2.2 leaves these two out: one of them in a cell, and Excel wants to repair the workbook.
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
LETTERS = 1.1  # of text for each digit's width, which columns are measured in
A4 = 9
MOST_IN_MEMORY = 200_000  # cells
_DAY_0 = date(1899, 12, 30)  # of Excel's days, if they are after February 1900


class Page(Worksheet):  # type: ignore[misc]
    """A sheet that writes cells of text and numbers as the library does, in less time.

    In the place and the format of each cell the library looks for characters to escape, and there
    can be none: a quarter of the time of a large workbook. A test holds the bytes equal.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if cell.format is None or kind not in ("String", "Number"):
            super()._write_cell(row, col, cell)
            return
        head = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
        if kind == "String":  # by its place among the shared strings
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')
        else:
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook being written. Formats are made once each: a workbook may hold 64,000 only."""

    file: Workbook
    content: BytesIO
    formats: dict[str, Format] = field(default_factory=dict)

    def look(self, looks: Mapping[str, object]) -> Format:
        name = repr(sorted(looks.items()))
        if name not in self.formats:
            self.formats[name] = self.file.add_format(dict(looks))
        return self.formats[name]

    def page(self, name: str) -> Worksheet:
        """A new sheet, printed on A4 across, as wide as one page."""
        page = self.file.add_worksheet(name, Page)
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return page

    def finished(self) -> bytes:
        self.file.close()
        return self.content.getvalue()


def new_book(title: str, made: date, cells: int = 0) -> Book:
    """An empty workbook. Its properties say `made`: the bytes depend on no other clock.

    `cells`: about how many it will hold. A large one is put together in temporary files, which
    the library takes away again: in memory it would take twice as much.
    """
    content = BytesIO()
    options = {
        "in_memory": cells < MOST_IN_MEMORY,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    file = Workbook(content, options)
    file.formats[0].set_font_name("Arial")
    created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - Excel knows no zones
    if isinstance(made, datetime):
        created = made.replace(tzinfo=None)
    properties = {"title": title, "author": "Audit Bot", "created": created}
    file.set_properties(properties)
    return Book(file, content)


def put_text(
    book: Book, page: Worksheet, row: int, column: int, text: str, looks: Mapping[str, object]
) -> None:
    """Write text as text, whatever it begins with."""
    guarded = needs_guard(text)
    page.write_string(row, column, tidy(text), book.look({**looks, "quote_prefix": guarded}))


def tidy(text: str) -> str:
    """Text that a workbook can hold: what is no character replaced, long texts cut, saying so."""
    whole = text
    if not text.isascii():
        whole = text.encode("utf-8", "replace").decode().translate(_NO_CHARACTERS)
    if len(whole) <= LONGEST_TEXT:
        return whole
    return f"{whole[:LONGEST_TEXT]} [cut: the text was longer than a cell can hold]"


@dataclass(frozen=True, slots=True)
class Ink:
    """The formats of one column, made once: a table may have a million cells."""

    plain: Format
    guarded: Format
    none: Format | None  # None: what a person fills in stays blank


def ink_of(book: Book, column: Column) -> Ink:
    cell = {**CELL, **FILL_IN} if column.fill_in else CELL
    looks = cell
    if column.kind is Kind.NUMBER:
        # Wrapped, LibreOffice would push it against the next column.
        looks = {**cell, "align": "right", "indent": 1, "text_wrap": False}
    elif column.kind in FORMATS:
        looks = {**cell, "num_format": FORMATS[column.kind]}
    guarded = book.look({**cell, "quote_prefix": True})
    return Ink(book.look(looks), guarded, None if column.fill_in else book.look({**cell, **NONE}))


def put(page: Worksheet, row: int, number: int, ink: Ink, value: Value) -> None:
    """Write a value of a table. Nothing is never left blank (10.4)."""
    if value and isinstance(value, str):
        guarded = needs_guard(value)
        page.write_string(row, number, tidy(value), ink.guarded if guarded else ink.plain)
    elif value is None or value == "":
        if ink.none is None:
            page.write_blank(row, number, None, ink.plain)
        else:
            page.write_string(row, number, NOTHING, ink.none)
    elif isinstance(value, datetime):
        page.write_datetime(row, number, wall_clock(value), ink.plain)
    elif isinstance(value, date):
        # The library would go by way of a time, which takes three times as long.
        page.write_number(row, number, (value - _DAY_0).days, ink.plain)
    else:
        page.write_number(row, number, value, ink.plain)


def wall_clock(moment: date) -> date:
    """As a clock in London shows it: Excel knows no time zones."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(LONDON).replace(tzinfo=None)
    return moment


def fit_height(page: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """Make room for the longest text of the row. Excel does so by itself, LibreOffice does not."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    if lines > 1:
        page.set_row(row, min(LINE * lines, 400))


def lines_of(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, ceil(len(line) / (width * LETTERS))) for line in text.split("\n"))
