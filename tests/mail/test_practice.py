"""A sentence about a child that the words of the work do not explain is a concern until read."""

import pytest

from bot.mail.practice import unforeseen, unknown
from bot.mail.reading import read_words
from tests.mail.mails import AUDITOR, MONDAY, STRATEGIC_LEAD
from tests.mail.phrases import CALM, CALM_ABOUT_FAMILIES, NEVER_ACTED_ON, TOLD_INDIRECTLY


@pytest.mark.parametrize("text", TOLD_INDIRECTLY)
def test_what_is_told_indirectly_raises_the_alarm(text: str) -> None:
    assert read_words(text, received=MONDAY, context=AUDITOR).safeguarding
    assert read_words(
        f"Completed.\n\n{text}\n\nThanks", received=MONDAY, context=AUDITOR
    ).safeguarding


@pytest.mark.parametrize("text", [*CALM, *CALM_ABOUT_FAMILIES])
def test_a_calm_mail_about_a_family_raises_none(text: str) -> None:
    assert not read_words(text, received=MONDAY, context=AUDITOR).safeguarding


def test_near_misses_of_commands_raise_none() -> None:
    assert [p.text for p in NEVER_ACTED_ON if unforeseen(p.text)] == []


def test_no_strange_word_is_needed_of_an_answer_to_a_concern() -> None:
    text = "I have this. The toddler is at her aunt's, I rang the hospice."
    assert not read_words(text, received=MONDAY, context=STRATEGIC_LEAD).safeguarding


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The boys were seen on the roof", ("roof",)),
        ("The child's plan was reviewed positively", ()),
        ("The family moved to Kent", ()),
        ("Mum knows Bola", ()),
    ],
)
def test_names_and_the_words_of_the_work_are_explained(text: str, words: tuple[str, ...]) -> None:
    assert unknown(text) == words
