"""What only a workbook of lists can do: edited rows, formulas, tables, locks, comments."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from bot.ports import PermanentError, RowChange, TemporaryError
from connectors.local_folder.lists import LocalLists
from tests.contract.conftest import people_workbook, sheet_values


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "Audit Bot Configuration.xlsx"
    path.write_bytes(people_workbook())
    return path


def edit(path: Path, sheet: str, **cells: object) -> None:
    """What a person types, cell by cell."""
    book = load_workbook(path)
    for coordinate, value in cells.items():
        book[sheet][coordinate] = value
    book.save(path)


def test_a_row_is_found_again_after_people_have_sorted_and_inserted(workbook: Path) -> None:
    lists = LocalLists(workbook)
    bo = lists.read("People")[1]
    book = load_workbook(workbook)
    book["People"].move_range("A5:D5", rows=-1)  # Bo moves up, over Ada
    book["People"]["A6"] = "Cy Wall"
    book.save(workbook)

    lists.write("People", [RowChange(bo.id, {"Bot check": "Mend this."})])

    assert sheet_values(workbook, "People")[3][0::3] == ("Bo Reed", "Mend this.")
    assert sheet_values(workbook, "People")[5][0] == "Cy Wall"


def test_a_row_that_a_person_has_edited_since_is_not_written(workbook: Path) -> None:
    lists = LocalLists(workbook)
    ada = lists.read("People")[0]
    edit(workbook, "People", B4="ada.obi@council.example")

    with pytest.raises(TemporaryError, match="changed by somebody"):
        lists.write("People", [RowChange(ada.id, {"Bot check": "OK"})])
    assert sheet_values(workbook, "People")[3][1] == "ada.obi@council.example"


def test_rows_that_are_alike_are_told_apart(workbook: Path) -> None:
    edit(workbook, "People", A6="Ada Obi", B6="ada@council.example", C6=datetime(2025, 9, 1))  # noqa: DTZ001
    lists = LocalLists(workbook)
    first, _, again = lists.read("People")
    lists.write("People", [RowChange(again.id, {"Bot check": "Twice."})])

    assert first.id != again.id
    assert [row.values["Bot check"] for row in lists.read("People")] == [None, "OK", "Twice."]


def test_nothing_to_change_leaves_the_file_byte_for_byte(workbook: Path) -> None:
    before = workbook.read_bytes(), workbook.stat().st_mtime_ns
    lists = LocalLists(workbook)
    lists.write("People", [RowChange(lists.read("People")[1].id, {"Bot check": "OK"})])

    assert (workbook.read_bytes(), workbook.stat().st_mtime_ns) == before


def test_an_added_row_belongs_to_the_table_and_looks_like_the_others(workbook: Path) -> None:
    book = load_workbook(workbook)
    book["People"]["C5"].number_format = "dd/mm/yyyy"
    book.save(workbook)
    row = {"Name": "Cy Wall", "From": datetime(2026, 1, 5)}  # noqa: DTZ001
    LocalLists(workbook).write("People", [RowChange(None, row)])

    people = load_workbook(workbook)["People"]
    assert people.tables["People"].ref == "A3:D6"
    assert people["C6"].number_format == "dd/mm/yyyy"


def test_rows_move_up_in_their_table_when_one_is_taken_away(workbook: Path) -> None:
    lists = LocalLists(workbook)
    first, *others = lists.read("People")
    lists.take_away("People", [first.id])

    people = load_workbook(workbook)["People"]
    assert people.tables["People"].ref == "A3:D4"
    assert [row.values for row in lists.read("People")] == [row.values for row in others]


def test_nothing_is_taken_away_while_somebody_has_the_workbook_open(workbook: Path) -> None:
    lists = LocalLists(workbook)
    before = lists.read("People")
    (workbook.parent / f"~${workbook.name}").touch()
    with pytest.raises(TemporaryError):
        lists.take_away("People", [before[0].id])
    assert lists.read("People") == before


@pytest.mark.parametrize("text", ["=1+1", "+44 161", "-", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A1"])
def test_text_that_begins_like_a_formula_stays_text(workbook: Path, text: str) -> None:
    lists = LocalLists(workbook)
    lists.write("Closures", [RowChange(None, {"Name": text})])

    cell = load_workbook(workbook)["Closures"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert lists.read("Closures")[0].values["Name"] == text


def test_formulas_comments_and_own_columns_of_the_coordinator_stay(workbook: Path) -> None:
    book = load_workbook(workbook)
    book["People"]["F3"] = "My notes"
    book["People"]["F4"] = "=1+1"
    book["People"]["A3"].comment = Comment("First name, then last name", "bot")
    book.save(workbook)
    lists = LocalLists(workbook)
    lists.write("People", [RowChange(lists.read("People")[0].id, {"Bot check": "OK"})])

    people = load_workbook(workbook)["People"]
    assert (people["F3"].value, people["F4"].value) == ("My notes", "=1+1")
    assert people["A3"].comment.text == "First name, then last name"
    assert people["D4"].value == "OK"


def test_columns_that_look_alike_stay_so_and_none_is_described_twice(workbook: Path) -> None:
    """Excel takes a workbook for damaged in which two descriptions of columns overlap."""
    book = load_workbook(workbook)
    for letter in "BC":  # alike and side by side, a program keeps them as one
        book["People"].column_dimensions[letter].width = 40
        book["People"].column_dimensions[letter].number_format = "dd/mm/yyyy"
    book["People"].column_dimensions.group("B", "C", outline_level=0)
    book.save(workbook)

    lists = LocalLists(workbook)
    day = date(2025, 9, 1)
    lists.write("People", [RowChange(None, {"Name": "Cy Wall", "From": day, "Address": "c" * 35})])

    sheet = load_workbook(workbook)["People"]
    described = sorted((d.min, d.max) for d in sheet.column_dimensions.values())
    assert all(ends < begins for (_, ends), (begins, _) in pairwise(described))
    assert sheet["C6"].number_format == "dd/mm/yyyy"
    assert sheet.row_dimensions[6].height is None  # its longest text fits


def test_rows_are_read_where_somebody_turned_the_table_into_plain_cells(workbook: Path) -> None:
    book = load_workbook(workbook)
    del book["People"].tables["People"]
    book.save(workbook)
    lists = LocalLists(workbook)

    assert [row.values["Name"] for row in lists.read("People")] == ["Ada Obi", "Bo Reed"]
    assert "People" in lists.names()


def test_two_columns_of_one_name_are_refused_with_the_place(workbook: Path) -> None:
    edit(workbook, "People", E3=" Name ")

    with pytest.raises(
        PermanentError, match="People has two columns with the heading Name, in row 3"
    ):
        LocalLists(workbook).read("People")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"<html>not a workbook</html>"])
def test_a_file_that_is_no_workbook_is_tried_again_later(workbook: Path, content: bytes) -> None:
    workbook.write_bytes(content)

    with pytest.raises(TemporaryError, match="cannot be read as an Excel workbook"):
        LocalLists(workbook).read("People")


def test_a_missing_workbook_is_a_matter_for_a_person(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match=r"There is no file Lists\.xlsx"):
        LocalLists(tmp_path / "Lists.xlsx").names()
