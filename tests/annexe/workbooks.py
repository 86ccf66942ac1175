"""Small workbooks for the tests: a good Annexe A of four children, and ways to spoil it."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from bot.annexe.headers import LISTS
from bot.annexe.reading import AnnexeReading, read_annexe

AS_AT = date(2025, 6, 9)
AREAS = {"Safeguarding Team 1": "Safeguarding", "CYPIC Team 4": "CYPIC", "MASH": "A&A"}

Row = list[Any]
Tabs = dict[str, list[Row]]


def headings(number: int) -> Row:
    return [column.header for column in LISTS[number].columns]


def row(number: int, **cells: Any) -> Row:
    """One row of a list, blank but for the cells named by column key."""
    keys = [column.key for column in LISTS[number].columns]
    assert set(cells) <= set(keys), set(cells) - set(keys)
    return [cells.get(key, "") for key in keys]


def six(child: Any, **cells: Any) -> Row:
    """A row of List 6 for a child in need who is open."""
    usual = {
        "cin_start": date(2025, 1, 6),
        "last_seen": date(2025, 6, 2),
        "case_status": "c) Child in need plan",
        "team": "Safeguarding Team 1",
        "worker": "Ben Reid",
    }
    return row(6, child_id=child, **{**usual, **cells})


def nine(child: Any, **cells: Any) -> Row:
    usual = {"team": "CYPIC Team 4", "worker": "Zoe Mensah", "in_touch": "a) Yes"}
    return row(9, child_id=child, **{**usual, **cells})


def annexe(**lists: Sequence[Row]) -> Tabs:
    """All eleven lists with Ofsted's headings, filled as told: annexe(list_6=[six(1)])."""
    filled = {int(name.removeprefix("list_")): list(rows) for name, rows in lists.items()}
    return {f"List {n}": [headings(n), *filled.get(n, [])] for n in LISTS}


@dataclass(frozen=True)
class Error:
    """A cell in which Excel shows an error."""

    shown: str


@dataclass
class Options:
    hidden: Sequence[str] = ()
    from_1904: bool = False


def workbook(tabs: Tabs, options: Options | None = None) -> bytes:
    options = options or Options()
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            "date_1904": options.from_1904,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
        },
    )
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in tabs.items():
        sheet = book.add_worksheet(name)
        if name in options.hidden:
            sheet.hide()
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)
                elif isinstance(cell, Error):
                    sheet.write_formula(line, place, "=1/1", None, cell.shown)
                elif cell != "":
                    sheet.write(line, place, cell)
    book.close()
    return content.getvalue()


def read(content: bytes | Tabs, options: Options | None = None, **wishes: Any) -> AnnexeReading:
    if isinstance(content, dict):
        content = workbook(content, options)
    usual: dict[str, Any] = {"file": "Annexe A.xlsx", "as_at": AS_AT, "areas": AREAS}
    return read_annexe(content, **{**usual, **wishes})


def kinds(reading: AnnexeReading) -> list[str]:
    return [problem.kind for problem in reading.problems]


def children(reading: AnnexeReading) -> list[str]:
    return [case.child for case in reading.frame.cases]


def repacked(content: bytes, **members: bytes) -> bytes:
    """The workbook with members changed or added, by the end of their names."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", 8) as new:
        for name in old.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, members.pop(key, None) or old.read(name))
    return changed.getvalue()


def sheet_xml(cells: str) -> bytes:
    return (
        '<?xml version="1.0"?><worksheet'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()
