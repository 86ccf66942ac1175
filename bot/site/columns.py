"""The columns that lists of SharePoint need, from the sheets and tables that they stand for.

Each is a `columnDefinition` as Graph takes it (learn.microsoft.com, "columnDefinition resource").
"""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from bot.configuration.columns import KEY, Sheet, SheetColumn
from bot.configuration.columns import Kind as SheetKind
from bot.workbooks.tables import Column, Kind, Table

Definition: TypeAlias = dict[str, Any]

TITLE = "Title"  # every list has this column: it is given to one of ours, under our heading
WIDEST_TITLE = 40  # characters; the title holds one line
_DAY = {"dateTime": {"format": "dateOnly", "displayAs": "standard"}}
_TIME = {"dateTime": {"format": "dateTime", "displayAs": "standard"}}
_WORDS = {"text": {"allowMultipleLines": True, "textType": "plain"}}
_LINE = {"text": {"allowMultipleLines": False}}
_WHOLE = {"number": {"decimalPlaces": "none"}}
_SHEET_KINDS: Mapping[SheetKind, Definition] = {
    SheetKind.TEXT: _WORDS,
    SheetKind.DATE: _DAY,
    SheetKind.NUMBER: _WHOLE,
}
_TABLE_KINDS: Mapping[Kind, Definition] = {
    Kind.TEXT: _WORDS,
    Kind.NUMBER: {"number": {}},
    Kind.DATE: _DAY,
    Kind.TIME: _TIME,
}


def sheet_columns(sheet: Sheet) -> list[Definition]:
    """For a list that people edit. The key is unique, so that no row is ever added twice."""
    title = next((c.heading for c in sheet.columns if _may_be_title(c)), None)
    made = [_sheet_column(column, title) for column in sheet.columns]
    return sorted(made, key=lambda each: each["name"] != TITLE)


def _may_be_title(column: SheetColumn) -> bool:
    text = column.kind is SheetKind.TEXT and column.heading != KEY
    return text and column.width <= WIDEST_TITLE


def _sheet_column(column: SheetColumn, title: str | None) -> Definition:
    name = TITLE if column.heading == title else internal(column.heading)
    made: Definition = {"name": name, "displayName": column.heading}
    if column.heading == KEY:
        return {**made, **_LINE, "indexed": True, "enforceUniqueValues": True}
    if name == TITLE:
        return {**made, **_LINE}
    if column.kind in (SheetKind.CHOICE, SheetKind.YES_NO):
        choices = list(column.choices) or ["Yes", "No"]
        choice = {"allowTextEntry": True, "choices": choices, "displayAs": "dropDownMenu"}
        return {**made, "choice": choice}
    return {**made, "description": column.explanation, **_SHEET_KINDS[column.kind]}


def table_columns(table: Table) -> list[Definition]:
    """For a list that shows a table. What a row is known by stands in its title."""
    made = [_table_column(column, table.key_column) for column in table.columns]
    return sorted(made, key=lambda each: each["name"] != TITLE)


def _table_column(column: Column, key: str) -> Definition:
    if column.heading == key:
        return {"name": TITLE, "displayName": key, **_LINE}
    made = {"name": internal(column.heading), "displayName": column.heading}
    return {**made, **_TABLE_KINDS[column.kind]}


def internal(heading: str) -> str:
    """The name of a column inside SharePoint: letters and digits alone need no code there."""
    words = re.findall(r"[A-Za-z0-9]+", heading.replace("'", ""))
    return "".join(word[:1].upper() + word[1:] for word in words)
