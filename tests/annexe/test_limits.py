"""Annexe A in a process of its own: what ends a library's process is refused in words (9.2)."""

import io
import sys
import zipfile
from datetime import date

import pytest

from bot.annexe.limits import read_annexe_apart
from bot.annexe.reading import AnnexeReading
from bot.bounded import Limits, NotStarted
from tests.annexe.workbooks import AREAS, AS_AT, annexe, nine, read, repacked, six, workbook
from tests.annexe.workbooks import sheet_xml as sheet

GOOD = workbook(annexe(list_6=[six(1), six("2", team="")], list_9=[nine(3)]))
LIMITS = Limits(megabytes=300, cpu_seconds=20, wait_seconds=60.0)
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


def apart(content: bytes) -> AnnexeReading:
    return read_annexe_apart(content, file="a.xlsx", as_at=AS_AT, areas=AREAS, limits=LIMITS)


def test_it_reads_as_it_would_here() -> None:
    here = read(GOOD)
    assert here.accepted
    assert here.problems
    found = read_annexe_apart(GOOD, file=here.file, as_at=AS_AT, areas=AREAS)
    assert (found, found.children, found.rows) == (here, here.children, here.rows)


def elsewhere(member: str) -> bytes:
    """The sheet of List 6 under another name in the archive, with a cell in the last corner."""
    far = sheet(f'{FIRST}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').decode()
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                assert b"worksheets/sheet6.xml" in data
                data = data.replace(b"worksheets/sheet6.xml", member.encode())
            same = name != "xl/worksheets/sheet6.xml"
            new.writestr(name if same else f"xl/{member}", data if same else far)
    return content.getvalue()


def far(cells: str) -> bytes:
    return repacked(GOOD, sheet6=sheet(FIRST + cells))


# How XML may put a cell into the last corner so that no quick look sees it: all are small files.
CORNERS = {
    "a tab": far('<row><c\tr="XFD1048576"><v>1</v></c></row>'),
    "a new line": far('<row><c\nr="XFD1048576"><v>1</v></c></row>'),
    "white space about the sign": far('<row><c r = "XFD1048576"><v>1</v></c></row>'),
    "no white space": far('<row><c s="1"r="XFD1048576"><v>1</v></c></row>'),
    "small letters": far('<row><c r="xfd1048576"><v>1</v></c></row>'),
    "cells without a place": far(f'<row\tr="1048576">{"<c><v>1</v></c>" * 700}</row>'),
    "a sheet that is not called one": elsewhere("other/sheet6.xml"),
    "a sheet that is no XML by its name": elsewhere("worksheets/sheet6.bin"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limits")
@pytest.mark.parametrize("how", CORNERS)
def test_a_far_cell_that_no_look_sees_ends_the_process_and_is_refused(how: str) -> None:
    """Nothing that is put into the folder may stop the service."""
    reading = apart(CORNERS[how])
    assert not reading.accepted
    assert [problem.kind for problem in reading.problems] == ["too_much"]
    assert "far to the right" in reading.problems[0].message


def test_one_far_cell_among_cells_without_a_place_is_seen_before_a_library_does() -> None:
    unplaced = f'<row r="1">{"<c><v>1</v></c>" * 700}</row>'
    content = repacked(
        GOOD, sheet6=sheet(f'{unplaced}<row r="9"><c r="A1048576"><v>1</v></c></row>')
    )
    assert [problem.kind for problem in read(content).problems] == ["too_wide"]


def test_a_process_that_does_not_start_is_told_apart_from_a_file_that_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    with pytest.raises(NotStarted, match="the process that reads Annexe A does not start"):
        read_annexe_apart(GOOD, file="a.xlsx", as_at=date(2025, 6, 9), areas={})
