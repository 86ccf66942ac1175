"""Patterns put in order of their letters match what they matched before."""

import re
from types import ModuleType

import pytest

from bot.mail import (
    cues,
    family,
    history,
    kind,
    lexicon,
    manager_cues,
    request_cues,
    safeguarding,
    signature,
)
from bot.mail.patterns import AnyOf, alternatives, first_letters
from tests.mail.phrases import ALARMING, CALM, NEVER_ACTED_ON, UNDERSTOOD

TEXTS = (*ALARMING, *CALM, *(phrase.text for phrase in (*UNDERSTOOD, *NEVER_ACTED_ON)))
MODULES = (
    cues,
    family,
    history,
    kind,
    lexicon,
    manager_cues,
    request_cues,
    safeguarding,
    signature,
)


def _tables(module: ModuleType) -> list[AnyOf]:
    return [value for value in vars(module).values() if isinstance(value, AnyOf)]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_a_table_matches_where_its_patterns_do(module: ModuleType) -> None:
    assert _tables(module)
    for table in _tables(module):
        plain = re.compile("|".join(table.patterns), re.IGNORECASE)
        differs = [t for t in TEXTS if bool(plain.search(t)) is not bool(table.search(t))]
        assert differs == []


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("one", ["one"]),
        ("one|two", ["one", "two"]),
        ("(one|two) three|four", ["(one|two) three", "four"]),
        (r"a\|b|c", [r"a\|b", "c"]),
        (r"[|(]|[]|]|[^]|]|x", ["[|(]", "[]|]", "[^]|]", "x"]),
        (r"\(|\)", [r"\(", r"\)"]),
        ("a|", ["a", ""]),
    ],
)
def test_alternatives_are_cut_outside_brackets(pattern: str, parts: list[str]) -> None:
    assert list(alternatives(pattern)) == parts


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("one", "o"),
        ("(?:one|Two) x", "ot"),
        ("(one|(?:two|three)) x", "ot"),
        ("(?:one )?two", ""),
        ("o?ne", ""),
        (r"\done", ""),
        ("(?=x)one", ""),
        ("[ab]c", ""),
    ],
)
def test_first_letters_are_told_only_where_they_are_certain(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == letters
