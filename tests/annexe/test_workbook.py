"""Finding the lists: by their headings, on whatever tab, in whatever company."""

from dataclasses import replace
from datetime import date

import pytest

from bot.annexe.headers import LISTS
from bot.annexe.problems import Severity
from bot.annexe.sheets import tab_number
from tests.annexe.workbooks import (
    Options,
    Tabs,
    annexe,
    children,
    headings,
    kinds,
    nine,
    read,
    row,
    six,
)

GOOD = annexe(list_6=[six(1), six(2)], list_9=[nine(3)])


def renamed(tabs: Tabs, **names: str) -> Tabs:
    return {names.get(tab.replace(" ", "_"), tab): rows for tab, rows in tabs.items()}


@pytest.mark.parametrize(
    ("tab", "number"),
    [
        ("List 6", 6),
        ("List_6", 6),
        ("List6", 6),
        ("list-06", 6),
        ("LIST 6", 6),
        ("AnnexA_List6", 6),
        ("AnnexAList6", 6),
        ("List 6 2025", 6),
        ("List 8 (12 May 2025)", 8),
        ("List 1", 1),
        ("List 10", 10),
        ("List 11 Adopters", 11),
        ("List\u00a06", 6),
        ("Children in Need", 6),
        ("Sec47 and ICPC", 5),
        ("AA_6_children_in_need", 6),
        ("List 12", None),
        ("List 2025", None),
        ("Checklist 6", None),
        ("Sheet1", None),
    ],
)
def test_the_number_of_a_list_is_read_whole_from_the_tab(tab: str, number: int | None) -> None:
    assert tab_number(tab) == number


def test_tabs_named_in_words_are_read() -> None:
    names = {f"List_{n}": LISTS[n].title[:31] for n in LISTS}
    reading = read(renamed(GOOD, **names))
    assert reading.accepted
    assert children(reading) == ["1", "2", "3"]
    assert reading.lists[6].sheet == "Children in Need"
    assert kinds(reading) == []


def test_tabs_that_say_nothing_are_read_by_their_headings() -> None:
    reading = read(renamed(GOOD, List_6="Sheet1", List_9="Sheet2"))
    assert children(reading) == ["1", "2", "3"]


def test_a_year_in_the_name_of_a_tab_is_not_a_list() -> None:
    reading = read(renamed(GOOD, List_6="List 6 2025", List_8="List 8 (12 May 2025)"))
    assert reading.lists[6].sheet == "List 6 2025"
    assert reading.lists[8].sheet == "List 8 (12 May 2025)"
    assert kinds(reading) == []


def test_headings_are_found_below_titles_and_blank_rows() -> None:
    tabs = dict(GOOD)
    tabs["List 6"] = [["Exampleshire"], [], ["Printed on", date(2025, 6, 9)], [], *GOOD["List 6"]]
    reading = read(tabs)
    assert children(reading) == ["1", "2", "3"]


def test_the_row_of_a_fault_is_the_row_that_excel_shows() -> None:
    tabs = annexe(list_6=[six(1), six(2, cin_end="ongoing")], list_9=[nine(3)])
    tabs["List 6"] = [[], ["List 6: Children in Need"], [], *tabs["List 6"]]
    problem = next(p for p in read(tabs).problems if p.kind == "end_unreadable")
    assert (problem.sheet, problem.row, problem.column) == ("List 6", 6, "CIN Closure Date")
    assert problem.value == "ongoing"


def test_a_table_that_begins_in_column_c_is_read() -> None:
    tabs = dict(GOOD)
    tabs["List 6"] = [["", "", *cells] for cells in GOOD["List 6"]]
    assert children(read(tabs)) == ["1", "2", "3"]


def test_codes_used_is_not_taken_for_a_list() -> None:
    codes = [["Gender", "Ethnicity", "Primary Need Code", "Case status", "Eligibility Category"]]
    reading = read({"Codes_used": codes, **GOOD})
    assert reading.lists[6].sheet == "List 6"
    assert kinds(reading) == []


def test_exports_with_headings_without_spaces_are_read() -> None:
    tabs = {
        tab: [["".join(str(cell).split()) for cell in rows[0]], *rows[1:]]
        for tab, rows in GOOD.items()
    }
    assert children(read(tabs)) == ["1", "2", "3"]
    assert kinds(read(tabs)) == []


def test_a_list_9_of_thirteen_columns_is_read_without_complaint() -> None:
    old = [c.header for c in LISTS[9].columns if c.key not in LISTS[9].recent]
    place = dict(zip(headings(9), nine(3), strict=True))
    tabs = {**GOOD, "List 9": [old, [place[header] for header in old]]}
    reading = read(tabs)
    assert children(reading) == ["1", "2", "3"]
    assert kinds(reading) == []


def test_an_extra_team_manager_column_is_told_and_neither_age_nor_team() -> None:
    tabs = dict(GOOD)
    rows = [["Team Manager", *headings(6)], *(["Bo Hill", *cells] for cells in GOOD["List 6"][1:])]
    tabs["List 6"] = rows
    reading = read(tabs)
    assert [case.team for case in reading.frame.cases[:2]] == ["Safeguarding Team 1"] * 2
    assert kinds(reading) == ["column_unknown"]
    assert "“Team Manager”" in reading.problems[0].message


def test_the_column_with_ofsteds_heading_is_believed_before_another_name_for_it() -> None:
    tabs = dict(GOOD)
    tabs["List 6"] = [["Team", *headings(6)], *(["South", *cells] for cells in GOOD["List 6"][1:])]
    reading = read(tabs)
    assert reading.frame.cases[0].team == "Safeguarding Team 1"
    assert kinds(reading) == ["column_twice"]


def test_a_missing_column_that_is_not_needed_is_a_warning() -> None:
    tabs = dict(GOOD)
    tabs["List 6"] = [cells[:1] + cells[2:] for cells in GOOD["List 6"]]
    reading = read(tabs)
    assert reading.accepted
    assert [(p.severity, p.column) for p in reading.problems] == [(Severity.WARNING, "Gender")]


@pytest.mark.parametrize(
    "key", ["child_id", "cin_start", "cin_end", "case_status", "team", "worker"]
)
def test_list_6_without_a_needed_column_is_refused_by_its_name(key: str) -> None:
    place = [column.key for column in LISTS[6].columns].index(key)
    tabs = dict(GOOD)
    tabs["List 6"] = [cells[:place] + cells[place + 1 :] for cells in GOOD["List 6"]]
    reading = read(tabs)
    assert not reading.accepted
    assert LISTS[6].header(key) in reading.problems[0].message
    assert reading.frame.cases == ()


def test_list_7_without_its_end_date_stops_list_7_alone() -> None:
    tabs = annexe(list_6=[six(1)], list_7=[row(7, child_id=8)], list_9=[nine(3)])
    place = [column.key for column in LISTS[7].columns].index("cpp_end")
    tabs["List 7"] = [cells[:place] + cells[place + 1 :] for cells in tabs["List 7"]]
    reading = read(tabs)
    assert reading.accepted
    assert children(reading) == ["1", "3"]
    assert [(p.kind, p.severity) for p in reading.problems] == [("column_needed", Severity.ERROR)]


@pytest.mark.parametrize("number", [6, 9])
def test_a_file_without_list_6_or_9_is_refused(number: int) -> None:
    tabs = {tab: rows for tab, rows in GOOD.items() if tab != f"List {number}"}
    reading = read(tabs)
    assert not reading.accepted
    assert f"List {number}" in reading.problems[0].message
    assert number not in reading.lists


def test_which_lists_are_required_is_for_the_caller_to_say() -> None:
    tabs = {tab: rows for tab, rows in GOOD.items() if tab != "List 9"}
    assert children(read(tabs, required=frozenset({6}))) == ["1", "2"]


def test_a_missing_list_8_is_a_warning() -> None:
    tabs = {tab: rows for tab, rows in GOOD.items() if tab != "List 8"}
    reading = read(tabs)
    assert reading.accepted
    assert [(p.kind, p.severity) for p in reading.problems] == [("list_missing", Severity.WARNING)]


def test_a_hidden_copy_is_told_and_not_read() -> None:
    tabs = {**GOOD, "List 6 (old)": [headings(6), six(99)]}
    reading = read(tabs, Options(hidden=["List 6 (old)"]))
    assert children(reading) == ["1", "2", "3"]
    assert kinds(reading) == ["sheet_hidden"]


def test_a_list_that_is_only_on_a_hidden_sheet_is_asked_to_be_unhidden() -> None:
    reading = read(GOOD, Options(hidden=["List 6"]))
    assert not reading.accepted
    assert "unhide" in reading.problems[0].message


def test_two_visible_sheets_for_one_list_are_refused() -> None:
    reading = read({**GOOD, "List 6 corrected": [headings(6), six(99)]})
    assert not reading.accepted
    assert kinds(reading) == ["list_twice"]
    assert "“List 6” and “List 6 corrected”" in reading.problems[0].message


def test_an_empty_second_sheet_for_one_list_is_a_warning() -> None:
    reading = read({**GOOD, "List 6 template": [headings(6)]})
    assert children(reading) == ["1", "2", "3"]
    assert [p.severity for p in reading.problems] == [Severity.WARNING]


def test_a_tab_that_contradicts_its_headings_is_refused() -> None:
    reading = read(renamed(GOOD, List_6="List 7", List_7="List 6"))
    assert not reading.accepted
    assert kinds(reading)[:2] == ["tab_conflict", "tab_conflict"]


def test_a_tab_without_its_headings_is_named() -> None:
    tabs = {**GOOD, "List 6": [six(1), six(2)]}
    reading = read(tabs)
    assert not reading.accepted
    assert "put Ofsted’s headings above the data" in reading.problems[0].message


def test_lists_that_hold_no_case_may_be_missing_without_a_word() -> None:
    tabs = {
        tab: rows for tab, rows in GOOD.items() if tab in {f"List {n}" for n in (4, 6, 7, 8, 9)}
    }
    assert kinds(read(tabs)) == []


def test_the_layout_of_the_chat_tool_is_read_with_its_dashes_and_empty_formula_rows() -> None:
    def dashed(rows: list[list[object]]) -> list[list[object]]:
        return [["-" if cell == "" else cell for cell in cells] for cells in rows]

    tabs = {
        tab: [[f"{tab}: as Ofsted asks"], rows[0], *dashed(rows[1:]), *([["-"] * 14] * 200)]
        for tab, rows in annexe(
            list_6=[six(1), six(2, cin_end=date(2025, 5, 1), case_status="e) Closed episode")],
            list_8=[row(8, child_id=1, team="CYPIC Team 4", worker="Ade Patel")],
            list_9=[nine(3, worker="", personal_advisor="Sam Jones")],
        ).items()
    }
    reading = read(tabs)
    assert children(reading) == ["1", "3"]
    assert reading.lists[6].rows == 2
    assert reading.lists[1].rows == 0
    assert reading.frame.cases[1].worker == "Sam Jones"
    assert kinds(reading) == ["status_differs"]
    as_the_service = read(tabs, count_all=False)
    assert as_the_service.lists[1].rows == 200  # below its headings, and not looked into
    assert replace(as_the_service, lists=reading.lists) == reading


def test_ids_that_are_numbers_one_week_and_text_the_next_give_the_same_frame() -> None:
    numbers = read(annexe(list_6=[six(100008.0), six(100017.0)], list_9=[nine(100211)]))
    words = read(annexe(list_6=[six("100008"), six(" 100017\u00a0")], list_9=[nine("100211.0")]))
    assert numbers.frame == words.frame
