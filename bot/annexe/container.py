"""The outside of the file: is it an Excel workbook at all, whole, unlocked, and safe to open?"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from python_calamine import CalamineSheet, CalamineWorkbook

from bot.annexe.error_cells import ErrorCells, column_number, error_cells, tabs_by_member
from bot.annexe.problems import Problem, error
from bot.unpacking import (
    Bounds,
    NotSound,
    is_archive,
    is_old_excel,
    is_sheet,
    opened,
    reading,
    unpacked,
)

# The largest file tried, 200,000 rows, unpacks to 75 MB; the widest list has 34 columns.
_BOUNDS = Bounds(members=2_000, unpacked=250_000_000)
_MOST_CELLS = 40_000_000

_REFUSALS = {
    "empty": "The file is empty. It was probably still being copied: save or upload it again.",
    "web_page": "This is a web page that was named as a workbook. Ask for Annexe A as an Excel"
    " workbook (.xlsx), not as an export of a report page.",
    "not_a_workbook": "This is not an Excel workbook. Ask for Annexe A as an Excel workbook"
    " (.xlsx): a CSV or text file cannot hold the eleven lists.",
    "password": "The workbook is protected by a password. Save a copy without one (File, Info,"
    " Protect Workbook, Encrypt with Password, clear the box) and use that copy.",
    "half_written": "The workbook is cut short. It was probably still being saved or uploaded: wait"
    " a minute and try again, or save it again from Excel.",
    "damaged": "The workbook is damaged and cannot be opened. Open it in Excel, let Excel repair"
    " it, and save it again as .xlsx.",
    "other_kind": "This is not a .xlsx workbook inside. Open it in Excel and save it as an Excel"
    " Workbook (.xlsx).",
    "too_large": "The workbook unpacks to far more than any Annexe A needs, so it was not opened."
    " Ask for Annexe A alone, without pictures or other data.",
    "too_wide": "Something is written so far to the right or so far down in a sheet that it cannot"
    " be opened safely. Delete all rows below and all columns beside the lists, and save it again.",
}


class Refused(Exception):
    """The file cannot be opened. Carries what to tell the person who sent it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.problem: Problem = error(kind, _REFUSALS[kind], refuses=True)


@dataclass(frozen=True, slots=True)
class Opened:
    book: CalamineWorkbook
    from_1904: bool = False  # the workbook counts its days from 1904
    errors: Mapping[str, ErrorCells] = field(default_factory=dict)  # by tab


def open_workbook(content: bytes) -> Opened:
    """Open the bytes of an .xlsx, .xlsm or .xls. Raises Refused, whatever the bytes are."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("empty")
    with _refusing():
        if is_archive(content):
            inside = _look_inside(content)
            return Opened(opened(content), inside.from_1904, inside.errors)
        if is_old_excel(content):
            return Opened(opened(content))
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    raise Refused("web_page" if start.startswith((b"<", b"mime-version")) else "not_a_workbook")


Rows: TypeAlias = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Cells:
    """One sheet without the empty rows above and the empty columns beside what it holds."""

    sheet: CalamineSheet
    above: int  # how many empty rows there are above
    left: int
    height: int  # rows
    errors: ErrorCells

    def rows(self, most: int | None = None) -> Rows:
        """The first rows, or all. Error cells are the text that Excel shows ("#REF!").

        Raises Refused if the sheet is damaged.
        """
        with _refusing(), reading():
            rows: list[list[object]] = self.sheet.to_python(nrows=most)  # type: ignore[assignment]
        for (row, column), shown in self.errors.items():
            place = row - self.above, column - self.left
            if 0 <= place[0] < len(rows) and 0 <= place[1] < len(rows[0]):
                rows[place[0]][place[1]] = shown
        return rows


def sheet_cells(workbook: Opened, tab: str) -> Cells:
    """Raises Refused if the sheet is damaged."""
    with _refusing(), reading():
        sheet = workbook.book.get_sheet_by_name(tab)
        above, left = sheet.start or (0, 0)
        return Cells(sheet, above, left, sheet.height, workbook.errors.get(tab, {}))


@contextmanager
def _refusing() -> Iterator[None]:
    """What is not sound is refused, in the words for its flaw."""
    try:
        yield
    except NotSound as cause:
        raise Refused(cause.flaw.value) from cause


@dataclass(frozen=True, slots=True)
class _Inside:
    from_1904: bool
    errors: Mapping[str, ErrorCells]


def _look_inside(content: bytes) -> _Inside:
    """Unpack within bounds what will be read, and look for what the library does not tell."""
    errors: dict[str, ErrorCells] = {}
    index: dict[str, bytes] = {}
    with unpacked(content, _BOUNDS, (".xml", ".rels")) as members:
        for name, data in members:
            if is_sheet(name):
                _check_extent(data)
                errors[name] = error_cells(data)
            elif name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
                index[name] = data
        workbook = index["xl/workbook.xml"]
        tabs = tabs_by_member(workbook, index.get("xl/_rels/workbook.xml.rels", b""))
    return _Inside(
        from_1904=re.search(rb"""date1904\s*=\s*["'](1|true)["']""", workbook) is not None,
        errors={tabs[name]: cells for name, cells in errors.items() if cells and name in tabs},
    )


# The library lays a sheet out in full between its outermost cells, so two far corners would be
# 17 billion cells and end the process. Where the sheet itself says how far it goes, as Excel writes
# it, that is believed: one that lies ends a process of its own (`bot.annexe.limits`). Otherwise one
# quick look finds the few sheets that need a closer one, and bounds what they can hold; the closest
# looks at each far cell, for formatted cells with nothing in them, in the last row of all as often
# as not, are harmless.
_SAYS = re.compile(rb"""<(?:\w+:)?dimension ref="[A-Z]{1,3}\d+:([A-Z]{1,3})(\d{1,7})"/>""")
_SAYS_WITHIN = 2_000  # bytes from the start
_FAR = re.compile(rb""" r=["'][A-Z]{0,2}+(?:[A-Z]|[5-9]\d{4}|\d{6})""")
_FAR_ROWS = re.compile(rb""" r=["'][A-Z]*+\d{6}""")
_UNPLACED = re.compile(rb"""c(?! r=)[\s/>](?<=[<:]c.)""")
_WIDTHS = (
    (16_384, re.compile(rb""" r=["'][A-Z][A-Z][A-Z]""")),
    (702, re.compile(rb""" r=["'][C-Z][A-Z]""")),
    (78, re.compile(rb""" r=["'][A-Z][A-Z]""")),
)
_FILLED = re.compile(rb""" r=["']([A-Z]{3,}|[A-Z]+(?=[5-9]\d{4}|\d{6}))(\d+)["'](?:[^>]*[^>/])?>""")
_FILLED_WIDTHS = (
    (702, re.compile(rb""" r=["'][C-Z][A-Z]\d+["'](?:[^>]*[^>/])?>""")),
    (78, re.compile(rb""" r=["'][A-Z][A-Z]\d+["'](?:[^>]*[^>/])?>""")),
)


def _check_extent(sheet: bytes) -> None:
    said = _SAYS.search(sheet, 0, _SAYS_WITHIN)
    if said and column_number(said[1]) * int(said[2]) <= _MOST_CELLS:
        return
    if not _FAR.search(sheet):
        return
    unplaced = _UNPLACED.search(sheet) is not None
    rows = 1_048_576 if _FAR_ROWS.search(sheet) else 99_999
    columns = 16_384 if unplaced else _first(_WIDTHS, sheet)
    if rows * columns <= _MOST_CELLS:
        return
    if not unplaced:
        rows, columns = 50_000, 702
        for found in _FILLED.finditer(sheet):
            rows = max(rows, int(found[2]))
            if len(found[1]) > 2:
                columns = 16_384
        if columns == 702:
            columns = _first(_FILLED_WIDTHS, sheet)
    if rows * columns > _MOST_CELLS:
        raise Refused("too_wide")


def _first(widths: Iterable[tuple[int, re.Pattern[bytes]]], sheet: bytes) -> int:
    return next((most for most, pattern in widths if pattern.search(sheet)), 26)
