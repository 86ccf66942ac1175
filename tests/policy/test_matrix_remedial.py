"""Rows 10 to 12, 15, 18 and 19 of the recipient matrix: exactly those, To and Cc, and absences.

Each line: the event, who is away or missing, and every letter as (letter, To, Cc). A Team Manager's
place is taken by their cover, else the Service Manager, else the Strategic Lead.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.policy.chasing import chase
from bot.policy.completing import complete
from bot.policy.council import Council, Person
from bot.policy.decision import Decision
from bot.policy.disputes import disagree, refer
from bot.policy.management_decisions import enter
from bot.policy.matters import DisputeStep, ManagementDecisionStatus
from bot.policy.model import AuditFile, Status
from tests.policy.cast import (
    ADA,
    BEN,
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    SUE,
    TARA,
    TOM,
    WILL,
    a_file,
    an_action,
    away,
    council,
    occasion,
    reading,
)
from tests.policy.ladders import after

Told = tuple[str, Person, tuple[Person, ...]]

DUE = date(2026, 1, 8)
ONE = an_action(1, DUE)
WITH_TEAM = a_file(ONE, status=Status.WITH_TEAM_MANAGER, completed_on=MONDAY)
BOTH = (CORA, HAL)  # who has the line of the daily summary: d of the coordinator and the head
WORDS = "Management Decision: Case Note of 1 December\nReason: The notes were never written."


def told(decision: Decision) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(x.name, x.to, x.cc) for x in decision.letters if not x.digest]


def as_names(wanted: Sequence[Told]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(name, to.name, tuple(p.name for p in cc)) for name, to, cc in wanted]


def in_digest(decision: Decision) -> set[str]:
    return {x.to for x in decision.letters if x.digest}


def only_owed(file: AuditFile, day: date, among: Council) -> Decision:
    (one,) = chase(file, occasion(day, among))
    return one.decision


# --- row 10: completed, to the Team Manager -------------------------------------------------------


@pytest.mark.requirement("R-6.5-2", "R-2.1-1", "R-1.4-1")
@pytest.mark.parametrize(
    ("among", "result"),
    [
        (COUNCIL, TARA),
        (council(away(TARA, BEN)), BEN),
        (council(away(TARA)), SUE),
        (council(without=[TARA]), SUE),
        (council(away(TARA), away(SUE)), LENA),
    ],
)
def test_row_10_the_result_goes_to_the_team_manager_and_the_worker(
    among: Council, result: Person
) -> None:
    decision = complete(a_file(), reading(no_actions=True), occasion(MONDAY, among))
    found = [x for x in told(decision) if x[0] in ("audit_result", "result_to_worker")]
    wanted = [("audit_result", result, ()), ("result_to_worker", WILL, ())]
    assert found == as_names(wanted)
    assert in_digest(decision) == {p.name for p in BOTH}


# --- rows 11 and 12: due, overdue, escalated ------------------------------------------------------

REMINDED, OVERDUE, ESCALATED = "action_reminder", "action_overdue", "action_overdue_escalated"


@pytest.mark.requirement("R-9.3-1", "R-1.4-1")
@pytest.mark.parametrize(
    ("over", "among", "wanted", "summary"),
    [
        (-1, COUNCIL, [(REMINDED, TARA, (WILL,))], {CORA}),
        (-1, council(away(TARA, BEN)), [(REMINDED, BEN, (WILL,))], {CORA}),
        (-1, council(away(TARA)), [(REMINDED, SUE, (WILL,))], {CORA}),
        (-1, council(without=[WILL]), [(REMINDED, TARA, ())], {CORA}),
        (1, COUNCIL, [(OVERDUE, TARA, (WILL,))], {CORA}),
        (1, council(away(TARA, BEN)), [(OVERDUE, BEN, (WILL,))], {CORA}),
    ],
)
def test_row_11_the_team_manager_is_reminded_with_a_copy_to_the_worker(
    over: int, among: Council, wanted: list[Told], summary: set[Person]
) -> None:
    decision = only_owed(WITH_TEAM, after(over, DUE), among)
    assert told(decision) == as_names(wanted)
    assert in_digest(decision) == {p.name for p in summary}


@pytest.mark.requirement("R-B-5", "R-9.3-1")
@pytest.mark.parametrize(
    ("over", "among", "wanted"),
    [
        (5, COUNCIL, [(ESCALATED, SUE, (TARA,))]),
        (5, council(away(SUE, BEN)), [(ESCALATED, BEN, (TARA,))]),
        (5, council(away(SUE)), [(ESCALATED, LENA, (TARA,))]),
        (5, council(away(TARA, BEN)), [(ESCALATED, SUE, (BEN,))]),
        (10, COUNCIL, [(ESCALATED, SUE, (TARA,)), (ESCALATED, LENA, (TARA,))]),
        (10, council(away(SUE)), [(ESCALATED, LENA, (TARA,))]),
    ],
)
def test_row_12_the_managers_above_are_told_with_a_copy_to_the_team_manager(
    over: int, among: Council, wanted: list[Told]
) -> None:
    decision = only_owed(WITH_TEAM, after(over, DUE), among)
    assert told(decision) == as_names(wanted)
    assert in_digest(decision) == {p.name for p in BOTH}


# --- row 15: a Management Decision needs authorising ----------------------------------------------

ASKED = "decision_to_authorise"
TOM_FOR_SUE = council(away(SUE, TOM))  # a Team Manager covers: not of the grade


@pytest.mark.requirement("R-9.4-1", "R-9.4-2")
@pytest.mark.parametrize(
    ("by", "among", "wanted"),
    [
        (TARA, COUNCIL, [(ASKED, SUE, (TARA,))]),
        (TARA, council(away(SUE)), [(ASKED, LENA, (TARA,))]),
        (TARA, council(away(SUE, LENA)), [(ASKED, LENA, (TARA,))]),
        (TARA, TOM_FOR_SUE, [(ASKED, LENA, (TARA,))]),
        (TARA, council(without=[SUE]), [(ASKED, LENA, (TARA,))]),
        (SUE, council(away(TARA)), [(ASKED, LENA, (SUE,))]),  # who asks does not authorise
        (TARA, council(away(SUE), away(LENA)), [("nobody_to_tell", CORA, ())]),
    ],
)
def test_row_15_a_management_decision_goes_to_the_service_manager_or_the_strategic_lead(
    by: Person, among: Council, wanted: list[Told]
) -> None:
    decision = enter(WITH_TEAM, (ONE.ref,), WORDS, by, occasion(MONDAY, among))
    assert told(decision) == as_names(wanted)
    assert in_digest(decision) == {p.name for p in BOTH}
    assert decision.questions  # the coordinator may record it too, above all where nobody is here


@pytest.mark.requirement("R-9.4-1")
def test_row_15_a_silent_service_manager_brings_the_strategic_lead_in() -> None:
    entered = enter(WITH_TEAM, (ONE.ref,), WORDS, TARA, occasion(MONDAY))
    (record,) = entered.records
    assert record.status is ManagementDecisionStatus.WAITING
    file = replace(WITH_TEAM, decisions=(record,))
    for days, wanted in (
        (3, [(ASKED, SUE, (TARA,))]),
        (6, [(ASKED, SUE, (TARA,)), (ASKED, LENA, (TARA,))]),
    ):
        assert told(only_owed(file, after(days, MONDAY), COUNCIL)) == as_names(wanted)


# --- rows 18 and 19: disagreement -----------------------------------------------------------------

REFERRED = "dispute_referred"


@pytest.mark.requirement("R-9.8-3")
@pytest.mark.parametrize(
    ("among", "lead"),
    [
        (COUNCIL, LENA),
        (council(away(LENA)), SUE),  # Service Manager, Safeguarding
        (council(away(LENA, DORA)), DORA),
        (council(away(LENA), away(SUE)), DORA),
        (council(without=[LENA]), SUE),
    ],
)
def test_row_18_an_unresolved_disagreement_goes_along_chain_c(among: Council, lead: Person) -> None:
    opened = disagree(WITH_TEAM, (), reading(), TARA, occasion(MONDAY))
    dispute = opened.records[-1]
    decision = refer(WITH_TEAM, dispute, occasion(MONDAY, among), "not resolved")
    assert told(decision) == as_names([(REFERRED, lead, (ADA, TARA, WILL))])
    assert in_digest(decision) == {p.name for p in BOTH}


@pytest.mark.requirement("R-9.8-3")
def test_row_18_even_a_case_of_placement_services_goes_to_the_named_post_next() -> None:
    care = a_file(ONE, status=Status.WITH_TEAM_MANAGER, team="Care", service_area="CYPIC")
    dispute = disagree(care, (), reading(), TOM, occasion(MONDAY)).records[-1]
    decision = refer(care, dispute, occasion(MONDAY, council(without=[LENA])), "not resolved")
    assert [to for _, to, _ in told(decision)] == ["Piers Lane"]
    piers_away = council(away(next(p for p in COUNCIL.people if p.name == "Piers Lane")))
    decision = refer(care, dispute, occasion(MONDAY, piers_away), "not resolved")
    assert [to for _, to, _ in told(decision)] == [SUE.name]


@pytest.mark.requirement("R-9.8-2", "R-9.8-6")
@pytest.mark.parametrize(
    ("among", "lead"),
    [
        (COUNCIL, LENA),
        (council(away(LENA)), SUE),
        (council(away(LENA), away(SUE)), DORA),
    ],
)
def test_row_19_what_is_relevant_to_safeguarding_goes_at_once_and_not_to_the_worker(
    among: Council, lead: Person
) -> None:
    decision = disagree(WITH_TEAM, (), reading(safeguarding=True), TARA, occasion(MONDAY, among))
    wanted = [(REFERRED, lead, (ADA, TARA)), ("dispute_known", HAL, ())]
    assert told(decision) == as_names(wanted)
    assert in_digest(decision) == {p.name for p in BOTH}
    assert decision.records[-1].step is DisputeStep.LEAD


@pytest.mark.requirement("R-9.8-1")
def test_at_first_only_the_two_sides_are_told() -> None:
    decision = disagree(WITH_TEAM, (), reading(), TARA, occasion(MONDAY))
    wanted = [("dispute_opened", ADA, ()), ("dispute_opened", TARA, ())]
    assert told(decision) == as_names(wanted)
