"""Cells: ids that are the same however written, dates with three answers, names tidied."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.annexe.values import EPOCH_SHIFT, UNREADABLE, child_id, day, is_blank, name, text


@pytest.mark.parametrize(
    ("cell", "id_"),
    [
        (100008.0, "100008"),
        (100008, "100008"),
        ("100008", "100008"),
        ("100008.0", "100008"),
        (" 100008\u00a0", "100008"),
        ("\u200b100008", "100008"),
        ("\uff11\uff12", "12"),
        ("ab12c", "AB12C"),
        ("00123", "00123"),
        ("", None),
        (None, None),
        ("-", None),
        ("N/A", None),
        (1234567890123456.0, UNREADABLE),
        ("1.23457E+15", UNREADABLE),
        (float("nan"), UNREADABLE),
        (-1.0, UNREADABLE),
        (True, UNREADABLE),
        (date(2025, 1, 1), UNREADABLE),
        ("Total", UNREADABLE),
        ("Child Unique ID", UNREADABLE),
        ("Printed on 9 June 2025 by performance", UNREADABLE),
        ("AB 1234", "AB 1234"),
    ],
)
def test_an_id_is_the_same_as_a_number_and_as_text(cell: object, id_: object) -> None:
    assert child_id(cell) == id_


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_any_number_that_excel_keeps_whole_is_the_same_id_as_its_text(number: int) -> None:
    assert (
        child_id(float(number)) == child_id(str(number)) == child_id(f" {number} ") == str(number)
    )


FEBRUARY = date(2025, 2, 13)


@pytest.mark.parametrize(
    "cell",
    [
        FEBRUARY,
        datetime(2025, 2, 13, 14, 30),  # noqa: DTZ001 - Excel knows no time zones
        "13/02/2025",
        "13/2/2025",
        "13-02-2025",
        "13.02.2025",
        "13/02/25",
        "13/02/2025 00:00:00",
        "13/02/2025 14:30",
        "2025-02-13",
        "2025-02-13T00:00:00",
        "2025-02-13 00:00:00.000",
        "2025-02-13T00:00:00Z",
        "2025/02/13",
        "20250213",
        20250213.0,
        "13 February 2025",
        "13-Feb-2025",
        "13th Feb 2025",
        "Thursday, 13 February 2025",
        " 13/02/2025\u00a0",
        45701.0,
        45701.75,
        "45701",
        "45701.0",
    ],
)
def test_a_date_is_read_however_it_is_written(cell: object) -> None:
    assert day(cell) == FEBRUARY


@pytest.mark.parametrize(
    "cell",
    ["", None, "-", "N/A", "n/a", "#N/A", "NULL", "None", "NaT", "<blank>", " \u00a0", ".", "--"],
)
def test_a_blank_date_is_none(cell: object) -> None:
    assert day(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "ongoing",
        "TBC",
        "Open",
        "02/28/2025",
        "31/02/2025",
        "13/02",
        "February 2025",
        "?",
        "0",
        0.0,
        1.0,
        12.5,
        99999999999.0,
        -45701.0,
        float("nan"),
        float("inf"),
        True,
        time(0, 0),
        timedelta(days=3),
        date(1900, 1, 1),
        datetime(1899, 12, 31),  # noqa: DTZ001
        "01/01/1900",
        "Thirteenth of February",
    ],
)
def test_what_is_neither_date_nor_blank_is_unreadable_and_never_blank(cell: object) -> None:
    assert day(cell) is UNREADABLE


def test_a_day_number_counts_from_1904_where_the_workbook_does() -> None:
    assert day(45701.0 - EPOCH_SHIFT, shift=EPOCH_SHIFT) == FEBRUARY
    assert day(FEBRUARY, shift=EPOCH_SHIFT) == FEBRUARY


@given(st.dates(date(1960, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(written: date) -> None:
    serial = float((written - date(1899, 12, 30)).days)
    for cell in (f"{written:%d/%m/%Y}", f"{written:%d %B %Y}", written.isoformat(), serial):
        assert day(cell) == written


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.times())
def test_no_cell_makes_reading_fail(cell: object) -> None:
    day(cell)
    child_id(cell)
    name(cell)
    is_blank(cell)
    assert "\n" not in text(cell)


@pytest.mark.parametrize(
    ("cell", "tidied"),
    [
        ("Lexie\u00a0Defore", "Lexie Defore"),
        ("  Ben   Reid ", "Ben Reid"),
        ("Zo\u0065\u0301", "Zo\u00e9"),
        ("#N/A", None),
        ("Unallocated", None),
        ("unallocated ", None),
        ("-", None),
        ("", None),
        (12.0, "12"),
    ],
)
def test_a_name_is_tidied_and_unallocated_is_none(cell: object, tidied: str | None) -> None:
    assert name(cell) == tidied
