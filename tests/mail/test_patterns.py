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
from bot.mail.patterns import AnyOf, alternatives, by_first_letter
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
    ("pattern", "found"),
    [
        ("one", {"o": ["ne"]}),
        ("(?:one|Two) x", {"o": ["(?:ne) x"], "t": ["(?:wo) x"]}),
        ("(?:two|three) x", {"t": ["(?:wo|hree) x"]}),
        (
            "(?:one|(?:two|six)) x",
            {"o": ["(?:ne) x"], "t": ["(?:(?:wo)) x"], "s": ["(?:(?:ix)) x"]},
        ),
        ("(?:one )?two", {"o": ["(?:ne )two"], "t": ["wo"]}),
        (r"(?:one|\d) x", {"o": ["(?:ne) x"], "": [r"(?:\d) x"]}),
        ("(?:one)+", {"": ["(?:one)+"]}),
        ("(?:one)??two", {"": ["(?:one)??two"]}),
        ("o?ne", {"": ["o?ne"]}),
        ("(one|two)", {"": ["(one|two)"]}),
        ("(?=x)one", {"": ["(?=x)one"]}),
        ("[ab]c", {"": ["[ab]c"]}),
    ],
)
def test_a_pattern_stands_under_the_letters_with_which_it_may_begin(
    pattern: str, found: dict[str, list[str]]
) -> None:
    assert by_first_letter([pattern]) == found
