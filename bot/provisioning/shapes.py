"""The lists as they should be, from the sheets of the coordinator and the tables of tracking."""

from collections.abc import Mapping, Sequence

from bot.configuration.columns import KEY, Sheet, SheetColumn
from bot.configuration.columns import Kind as SheetKind
from bot.configuration.sheets import SHEETS
from bot.premises import ColumnKind, ColumnShape, ListShape
from bot.workbooks.tables import Column, Kind, Table

LONG = 40  # a column of so many characters in the workbook holds more than one line
UNIQUE = (KEY, "Reference")
YES_NO = ("Yes", "No")
EXPLANATION = 255  # characters

_SHEET_KINDS: Mapping[SheetKind, ColumnKind] = {
    SheetKind.CHOICE: ColumnKind.CHOICE,
    SheetKind.DATE: ColumnKind.DATE,
    SheetKind.YES_NO: ColumnKind.CHOICE,  # a tick could not be left blank
    SheetKind.NUMBER: ColumnKind.NUMBER,
}
_TABLE_KINDS: Mapping[Kind, ColumnKind] = {
    Kind.NUMBER: ColumnKind.NUMBER,
    Kind.DATE: ColumnKind.DATE,
    Kind.TIME: ColumnKind.TIME,
}


def wanted_lists(tables: Sequence[Table]) -> list[ListShape]:
    """The coordinator's lists, then those of tracking, whose columns `tables` have.

    A table that is called as one of the coordinator's lists has none: that list shows it already.
    """
    shown = [list_of_table(table) for table in tables if table.name not in SHEETS]
    return [*(list_of_sheet(sheet) for sheet in SHEETS.values()), *shown]


def list_of_sheet(sheet: Sheet) -> ListShape:
    columns = tuple(_of_sheet(column) for column in sheet.columns)
    return ListShape(sheet.name, sheet.purpose, columns, _title(sheet, columns))


def list_of_table(table: Table) -> ListShape:
    purpose = f"{table.title}. Written by the bot: what you type into its columns is lost."
    return ListShape(table.name, purpose, tuple(map(_of_table, table.columns)), table.key_column)


def _of_sheet(column: SheetColumn) -> ColumnShape:
    usual = ColumnKind.TEXT if column.width >= LONG else ColumnKind.LINE
    kind = _SHEET_KINDS.get(column.kind, ColumnKind.CHOICES if column.several else usual)
    choices = YES_NO if column.kind is SheetKind.YES_NO else column.choices
    explained = ("Needed. " if column.needed else "") + column.explanation
    return ColumnShape(
        column.heading, kind, explained[:EXPLANATION], choices, unique=column.heading in UNIQUE
    )


def _of_table(column: Column) -> ColumnShape:
    usual = ColumnKind.TEXT if column.width >= LONG else ColumnKind.LINE
    kind = _TABLE_KINDS.get(column.kind, usual)
    return ColumnShape(column.heading, kind, column.meaning, unique=column.heading in UNIQUE)


def _title(sheet: Sheet, columns: Sequence[ColumnShape]) -> str:
    """The heading that opens a row: a line of text, best one by which rows are known."""
    needed = {column.heading for column in sheet.columns if column.needed}
    lines = [c.heading for c in columns if c.kind is ColumnKind.LINE and c.heading != KEY]
    ranks = {h: (h not in sheet.key, h not in needed, n) for n, h in enumerate(lines)}
    return min(lines, key=ranks.__getitem__)
