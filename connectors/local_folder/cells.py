"""Single cells of the configuration workbook: text that stays text, and the looks of a new row."""

import re
from copy import copy
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from bot.ports import PermanentError

# Excel takes text that begins so for a formula, at once or after a later edit (OWASP, "CSV
# injection"); the quote prefix tells it not to.
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TEXT = 32_767  # of one cell, as Excel has it
LINE = 15  # points
# XML 1.0, 2.2: openpyxl stops at any of these, and the list could not be written at all.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put(cell: Cell | MergedCell, value: object) -> None:
    """Write text, a number, a date or nothing. Text can never become a formula."""
    if isinstance(cell, MergedCell):
        raise PermanentError(
            f"The sheet {cell.parent.title} has merged cells at {cell.coordinate}. Please separate"
            " them: each row needs its own."
        )
    if isinstance(value, str):
        value = _NOT_IN_XML.sub("", value)[:LONGEST_TEXT] or None
    if not isinstance(value, str):
        cell.value = plain(value)
        return
    cell.value = value
    cell.data_type = "s"
    if cell.has_style or value.startswith(LIKE_A_FORMULA):
        cell.quotePrefix = value.startswith(LIKE_A_FORMULA)


def plain(value: object) -> bool | int | float | date | datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, fold=0)  # Excel knows no time zones
    if value is None or isinstance(value, bool | int | float | date):
        return value
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def same(old: object, new: object) -> bool:
    """Whether writing `new` over `old` would change nothing that a person can see."""
    if isinstance(new, date) and isinstance(old, datetime):
        wanted = new if isinstance(new, datetime) else datetime.combine(new, time.min)
        return old == wanted.replace(tzinfo=None)
    return (old or None) == (new or None) if isinstance(old, str | None) else old == new


def start_like(sheet: Worksheet, above: int, number: int, *, header: int) -> None:
    """Let an added row look like the row above it; the first one looks like its columns."""
    for column in range(1, sheet.max_column + 1):
        model: Cell | MergedCell | ColumnDimension | None
        model = sheet.cell(above, column) if above > header else None
        if not isinstance(model, Cell) or not model.has_style:
            model = column_of(sheet, column)
        added = sheet.cell(number, column)
        added.number_format = model.number_format
        for look in ("font", "fill", "border", "alignment", "protection"):
            setattr(added, look, copy(getattr(model, look)))


def column_of(sheet: Worksheet, number: int) -> ColumnDimension:
    """Width and looks of a column.

    openpyxl keeps them once for several columns that are alike, under the letter of the first.
    Asked for another's, it would make a second one over the same column, and Excel would take the
    workbook for damaged.
    """
    all_of_them = sheet.column_dimensions.values()
    found = (d for d in all_of_them if d.min and d.max and d.min <= number <= d.max)
    return next(found, ColumnDimension(sheet))


def fit_height(sheet: Worksheet, number: int) -> None:
    """Make room for the row's longest text. Excel would do so by itself, LibreOffice does not."""
    texts = [(c.value, c.column) for c in sheet[number] if isinstance(c.value, str)]
    lines = max((_lines(text, column_of(sheet, at).width) for text, at in texts), default=1)
    sheet.row_dimensions[number].height = LINE * lines if lines > 1 else None


def _lines(text: str, width: float | None) -> int:
    return sum(max(1, -(-len(line) // int(width or 9))) for line in text.split("\n"))


def enlarge_comments(sheet: Worksheet) -> None:
    """Give each comment room for its words: openpyxl forgets the sizes when it reads a workbook."""
    for row in sheet.iter_rows(max_row=20):
        for cell in row:
            if cell.comment is not None:
                cell.comment.width = 320
                cell.comment.height = 40 + 18 * (len(cell.comment.text) // 40 + 1)
