"""The alarm: which words raise it, what alone may cancel it, and the net under it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.context import Context
from bot.mail.reading import read_words
from bot.mail.safeguarding import screen
from tests.mail.mails import AUDITOR, MONDAY, SIGNATURE
from tests.mail.phrases import ALARMING, CALM


@pytest.mark.parametrize("text", ALARMING)
def test_a_concern_raises_the_alarm(text: str) -> None:
    assert screen(text).raised


@pytest.mark.parametrize("text", CALM)
def test_what_is_no_concern_raises_none(text: str) -> None:
    assert not screen(text).raised


@pytest.mark.parametrize(
    "text",
    [
        "I can't say there are no safeguarding concerns on this one, quite the opposite.",
        "No safeguarding concerns, but the baby has a bruise.",
        "No strategy meeting has been held.",
        "I don't think this child is safe.",
        "There is no evidence that anyone has acted on the handprint mark.",
        "It is not true that she is safe.",
    ],
)
def test_a_negation_nearby_cancels_nothing(text: str) -> None:
    assert screen(text).raised


def test_the_evidence_is_the_sentence() -> None:
    found = screen("Completed. The baby has a bruise. Thanks.")
    assert found.evidence == ("The baby has a bruise.",)


def test_the_subject_of_a_new_mail_and_the_names_of_attachments_are_screened() -> None:
    assert screen("See attached.", subject="Safeguarding concern").raised
    assert screen("See attached.", attachments=["unexplained_bruise.docx"]).raised


def test_the_subject_of_an_answer_is_ours() -> None:
    assert not screen("Completed.", subject="RE: Safeguarding concern SG-7K3F-QT").raised


def test_a_signature_raises_none() -> None:
    assert not screen(SIGNATURE).raised


@pytest.mark.parametrize("text", ["The nappy rash was so bad.", "qwerty", "He eats crayons."])
def test_what_no_list_foresaw_is_put_before_a_person(text: str) -> None:
    found = read_words(text, received=MONDAY, context=AUDITOR)
    assert found.safeguarding or found.to_read


@given(st.sampled_from(ALARMING), st.sampled_from(CALM))
def test_a_calm_sentence_beside_it_never_hides_a_concern(concern: str, calm: str) -> None:
    assert screen(f"{calm}\n{concern}").raised
    assert screen(f"{concern}\n{calm}").raised


@pytest.mark.parametrize("grade", ["O", "G", "RI", "I", "Good", "Requires improvement"])
def test_a_whole_audit_return_without_a_concern_raises_no_alarm(grade: str) -> None:
    sections = ("Child's voice", "Assessment", "Plan and reviews", "Safety and risk", "Overall")
    graded = "\n".join(f"{section}: {grade}" for section in sections)
    text = f"COMPLETE\n{graded}\nSafeguarding concern: no\nRemedial actions: none"
    assert not read_words(text, received=MONDAY, context=AUDITOR).safeguarding


@pytest.mark.parametrize("context", [AUDITOR, None], ids=["auditor", "nobody known"])
@pytest.mark.parametrize(
    "line",
    [
        "Safety and risk: Inadequate",
        "4. Safety and risk: RI",
        "4 Safety and risk = I",
        "* Safety and risk - good.",
        "4 Safety and risk:",
    ],
)
def test_a_line_of_a_form_raises_none_whoever_sends_it(line: str, context: Context | None) -> None:
    text = f"COMPLETE\n{line}\nSafeguarding concern: no\nRemedial actions: none"
    assert not read_words(text, received=MONDAY, context=context).safeguarding


@pytest.mark.parametrize("context", [AUDITOR, None], ids=["auditor", "nobody known"])
@pytest.mark.parametrize(
    "line",
    [
        "Safety and risk: child hit by father",
        "4 Safety and risk: she flinches when he comes in",
        "Safety and risk: G but he frightens her and nobody goes round",
        "4 Safety and risk:\nshe flinches when he comes in",
    ],
)
def test_what_is_written_beside_a_heading_of_the_form_is_screened(
    line: str, context: Context | None
) -> None:
    text = f"COMPLETE\n{line}\nSafeguarding concern: no\nRemedial actions: none"
    assert read_words(text, received=MONDAY, context=context).safeguarding
