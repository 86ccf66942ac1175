"""Small numbers hidden from an audience, and enough others that none can be reckoned back.

Terms as in Hundepool et al., "Statistical Disclosure Control" (2012), chapter 4: primary cells are
small themselves, secondary ones are hidden so that totals do not give the primary ones away.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

ALL = "All"
HIDDEN = "[c]"  # "confidential", as the Government Analysis Function has it

Cell: TypeAlias = tuple[str, str]  # row and column; ALL is a total
Shown: TypeAlias = Mapping[Cell, int | None]  # None: hidden


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by row and column, with the totals that a reader sees beside them."""

    rows: Sequence[str]
    columns: Sequence[str]
    counts: Mapping[Cell, int]  # what is missing is 0
    across: bool = True  # each row has a total
    down: bool = True  # each column has a total

    def value(self, row: str, column: str) -> int:
        return sum(
            self.counts.get((r, c), 0) for r in self._rows(row) for c in self._columns(column)
        )

    def _rows(self, row: str) -> Sequence[str]:
        return self.rows if row == ALL else (row,)

    def _columns(self, column: str) -> Sequence[str]:
        return self.columns if column == ALL else (column,)

    @property
    def cells(self) -> dict[Cell, int]:
        rows = [*self.rows, *([ALL] if self.down else [])]
        columns = [*self.columns, *([ALL] if self.across else [])]
        return {(row, column): self.value(row, column) for row in rows for column in columns}


def hide(grid: Grid, smallest: int, also: Sequence[Cell] = ()) -> Shown:
    """Every cell and total, None where it is hidden: all from 1 to below `smallest`, and `also`.

    Of each hidden cell what is shown leaves at least as much open as the rule itself does: as many
    values as lie from 1 to below `smallest`. Zeros are always shown; below 2 nothing is hidden.
    """
    cells = grid.cells
    hidden = {cell for cell, number in cells.items() if 0 < number < smallest}
    hidden |= {cell for cell in also if cells.get(cell)}
    open_values = max(smallest - 2, 1)
    # What is hidden later leaves the earlier ones only freer, so each is looked at once.
    waiting = deque(sorted(hidden))
    while waiting:
        told = waiting[0]
        if freedom(grid, cells, hidden, told, open_values) >= open_values:
            waiting.popleft()
            continue
        more = _next_to_hide(told, cells, hidden)
        if more is None:
            break
        hidden.add(more)
        waiting.append(more)
    return {cell: None if cell in hidden else number for cell, number in cells.items()}


def _next_to_hide(told: Cell, cells: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    """A count before a total, in the same row or column before any other, the smallest first."""
    left = [cell for cell, number in cells.items() if number and cell not in hidden]

    def cost(cell: Cell) -> tuple[bool, bool, int, Cell]:
        near = cell[0] == told[0] or cell[1] == told[1]
        return (ALL in cell, not near, cells[cell], cell)

    return min(left, key=cost, default=None)


def freedom(
    grid: Grid, cells: Mapping[Cell, int], hidden: set[Cell], cell: Cell, enough: int
) -> int:
    """How far apart the least and the greatest value of a hidden cell lie, `enough` at the most.

    A table with its totals is a network: what is added to one hidden cell must flow back through
    others, each of which stays at 1 or above. So the exact bounds are two greatest flows.
    """
    room = _Room(grid, cells, hidden)
    up = room.flow(cell, up=True, enough=enough)
    down = min(room.flow(cell, up=False, enough=enough), cells[cell] - 1)
    return min(up + down, enough)


@dataclass(frozen=True, slots=True)
class _Room:
    grid: Grid
    cells: Mapping[Cell, int]
    hidden: set[Cell]
    ways: dict[str, list[tuple[Cell, str, int]]] = field(default_factory=dict)  # from a line

    def __post_init__(self) -> None:
        for cell in sorted(self.hidden):
            row, column, sign = self._row(cell), self._column(cell), _sign(cell)
            self.ways.setdefault(row, []).append((cell, column, sign))
            self.ways.setdefault(column, []).append((cell, row, -sign))

    def flow(self, cell: Cell, *, up: bool, enough: int) -> int:
        """By how much the cell can rise, or fall, while every total stays as it is shown."""
        changed = dict.fromkeys(self.hidden, 0)
        start, end = self._column(cell), self._row(cell)
        if up != (_sign(cell) > 0):
            start, end = end, start
        pushed = 0
        while pushed < enough and (path := self._path(cell, changed, start, end)) is not None:
            for other, by in path:
                changed[other] += by
            pushed += 1
        return pushed

    def _path(
        self, cell: Cell, changed: Mapping[Cell, int], start: str, end: str
    ) -> list[tuple[Cell, int]] | None:
        """Hidden cells to raise or lower by one, from the one line to the other."""
        before: dict[str, tuple[str, Cell, int] | None] = {start: None}
        waiting = deque([start])
        while waiting and end not in before:
            node = waiting.popleft()
            for other, there, by in self.ways.get(node, ()):
                free = by > 0 or self.cells[other] + changed[other] > 1
                if other != cell and there not in before and free:
                    before[there] = (node, other, by)
                    waiting.append(there)
        return _walked(before, end) if end in before else None

    # Lines without a total bind nobody: they are one and the same node.
    def _row(self, cell: Cell) -> str:
        return f"row {cell[0]}" if self.grid.across else "rows"

    def _column(self, cell: Cell) -> str:
        return f"column {cell[1]}" if self.grid.down else "columns"


def _sign(cell: Cell) -> int:
    """A total stands on the other side of the equation; the total of totals on neither."""
    return -1 if (cell[0] == ALL) != (cell[1] == ALL) else 1


def _walked(before: Mapping[str, tuple[str, Cell, int] | None], end: str) -> list[tuple[Cell, int]]:
    path, node = [], end
    while (step := before[node]) is not None:
        node, cell, by = step
        path.append((cell, by))
    return path


def in_cell(number: int | None) -> int | str:
    """What a table says: the number, or that it is hidden."""
    return HIDDEN if number is None else number
