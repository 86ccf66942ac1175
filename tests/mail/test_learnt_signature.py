"""Signatures that only their repetition tells, and what repetition alone does not make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.learnt_signature import ending, says_nothing, standing, without
from bot.mail.limits import Reader
from bot.mail.own_words import own_words
from bot.mail.raw import parse
from bot.mail.reading import read
from tests.mail.mails import AUDITOR, RECEIVED, html_mail, mail

# Nothing in it looks like a signature to a rule.
BLOCK = "Ada\nbased in the annexe\nproud mum of spaniels"
KNOWN = " ".join(BLOCK.split())
NAMES = {"ada", "lovelace"}
DISCLAIMER = "Our service has moved to the new building by the river and " + "post goes there " * 4


def of(body: str, block: str = BLOCK) -> str:
    return f"{body}\n\nKind regards\n\n{block}"


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (of("Completed."), "Ada"),  # under a sign-off, which itself is left
        (f"Completed.\n{BLOCK}", "Ada"),  # with the sender's name
        (f"Completed.\n----\n{BLOCK.replace('Ada', 'Lady A')}", "Lady"),  # under a rule
        (f"Completed.\n\n{DISCLAIMER}", "Our service"),  # a paragraph nobody writes thrice
    ],
)
def test_what_ends_a_mail_may_be_a_signature_where_signatures_begin(
    words: str, begins: str
) -> None:
    assert ending(words, NAMES)[0].startswith(begins)


@pytest.mark.parametrize(
    "words",
    [
        "Completed.\n\nStill waiting for access.",  # as likely as not written today
        "Ada and her mum were seen",  # all that the mail says
        "Completed.\n\nThanks\n\nAda L",  # too short to be told from words
        "",
    ],
)
def test_other_last_lines_are_never_taken_for_one(words: str) -> None:
    assert ending(words, NAMES) == ()


def test_a_signature_is_found_above_a_postscript_too() -> None:
    words = of("Completed.") + "\n\nPS the chronology is thin."
    assert KNOWN in standing(words, NAMES)
    assert KNOWN not in ending(words, NAMES)


@pytest.mark.parametrize(
    "said",
    [
        "Completed, no actions are required.",
        "Please defer this one by a week.",
        "I am worried about the younger child.",
        "Action: update the chronology (10 days)",
        "Approved, go ahead.",
        "I have this and will ring the manager.",
        "I do not agree with the grade.",
    ],
)
def test_what_says_something_is_no_signature_however_often_it_is_said(said: str) -> None:
    assert not says_nothing(f"{said} {KNOWN}")
    assert says_nothing(KNOWN)


def test_a_known_signature_is_taken_off_both_extractions() -> None:
    for raw in (mail(of("Completed.")), html_mail("<p>Completed.<p>Ada<p>based in the "
        "annexe<p>proud mum of<br>spaniels")):  # fmt: skip
        found = own_words(parse(raw), signatures=[KNOWN])
        assert found.long == found.short
        assert "annexe" not in found.long
        assert "annexe" in found.signature


def test_one_that_the_rules_know_in_part_is_known_by_the_rest() -> None:
    block = BLOCK.replace("\nproud", "\nTel: 01632 960 001\nproud")
    first = own_words(parse(mail(of("Completed.", block))))
    (known,) = ending(first.long, NAMES)
    again = own_words(parse(mail(of("Done.", block))), signatures=[known])
    assert again.long == "Done.\n\nKind regards"


def test_a_postscript_below_a_known_signature_is_kept() -> None:
    raw = mail(of("Completed.") + "\n\nPS the baby has a bruise.")
    found = read(raw, received=RECEIVED, context=AUDITOR, signatures=[KNOWN])
    assert found.words.long == "Completed.\n\nKind regards\n\nPS the baby has a bruise."
    assert found.reading.safeguarding


@pytest.mark.parametrize("more", ["not ", "one "])
def test_a_known_signature_with_a_word_more_is_kept_whole(more: str) -> None:
    text = "Completed.\n\n" + BLOCK.replace("based", more + "based")
    assert own_words(parse(mail(text)), signatures=[KNOWN]).long == text


def test_the_reader_in_a_child_knows_them_too() -> None:
    with Reader() as reader:
        raw = mail(of("Completed."))
        found = reader.read(raw, received=RECEIVED, context=AUDITOR, signatures=[KNOWN])
    assert "annexe" not in found.words.long


@given(st.lists(st.text("ab \n", max_size=20), max_size=6), st.lists(st.text("ab "), max_size=6))
def test_taking_off_loses_no_line(known: list[str], lines: list[str]) -> None:
    kept, taken = without(lines, known)
    assert sorted([*kept, *taken]) == sorted(lines)


@given(st.text("ab-\n ", max_size=60))
def test_what_ends_a_mail_stands_in_it_and_is_not_all_of_it(words: str) -> None:
    for block in ending(words, {"a"}):
        assert block in standing(words, {"a"})
        assert len(block.split()) < len(words.split())
