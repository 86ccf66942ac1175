"""docs/performance.md: every part of the benchmarks has its section, with its command."""

import re
from datetime import date
from importlib.util import find_spec

import pytest

from benchmarks import page
from benchmarks.figures import Figure, Goal
from benchmarks.parts import PARTS
from tests.house.imports import ROOT

PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")


def test_every_part_has_its_section() -> None:
    titles = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert titles == [part.title for part in PARTS.values()]


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_each_section_names_a_command_that_exists(part: page.Part) -> None:
    assert f"    .venv/bin/{part.command}\n" in PAGE
    assert find_spec(f"benchmarks.{part.module}")


def test_a_part_that_is_measured_again_leaves_the_others_as_they_were() -> None:
    first, second, *_ = PARTS.values()
    day, goal = date(2025, 12, 1), Goal(6, "rows", at_least=True)
    found, kept = Figure("Rows", 1234, "rows", goal, "another: 7"), Figure("Mails", 0.5, "s")
    before = page.with_section("", second, page.section(second, [kept], day))
    after = page.with_section(before, first, page.section(first, [found], day))
    assert "| Rows | 1,234 rows | at least 6 rows: reached | another: 7 |" in after
    assert "| Mails | 0.50 s |  |  |" in after
    assert after.count("\n## ") == len(PARTS)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (1.3, "at most 1.5 times: reached"),
        (1.6, "at most 1.5 times: MISSED"),
        (None, "at most 1.5 times"),
    ],
)
def test_a_goal_is_told_as_reached_or_missed(found: float | None, words: str) -> None:
    assert Figure("x", found, "times", Goal(1.5, "times")).goal_in_words == words
