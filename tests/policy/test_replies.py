"""What a reply means for an audit: acted on, asked about, confirmed by a person, or answered."""

from datetime import date

import pytest

from bot.policy.answers import Heard
from bot.policy.council import Council, Person
from bot.policy.decision import Decision, QuestionKind
from bot.policy.model import (
    Action,
    Audit,
    AuditFile,
    Request,
    RequestKind,
    RequestStatus,
    Status,
)
from bot.policy.replies import decide_reply
from bot.policy.said import Reading, StatedAction, Wish, WishKind
from tests.policy.cast import (
    ADA,
    BEN,
    CAT,
    CORA,
    COUNCIL,
    HAL,
    MONDAY,
    TARA,
    WILL,
    a_file,
    a_request,
    an_action,
    occasion,
    only,
    reading,
    sent,
    the_letter,
    wish,
)

COMPLETE = wish(WishKind.COMPLETE)
DEFER = wish(WishKind.DEFER, until=date(2026, 1, 9))
THANKS = wish(WishKind.ACKNOWLEDGE)
ONE_ACTION = (StatedAction("Add the chronology."),)


def replied(
    said: Reading | Wish,
    person: Person = ADA,
    file: AuditFile | None = None,
    among: Council = COUNCIL,
) -> Decision:
    heard = Heard(person, said if isinstance(said, Reading) else reading(said))
    return decide_reply(file or a_file(), heard, occasion(MONDAY, among))


def is_asked_again(decision: Decision, missing: str) -> bool:
    letter = the_letter(decision, "say_again")
    (question,) = decision.questions
    return (
        decision.records == ()
        and letter.facts["asks"] == missing
        and question.kind is QuestionKind.READ
    )


# --- done at once ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-B-3", "R-7.2-1", "R-6.5-1", "R-9.3-2", "R-7.2-2")
@pytest.mark.parametrize(
    ("said", "person", "file", "note"),
    [
        (COMPLETE, ADA, a_file(), "completed by the auditor; not yet stated whether"),
        (DEFER, ADA, a_file(), "deferment until Friday 9 January 2026 asked for by Ada Marsh"),
        (wish(WishKind.DISPENSATION), ADA, a_file(), "dispensation asked for by Ada Marsh"),
        (wish(WishKind.REALLOCATE), ADA, a_file(), "reallocation asked for by Ada Marsh"),
        (wish(WishKind.QUESTION), ADA, a_file(), "question of Ada Marsh passed on"),
        (wish(WishKind.DISAGREE), TARA, a_file(), "question of Tara Penn passed on"),
        (
            wish(WishKind.REMEDIAL_COMPLETE),
            TARA,
            a_file(an_action(), status=Status.WITH_TEAM_MANAGER),
            "1 remedial action signed off by Tara Penn; 0 open",
        ),
        (
            wish(WishKind.MANAGEMENT_DECISION),
            TARA,
            a_file(an_action(), status=Status.WITH_TEAM_MANAGER),
            "said not to be achievable; asked for",
        ),
        (
            wish(WishKind.MANAGEMENT_DECISION, granted=True),
            HAL,
            a_file(request=a_request()),
            "deferment until Friday 9 January 2026 granted by Hal Quinn",
        ),
        (
            wish(WishKind.MANAGEMENT_DECISION, granted=False),
            HAL,
            a_file(request=a_request()),
            "deferment until Friday 9 January 2026 declined by Hal Quinn",
        ),
    ],
)
def test_one_clear_wish_of_the_right_person_is_done(
    said: Wish, person: Person, file: AuditFile, note: str
) -> None:
    assert replied(said, person, file).note.startswith(note)


@pytest.mark.requirement("R-7.2-1")
def test_a_request_carries_its_writers_words() -> None:
    request = only(replied(wish(WishKind.REALLOCATE)), Request)
    assert (request.kind, request.reason) == (
        RequestKind.REALLOCATION,
        "the words for reallocate",
    )


@pytest.mark.requirement("R-9.1-1")
@pytest.mark.parametrize("wishes", [(), (wish(WishKind.UNCLEAR),), (THANKS,)])
@pytest.mark.parametrize("said", [{"actions": ONE_ACTION}, {"no_actions": True}])
def test_actions_stated_alone_are_the_second_half_of_a_completion(
    wishes: tuple[Wish, ...], said: dict[str, object]
) -> None:
    waiting = a_file(status=Status.COMPLETED, completed_on=date(2025, 11, 28))
    decision = replied(reading(*wishes, **said), ADA, waiting)
    required = "actions" in said
    assert only(decision, Audit).status is (Status.WITH_TEAM_MANAGER if required else Status.CLOSED)
    assert sum(isinstance(r, Action) for r in decision.records) == required


@pytest.mark.requirement("R-B-3")
def test_the_thanks_of_its_auditor_say_that_the_letter_has_arrived() -> None:
    decision = replied(THANKS, ADA)
    assert only(decision, Audit).status is Status.ACKNOWLEDGED
    assert decision.letters == ()


@pytest.mark.requirement("R-B-3")
@pytest.mark.parametrize("person", [TARA, CORA, WILL])
def test_the_thanks_of_others_do_nothing(person: Person) -> None:
    assert replied(THANKS, person) == Decision(f"{person.name} has taken note: nothing to do")


# --- asked again ----------------------------------------------------------------------------------


@pytest.mark.requirement("R-B-3", "R-9.1-1", "R-7.2-1")
@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (reading(wish(WishKind.UNCLEAR)), "what you would like us to do"),
        (reading(), "what you would like us to do"),
        (reading(wish(WishKind.DEFER)), "until which date you would like to defer"),
        (
            reading(COMPLETE, actions=ONE_ACTION, no_actions=True),
            "whether remedial actions are required: both stand",
        ),
        (reading(THANKS, needs_person=True), "what you would like us to do"),
    ],
)
def test_what_is_not_clear_is_asked_again_and_read_by_a_person(said: Reading, missing: str) -> None:
    assert is_asked_again(replied(said), missing)


@pytest.mark.requirement("R-7.2-1")
def test_a_decision_that_says_neither_yes_nor_no_is_asked_again() -> None:
    decision = replied(wish(WishKind.MANAGEMENT_DECISION), HAL, a_file(request=a_request()))
    assert is_asked_again(decision, "whether you approve or decline")


@pytest.mark.requirement("R-B-3")
@pytest.mark.parametrize(
    ("person", "file", "commands"),
    [
        (ADA, a_file(), ["COMPLETE", "DEFER UNTIL", "EXCUSE ME", "HAND OVER"]),
        (ADA, a_file(status=Status.COMPLETED), ["COMPLETE"]),
        (
            TARA,
            a_file(an_action(), status=Status.WITH_TEAM_MANAGER),
            ["DONE", "NOT ACHIEVABLE"],
        ),
        (HAL, a_file(request=a_request()), ["APPROVE", "DECLINE"]),
    ],
)
def test_who_is_asked_again_is_offered_what_they_could_say(
    person: Person, file: AuditFile, commands: list[str]
) -> None:
    letter = the_letter(replied(wish(WishKind.UNCLEAR), person, file), "say_again")
    assert [choice["command"] for choice in letter.facts["choices"]] == commands


@pytest.mark.requirement("R-7.2-2")
def test_who_could_say_nothing_that_we_act_on_is_passed_on_to_a_person() -> None:
    decision = replied(wish(WishKind.UNCLEAR), WILL)
    assert sent(decision) == [("question_passed_on", CORA.name), ("question_receipt", WILL.name)]


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.requirement("R-B-3", "R-7.2-1")
@pytest.mark.parametrize("kind", [WishKind.COMPLETE, WishKind.DEFER])
def test_the_auditor_before_learns_whose_the_audit_is_now(kind: WishKind) -> None:
    decision = replied(wish(kind), BEN)
    assert sent(decision) == [("not_yours", BEN.name)]
    assert the_letter(decision, "not_yours").facts["now_with"]["name"] == ADA.name
    assert (decision.records, decision.questions) == ((), ())


@pytest.mark.requirement("R-B-3")
@pytest.mark.parametrize(
    ("said", "person", "status", "reason"),
    [
        (COMPLETE, ADA, Status.CLOSED, "is closed"),
        (DEFER, ADA, Status.WITH_TEAM_MANAGER, "is with Team Manager"),
        (wish(WishKind.REMEDIAL_COMPLETE), TARA, Status.CLOSED, "has no open remedial action"),
    ],
)
def test_what_is_done_already_is_answered_and_changes_nothing(
    said: Wish, person: Person, status: Status, reason: str
) -> None:
    decision = replied(said, person, a_file(status=status))
    assert sent(decision) == [("already_done", person.name)]
    assert reason in str(the_letter(decision, "already_done").facts["reason"])
    assert decision.records == ()


@pytest.mark.requirement("R-7.2-1")
def test_a_decision_of_the_wrong_person_changes_nothing() -> None:
    file = a_file(request=a_request())
    said = wish(WishKind.MANAGEMENT_DECISION, granted=True)
    decision = replied(said, CAT, file)
    assert decision.records == ()
    assert file.pending
    assert file.pending.status is RequestStatus.PENDING
