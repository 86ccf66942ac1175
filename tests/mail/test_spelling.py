"""Slips of a thumb: which words are put right, and that they never make a mail act."""

import pytest

from bot.mail.reading import read_words
from bot.mail.spelling import as_meant
from bot.policy.said import WishKind
from tests.mail.mails import AUDITOR, MONDAY


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dispensasion pls", "dispensation please"),
        ("an extention", "an extension"),
        ("tommorow or tomorow or tmrw", "tomorrow or tomorrow or tomorrow"),
        ("saftey", "safety"),
        ("safegaurding", "safeguarding"),
        ("i wont, cant and didnt", "i won't, can't and didn't"),
        ("ill send it, thats fine, its done", "i'll send it, that's fine, it's done"),
    ],
)
def test_a_slip_is_put_right(written: str, meant: str) -> None:
    assert as_meant(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "she is ill",
        "please update",
        "attacked",
        "safely",
        "its owner",
        "lodger",
        "starved",
        "worked",
    ],
)
def test_another_word_stays_what_it_is(text: str) -> None:
    assert as_meant(text) == text


@pytest.mark.parametrize("text", ["completd", "audit is finsihed thanks", "submited"])
def test_a_misspelt_act_is_proposed_and_left_to_a_person(text: str) -> None:
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert [wish.kind for wish in found.wishes] == [WishKind.COMPLETE]
    assert found.needs_person
    assert found.to_read
