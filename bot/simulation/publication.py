"""The weekly Annexe A of a simulated council as a workbook, for the real reading of it."""

import io
from collections.abc import Iterator, Mapping
from datetime import date

import xlsxwriter  # type: ignore[import-untyped]

from bot.annexe.headers import LISTS
from bot.policy.publication import ChildRow
from bot.simulation.population import Population

_STATUS = {
    "Looked after": "a) Looked after child",
    "Child protection": "b) Child protection plan",
    "Child in need": "c) Child in need plan",
    "Open assessment": "d) Open assessment",
    "Closed": "e) Closed episode",
}
_WRITTEN = (4, 6, 7, 8, 9)


def workbook_of(children: Population) -> bytes:
    """Lists 4 and 6 to 9 with Ofsted's headings, a row for each child that is on them."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    rows = list(children.rows().values())
    for number in _WRITTEN:
        sheet = book.add_worksheet(f"List {number}")
        columns = LISTS[number].columns
        sheet.write_row(0, 0, [column.header for column in columns])
        place = {column.key: n for n, column in enumerate(columns)}
        for line, cells in enumerate(_cells(number, rows), start=1):
            for key, cell in cells.items():
                if isinstance(cell, date):
                    sheet.write_datetime(line, place[key], cell, day)
                elif cell is not None:
                    sheet.write(line, place[key], cell)
    book.close()
    return content.getvalue()


def _cells(number: int, rows: list[ChildRow]) -> Iterator[Mapping[str, object]]:
    """The cells of each row of a list, by the key of their column."""
    for row in rows:
        if number in row.on:
            held = {"child_id": row.child, "team": row.team, "worker": row.worker}
            own = {key: getattr(row, name) for key, name in _OWN[number].items()}
            status = {"case_status": _STATUS[row.status or ""]} if number == 6 else {}
            yield {**held, **own, **status}


_OWN: Mapping[int, Mapping[str, str]] = {
    4: {"assessment_start": "start", "assessment_end": "assessment_end"},
    6: {"cin_start": "start", "cin_end": "end"},
    7: {"cpp_start": "plan_start", "cpp_end": "plan_end"},
    8: {"cla_start": "care_start", "cla_end": "care_end"},
    9: {},
}
