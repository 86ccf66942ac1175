"""The sheets of the configuration workbook as lists: read with row numbers, written with care."""

import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from bot.ports import (
    ListRow,
    PermanentError,
    RowChange,
    RowsOrWhyNot,
    TemporaryError,
    one_by_one,
)
from connectors.local_folder.cells import enlarge_comments, fit_height, put, same, start_like
from connectors.local_folder.files import failures_in_words, fingerprint, lock_of, write_whole
from connectors.local_folder.tables import Grid, find_grid

CHECK = "Bot check"
KEY = "Key"


@dataclass(frozen=True, slots=True)
class _Held:
    """The workbook as it was at `known`, its fingerprint."""

    known: str
    book: Workbook
    values: Workbook  # with what formulas come to; the same where there are none


class LocalLists:
    """Each sheet with a table is a list.

    A row's id is its `Key` where the sheet has that column, and else a mark of what people have
    written in it (all columns but `Bot check`). So ids survive sorting, inserting and copying, and
    need nothing hidden in the workbook; a row that a person edits counts as another row.

    Writing goes through openpyxl, which drops what it does not know (sparklines, check boxes and
    other `extLst` parts). It may here: the workbook is one that the service made without any of
    these; making it anew each time would lose more: column widths, colours and columns of the
    coordinator's own.
    """

    def __init__(self, workbook: Path) -> None:
        self._path = workbook
        # As last read or written: a cycle reads each sheet in turn, and may write into several.
        self._held: _Held | None = None

    def names(self) -> Sequence[str]:
        """The sheets with a table, in the order of the workbook."""
        book = self._now().values
        return [sheet.title for sheet in book.worksheets if find_grid(sheet) is not None]

    def read(self, name: str) -> Sequence[ListRow]:
        """Every row that is not blank, with what formulas come to."""
        return rows_of(self._grid(self._now().values, name))

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        return one_by_one(self.read, names)

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        """Apply all changes or none, and leave the file alone if none of them changes anything.

        Raises TemporaryError while a person has the workbook open or has just changed it: the rows
        are looked up in the file as it is now, so nothing that was typed meanwhile is lost.
        """
        held = self._now()
        rows = rows_of(self._grid(held.values, name))
        if is_so(rows, changes):
            return
        numbers = {row.id: row.number for row in rows if row.number is not None}
        self._held = None  # from here on it is not what the file says
        if apply(self._grid(held.book, name), numbers, changes):
            self._replace(held)

    def take_away(self, name: str, ids: Collection[str]) -> None:
        """Remove these rows; what stands below moves up, with its looks."""
        held = self._now()
        rows = rows_of(self._grid(held.values, name))
        numbers = sorted(row.number for row in rows if row.id in ids and row.number is not None)
        if not numbers:
            return
        self._held = None
        grid = self._grid(held.book, name)
        for number in reversed(numbers):
            grid.remove(number)
        self._replace(held)

    def _now(self) -> _Held:
        """The workbook as it is now; read again only if it has changed."""
        if self._held is None or not self._is_still(self._held.known):
            content, known = self._content()
            book = self._opened(content, formulas=True)
            values = self._opened(content) if has_formulas(book) else book
            self._held = _Held(known, book, values)
        return self._held

    def _is_still(self, known: str) -> bool:
        try:
            return fingerprint(self._path) == known
        except OSError:
            return False

    def _content(self) -> tuple[bytes, str]:
        if not self._path.exists():
            raise PermanentError(f"There is no file {self._path.name} in the workspace folder.")
        with failures_in_words(f"{self._path.name} cannot be opened now"):
            known = fingerprint(self._path)
            content = self._path.read_bytes()
            if known != fingerprint(self._path):
                raise TemporaryError(f"{self._path.name} is still being written.")
        return content, known

    def _opened(self, content: bytes, *, formulas: bool = False) -> Workbook:
        try:
            with warnings.catch_warnings():
                # openpyxl warns of what it would drop; why it may is told above.
                warnings.simplefilter("ignore", UserWarning)
                return load_workbook(BytesIO(content), data_only=not formulas)
        except (BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
            raise TemporaryError(
                f"{self._path.name} cannot be read as an Excel workbook. If it stays so, open it"
                " in Excel and save it as .xlsx anew."
            ) from error

    def _replace(self, held: _Held) -> None:
        lock = lock_of(self._path)
        if lock is not None:
            raise TemporaryError(
                f"{self._path.name} is open in Excel or LibreOffice. Close it there; if nobody has"
                f" it open, delete the file {lock.name} beside it."
            )
        for sheet in held.book.worksheets:
            enlarge_comments(sheet)
        made = BytesIO()
        held.book.save(made)
        with failures_in_words(f"{self._path.name} cannot be written now: is it open in Excel?"):
            if fingerprint(self._path) != held.known:
                raise TemporaryError(f"{self._path.name} was changed by somebody just now.")
            write_whole(self._path, made.getvalue())
        content, known = self._content()
        # What formulas come to is worked out by whoever opens the workbook next.
        if content == made.getvalue() and held.values is held.book:
            self._held = replace(held, known=known)

    def _grid(self, book: Workbook, name: str) -> Grid:
        sheet = next((s for s in book.worksheets if s.title == name), None)
        if sheet is None:
            raise PermanentError(f"{self._path.name} has no sheet {name}. Please put it back.")
        grid = find_grid(sheet)
        if grid is None:
            raise PermanentError(
                f"{self._path.name}, sheet {name}: there is no row of column headings. Please put"
                " the headings back above the rows."
            )
        return grid


def has_formulas(book: Workbook) -> bool:
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    return any(cell.data_type == "f" for row in rows for cell in row)


def rows_of(grid: Grid) -> list[ListRow]:
    seen: dict[str, int] = {}
    rows = []
    for number, values in grid.rows():
        mark = mark_of(values)
        seen[mark] = seen.get(mark, 0) + 1
        # Rows that are alike in every word are interchangeable but for their order.
        row_id = mark if seen[mark] == 1 else f"{mark} ({seen[mark]})"
        rows.append(ListRow(row_id, number, values))
    return rows


def mark_of(values: Mapping[str, object]) -> str:
    key = values.get(KEY)
    if key is not None and str(key).strip():
        return str(key).strip()
    written = [f"{h}={v!r}" for h, v in values.items() if h != CHECK and v is not None]
    return sha256("\0".join(written).encode("utf-8", "replace")).hexdigest()[:16]


def is_so(rows: Sequence[ListRow], changes: Sequence[RowChange]) -> bool:
    """Whether everything that is wanted stands there already."""
    found = {row.id: row.values for row in rows}
    return all(
        change.id in found and h in found[change.id] and same(found[change.id][h], value)
        for change in changes
        for h, value in change.values.items()
    )


def apply(grid: Grid, numbers: Mapping[str, int], changes: Sequence[RowChange]) -> bool:
    """Make the changes in the sheet. Returns whether any of them changed anything."""
    for change in changes:
        if change.id is not None and change.id not in numbers:
            raise TemporaryError(f"Sheet {grid.sheet.title}: a row was changed by somebody.")
        unknown = next((h for h in change.values if h not in grid.columns), None)
        if unknown is not None:
            raise PermanentError(
                f"The sheet {grid.sheet.title} has no column {unknown}. Please put it back."
            )
    changed = [update(grid, numbers[c.id], c) for c in changes if c.id is not None]
    new = [c for c in changes if c.id is None]
    for number, change in enumerate(new, grid.next_row() if new else 0):
        add(grid, number, change)
    return any(changed) or bool(new)


def update(grid: Grid, number: int, change: RowChange) -> bool:
    cells = [(grid.sheet.cell(number, grid.columns[h]), v) for h, v in change.values.items()]
    different = [(cell, value) for cell, value in cells if not same(cell.value, value)]
    for cell, value in different:
        put(cell, value)
    if different:
        fit_height(grid.sheet, number)
    return bool(different)


def add(grid: Grid, number: int, change: RowChange) -> None:
    start_like(grid.sheet, number - 1, number, header=grid.header)
    for heading, value in change.values.items():
        put(grid.sheet.cell(number, grid.columns[heading]), value)
    fit_height(grid.sheet, number)
    grid.reach(number)
