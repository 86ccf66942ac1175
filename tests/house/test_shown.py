"""docs/security.md and docs/reliability.md: the tests named for each threat and fault exist."""

import pytest

from tests.house.shown import Row, every_test, rows

PAGES = {"security.md": 20, "reliability.md": 15}  # with how many rows at the least
ROWS = [row for page in PAGES for row in rows(page)]


@pytest.mark.parametrize("page", PAGES)
def test_every_row_has_its_number(page: str) -> None:
    found = [row.number for row in rows(page)]
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= PAGES[page]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what[:40])
def test_what_is_promised_is_shown_by_tests_that_exist(row: Row) -> None:
    assert row.tests
    assert row.tests <= every_test(), row.tests - every_test()
