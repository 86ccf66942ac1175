"""docs/answers.md answers every open point and complaint with what really exists."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.configuration.sheets import SHEETS
from tests.house.shown import every_test, named

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "answers.md"
POINTS = [*(f"A-{n}" for n in range(1, 31)), *(f"C{n}" for n in range(1, 26))]
SHORTEST_REASON = 5  # words


def rows() -> Mapping[str, list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines)
    return {row[0].strip("| "): row[1:] for row in cells if re.match(r"\|? ?[AC]-?\d", row[0])}


def config(name: str) -> Mapping[str, Any]:
    return tomllib.loads((ROOT / "config" / name).read_text(encoding="utf-8"))


@cache
def settings() -> Mapping[str, frozenset[str]]:
    """What a council can change, by the kind of place in which it stands."""
    return {
        "rule": frozenset(config("rules.toml")),
        "chain": frozenset(config("chains.toml")),
        "setting": frozenset(config("settings.toml")),
        "sheet": frozenset(SHEETS),
    }


def test_every_open_point_and_every_complaint_has_its_answer() -> None:
    assert list(rows()) == POINTS


@pytest.mark.parametrize("point", POINTS)
def test_each_answer_names_a_setting_that_exists_or_a_reason_why_there_is_none(point: str) -> None:
    says, setting, _ = rows()[point]
    found = re.findall(r"(rule|chain|setting|sheet) `([^`]+)`", setting)
    assert all(name in settings()[kind] for kind, name in found), found
    assert bool(found) is (setting != "No setting")
    if not found:
        _, _, reason = says.partition("No: ")
        assert len(reason.split()) >= SHORTEST_REASON


@pytest.mark.parametrize("point", POINTS)
def test_each_answer_is_held_by_tests_that_exist(point: str) -> None:
    *_, held = rows()[point]
    assert named(held)
    assert named(held) <= every_test(), named(held) - every_test()
