"""One sheet of the workbook: where its headings are, which list they make, and what they lack."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.annexe.container import Cells, Rows
from bot.annexe.headers import CASE_LISTS, IDS, LISTS, NAMES, SIGNATURES, normal
from bot.annexe.problems import Problem, Severity, note
from bot.annexe.values import is_blank, text

TOP_ROWS = 15  # titles, notes and blank rows above the headings
_LIST_NUMBER = re.compile(
    r"(?:(?<![A-Za-z])(?:list|LIST)|List)[\s_.-]*0*(\d{1,2})(?!\d)|^AA_0*(\d{1,2})(?!\d)"
)
_TAB_NAMES = {
    normal(name): shape.number
    for shape in LISTS.values()
    for name in (shape.title, *shape.tab_names)
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was recognised as one of the lists."""

    number: int
    tab: str
    heading_row: int  # as Excel numbers it
    columns: Mapping[str, int]  # our key -> place in a row
    headings: Mapping[str, str]  # our key -> the heading as it stands
    rows: Sequence[Sequence[object]]  # below the headings; kept of the lists that make cases
    unknown: tuple[str, ...]  # headings that are not Annexe A's
    doubled: tuple[str, ...]  # headings for a column that another heading has already
    filled: int  # how many rows name a child (or an adopter), or are there if none were read


def tab_number(tab: str) -> int | None:
    """The list that a tab's name says: "List 6 2025" and "AnnexA_List6" say 6."""
    found = _LIST_NUMBER.search(tab)
    if not found:
        return _TAB_NAMES.get(normal(tab))
    number = int(found[1] or found[2])
    return number if number in LISTS else None


def recognise(tab: str, cells: Cells, count_all: bool) -> Sheet | None:
    """The sheet as a list, if one of its top rows has the id column and headings of one list alone.

    Below the headings the lists that make no cases are read only to count them, if that is wanted.
    """
    for place, row in enumerate(cells.rows(TOP_ROWS)):
        names = [normal(cell) if isinstance(cell, str) else "" for cell in row]
        number = _list_of(frozenset(names), tab_number(tab))
        if number is not None:
            below = cells.rows()[place + 1 :] if count_all or number in CASE_LISTS else None
            return _sheet(number, tab, cells, place, names, row, below)
    return None


def _list_of(names: frozenset[str], said: int | None) -> int | None:
    scores = {n: len(names & SIGNATURES[n]) for n in LISTS if names & IDS[n]}
    # One heading may be a coincidence, as on the tab Codes_used; two, or one and the tab, are not.
    good = {n: score for n, score in scores.items() if score > 1 or (score == 1 and n == said)}
    return max(good, key=lambda n: (good[n], n == said), default=None)


def _sheet(
    number: int,
    tab: str,
    cells: Cells,
    place: int,
    names: Sequence[str],
    row: Sequence[object],
    below: Rows | None,
) -> Sheet:
    columns: dict[str, int] = {}
    doubled: list[int] = []
    official = {normal(column.header) for column in LISTS[number].columns}
    # Ofsted's own heading has the first claim to a column, another name for it the second.
    for i in sorted(range(len(names)), key=lambda i: names[i] not in official):
        key = NAMES[number].get(names[i])
        if key is None:
            continue
        if key in columns:
            doubled.append(i)
        else:
            columns[key] = i
    unknown = (i for i, name in enumerate(names) if name and name not in NAMES[number])
    id_column = columns[LISTS[number].columns[0].key]
    return Sheet(
        *(number, tab, cells.above + place + 1, columns),
        headings={key: text(row[i]) for key, i in columns.items()},
        rows=below or () if number in CASE_LISTS else (),
        unknown=tuple(text(row[i]) for i in unknown),
        doubled=tuple(text(row[i]) for i in doubled),
        filled=cells.height - place - 1 if below is None else _filled(below, id_column),
    )


def _filled(rows: Sequence[Sequence[object]], place: int) -> int:
    ids = [row[place] for row in rows]
    if set(map(type, ids)) == {float}:  # as in most files
        return len(ids)
    return sum(1 for cell in ids if not is_blank(cell))


def missing_critical(sheet: Sheet) -> tuple[str, ...]:
    """Ofsted's headings for the columns without which this list cannot be used."""
    shape = LISTS[sheet.number]
    groups = (group for group in shape.critical if not any(key in sheet.columns for key in group))
    return tuple(" or ".join(shape.header(key) for key in group) for group in groups)


def heading_problems(sheet: Sheet) -> Iterator[Problem]:
    """What is unusual about the headings of a list that can be used all the same."""
    read = sheet.number in CASE_LISTS
    for heading in _missing(sheet):
        yield Problem(
            Severity.WARNING if read else Severity.NOTE,
            "column_missing",
            f"List {sheet.number} has no column “{heading}”. The open cases can be found without"
            " it, but ask the data team why it is gone.",
            *(sheet.tab, sheet.heading_row, heading),
        )
    for heading in sheet.doubled:
        yield Problem(
            Severity.WARNING if read else Severity.NOTE,
            "column_twice",
            f"List {sheet.number} has the column “{heading}” beside another for the same thing."
            " Only the first, or the one with Ofsted’s heading, was read: delete or rename the"
            " other.",
            *(sheet.tab, sheet.heading_row, heading),
        )
    if sheet.unknown:
        named = ", ".join(f"“{heading[:60]}”" for heading in sheet.unknown[:8])
        more = f" and {len(sheet.unknown) - 8} more" if len(sheet.unknown) > 8 else ""
        yield note(
            "column_unknown",
            f"List {sheet.number} has columns that Annexe A does not know: {named}{more}. They were"
            " not read; nothing needs doing.",
            sheet=sheet.tab,
        )


def _missing(sheet: Sheet) -> list[str]:
    shape = LISTS[sheet.number]
    alternatives = {key for group in shape.critical for key in group}
    return [
        column.header.strip()
        for column in shape.columns
        if column.key not in sheet.columns
        and column.key not in shape.recent
        and column.key not in alternatives
    ]
