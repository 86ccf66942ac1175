"""Pages that promise something: tables whose last column names the tests that show it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.house.imports import ROOT


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    what: str
    tests: frozenset[str]


def rows(page: str) -> list[Row]:
    """Those of `docs/PAGE` that have a number."""
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [Row(int(row[0]), row[1], named(row[-1])) for row in cells if row[0].isdecimal()]


def named(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"`(test_[a-z0-9_]+)`", words))


@cache
def every_test() -> frozenset[str]:
    return frozenset(_tests())


def _tests() -> Iterator[str]:
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name
