"""Who may say what about decisions, disagreements and Case Notes: each refusal has its reason."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.case_notes import wanted
from bot.policy.council import Council, Person
from bot.policy.disputes import disagree
from bot.policy.gates import why_not
from bot.policy.management_decisions import decide, enter, out_of_order
from bot.policy.matters import Dispute, DisputeStep, ManagementDecision
from bot.policy.model import AuditFile, Status
from bot.policy.said import WishKind
from tests.policy.cast import (
    ADA,
    BEN,
    CAT,
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SUE,
    TARA,
    TIM,
    TOM,
    WILL,
    a_file,
    an_action,
    away,
    council,
    occasion,
    reading,
    wish,
)

ONE = an_action(1)
FILE = a_file(ONE, status=Status.WITH_TEAM_MANAGER, completed_on=MONDAY)
WORDS = "Management Decision: in Case Notes\nReason: Nobody knows."


def entered(by: Person = TARA) -> tuple[AuditFile, ManagementDecision]:
    (decision,) = enter(FILE, (ONE.ref,), WORDS, by, occasion()).records
    assert isinstance(decision, ManagementDecision)
    return replace(FILE, decisions=(decision,)), decision


@pytest.mark.requirement("R-9.4-2")
@pytest.mark.parametrize(
    ("person", "among", "may"),
    [
        (SUE, COUNCIL, True),
        (LENA, COUNCIL, True),
        (TARA, COUNCIL, False),  # the Team Manager herself
        (TIM, council(away(SUE, TIM)), False),  # another Team Manager, who covers
        (DORA, council(away(LENA, DORA)), True),
        (PIERS, COUNCIL, False),  # leads another service
        (ADA, COUNCIL, False),
        (HAL, COUNCIL, False),
    ],
)
def test_a_management_decision_is_authorised_by_the_right_grade_of_the_right_team(
    person: Person, among: Council, may: bool
) -> None:
    file, decision = entered()
    said = wish(WishKind.MANAGEMENT_DECISION, granted=True)
    refused = why_not(file, said, person, occasion(MONDAY, among))
    assert (refused is None) is may
    if refused:
        assert refused.startswith(f"{decision.ref} is authorised by the Service Manager")


@pytest.mark.requirement("R-9.4-2")
def test_nobody_authorises_what_they_have_entered_themselves() -> None:
    file, _ = entered(by=SUE)
    said = wish(WishKind.MANAGEMENT_DECISION, granted=True)
    assert why_not(file, said, SUE, occasion()) is not None
    assert why_not(file, said, LENA, occasion()) is None


@pytest.mark.requirement("R-9.4-2")
@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 12, 4), None),
        (date(2025, 11, 28), "not before"),
        (date(2025, 12, 10), "still to come"),
    ],
)
def test_the_day_of_an_authorisation_stands_in_the_right_order(on: date, words: str | None) -> None:
    file, decision = entered()
    now = occasion(date(2025, 12, 9))
    reason = out_of_order(decision, on, now)
    assert (reason is None) if words is None else (words in str(reason))
    decided = decide(file, decision, True, SUE.name, now, on)
    assert bool(decided.records) is (words is None)


@pytest.mark.requirement("R-9.8-1", "R-9.8-5")
@pytest.mark.parametrize(
    ("person", "may"),
    [
        *((p, True) for p in (ADA, TARA, SUE, WILL, LENA, DORA)),
        *((p, False) for p in (BEN, CAT, TIM, TOM, CORA, HAL)),
    ],
)
def test_only_those_who_take_part_speak_in_a_disagreement(person: Person, may: bool) -> None:
    dispute = disagree(FILE, (), reading(), TARA, occasion()).records[-1]
    file = replace(FILE, disputes=(dispute,))
    for kind in (WishKind.SETTLE, WishKind.NOT_AGREED):
        assert (why_not(file, wish(kind), person, occasion()) is None) is may
        assert why_not(FILE, wish(kind), person, occasion()) is not None


@pytest.mark.requirement("R-9.8-4")
@pytest.mark.parametrize(
    ("person", "auditor", "among", "may"),
    [
        (DORA, HAL, COUNCIL, True),
        (DORA, HAL, council(away(DORA, PIERS)), True),  # answers from leave
        (PIERS, HAL, council(away(DORA, PIERS)), True),
        (PIERS, HAL, COUNCIL, False),
        (DORA, DORA, council(away(DORA, PIERS)), False),  # her own audit
        (CORA, HAL, COUNCIL, False),
    ],
)
def test_the_assistant_director_or_who_acts_names_another_reviewer(
    person: Person, auditor: Person, among: Council, may: bool
) -> None:
    raised = disagree(FILE, (), reading(), TARA, occasion()).records[-1]
    assert isinstance(raised, Dispute)
    wanted_now = replace(raised, step=DisputeStep.REVIEWER_WANTED)
    audit = replace(FILE.audit, auditor=auditor.name)
    file = replace(FILE, audit=audit, disputes=(wanted_now,))
    refused = why_not(file, wish(WishKind.APPOINT), person, occasion(MONDAY, among))
    assert (refused is None) is may


@pytest.mark.requirement("R-6.4-2")
@pytest.mark.parametrize(
    ("person", "may"),
    [
        *((p, True) for p in (ADA, TARA, SUE, WILL, CORA)),
        *((p, False) for p in (BEN, TIM, TOM, HAL)),
    ],
)
def test_those_who_make_case_notes_give_their_dates(person: Person, may: bool) -> None:
    file = replace(FILE, notes=tuple(wanted(FILE, occasion())))
    assert (why_not(file, wish(WishKind.CASE_NOTE), person, occasion()) is None) is may
