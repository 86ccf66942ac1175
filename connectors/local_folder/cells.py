"""Single cells of the configuration workbook: text that stays text, and the looks of a new row."""

import re
from copy import copy
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
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
    text = _NOT_IN_XML.sub("", value)[:LONGEST_TEXT] if isinstance(value, str) else ""
    if not text:
        cell.value = None if isinstance(value, str) else plain(value)
        return
    cell.value = text
    cell.data_type = "s"
    if cell.has_style or text.startswith(LIKE_A_FORMULA):
        cell.quotePrefix = text.startswith(LIKE_A_FORMULA)


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
            model = sheet.column_dimensions[get_column_letter(column)]
        added = sheet.cell(number, column)
        added.number_format = model.number_format
        for look in ("font", "fill", "border", "alignment", "protection"):
            setattr(added, look, copy(getattr(model, look)))


def fit_height(sheet: Worksheet, number: int) -> None:
    """Make room for the row's longest text. Excel would do so by itself, LibreOffice does not."""
    texts = [(c.value, c.column_letter) for c in sheet[number] if isinstance(c.value, str)]
    widths = [(len(text), sheet.column_dimensions[letter].width) for text, letter in texts]
    lines = max((-(-length // int(width or 9)) for length, width in widths), default=1)
    sheet.row_dimensions[number].height = LINE * lines if lines > 1 else None


def enlarge_comments(sheet: Worksheet) -> None:
    """Give each comment room for its words: openpyxl forgets the sizes when it reads a workbook."""
    for row in sheet.iter_rows(max_row=20):
        for cell in row:
            if cell.comment is not None:
                cell.comment.width = 320
                cell.comment.height = 40 + 18 * (len(cell.comment.text) // 40 + 1)
