"""Signatures that only their repetition tells, and what repetition alone does not make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.learnt_signature import learn, without
from bot.mail.limits import Reader
from bot.mail.own_words import own_words
from bot.mail.raw import parse
from bot.mail.reading import read
from tests.mail.mails import AUDITOR, RECEIVED, html_mail, mail

# Nothing in it looks like a signature to a rule.
BLOCK = "Ada\nbased in the annexe\nproud mum of spaniels"
BODIES = ("Completed.", "Could I have another week?", "Noted.\nI will look at it.")


def of(*bodies: str, block: str = BLOCK) -> list[str]:
    return [f"{body}\n\nKind regards\n\n{block}" for body in bodies]


def test_a_block_under_three_mails_is_learnt_without_the_sign_off_above_it() -> None:
    assert learn(of(*BODIES)) == (" ".join(BLOCK.split()),)


def test_two_mails_teach_nothing() -> None:
    assert learn(of(*BODIES[:2])) == ()


def test_a_block_that_differs_in_its_last_words_is_another() -> None:
    assert learn([*of(*BODIES[:2]), *of(BODIES[2], block=BLOCK + " and cats")]) == ()


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
def test_what_says_something_is_never_learnt_however_often_it_is_said(said: str) -> None:
    (learnt,) = learn([f"{greeting}\n\n{said}\n\n{BLOCK}" for greeting in ("Hi", "Hello", "Hey")])
    assert learnt == " ".join(BLOCK.split())


def test_a_mail_that_is_nothing_but_its_words_is_no_signature() -> None:
    assert learn(["All three of the plans were seen"] * 5) == ()


def test_a_learnt_signature_is_taken_off_both_extractions() -> None:
    for raw in (mail("\n".join(of("Completed."))), html_mail("<p>Completed.<p>Ada<p>based in the "
        "annexe<p>proud mum of<br>spaniels")):  # fmt: skip
        found = own_words(parse(raw), signatures=learn(of(*BODIES)))
        assert found.long == found.short
        assert "annexe" not in found.long
        assert "annexe" in found.signature


def test_a_postscript_below_a_learnt_signature_is_kept() -> None:
    raw = mail(of("Completed.")[0] + "\n\nPS the baby has a bruise.")
    found = read(raw, received=RECEIVED, context=AUDITOR, signatures=learn(of(*BODIES)))
    assert found.words.long == "Completed.\n\nKind regards\n\nPS the baby has a bruise."
    assert found.reading.safeguarding


@pytest.mark.parametrize("more", ["not ", "one "])
def test_a_known_signature_with_a_word_more_is_kept_whole(more: str) -> None:
    text = "Completed.\n\n" + BLOCK.replace("based", more + "based")
    assert own_words(parse(mail(text)), signatures=learn(of(*BODIES))).long == text


def test_the_reader_in_a_child_knows_them_too() -> None:
    with Reader() as reader:
        raw, known = mail(of("Completed.")[0]), learn(of(*BODIES))
        found = reader.read(raw, received=RECEIVED, context=AUDITOR, signatures=known)
    assert "annexe" not in found.words.long


@given(st.lists(st.text("ab \n", max_size=20), max_size=6), st.lists(st.text("ab "), max_size=6))
def test_taking_off_loses_no_line(known: list[str], lines: list[str]) -> None:
    kept, taken = without(lines, known)
    assert sorted([*kept, *taken]) == sorted(lines)
