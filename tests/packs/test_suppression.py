"""Small numbers are hidden, and cannot be reckoned back from what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packs.suppression import ALL, Cell, Grid, Shown, hide

ROWS, COLUMNS = ("North", "South"), ("Good", "Not good")


def grid(counts: list[list[int]], **how: bool) -> Grid:
    rows, columns = ROWS[: len(counts)], COLUMNS[: len(counts[0])]
    listed = {
        (row, column): counts[r][c]
        for r, row in enumerate(rows)
        for c, column in enumerate(columns)
    }
    return Grid(rows, columns, listed, **how)


def fitting(asked: Grid, shown: Shown, most: int) -> dict[Cell, set[int]]:
    """By trying every table: which values each hidden cell can have, given what is shown."""
    cells = [(row, column) for row in asked.rows for column in asked.columns]
    found: dict[Cell, set[int]] = {cell: set() for cell, number in shown.items() if number is None}
    for numbers in product(range(most + 1), repeat=len(cells)):
        other = Grid(
            asked.rows,
            asked.columns,
            dict(zip(cells, numbers, strict=True)),
            asked.across,
            asked.down,
        ).cells
        if all(other[c] == n if n is not None else other[c] > 0 for c, n in shown.items()):
            for cell in found:
                found[cell].add(other[cell])
    return found


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([[9, 8], [7, 6]], set()),
        # One small cell: its row and its column each need another, and so does their crossing.
        (
            [[9, 2], [7, 6]],
            {("North", "Good"), ("North", "Not good"), ("South", "Good"), ("South", "Not good")},
        ),
        ([[9, 0], [7, 6]], set()),  # none is no small number
    ],
)
def test_what_is_hidden_takes_others_with_it(counts: list[list[int]], hidden: set[Cell]) -> None:
    shown = hide(grid(counts), 5)
    assert {cell for cell, number in shown.items() if number is None} == hidden


def test_two_hidden_cells_that_add_up_to_two_are_not_enough() -> None:
    """Both would be 1: so a third goes too."""
    asked = Grid(
        ("All of it",),
        ("A", "B", "C"),
        {("All of it", "A"): 1, ("All of it", "B"): 1, ("All of it", "C"): 9},
        down=False,
    )
    shown = hide(asked, 5)
    assert shown["All of it", "C"] is None
    assert shown["All of it", ALL] == 11


@pytest.mark.parametrize("smallest", [0, 1])
def test_who_may_see_everything_sees_everything(smallest: int) -> None:
    assert None not in hide(grid([[1, 2], [3, 4]]), smallest).values()


def test_what_is_hidden_elsewhere_is_hidden_here() -> None:
    shown = hide(grid([[9, 8], [7, 6]]), 5, also=[(ALL, ALL)])
    assert shown[ALL, ALL] is None
    assert sum(number is None for number in shown.values()) > 1


@given(
    st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=1, max_size=2),
    st.sampled_from([2, 3, 4]),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=20, deadline=None, derandomize=True)
def test_no_hidden_number_can_be_told_by_trying_every_table(
    counts: list[list[int]], smallest: int, across: bool, down: bool
) -> None:
    asked = grid(counts, across=across, down=down)
    shown = hide(asked, smallest)
    for cell, number in shown.items():
        assert number is None or not 0 < number < smallest, cell
    for cell, values in fitting(asked, shown, most=6).items():
        assert len(values) > max(smallest - 2, 1), (cell, values)
