"""The tracking workbook: a cover, contents, one table a sheet, notes. A view of the store."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.workbooks.looks import FONT, HEADING, LINK, TITLE, TONES
from bot.workbooks.pages import (
    LINE,
    LONDON,
    NOTHING,
    Book,
    Ink,
    fit_height,
    ink_of,
    lines_of,
    new_book,
    put,
    put_text,
)
from bot.workbooks.tables import Column, Kind, Table, Value

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
HEADER = 2  # the row of headings, from 0: title and what it is about stand above
TRACKING_TITLE = "Audit tracking workbook"
COVER_WIDTH = 100
CELL_NAME = re.compile(r"(?i)[a-z]{1,3}\d+|r\d*c\d*")  # Excel takes no such name for a table


def tracking_workbook(
    tables: Sequence[Table], *, council: str, as_at: datetime, marking: str, contact: str
) -> bytes:
    """The workbook, the same bytes for the same arguments. Accessible as R-B-4 and 10.4 ask.

    `as_at` is aware; `marking` may be empty; `contact` is whom to ask, in words. Raises ValueError
    for names that Excel does not take.
    """
    local = as_at.astimezone(LONDON)
    lines = list(cover_lines(council, local, marking, contact))
    return book_of_tables(tables, TRACKING_TITLE, f"{TRACKING_TITLE}, {council}", lines, local)


def book_of_tables(
    tables: Sequence[Table], heading: str, title: str, lines: Sequence[str], made: datetime
) -> bytes:
    """A cover with `lines`, contents, one sheet a table, notes. `title` is for the properties."""
    book = new_book(title, made)
    cover, contents = book.page(COVER), book.page(CONTENTS)
    pages = [book.page(sheet_name(table.name)) for table in tables]
    notes = book.page(NOTES)
    write_cover(book, cover, heading, lines)
    write_table(book, contents, contents_of(tables))
    for row, table in enumerate(tables, start=HEADER + 1):
        target = f"internal:'{table.name}'!A1"
        contents.write_url(row, 0, target, book.look(LINK), table.name)
    for page, table in zip(pages, tables, strict=True):
        write_table(book, page, table)
    write_table(book, notes, notes_of(tables))
    cover.activate()
    return book.finished()


def sheet_name(name: str) -> str:
    if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
        raise ValueError(f"{name!r} cannot be the name of a sheet")
    return name


def table_name(name: str) -> str:
    plain = re.sub(r"\W", "_", name)
    return f"_{plain}" if plain[0].isdigit() or CELL_NAME.fullmatch(plain) else plain


def cover_lines(council: str, as_at: datetime, marking: str, contact: str) -> Iterator[str]:
    yield council
    yield f"As at {as_at:%A} {as_at.day} {as_at:%B %Y}, {as_at:%H:%M}"
    yield f"Marking: {marking or 'no protective marking'}"
    yield f"Contact: {contact}"
    yield "This workbook shows the audits of case records and what became of them."
    yield (
        "Audit Bot writes it anew whenever something changes, so what you type here is lost. To"
        " change something, answer the letter about it, or tell the contact above."
    )
    yield (
        "Each sheet holds one table. Contents lists the sheets; Notes says what words and columns"
        f' mean. A cell that holds nothing says "{NOTHING}".'
    )


def write_cover(book: Book, page: Worksheet, heading: str, lines: Sequence[str]) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, COVER_WIDTH)
    put_text(book, page, 0, 0, heading, TITLE)
    for row, words in enumerate(lines, start=1):
        put_text(book, page, row, 0, words, {**FONT, "text_wrap": True, "valign": "top"})
        fit_height(page, row, [(words, COVER_WIDTH)])


def contents_of(tables: Sequence[Table]) -> Table:
    columns = (Column("Sheet", width=24), Column("What it shows", width=80), ROWS)
    rows = [(table.name, table.title, len(table.rows)) for table in tables]
    return Table(CONTENTS, CONTENTS, columns, rows, "Sheet", "The sheets of this workbook.")


ROWS = Column("Rows", Kind.NUMBER, width=10)


def notes_of(tables: Sequence[Table]) -> Table:
    """What symbols and columns mean, each said once although several tables have the column."""
    said = {(c.heading, c.meaning): None for t in tables for c in t.columns if c.meaning}
    rows = [(NOTHING, "There is nothing to show: it is not known, or there is none."), *said]
    columns = (Column("Word or column", width=30), Column("What it means", width=100))
    return Table(NOTES, NOTES, columns, rows, "Word or column", "What words and columns mean.")


def write_table(book: Book, page: Worksheet, table: Table) -> None:
    put_text(book, page, 0, 0, table.title, TITLE)
    put_text(book, page, 1, 0, table.about or "This sheet holds one table.", FONT)
    # A native table has at least one row. One that says so is better than a blank one.
    rows = table.rows or [(None,) * len(table.columns)]
    headings = [
        {"header": column.heading, "header_format": book.look(HEADING)} for column in table.columns
    ]
    last = HEADER + len(rows)
    options = {
        "name": table_name(table.name),
        "style": "Table Style Light 1",
        "columns": headings,
    }
    page.add_table(HEADER, 0, last, len(table.columns) - 1, options)
    # Four characters of each heading are behind the button of the filter.
    lines = max(lines_of(c.heading, max(c.width - 4, 4)) for c in table.columns)
    page.set_row(HEADER, 6 + LINE * lines)
    for number, column in enumerate(table.columns):
        page.set_column(number, number, column.width)
        colour(book, page, number, column, last)
    write_rows(page, rows, [(ink_of(book, column), column.width) for column in table.columns])
    headed = [column.heading for column in table.columns]
    page.freeze_panes(HEADER + 1, headed.index(table.key_column) + 1)
    page.repeat_rows(HEADER)


def write_rows(
    page: Worksheet, rows: Sequence[Sequence[Value]], columns: Sequence[tuple[Ink, int]]
) -> None:
    for row, values in enumerate(rows, start=HEADER + 1):
        texts = []
        for number, ((ink, width), value) in enumerate(zip(columns, values, strict=True)):
            put(page, row, number, ink, value)
            if isinstance(value, str):
                texts.append((value, width))
        fit_height(page, row, texts)


def colour(book: Book, page: Worksheet, number: int, column: Column, last: int) -> None:
    """Colour beside the words of a column, never instead of them."""
    for words, tone in column.tones.items():
        rule = {"type": "text", "criteria": "begins with", "value": words}
        rule["format"] = book.look(TONES[tone])
        page.conditional_format(HEADER + 1, number, last, number, rule)
