"""Dates, times and people in words."""

import pytest

from bot.letters.words import (
    FILTERS,
    contact,
    day,
    listed_names,
    moment,
    short_day,
    working_days,
)
from bot.policy.wording import full_stop
from tests.letters.conftest import FOLDER


@pytest.mark.parametrize(
    ("text", "words"),
    [("2025-12-31", "Wednesday 31 December 2025"), (None, "a date not known yet")],
)
def test_days(text: str | None, words: str) -> None:
    assert day(text) == words


@pytest.mark.parametrize(
    ("text", "words"), [("2025-12-31", "Wed 31 December"), (None, "date not known")]
)
def test_short_days(text: str | None, words: str) -> None:
    assert short_day(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-12-31T17:00:00+00:00", "5pm on Wednesday 31 December 2025"),
        ("2025-12-31T16:30:00+00:00", "4:30pm on Wednesday 31 December 2025"),
        ("2025-12-31T00:05:00+00:00", "12:05am on Wednesday 31 December 2025"),
        ("2025-12-31T12:00:00+00:00", "12pm on Wednesday 31 December 2025"),
        ("2026-06-30T23:30:00+00:00", "12:30am on Wednesday 1 July 2026"),  # British Summer Time
        ("2026-07-01T00:30:00+01:00", "12:30am on Wednesday 1 July 2026"),
    ],
)
def test_times_are_those_of_london(text: str, words: str) -> None:
    assert moment(text) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 working days"), (1, "1 working day"), (3, "3 working days")]
)
def test_working_days(number: int, words: str) -> None:
    assert working_days(number) == words


@pytest.mark.parametrize(
    ("person", "address", "words"),
    [
        ({"name": "Ada", "address": "ada@x.example"}, None, "Ada, ada@x.example"),
        ({"name": "Ada", "address": None}, None, "Ada"),
        ("Ada", "ada@x.example", "Ada, ada@x.example"),
        ("Ada", None, "Ada"),
        ("ada@x.example", None, "ada@x.example"),
        (None, None, "nobody named yet"),
    ],
)
def test_a_person_with_what_is_known_of_their_address(
    person: object, address: object, words: str
) -> None:
    assert contact(person, address).text() == words


def test_people_in_a_row() -> None:
    assert listed_names(["Ada", {"name": "Bo"}, "Cy"]) == "Ada, Bo and Cy"


@pytest.mark.parametrize(
    ("text", "words"), [("defer it", "defer it."), ("Which day?", "Which day?"), ("No.", "No.")]
)
def test_a_sentence_has_one_end(text: str, words: str) -> None:
    assert full_stop(text) == words


def test_the_page_for_those_who_reword_letters_names_every_filter() -> None:
    page = (FOLDER.parent / "docs" / "letters.md").read_text(encoding="utf-8")
    assert [name for name in FILTERS if f"| {name}".replace("|", "\\|") not in page] == []
