"""Each row that breaks the product on purpose still fits it, and each requirement has one."""

import ast

import pytest

from tests.broken_on_purpose import ROOT, Row, citing, rows


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.requirement} {row.how}")
def test_what_is_to_be_broken_stands_once_and_still_is_python_once_broken(row: Row) -> None:
    whole = (ROOT / row.file).read_text(encoding="utf-8")
    assert whole.count(row.old) == 1
    if row.file.endswith(".py"):
        ast.parse(whole.replace(row.old, row.new))


def test_each_requirement_that_a_test_cites_is_broken_once_at_least() -> None:
    assert {row.requirement for row in rows()} == set(citing())
