"""Files that are no workbook, or not whole, or not safe: refused with a reason, never raised on."""

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.annexe.workbooks import (
    Options,
    annexe,
    children,
    kinds,
    nine,
    read,
    repacked,
    sheet_xml,
    six,
    workbook,
)

GOOD = workbook(annexe(list_6=[six(1)], list_9=[nine(3)]))
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def far(place: str, row: int, other: str, other_row: int, kind: str = ' t="str"') -> bytes:
    """List 6 with two cells alone."""
    one, two = (
        f'<row r="{r}"><c r="{p}"{kind}><v>1</v></c></row>'
        for p, r in ((place, row), (other, other_row))
    )
    return repacked(GOOD, sheet6=sheet_xml(one + two))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\x00" * 4096, "empty"),
        (b"<html><table><tr><td>Child Unique ID</td></tr></table></html>", "web_page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "web_page"),
        (b'<?xml version="1.0"?><Workbook></Workbook>', "web_page"),
        (b"Child Unique ID,Gender\n1,a) Male\n", "not_a_workbook"),
        (b"%PDF-1.7", "not_a_workbook"),
        (GOOD[: len(GOOD) // 2], "half_written"),
        (GOOD[:-30], "half_written"),
        (OLD_EXCEL + b"\x00" * 4096, "damaged"),
        (OLD_EXCEL + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (repacked(GOOD, sheet6=b"<worksheet><sheetData><row"), "damaged"),
        (far("A1", 1, "XFD1048576", 1048576), "too_wide"),
        (far("A1048576", 1048576, "XFD1", 1), "too_wide"),
        (far("A1", 1, "XFD9000", 9000, kind=""), "too_wide"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_the_reason(content: bytes, kind: str) -> None:
    reading = read(content)
    assert not reading.accepted
    assert kinds(reading) == [kind]
    assert reading.problems[0].severity == "error"
    assert reading.frame.cases == ()


def test_another_kind_of_zip_is_refused() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert kinds(read(other.getvalue())) == ["other_kind"]


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_whatever_its_directory_says() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 260_000_000)
    lying = bomb.getvalue().replace((260_000_000).to_bytes(4, "little"), b"\x00\x01\x00\x00")
    assert kinds(read(lying)) == ["too_large"]


def test_an_empty_formatted_cell_in_the_last_row_of_all_is_harmless() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        data = archive.read("xl/worksheets/sheet6.xml")
    stray = b'<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    reading = read(repacked(GOOD, sheet6=data.replace(b"</sheetData>", stray)))
    assert children(reading) == ["1", "3"]


def test_a_workbook_that_counts_from_1904_closes_on_the_right_day() -> None:
    serial = 45701 - 1462  # 13 February 2025
    tabs = annexe(list_6=[six(1), six(2, cin_end=serial, case_status="e)")], list_9=[nine(3)])
    reading = read(tabs, Options(from_1904=True))
    assert reading.rows["2"].end is not None
    assert reading.rows["2"].end.isoformat() == "2025-02-13"
    assert reading.rows["1"].start is not None
    assert reading.rows["1"].start.isoformat() == "2025-01-06"


@given(st.integers(0, len(GOOD)), st.integers(0, 2**32))
def test_no_damage_to_the_bytes_makes_the_reader_raise(cut: int, seed: int) -> None:
    spoiled = bytearray(GOOD)
    rng = random.Random(seed)
    for _ in range(20):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    read(bytes(spoiled))
    read(GOOD[:cut])


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_reader_raise(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", OLD_EXCEL):
        assert not read(start + content).accepted
