"""Stories of Management Decisions (9.4): an ordered gate, through the real mailbox and list."""

import pytest

from bot.policy.matters import ManagementDecision, ManagementDecisionStatus
from bot.policy.model import ActionStatus, Status
from tests.jobs.world import World, day

pytestmark = pytest.mark.embedded

TWO_ACTIONS = "COMPLETE\nAction: Update the chronology\nAction: Record the child's views (10 days)"


def completed(world: World) -> str:
    """An audit of Tom's team, completed on 8 December with two actions."""
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, TWO_ACTIONS, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")
    return audit.ref


def entered(world: World, when: str = "12 Dec 2025") -> ManagementDecision:
    ref = completed(world)
    first = world.actions(ref)[0].ref
    words = (
        f"NOT ACHIEVABLE\nAction reference: {first}\n"
        "Management Decision: Case Note of 11 December 2025\n"
        "Reason: The worker who knew has left, and nothing is written down."
    )
    world.reply("Tom Duty", ref, words, f"{when} 14:00")
    world.cycle(f"{when} 14:05")
    (decision,) = world.file(ref).decisions
    return decision


@pytest.mark.requirement("R-9.4-1", "R-9.4-2")
def test_a_management_decision_goes_to_the_service_manager_and_counts_once_authorised(
    december: World,
) -> None:
    decision = entered(december)
    assert decision.status is ManagementDecisionStatus.WAITING
    (asked,) = december.letters(name="decision_to_authorise")
    assert (asked.to, asked.cc) == ("Ola Service", ("tom@council.example",))
    assert "Case Note of 11 December 2025" in asked.text
    assert len(december.file(decision.audit).open_actions) == 2

    december.reply("Ola Service", decision.ref, "APPROVE", "15 Dec 2025 09:00")
    december.cycle("15 Dec 2025 09:05")
    shut = {a.ref: a for a in december.actions(decision.audit)}[decision.actions[0]]
    assert (shut.status, shut.done_by) == (ActionStatus.NOT_ACHIEVABLE, "Ola Service")
    assert december.audit(decision.audit).status is Status.WITH_TEAM_MANAGER
    assert december.readers("decision_authorised") == ["Tom Duty"]
    assert decision.ref not in december.waiting()


@pytest.mark.requirement("R-9.4-2")
def test_the_team_manager_cannot_sign_off_what_waits_to_be_authorised(december: World) -> None:
    """The order is hard: authorised first, and only then can the audit be closed."""
    decision = entered(december)
    december.reply("Tom Duty", decision.audit, "DONE", "15 Dec 2025 09:00")
    december.cycle("15 Dec 2025 09:05")
    assert [a.ref for a in december.file(decision.audit).open_actions] == list(decision.actions)
    (receipt,) = december.letters("Tom Duty", "action_receipt")
    assert decision.ref in receipt.text

    december.reply("Ola Service", decision.ref, "APPROVE", "16 Dec 2025 09:00")
    december.cycle("16 Dec 2025 09:05")
    assert december.audit(decision.audit).status is Status.CLOSED


@pytest.mark.requirement("R-9.4-2")
def test_a_team_manager_who_authorises_is_refused(december: World) -> None:
    decision = entered(december)
    december.reply("Tom Duty", decision.ref, "APPROVE", "15 Dec 2025 09:00")
    december.cycle("15 Dec 2025 09:05")
    assert december.file(decision.audit).waiting_decisions == (decision,)


@pytest.mark.requirement("R-9.4-3")
def test_what_is_missing_is_asked_for_and_what_was_given_is_kept(december: World) -> None:
    ref = completed(december)
    first = december.actions(ref)[0].ref
    words = f"NOT ACHIEVABLE {first}\nReason: The worker has left."
    december.reply("Tom Duty", ref, words, "12 Dec 2025 14:00")
    december.cycle("12 Dec 2025 14:05")
    (wanted,) = december.letters("Tom Duty", "decision_wanted")
    assert "where the Management Decision stands" in wanted.text
    assert december.letters(name="decision_to_authorise") == []

    words = "NOT ACHIEVABLE\nManagement Decision: in Case Notes, 11 December"
    december.reply("Tom Duty", ref, words, "12 Dec 2025 15:00")
    december.cycle("12 Dec 2025 15:05")
    (decision,) = december.file(ref).decisions
    assert decision.actions == (first,)
    assert decision.reason == "The worker has left."
    assert december.readers("decision_to_authorise") == ["Ola Service"]


@pytest.mark.requirement("R-9.4-2")
def test_a_refused_decision_leaves_the_action_open_and_tells_the_manager(december: World) -> None:
    decision = entered(december)
    december.reply("Ola Service", decision.ref, "DECLINE\nReason: ask HR", "15 Dec 2025 09:00")
    december.cycle("15 Dec 2025 09:05")
    assert december.file(decision.audit).decisions[0].status is ManagementDecisionStatus.REFUSED
    assert len(december.file(decision.audit).open_actions) == 2
    assert december.readers("decision_refused") == ["Tom Duty"]


@pytest.mark.requirement("R-9.4-2")
def test_the_coordinator_may_record_on_the_list_who_has_authorised_it(december: World) -> None:
    decision = entered(december)
    december.choose(decision.ref, "Sal Lead")
    december.cycle("15 Dec 2025 09:05")
    (authorised,) = december.file(decision.audit).decisions
    assert (authorised.decided_by, authorised.decided_on) == ("Sal Lead", day("15 Dec 2025"))


@pytest.mark.requirement("R-9.4-1")
def test_a_silent_service_manager_is_asked_again_and_then_the_strategic_lead_too(
    december: World,
) -> None:
    decision = entered(december)
    for morning in ("17 Dec 2025", "22 Dec 2025"):
        december.cycle(f"{morning} 09:00")
    asked = december.readers("decision_to_authorise")
    assert asked == ["Ola Service", "Ola Service", "Ola Service", "Sal Lead"]
    # The Team Manager is not reminded of what only others can decide now.
    reminded = december.letters("Tom Duty", "action_reminder", since="12 Dec 2025 15:00")
    assert all(decision.actions[0] not in letter.text for letter in reminded)


@pytest.mark.requirement("R-9.4-1")
def test_while_the_service_manager_is_away_the_strategic_lead_authorises(december: World) -> None:
    december.away("Ola Service", "8 Dec 2025", "31 Jan 2026")
    entered(december)
    assert december.readers("decision_to_authorise") == ["Sal Lead"]


def test_an_authorisation_can_be_taken_back_by_who_gave_it(december: World) -> None:
    decision = entered(december)
    december.reply("Ola Service", decision.ref, "APPROVE", "15 Dec 2025 09:00")
    december.cycle("15 Dec 2025 09:05")
    december.reply("Ola Service", decision.audit, "UNDO", "15 Dec 2025 10:00")
    december.cycle("15 Dec 2025 10:05")
    assert len(december.file(decision.audit).open_actions) == 2
    assert december.file(decision.audit).waiting_decisions == (decision,)
