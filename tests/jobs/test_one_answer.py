"""Whatever one mail brings its writer, it is one letter: what is urgent stands first in it."""

import pytest

from bot.policy.model import Audit, RequestStatus, Status
from bot.ports import Attachment
from tests.jobs.returned import WHOLE, XLSX, brought, filled
from tests.jobs.world import Got, World

WROTE, LOOKED = "8 Dec 2025 10:00", "8 Dec 2025 10:05"
EVENING, SEEN = "8 Dec 2025 21:00", "8 Dec 2025 21:05"
HARM = "The child has unexplained bruises on both arms."
NO_WORKBOOK = Attachment("Audit return.xlsx", XLSX, b"PK\x03\x04 nothing")


def bens(world: World) -> Audit:
    return next(audit for audit in world.audits() if audit.auditor == "Ben Cole")


def answer(world: World, text: str, *files: Attachment) -> Got:
    """The one letter that Ben's mail brings him."""
    world.reply("Ben Cole", bens(world).ref, text, WROTE, attachments=files)
    world.cycle(LOOKED)
    (letter,) = world.letters("Ben Cole", since=WROTE)
    return letter


@pytest.mark.parametrize(
    ("words", "also"),
    [
        ("COMPLETE\nRemedial actions: none", "Thank you: your audit is complete"),
        ("DEFER UNTIL 14 January", "We have passed on your request"),
        ("Completed.", "A person will read your reply"),
        ("UNDO", "We have not taken anything back"),
    ],
)
def test_a_concern_and_what_else_a_mail_says_are_answered_in_one_letter(
    december: World, words: str, also: str
) -> None:
    letter = answer(december, f"{words}\n{HARM}")

    assert letter.name == "answers"
    assert "concern passed on, ring too" in letter.subject
    concern = letter.text.index(f"{december.concern().ref}: We have passed on your concern")
    assert concern < letter.text.index(also)
    assert "Your audit, " not in letter.text  # which the letter itself tells otherwise


def test_the_answer_that_holds_a_concern_leaves_at_any_hour(december: World) -> None:
    text = f"COMPLETE\nRemedial actions: none\n{HARM}"
    december.reply("Ben Cole", bens(december).ref, text, EVENING)
    december.cycle(SEEN)

    assert [got.name for got in december.letters("Ben Cole", since=EVENING)] == ["answers"]


def test_a_concern_about_one_audit_and_the_end_of_another_are_answered_in_one_letter(
    december: World,
) -> None:
    a, b = (audit.ref for audit in december.audits() if audit.auditor == "Ada Obi")
    text = f"{a}: complete, no remedial actions\n{b}: the child has bruises on both arms"
    december.write("Ada Obi", text, WROTE, subject="My audits")
    december.cycle(LOOKED)

    (letter,) = december.letters("Ada Obi", since=WROTE)
    assert f"{december.concern().ref}: We have passed on your concern" in letter.text
    assert f"{a}: Thank you" in letter.text


@pytest.mark.parametrize(
    "words", ["Completed, see attached", "DEFER UNTIL 14 January", HARM, f"COMPLETE\n{HARM}"]
)
def test_a_file_that_cannot_be_read_is_told_of_in_the_same_letter(
    graded: World, words: str
) -> None:
    letter = answer(graded, words, NO_WORKBOOK)
    assert letter.name == "answers"
    assert "Send us the attached file again" in letter.text


def test_a_form_that_is_not_whole_comes_back_in_the_letter_that_answers_a_concern(
    graded: World,
) -> None:
    part = filled(brought(graded, "Ben Cole", "assignment"), {"Grades": {"Child's voice": "Good"}})
    letter = answer(graded, HARM, part)

    assert "The attached workbook holds what you have given" in letter.text
    assert brought(graded, "Ben Cole", "answers").name == f"Audit return {bens(graded).ref}.xlsx"


@pytest.mark.parametrize("undo", ["UNDO", "{ref}: UNDO"])
def test_undo_in_answer_to_it_takes_back_what_was_done_and_leaves_the_concern(
    december: World, undo: str
) -> None:
    ref = bens(december).ref
    answer(december, f"DEFER UNTIL 14 January\n{HARM}")
    december.reply("Ben Cole", ref, undo.format(ref=ref), "8 Dec 2025 11:00", letter="answers")
    december.cycle("8 Dec 2025 11:05")

    assert december.request(ref).status is not RequestStatus.PENDING
    assert december.concern().raised_by == "Ben Cole"


def test_words_in_answer_to_it_are_about_the_audit(december: World) -> None:
    ref = bens(december).ref
    answer(december, f"DEFER UNTIL 14 January\n{HARM}")
    words = "COMPLETE\nRemedial actions: none"
    december.reply("Ben Cole", ref, words, "9 Dec 2025 11:00", letter="answers")
    december.cycle("9 Dec 2025 11:05")

    assert december.audit(ref).status is Status.CLOSED


def test_a_whole_form_beside_a_concern_ends_the_audit(graded: World) -> None:
    form = filled(brought(graded, "Ben Cole", "assignment"), WHOLE)
    answer(graded, f"Form attached. {HARM}", form)
    assert graded.audit(bens(graded).ref).status is Status.CLOSED
