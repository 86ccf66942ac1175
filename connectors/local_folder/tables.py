"""Where the table of a sheet begins and ends, whatever a person has put around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl.utils.cell import coordinate_from_string, range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from bot.ports import PermanentError

# Titles and hints stand above the headings; below this no headings are looked for.
TITLE_ROWS = 15


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with its headings found."""

    sheet: Worksheet
    header: int  # the number of the row of headings
    columns: Mapping[str, int]  # heading to column number
    table: Table | None  # None: a person has turned the table into plain cells

    def rows(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Each row that is not blank, with its number; rows typed below the table are rows too."""
        totals = self._totals_row()
        for number in range(self.header + 1, self.sheet.max_row + 1):
            values: dict[str, object] = {
                h: as_read(self.sheet.cell(number, c).value) for h, c in self.columns.items()
            }
            if number != totals and not all(is_blank(value) for value in values.values()):
                yield number, values

    def next_row(self) -> int:
        """The number of the row below the last one that is not blank."""
        if self._totals_row() is not None:
            raise PermanentError(
                f"The table of the sheet {self.sheet.title} has a row of totals, so the bot cannot"
                " add a row. Please switch it off (Table Design, Total Row)."
            )
        return max((number for number, _ in self.rows()), default=self.header) + 1

    def reach(self, number: int) -> None:
        """Let the table reach down to the row `number`, with its filter."""
        if self.table is None:
            return
        first, _, last = self.table.ref.partition(":")
        letters, bottom = coordinate_from_string(last)
        self.table.ref = f"{first}:{letters}{max(number, bottom)}"
        if self.table.autoFilter is not None:
            self.table.autoFilter.ref = self.table.ref

    def remove(self, number: int) -> None:
        """Take a row out; the rows below move up with their heights, and the table ends earlier."""
        heights = self.sheet.row_dimensions
        below = range(number + 1, self.sheet.max_row + 2)
        moved = {below_it - 1: heights[below_it].height for below_it in below}
        self.sheet.delete_rows(number)
        for row, height in moved.items():
            heights[row].height = height
        if self.table is None:
            return
        first, _, last = self.table.ref.partition(":")
        letters, bottom = coordinate_from_string(last)
        # A table of Excel has one row at least, blank if need be.
        self.table.ref = f"{first}:{letters}{max(bottom - 1, self.header + 1)}"
        if self.table.autoFilter is not None:
            self.table.autoFilter.ref = self.table.ref

    def _totals_row(self) -> int | None:
        if self.table is None or not self.table.totalsRowCount:
            return None
        return range_boundaries(self.table.ref)[3]


def find_grid(sheet: Worksheet) -> Grid | None:
    """The first table of the sheet, or else the first row that looks like headings."""
    table = next(iter(sheet.tables.values()), None)
    header = range_boundaries(table.ref)[1] if table is not None else first_headings(sheet)
    if header is None:
        return None
    return Grid(sheet, header, columns_of(sheet, header), table)


def first_headings(sheet: Worksheet) -> int | None:
    """Headings are two or more different texts in one row, with nothing but texts beside them."""
    for number in range(1, min(sheet.max_row, TITLE_ROWS) + 1):
        row = [cell.value for cell in sheet[number] if not is_blank(cell.value)]
        if len(row) > 1 and all(isinstance(v, str) for v in row) and len(set(row)) == len(row):
            return number
    return None


def columns_of(sheet: Worksheet, header: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(sheet[header], start=1):
        if is_blank(cell.value):
            continue
        heading = " ".join(str(cell.value).split())
        if heading in columns:
            raise PermanentError(
                f"The sheet {sheet.title} has two columns with the heading {heading}, in row"
                f" {header}. Please rename or delete one of them."
            )
        columns[heading] = column
    return columns


def as_read(value: object) -> object:
    """A value as a file gives it back: a day as its midnight, a whole number without a point."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
