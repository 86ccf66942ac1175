"""The page of proven requirements is the one that the tests would write today."""

import ast

import pytest

from tests import requirement_table as table


def test_the_committed_page_is_current() -> None:
    current = table.page(table.proofs(table.ROOT / "tests"))
    page = table.PAGE.read_text(encoding="utf-8")
    assert page == current, "docs/requirements.md is out of date: python -m tests.requirement_table"


@pytest.mark.parametrize(
    "source",
    [
        '@pytest.mark.requirement("R-1", "R-2")\ndef test_a(): ...',
        'pytestmark = pytest.mark.requirement("R-1", "R-2")\ndef test_a(): ...',
        'pytestmark = [pytest.mark.requirement("R-1"), pytest.mark.requirement("R-2")]\n'
        "def test_a(): ...",
        'ROW = pytest.mark.requirement("R-1", "R-2")\n@ROW\ndef test_a(): ...',
        '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.requirement("R-1"))])\n'
        '@pytest.mark.requirement("R-2")\ndef test_a(x): ...',
    ],
)
def test_a_requirement_is_found_however_it_is_cited(source: str) -> None:
    assert set(table.citations(ast.parse(source))) == {("test_a", "R-1"), ("test_a", "R-2")}


def test_a_helper_proves_nothing() -> None:
    source = '@pytest.mark.requirement("R-1")\ndef helper(): ...'
    assert list(table.citations(ast.parse(source))) == []


def test_the_table_is_in_the_order_of_the_policy_and_in_sentences() -> None:
    page = table.page(
        {"R-B-1": ["test_z"], "R-9.10-1": ["test_y"], "R-9.2-1": ["test_a_b", "test_a"]}
    )
    assert "3 requirements are proven by 4 tests" in page
    assert page.splitlines()[-3:] == ["| R-9.2-1 | A<br>A b |", "| R-9.10-1 | Y |", "| R-B-1 | Z |"]
