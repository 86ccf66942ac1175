"""Answers that change no audit: confirmed by a person first, or passed on to one."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.answers import Heard
from bot.policy.council import Council, Person
from bot.policy.decision import Decision, QuestionKind
from bot.policy.model import Audit, AuditFile, Status
from bot.policy.replies import act, decide_reply
from bot.policy.said import Reading, Wish, WishKind
from tests.policy.cast import (
    ADA,
    BEN,
    CORA,
    COUNCIL,
    HAL,
    MONDAY,
    a_file,
    away,
    council,
    occasion,
    only,
    readers,
    reading,
    sent,
    the_letter,
    wish,
)

COMPLETE = wish(WishKind.COMPLETE)
DEFER = wish(WishKind.DEFER, until=date(2026, 1, 9))


def replied(
    said: Reading | Wish,
    person: Person = ADA,
    file: AuditFile | None = None,
    among: Council = COUNCIL,
) -> Decision:
    heard = Heard(person, said if isinstance(said, Reading) else reading(said))
    return decide_reply(file or a_file(), heard, occasion(MONDAY, among))


@pytest.mark.requirement("R-B-3")
@pytest.mark.parametrize(
    ("wishes", "guess"),
    [
        ((COMPLETE,), "the audit is complete"),
        ((DEFER,), "defer the audit until Friday 9 January 2026"),
    ],
)
def test_free_text_only_proposes_and_the_coordinator_confirms(
    wishes: tuple[Wish, ...], guess: str
) -> None:
    decision = replied(reading(*wishes, needs_person=True))
    assert decision.records == ()
    assert sent(decision) == [("to_confirm", ADA.name)]
    (question,) = decision.questions
    assert (question.kind, question.choices) == (QuestionKind.REPLY, ("Do it", "Leave it"))
    assert f"We take it to mean: {guess}." in question.asks
    assert question.data["wish"]["kind"] == wishes[0].kind.value


TWO_FRIDAYS = replace(DEFER, readings=(date(2026, 1, 2), date(2026, 1, 9)))


@pytest.mark.requirement("R-B-3")
def test_who_names_a_date_with_two_readings_is_asked_at_once_with_a_button_for_each() -> None:
    decision = replied(reading(TWO_FRIDAYS, needs_person=True))
    letter = the_letter(decision, "say_again")
    assert letter.to == ADA.name
    assert [choice["command"] for choice in letter.facts["choices"]] == [
        "DEFER UNTIL Friday 2 January 2026",
        "DEFER UNTIL Friday 9 January 2026",
        "DEFER UNTIL",
    ]
    assert (decision.records, decision.questions) == ((), ())


@pytest.mark.requirement("R-B-3")
def test_who_names_no_date_is_asked_for_one() -> None:
    decision = replied(reading(wish(WishKind.DEFER), needs_person=True))
    (choice,) = the_letter(decision, "say_again").facts["choices"]
    assert choice == {"label": "defer until a later date", "command": "DEFER UNTIL"}
    assert decision.questions == ()


@pytest.mark.requirement("R-B-3")
def test_each_wish_of_a_mail_is_a_row_that_the_coordinator_decides() -> None:
    question = wish(WishKind.QUESTION)
    decision = replied(reading(TWO_FRIDAYS, COMPLETE, question, needs_person=True))
    assert sent(decision) == [("to_confirm", ADA.name)]
    assert the_letter(decision, "to_confirm").facts["guess"] == (
        "defer the audit until Friday 9 January 2026, the audit is complete and a question"
    )
    asks = [q.asks for q in decision.questions]
    assert [q.data["wish"]["kind"] for q in decision.questions] == ["defer", "complete", "question"]
    assert len({q.key for q in decision.questions}) == 3
    assert "(2 of 3 things that the mail wishes). Shall we do it?" in asks[1]
    assert asks[2].endswith("Shall we pass it on?")


@pytest.mark.requirement("R-B-3")
def test_what_the_writer_may_not_wish_is_no_row() -> None:
    approve = wish(WishKind.MANAGEMENT_DECISION, granted=True)
    decision = replied(reading(COMPLETE, approve, needs_person=True))
    assert [q.data["wish"]["kind"] for q in decision.questions] == ["complete"]


@pytest.mark.requirement("R-B-3")
def test_what_was_confirmed_is_done_as_if_it_had_been_clear() -> None:
    said = reading(replace(COMPLETE), needs_person=True, no_actions=True)
    confirmed = act(a_file(), Heard(ADA, said), COMPLETE, occasion())
    assert only(confirmed, Audit).status is Status.CLOSED


@pytest.mark.requirement("R-7.2-2", "R-9.8-1", "R-5.1-1")
@pytest.mark.parametrize(
    ("among", "reader"),
    [
        (COUNCIL, CORA),
        (council(away(CORA, BEN)), BEN),
        (council(away(CORA)), HAL),
        (council(without=[CORA]), HAL),
    ],
)
def test_a_question_reaches_somebody_who_is_here_and_the_writer_learns_who(
    among: Council, reader: Person
) -> None:
    decision = replied(wish(WishKind.QUESTION), among=among)
    assert readers(decision, "question_passed_on") == [reader.name]
    receipt = the_letter(decision, "question_receipt")
    assert (receipt.to, receipt.facts["answered_by"]["name"]) == (ADA.name, reader.name)


@pytest.mark.requirement("R-7.2-2")
def test_a_question_that_nobody_is_here_to_answer_waits_on_the_decisions_list() -> None:
    decision = replied(wish(WishKind.QUESTION), among=council(without=[CORA, HAL]))
    assert decision.letters == ()
    assert [q.kind for q in decision.questions] == [QuestionKind.READ]
