"""The workbook in which the coordinator keeps the lists, made once and then theirs to edit."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.configuration.columns import CHECK, Kind, Sheet, SheetColumn
from bot.configuration.looks import BOT, DATE_FORMAT, NEEDED, OPTIONAL, TONES
from bot.configuration.rule_names import RULE_WORDS
from bot.configuration.sheets import SHEETS
from bot.workbooks.layout import HEADER
from bot.workbooks.looks import FONT, LINK, TITLE
from bot.workbooks.pages import Book, fit_height, new_book, put_text, wall_clock

READ_ME = "Read me"
READ_ME_WIDTH = 100
HELP = "Help"
LAST_ROW = 1002  # how far choices and date checks reach, from 0
YES_NO = ["Yes", "No"]
LONGEST_CHOICES = 255  # characters that Excel takes in a cell's own list of choices
# Equal content makes equal bytes, whenever it is written.
MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - Excel knows no time zones

BODY: Mapping[str, object] = {**FONT, "text_wrap": True, "valign": "top"}

Rows = Sequence[Mapping[str, object]]


def new_workbook(rows_by_list: Mapping[str, Rows]) -> bytes:
    """The whole workbook, with these rows by column heading in it.

    Raises KeyError for a list or a column that there is not.
    """
    book = new_book("Audit Bot configuration", MADE)
    pages = {name: book.page(name) for name in (READ_ME, *SHEETS, HELP)}
    for unknown in set(rows_by_list) - set(SHEETS):
        raise KeyError(unknown)
    write_read_me(book, pages[READ_ME])
    for sheet in SHEETS.values():
        write_sheet(book, pages[sheet.name], sheet, rows_by_list.get(sheet.name, ()))
    write_help(book, pages[HELP])
    rules_from = HEADER + 2 + sum(len(sheet.columns) for sheet in SHEETS.values())
    rules_to = rules_from + len(RULE_WORDS) - 1
    book.file.define_name("RuleNames", f"={HELP}!$B${rules_from}:$B${rules_to}")
    for name in ("People", "Teams"):
        first, last = f"{name}!$A${HEADER + 2}", f"$A${LAST_ROW + 1}"
        filled = f"MAX(1,COUNTA({first}:{last}))"
        book.file.define_name(f"{name}Names", f"={first}:INDEX({first}:{last},{filled})")
    return book.finished()


def write_sheet(book: Book, page: Worksheet, sheet: Sheet, rows: Rows) -> None:
    write_title(book, page, sheet.name, sheet.purpose)
    last = HEADER + max(1, len(rows))
    headings = [{"header": c.heading, "header_format": heading(book, c)} for c in sheet.columns]
    table = {
        "name": sheet.name.replace(" ", ""),
        "style": "Table Style Light 1",
        "columns": headings,
    }
    page.add_table(HEADER, 0, last, len(sheet.columns) - 1, table)
    page.set_row(HEADER, 32)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width, book.look(looks(column)))
        page.write_comment(HEADER, number, comment(column), {"width": 320, "height": 120})
        restrict(page, number, column)
    for index, row in enumerate(rows):
        write_row(book, page, HEADER + 1 + index, sheet, row)
    colour_checks(book, page, sheet)
    page.freeze_panes(HEADER + 1, 1)
    page.repeat_rows(HEADER)


def write_row(
    book: Book, page: Worksheet, number: int, sheet: Sheet, row: Mapping[str, object]
) -> None:
    columns = {column.heading: (n, column) for n, column in enumerate(sheet.columns)}
    for name, value in row.items():
        position, column = columns[name]
        if value is not None:
            write_value(book, page, number, position, column, value)
    texts = [(str(row.get(column.heading) or ""), column.width) for column in sheet.columns]
    fit_height(page, number, texts)


def write_value(
    book: Book, page: Worksheet, row: int, position: int, column: SheetColumn, value: object
) -> None:
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    if isinstance(value, date):
        page.write_datetime(row, position, wall_clock(value), book.look(looks(column)))
    elif isinstance(value, int | float):
        page.write_number(row, position, value, book.look(looks(column)))
    else:
        put_text(book, page, row, position, str(value), looks(column))


def restrict(page: Worksheet, number: int, column: SheetColumn) -> None:
    """Offer what may be chosen. Nothing more is forbidden: the Bot check answers the rest."""
    first = HEADER + 1
    choice: dict[str, object] | None = None
    if column.kind is Kind.YES_NO:
        choice = {"source": YES_NO, "error_message": "Please choose Yes or No."}
    elif column.choices and not column.several and len(",".join(column.choices)) <= LONGEST_CHOICES:
        choice = {"source": list(column.choices), "error_message": "Please choose from the list."}
    elif column.kind is Kind.CHOICE:
        # A name, not the cells of another sheet: Excel would keep those in an extension that
        # openpyxl drops when it writes the Bot check.
        choice = {"source": "=RuleNames", "error_message": "Please choose from the list."}
    elif column.pick:
        message = f"This is not on the sheet {column.pick}. Keep it all the same?"
        choice = {"source": f"={column.pick}Names", "error_type": "warning"}
        choice["error_message"] = message
    if choice is not None:
        page.data_validation(first, number, LAST_ROW, number, {"validate": "list", **choice})
    elif column.kind is Kind.DATE and not column.bot:
        page.data_validation(first, number, LAST_ROW, number, DAY)


DAY = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(2000, 1, 1),
    "maximum": date(2100, 12, 31),
    "error_type": "warning",
    "error_title": "Not a date",
    "error_message": "Please write the day as 01/09/2025. Keep it all the same?",
}


def colour_checks(book: Book, page: Worksheet, sheet: Sheet) -> None:
    """Colour beside the words, never instead of them."""
    column = sheet.headings().index(CHECK)
    for words, tone in TONES.items():
        rule = {"type": "text", "criteria": "begins with", "value": words}
        rule["format"] = book.look(tone)
        page.conditional_format(HEADER + 1, column, LAST_ROW, column, rule)


def heading(book: Book, column: SheetColumn) -> Format:
    colour = BOT if column.bot else NEEDED if column.needed else OPTIONAL
    return book.look({**FONT, **colour, "bold": True, "text_wrap": True, "valign": "vcenter"})


def looks(column: SheetColumn) -> Mapping[str, object]:
    if column.kind is Kind.DATE:
        return {**BODY, "num_format": DATE_FORMAT, "align": "left"}
    return {**BODY, "align": "left"} if column.kind is Kind.NUMBER else BODY


def comment(column: SheetColumn) -> str:
    needed = "Needed. " if column.needed else ""
    example = f"\nFor example: {column.example}" if column.example else ""
    return f"{needed}{column.explanation}{example}"


def write_title(book: Book, page: Worksheet, title: str, words: str) -> None:
    put_text(book, page, 0, 0, title, TITLE)
    # Not quite the default look: openpyxl writes that as none, which LibreOffice then takes for
    # the look of the column, wrapped into its width.
    put_text(book, page, 1, 0, words, {**FONT, "valign": "top"})


def read_me() -> Iterator[str]:
    yield "This workbook tells Audit Bot about your council. You edit it; the bot reads it."
    yield (
        "Type into the tables. The first column of an empty row below a table is the place for a"
        " new row. Sort, filter, widen and colour as you like, add columns of your own, but please"
        " keep the names of the sheets and of the columns."
    )
    yield (
        "Save and close the workbook. The next time the bot looks, it reads every row and answers"
        f' in the last columns under "{CHECK}": "OK", or what is wrong and how to mend it. It'
        " cannot answer while the workbook is open."
    )
    yield (
        "A mistake takes nothing down: until it is mended, the bot uses the row as it last was in"
        " order, and says so."
    )
    yield (
        "Dark blue headings must be filled in, light blue ones may be, grey ones are the bot's."
        " Rest the pointer on a heading to read what it is for. The sheet Help says the same."
    )
    yield "Never write anything about a child here but the child's unique id."


def write_read_me(book: Book, page: Worksheet) -> None:
    # One column only: a second one would look like a list to whoever reads the workbook.
    page.hide_gridlines(2)
    page.set_column(0, 0, READ_ME_WIDTH, book.look(BODY))
    write_title(book, page, "Audit Bot configuration", "")
    row = 1
    for words in read_me():
        write_paragraph(book, page, row, words)
        row += 1
    put_text(book, page, row, 0, "The sheets", {**FONT, "bold": True, "font_size": 13})
    for sheet in SHEETS.values():
        page.write_url(row + 1, 0, f"internal:'{sheet.name}'!A1", book.look(LINK), sheet.name)
        write_paragraph(book, page, row + 2, sheet.purpose)
        row += 2
    page.activate()


def write_paragraph(book: Book, page: Worksheet, row: int, words: str) -> None:
    put_text(book, page, row, 0, words, BODY)
    fit_height(page, row, [(words, READ_ME_WIDTH)])


def write_help(book: Book, page: Worksheet) -> None:
    """One table of all columns; the names of the rules at its end are what Rules offers."""
    write_title(
        book,
        page,
        HELP,
        "What each column of each sheet is for, and at the end what each rule means.",
    )
    headings = ("Sheet", "Column or rule", "What it is for", "Example", "Filled in by")
    widths = (14, 18, 80, 28, 18)
    dark = book.look({**FONT, **NEEDED, "bold": True})
    rows = [help_row(sheet, column) for sheet in SHEETS.values() for column in sheet.columns]
    rows += [
        ("Rules", rule, words, "[none]", "you, if you wish") for rule, words in RULE_WORDS.items()
    ]
    columns = [{"header": h, "header_format": dark} for h in headings]
    table = {"name": HELP, "style": "Table Style Light 1", "columns": columns}
    page.add_table(HEADER, 0, HEADER + len(rows), len(headings) - 1, table)
    for number, width in enumerate(widths):
        page.set_column(number, number, width, book.look(BODY))
    for index, row in enumerate(rows):
        for number, words in enumerate(row):
            put_text(book, page, HEADER + 1 + index, number, words, BODY)
        fit_height(page, HEADER + 1 + index, zip(row, widths, strict=True))
    page.freeze_panes(HEADER + 1, 0)


def help_row(sheet: Sheet, column: SheetColumn) -> tuple[str, ...]:
    who = "the bot" if column.bot else "you, always" if column.needed else "you, if you wish"
    return (sheet.name, column.heading, column.explanation, column.example or "[none]", who)
