"""A table drawn on a sheet: a native Excel table, with room for what people write into it."""

import re
from collections.abc import Sequence
from datetime import date
from math import ceil

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.workbooks.layout import HEADER
from bot.workbooks.links import MOST_LINKED_ROWS, Links, links_of
from bot.workbooks.looks import CELL, FILL_IN_HEADING, FONT, HEADING, LINK, TITLE, TONES
from bot.workbooks.pages import LINE, Book, Ink, fit_height, ink_of, lines_of, put, put_text
from bot.workbooks.tables import Column, Kind, Link, Table, Value

PRINTED_WIDTH = 210  # characters across a page that can still be read
CELL_NAME = re.compile(r"(?i)[a-z]{1,3}\d+|r\d*c\d*")  # Excel takes no such name for a table


def sheet_name(name: str) -> str:
    if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
        raise ValueError(f"{name!r} cannot be the name of a sheet")
    return name


def table_name(name: str) -> str:
    plain = re.sub(r"\W", "_", name)
    return f"_{plain}" if plain[0].isdigit() or CELL_NAME.fullmatch(plain) else plain


def write_table(book: Book, page: Worksheet, table: Table, links: Links | None = None) -> None:
    """`links`: where the references of this workbook lead; None: nowhere."""
    put_text(book, page, 0, 0, table.title, TITLE)
    put_text(book, page, 1, 0, table.about or "This sheet holds one table.", FONT)
    # A native table has at least one row. One that says so is better than a blank one.
    rows = table.rows or [(None,) * len(table.columns)]
    headings = [
        {
            "header": column.heading,
            "header_format": book.look(FILL_IN_HEADING if column.fill_in else HEADING),
        }
        for column in table.columns
    ]
    last = HEADER + len(rows)
    options = {
        "name": table_name(table.name),
        "style": "Table Style Light 1",
        "columns": headings,
    }
    page.add_table(HEADER, 0, last, len(table.columns) - 1, options)
    # The library notes every cell of it, for a second table that might overlap: 150 bytes each.
    page.table_cells.clear()
    # Four characters of each heading are behind the button of the filter.
    lines = max(lines_of(c.heading, max(c.width - 4, 4)) for c in table.columns)
    page.set_row(HEADER, 6 + LINE * lines)
    for number, column in enumerate(table.columns):
        page.set_column(number, number, column.width)
        colour(book, page, number, column, last)
        restrict(page, number, column, last)
    write_rows(page, rows, [(ink_of(book, column), column.width) for column in table.columns])
    write_links(book, page, table, links or links_of(()))
    key = [column.heading for column in table.columns].index(table.key_column)
    page.freeze_panes(HEADER + 1, key + 1)
    page.repeat_rows(HEADER)
    # A wide table is printed on several pages across, each with the key.
    page.fit_to_pages(ceil(sum(column.width for column in table.columns) / PRINTED_WIDTH), 0)
    page.repeat_columns(0, key)


def write_rows(
    page: Worksheet, rows: Sequence[Sequence[Value]], columns: Sequence[tuple[Ink, int]]
) -> None:
    for row, values in enumerate(rows, start=HEADER + 1):
        long = []
        for number, ((ink, width), value) in enumerate(zip(columns, values, strict=True)):
            put(page, row, number, ink, value)
            if isinstance(value, str) and (len(value) > width or "\n" in value):
                long.append((value, width))
        if long:
            fit_height(page, row, long)


def write_links(book: Book, page: Worksheet, table: Table, links: Links) -> None:
    """Links over the references of the first rows."""
    look = book.look({**CELL, **LINK})
    linked = [(number, c.link) for number, c in enumerate(table.columns) if c.link]
    for row, values in enumerate(table.rows[:MOST_LINKED_ROWS], start=HEADER + 1):
        for number, link in linked:
            ref = str(values[number])
            if address := links.address(link, ref, table.name):
                page.write_url(row, number, address, look, ref, _TIPS[link])


_TIPS = {Link.ROW: "Go to its row", Link.MAIL: "Write to us about it"}


def colour(book: Book, page: Worksheet, number: int, column: Column, last: int) -> None:
    """Colour beside the words of a column, never instead of them."""
    for words, tone in column.tones.items():
        rule = {"type": "text", "criteria": "begins with", "value": words}
        rule["format"] = book.look(TONES[tone])
        page.conditional_format(HEADER + 1, number, last, number, rule)


def restrict(page: Worksheet, number: int, column: Column, last: int) -> None:
    """Offer what may be chosen where a person fills in."""
    if not column.fill_in:
        return
    rule: dict[str, object] = {}
    if column.choices or column.pick:
        # By name, not by the cells of another sheet: that form every program keeps.
        source = f"={column.pick}" if column.pick else list(column.choices)
        rule = {"validate": "list", "source": source}
        rule["error_message"] = "Please choose from the list."
    elif column.kind is Kind.NUMBER:
        least, most = column.between
        rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        rule["error_message"] = f"Please write a whole number from {least} to {most}."
    elif column.kind is Kind.DATE:
        rule = {"validate": "date", "criteria": "between", "error_type": "warning"}
        rule |= {"minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
        rule["error_message"] = "Please write the day as 01/09/2025. Keep it all the same?"
    if rule:
        page.data_validation(HEADER + 1, number, last, number, rule)
