"""Hostile words in every fact of every letter, and in the mail that carries it."""

from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from lxml import html

from bot.letters import KINDS, LONGEST_SUBJECT, Letters
from bot.letters.pieces import cleaned, one_line
from bot.ports import OutgoingMail
from bot.settings import TEMPLATES
from connectors.local_folder.letter import message
from tests.hostile.table import STRINGS, turns
from tests.jobs.world import at
from tests.letters.conftest import HOUSE
from tests.letters.test_hostile_facts import lines, replaced, skeleton, with_words

NAMES = sorted(KINDS)
ROUNDS = 2  # each letter is written so often, each field with another string each time


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters(TEMPLATES, HOUSE)


# What is nothing once it is cleaned leaves its place empty, and an empty paragraph is none.
SEEN = tuple(text for text in STRINGS if one_line(cleaned(text)))


def words_from(start: int) -> Iterator[str]:
    """The table from this place on, and round again."""
    first = start % len(SEEN)
    return turns((*SEEN[first:], *SEEN[:first]))


def test_no_words_in_any_field_change_a_letter_or_the_mail_that_carries_it(
    letters: Letters,
) -> None:
    place = 0
    for name in NAMES:
        plain = with_words(letters, name, "plain words")
        headers = composed(plain.subject, plain.text, plain.html)
        for _ in range(ROUNDS):
            words = words_from(place)
            used = [0]

            def another(_: str, words: Iterator[str] = words, used: list[int] = used) -> str:
                used[0] += 1
                return next(words)

            facts = {
                key: replaced(value, another)
                for key, value in letters.samples[name][0].facts.items()
            }
            letter = letters.render(name, next(words), facts, [next(words)])
            place += used[0] + 2
            assert skeleton(letter) == skeleton(plain), name
            assert lines(letter) == lines(plain), name
            assert len(letter.subject) <= LONGEST_SUBJECT
            assert composed(letter.subject, letter.text, letter.html) == headers, name
            check_links(letter.html)
    assert place > 2 * len(SEEN)  # each string has stood in several fields


def composed(subject: str, text: str, page: str) -> list[str]:
    """The names of all headers of the mail, as a mail program reads it."""
    mail = OutgoingMail("cause|name|about|Ada", "ada@x.example", (), subject, text, page)
    raw = message(mail, at("1 Dec 2025 09:00"), sender=("Audit Bot", "bot@x.example")).as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    assert len(read.get_all("Subject")) == len(read.get_all("To")) == 1
    assert read.get_all("Bcc") is None
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    return read.keys()


def check_links(page: str) -> None:
    for link in html.fromstring(page).xpath("//@href | //@src"):
        assert link.startswith("mailto:"), link
        assert "\r" not in link
        assert "\n" not in link
