"""Annexe A workbooks for the demo and the tests: all eleven lists of a made-up council."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.annexe.headers import LISTS, Column
from bot.demo.annexe_rows import Cell, rows_of
from bot.demo.annexe_world import World


class Layout(StrEnum):
    OFFICIAL = "official"  # four front tabs, List_1 …, a title row above the headings
    PLAIN = "plain"  # List 1 …, headings in the first row


class DateStyle(StrEnum):
    TRUE = "true"  # as Excel keeps dates
    TEXT = "text"  # 01/12/2025


@dataclass(frozen=True, slots=True)
class Style:
    """How a council's system writes its Annexe A."""

    layout: Layout = Layout.OFFICIAL
    dates: DateStyle = DateStyle.TRUE
    text_ids: bool = False
    list_9_of_2019: bool = False  # thirteen columns instead of seventeen


OFFICIAL = Style()
_FRONT_TABS = ("Front_Sheet", "FAQ_and_changes", "Guidance", "Codes_used")
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_annexe(world: World, as_at: date | None = None, *, style: Style = OFFICIAL) -> bytes:
    """The workbook that this council would publish on `as_at` (the world's own day if not given).

    The same world gives the same bytes.
    """
    published = as_at or world.as_at
    content = io.BytesIO()
    book = Workbook(content, _SAFE)
    # Dated by the publication: the library would take the time of day, and no two would be equal.
    book.set_properties({"created": datetime.combine(published, time(7))})
    if style.layout is Layout.OFFICIAL:
        for tab in _FRONT_TABS:
            book.add_worksheet(tab).write_string(0, 0, "Annex A - Child level data (made up)")
    heading = book.add_format({"bold": True, "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number in LISTS:
        separator = "_" if style.layout is Layout.OFFICIAL else " "
        sheet = book.add_worksheet(f"List{separator}{number}")
        _write_list(sheet, world, number, style, heading, day)
    book.close()
    return content.getvalue()


def _write_list(
    sheet: Worksheet, world: World, number: int, style: Style, heading: Format, day: Format
) -> None:
    columns = _columns(number, style)
    top = 0
    if style.layout is Layout.OFFICIAL:
        title = f"List {number}: {LISTS[number].title}"
        sheet.merge_range(0, 0, 0, len(columns) - 1, title, heading)
        top = 1
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column.header, heading)
    sheet.set_column(0, len(columns) - 1, 16)
    sheet.freeze_panes(top + 1, 1)
    for line, row in enumerate(rows_of(world, number), top + 1):
        # Before 2023 List 9 had one column for whoever holds the case.
        holder = row.get("worker") or (row.get("personal_advisor") if number == 9 else None)
        row = {**row, "worker": holder} if style.list_9_of_2019 else row
        for place, column in enumerate(columns):
            _write_cell(sheet, line, place, row.get(column.key), style, day)


def _columns(number: int, style: Style) -> Sequence[Column]:
    shape = LISTS[number]
    if not style.list_9_of_2019:
        return shape.columns
    return [column for column in shape.columns if column.key not in shape.recent]


def _write_cell(
    sheet: Worksheet, line: int, place: int, cell: Cell, style: Style, day: Format
) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        if style.dates is DateStyle.TRUE:
            sheet.write_datetime(line, place, cell, day)
        else:
            sheet.write_string(line, place, f"{cell:%d/%m/%Y}")
    elif isinstance(cell, str) or (place == 0 and style.text_ids):
        sheet.write_string(line, place, str(cell))
    else:
        sheet.write_number(line, place, cell)


def republish(content: bytes, as_at: date) -> bytes:
    """The same workbook as if saved again on `as_at`: its properties differ, its sheets do not.

    An .xls comes back as it was.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    saved = f"{as_at.isoformat()}T07:00:00Z"
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + saved.encode("ascii"), data
                )
            new.writestr(member, data, compress_type=member.compress_type)
        new.comment = f"published {as_at.isoformat()}".encode("ascii")
    return changed.getvalue()
