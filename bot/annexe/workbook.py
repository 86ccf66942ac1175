"""The lists of a workbook: each found once, on a visible sheet, or the reason why not."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from bot.annexe.container import Opened, sheet_cells
from bot.annexe.headers import CASE_LISTS, LISTS, normal
from bot.annexe.problems import Problem, Severity, error, note, warning
from bot.annexe.sheets import (
    TOP_ROWS,
    Sheet,
    heading_problems,
    missing_critical,
    recognise,
    tab_number,
)


@dataclass(frozen=True, slots=True)
class Lists:
    sheets: Mapping[int, Sheet]  # the lists that can be used
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Tabs:
    """The sheets of the workbook, sorted by what they are."""

    lists: tuple[Sheet, ...]
    unrecognised: tuple[str, ...]
    hidden: tuple[str, ...]
    special_needs: bool  # some sheet has the headings of the other Annexe A


def find_lists(opened: Opened, required: Collection[int], *, count_all: bool = True) -> Lists:
    """Every list of the workbook, and whatever is wrong with its sheets.

    `count_all`: also how many children the lists name that make no cases. Raises Refused if a sheet
    is damaged.
    """
    tabs = _tabs(opened, count_all)
    sheets, problems = _one_sheet_each(tabs.lists)
    problems += [p for sheet in tabs.lists for p in _conflict(sheet)]
    for number, sheet in list(sheets.items()):
        if missing := missing_critical(sheet):
            problems.append(_stopped(sheet, missing, required))
            del sheets[number]
        else:
            problems += heading_problems(sheet)
    found = {sheet.number for sheet in tabs.lists}
    problems += _absent(tabs, found, required)
    problems += _not_read(tabs, found)
    return Lists(dict(sorted(sheets.items())), tuple(problems))


def _tabs(opened: Opened, count_all: bool) -> _Tabs:
    lists: list[Sheet] = []
    unrecognised: list[str] = []
    hidden: list[str] = []
    special_needs = False
    for about in opened.book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if about.visible is not SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        cells = sheet_cells(opened, about.name)
        if sheet := recognise(about.name, cells, count_all):
            lists.append(sheet)
            continue
        unrecognised.append(about.name)
        special_needs = special_needs or _is_special_needs(cells.rows(TOP_ROWS))
    return _Tabs(tuple(lists), tuple(unrecognised), tuple(hidden), special_needs)


def _is_special_needs(rows: Sequence[Sequence[object]]) -> bool:
    names = {normal(cell) for row in rows for cell in row if isinstance(cell, str)}
    return "upn" in names and any("ehcplan" in name or name == "senprimaryneed" for name in names)


def _one_sheet_each(lists: Sequence[Sheet]) -> tuple[dict[int, Sheet], list[Problem]]:
    by_number: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in lists:
        by_number[sheet.number].append(sheet)
    chosen: dict[int, Sheet] = {}
    problems: list[Problem] = []
    for number, sheets in by_number.items():
        filled = [sheet for sheet in sheets if sheet.filled] or sheets[:1]
        chosen[number] = filled[0]
        if len(sheets) > 1:
            problems.append(_twice(number, sheets, filled))
    return chosen, problems


def _twice(number: int, sheets: Sequence[Sheet], filled: Sequence[Sheet]) -> Problem:
    tabs = " and ".join(f"“{sheet.tab}”" for sheet in sheets)
    if len(filled) == 1:
        return warning(
            "list_twice",
            f"List {number} is there twice, on the sheets {tabs}. Only “{filled[0].tab}” has any"
            " rows, so it was read; delete the other.",
            sheet=filled[0].tab,
        )
    refuses = number in CASE_LISTS
    return Problem(
        Severity.ERROR if refuses else Severity.WARNING,
        "list_twice",
        f"List {number} is there twice, on the sheets {tabs}, and nothing says which is right."
        " Delete or hide the one that is out of date.",
        sheet=sheets[1].tab,
        refuses=refuses,
    )


def _conflict(sheet: Sheet) -> Iterator[Problem]:
    said = tab_number(sheet.tab)
    if said is None or said == sheet.number:
        return
    refuses = said in CASE_LISTS or sheet.number in CASE_LISTS
    yield Problem(
        Severity.ERROR if refuses else Severity.WARNING,
        "tab_conflict",
        f"The sheet “{sheet.tab}” is named as List {said} but has the headings of List"
        f" {sheet.number} ({LISTS[sheet.number].title}). Put the right list on it or rename the"
        " tab.",
        sheet=sheet.tab,
        row=sheet.heading_row,
        refuses=refuses,
    )


def _stopped(sheet: Sheet, missing: Sequence[str], required: Collection[int]) -> Problem:
    columns = ", ".join(f"“{heading}”" for heading in missing)
    column_or_columns = "column" if len(missing) == 1 else "columns"
    used = "so the file cannot be used" if sheet.number in required else "so it was not used"
    return Problem(
        Severity.ERROR,
        "column_needed",
        f"List {sheet.number} ({LISTS[sheet.number].title}) has no {column_or_columns} {columns},"
        f" {used}. Put the missing {column_or_columns} back under Ofsted’s own heading.",
        *(sheet.tab, sheet.heading_row, missing[0]),
        refuses=sheet.number in required,
    )


def _absent(tabs: _Tabs, found: Collection[int], required: Collection[int]) -> Iterator[Problem]:
    if tabs.special_needs and not set(CASE_LISTS) & set(found):
        yield error(
            "special_needs",
            "This is the Annexe A of the area SEND inspection (education, health and care plans),"
            " not the one of children’s social care. Ask for the workbook with List 6, Children"
            " in Need.",
            refuses=True,
        )
        return
    for number in CASE_LISTS:
        if number not in found:
            yield _missing_list(tabs, number, required)


def _missing_list(tabs: _Tabs, number: int, required: Collection[int]) -> Problem:
    what = f"List {number} ({LISTS[number].title})"
    hidden = next((tab for tab in tabs.hidden if tab_number(tab) == number), None)
    named = next((tab for tab in tabs.unrecognised if tab_number(tab) == number), None)
    if hidden:
        advice = f"The sheet “{hidden}” is hidden, and hidden sheets are not read: unhide it."
    elif named:
        advice = (
            f"The sheet “{named}” is named so, but none of its first 15 rows has the heading “Child"
            " Unique ID” and the headings of that list: put Ofsted’s headings above the data."
        )
    else:
        advice = "Ask the data team for the whole workbook, with all eleven lists."
    if number in required:
        return error("list_missing", f"{what} was not found. {advice}", sheet=named, refuses=True)
    return warning(
        "list_missing",
        f"{what} was not found, so children who are on it alone were not counted. {advice}",
        sheet=named,
    )


def _not_read(tabs: _Tabs, found: Collection[int]) -> Iterator[Problem]:
    for tab in tabs.hidden:
        yield note(
            "sheet_hidden",
            f"The sheet “{tab}” is hidden and was not read. If it matters, unhide it; if not,"
            " delete it before the file is shared.",
            sheet=tab,
        )
    for tab in () if tabs.special_needs else tabs.unrecognised:
        number = tab_number(tab)
        if number in LISTS and number not in CASE_LISTS and number not in found:
            yield note(
                "sheet_unrecognised",
                f"The sheet “{tab}” does not have the headings of List {number}. It is not needed"
                " for finding the open cases.",
                sheet=tab,
            )
