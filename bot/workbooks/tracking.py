"""The tracking workbook: a cover, contents, one table a sheet, notes. A view of the store."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.policy.wording import count_words
from bot.policy.working_days import LONDON
from bot.unswept import unswept
from bot.workbooks.charts import CHARTS, write_charts
from bot.workbooks.drawing import sheet_name, write_table
from bot.workbooks.layout import HEADER
from bot.workbooks.links import links_of
from bot.workbooks.looks import FONT, LINK, TITLE
from bot.workbooks.pages import Book, fit_height, new_book, put_text
from bot.workbooks.tables import NOTHING, Column, Kind, Table, Value

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
TRACKING_TITLE = "Audit tracking workbook"
COVER_WIDTH = 100


def tracking_workbook(
    tables: Sequence[Table],
    *,
    council: str,
    as_at: datetime,
    marking: str,
    contact: str,
    mailbox: str = "",
) -> bytes:
    """The workbook, the same bytes for the same arguments. Accessible as R-B-4 and 10.4 ask.

    `as_at` is aware; `marking` may be empty; `contact` is whom to ask, in words; a click on a
    reference writes to `mailbox`, if there is one. Raises ValueError for names that Excel does not
    take.
    """
    local = as_at.astimezone(LONDON)
    lines = list(cover_lines(council, local, marking, contact))
    title = f"{TRACKING_TITLE}, {council}"
    return book_of_tables(tables, TRACKING_TITLE, title, lines, local, mailbox)


@unswept()
def book_of_tables(
    tables: Sequence[Table],
    heading: str,
    title: str,
    lines: Sequence[str],
    made: datetime,
    mailbox: str = "",
) -> bytes:
    """A cover with `lines`, contents if there are several tables, one sheet each, and notes.

    `title` is for the properties.
    """
    book = new_book(title, made, sum(len(t.rows) * len(t.columns) for t in tables))
    cover = book.page(COVER)
    # The contents of a workbook of one table are that table (10.4: cover, table, notes).
    contents = book.page(CONTENTS) if len(tables) > 1 else None
    drawn = [table for table in tables if table.charts]
    charts = book.page(CHARTS) if drawn else None
    pages = [book.page(sheet_name(table.name)) for table in tables]
    notes = book.page(NOTES)
    write_cover(book, cover, heading, lines)
    if contents is not None:
        write_contents(book, contents, tables)
    links = links_of(tables, mailbox)
    for page, table in zip(pages, tables, strict=True):
        write_table(book, page, table, links)
    if charts is not None:
        write_charts(book, charts, drawn)
    write_table(book, notes, notes_of(tables))
    cover.activate()
    return book.finished()


def write_contents(book: Book, page: Worksheet, tables: Sequence[Table]) -> None:
    contents = contents_of(tables)
    write_table(book, page, contents)
    for row, (name, *_) in enumerate(contents.rows, start=HEADER + 1):
        page.write_url(row, 0, f"internal:'{name}'!A1", book.look(LINK), str(name))


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
    rows: list[tuple[Value, ...]] = [(t.name, t.title, len(t.rows)) for t in tables]
    if charts := sum(len(table.charts) for table in tables):
        rows.insert(0, (CHARTS, count_words(charts, "chart"), None))
    return Table(CONTENTS, CONTENTS, columns, rows, "Sheet", "The sheets of this workbook.")


ROWS = Column("Rows", Kind.NUMBER, width=10)


def notes_of(tables: Sequence[Table]) -> Table:
    """What symbols and columns mean, each said once although several tables have the column."""
    said = {(c.heading, c.meaning): None for t in tables for c in t.columns if c.meaning}
    rows = [(NOTHING, "There is nothing to show: it is not known, or there is none."), *said]
    columns = (Column("Word or column", width=30), Column("What it means", width=100))
    return Table(NOTES, NOTES, columns, rows, "Word or column", "What words and columns mean.")
