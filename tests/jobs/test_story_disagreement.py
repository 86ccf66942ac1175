"""Stories of disagreement (9.8): two sides, chain C, the review, the discussion, and the clock."""

import pytest

from bot.policy.matters import Dispute, DisputeOutcome, DisputeStep
from bot.policy.model import ActionStatus, Status
from tests.jobs.test_story_decisions import completed
from tests.jobs.world import World, day

pytestmark = pytest.mark.embedded

DISAGREE = "DISAGREE\nAction reference: {ref}\nReason: It was recorded, in the notes of November."


def disputed(world: World, words: str = DISAGREE) -> Dispute:
    """On Friday 12 December Tom does not agree with the action that is due in ten days."""
    ref = completed(world)
    second = next(a for a in world.actions(ref) if a.days == 10)
    world.reply("Tom Duty", ref, words.format(ref=second.ref), "12 Dec 2025 14:00")
    world.cycle("12 Dec 2025 14:05")
    return dispute_of(world, ref)


def dispute_of(world: World, audit: str) -> Dispute:
    return world.file(audit).disputes[-1]


def days_pass(world: World, *mornings: str) -> None:
    for morning in mornings:
        world.cycle(f"{morning} 09:00")


@pytest.mark.requirement("R-9.8-1", "R-9.8-6")
def test_the_two_sides_talk_first_and_only_the_disputed_action_stands_still(
    december: World,
) -> None:
    dispute = disputed(december)
    audit = december.audit(dispute.audit)
    assert (dispute.step, audit.status) == (DisputeStep.TEAM, Status.DISPUTED)
    assert sorted(december.readers("dispute_opened")) == sorted([audit.auditor, "Tom Duty"])
    still = {a.ref for a in december.actions(audit.ref) if a.paused_on}
    assert still == set(dispute.actions)

    # It would have been due on 22 December: nobody is reminded of it, and of the other one all are.
    days_pass(december, "15 Dec 2025", "19 Dec 2025")
    reminded = december.letters("Tom Duty", "action_reminder", since="12 Dec 2025 15:00")
    assert all(dispute.actions[0] not in letter.text for letter in reminded)


@pytest.mark.requirement("R-9.8-1", "R-9.8-6")
def test_once_the_team_gives_way_the_clock_runs_on_with_the_days_that_were_left(
    december: World,
) -> None:
    dispute = disputed(december)
    december.reply("Tom Duty", dispute.ref, "ACTION STANDS", "17 Dec 2025 10:00")
    december.cycle("17 Dec 2025 10:05")

    settled = dispute_of(december, dispute.audit)
    assert (settled.outcome, settled.settled_by) == (DisputeOutcome.STANDS, "Tom Duty")
    action = next(a for a in december.actions(dispute.audit) if a.ref in dispute.actions)
    assert action.due == day("29 Dec 2025")  # three working days later than 22 December
    assert december.audit(dispute.audit).status is Status.WITH_TEAM_MANAGER
    auditor = december.audit(dispute.audit).auditor
    assert set(december.readers("dispute_settled")) == {auditor, "Tom Duty", "Wyn Pell"}


@pytest.mark.requirement("R-9.8-1")
def test_the_team_cannot_settle_it_by_saying_that_an_action_is_not_required(
    december: World,
) -> None:
    dispute = disputed(december)
    december.reply("Tom Duty", dispute.ref, "ACTION NOT REQUIRED", "15 Dec 2025 10:00")
    december.cycle("15 Dec 2025 10:05")
    assert dispute_of(december, dispute.audit).is_open

    auditor = december.audit(dispute.audit).auditor
    december.reply(auditor, dispute.ref, "ACTION NOT REQUIRED", "15 Dec 2025 11:00")
    december.cycle("15 Dec 2025 11:05")
    action = next(a for a in december.actions(dispute.audit) if a.ref in dispute.actions)
    assert action.status is ActionStatus.NOT_REQUIRED


@pytest.mark.requirement("R-9.8-3", "R-9.8-4", "R-9.8-5")
def test_what_nobody_resolves_goes_to_the_lead_the_review_and_the_discussion_of_all_four(
    december: World,
) -> None:
    dispute = disputed(december)
    auditor = december.audit(dispute.audit).auditor
    days_pass(december, "19 Dec 2025", "22 Dec 2025")
    (referred,) = december.letters(name="dispute_referred")
    assert referred.to == "Sal Lead"

    december.reply("Sal Lead", dispute.ref, "NOT AGREED", "23 Dec 2025 10:00")
    december.cycle("23 Dec 2025 10:05")
    assert december.readers("dispute_review") == ["Cara Head"]

    view = "REVIEWED\nView: The views are there, but not of both children."
    december.reply("Cara Head", dispute.ref, view, "29 Dec 2025 10:00")
    december.cycle("29 Dec 2025 10:05")
    four = {auditor, "Tom Duty", "Wyn Pell", "Cara Head", "Sal Lead"}
    assert set(december.readers("dispute_discussion")) == four

    outcome = "ACTION STANDS\nAttended: Tom Duty and Sal\nOutcome: The younger child's views."
    december.reply("Cara Head", dispute.ref, outcome, "5 Jan 2026 10:00")
    december.cycle("5 Jan 2026 10:05")
    assert dispute_of(december, dispute.audit).is_open  # the auditor is not named
    (again,) = december.letters("Cara Head", "say_again")
    assert "the auditor" in again.text

    whole = outcome.replace("Tom Duty", f"Tom Duty, {auditor}")
    december.reply("Cara Head", dispute.ref, whole, "5 Jan 2026 11:00")
    december.cycle("5 Jan 2026 11:05")
    settled = dispute_of(december, dispute.audit)
    assert settled.outcome is DisputeOutcome.STANDS
    assert set(settled.attendees) == {auditor, "Tom Duty", "Cara Head", "Sal Lead"}
    assert settled.words == "The younger child's views."


@pytest.mark.requirement("R-9.8-2", "R-9.8-6")
def test_what_is_relevant_to_safeguarding_goes_to_the_lead_at_once_and_stops_no_clock(
    december: World,
) -> None:
    words = DISAGREE.replace("\nReason", "\nRelevant to safeguarding, yes or no: yes\nReason")
    dispute = disputed(december, words)
    assert dispute.step is DisputeStep.LEAD
    (referred,) = december.letters(name="dispute_referred")
    assert referred.to == "Sal Lead"
    assert "wyn@council.example" not in referred.cc
    assert december.readers("dispute_known") == ["Cara Head"]
    assert all(a.paused_on is None for a in december.actions(dispute.audit))

    auditor = december.audit(dispute.audit).auditor
    december.reply(auditor, dispute.ref, "ACTION NOT REQUIRED", "15 Dec 2025 08:45")
    december.cycle("15 Dec 2025 09:00")  # and the lead is asked again each working day
    assert dispute_of(december, dispute.audit).is_open
    assert december.readers("dispute_referred") == ["Sal Lead", "Sal Lead", "Sam Safe"]


@pytest.mark.requirement("R-9.8-3")
def test_while_the_lead_is_away_the_service_manager_safeguarding_has_it(december: World) -> None:
    december.away("Sal Lead", "8 Dec 2025", "31 Jan 2026")
    dispute = disputed(december)
    december.reply("Tom Duty", dispute.ref, "NOT AGREED", "15 Dec 2025 10:00")
    december.cycle("15 Dec 2025 10:05")
    assert december.readers("dispute_referred") == ["Sam Safe"]


@pytest.mark.requirement("R-9.8-4")
def test_if_the_consultant_head_is_not_here_the_assistant_director_names_another(
    december: World,
) -> None:
    dispute = disputed(december)
    december.away("Cara Head", "15 Dec 2025", "31 Jan 2026")
    december.reply("Tom Duty", dispute.ref, "NOT AGREED", "15 Dec 2025 10:00")
    december.cycle("15 Dec 2025 10:05")
    december.reply("Sal Lead", dispute.ref, "NOT AGREED", "16 Dec 2025 10:00")
    december.cycle("16 Dec 2025 10:05")
    (wanted,) = december.letters(name="dispute_reviewer_wanted")
    assert wanted.to == "Gus Hill"

    audit = december.audit(dispute.audit)
    other = next(n for n in ("Ada Obi", "Ben Cole", "Cleo Dunn") if n != audit.auditor)
    december.reply("Gus Hill", dispute.ref, f"APPOINT {other}", "17 Dec 2025 10:00")
    december.cycle("17 Dec 2025 10:05")
    assert december.readers("dispute_review") == [other]
    assert dispute_of(december, dispute.audit).reviewer == other


@pytest.mark.requirement("R-9.8-5")
def test_the_coordinator_may_record_the_outcome_on_the_list(december: World) -> None:
    dispute = disputed(december)
    december.reply("Tom Duty", dispute.ref, "NOT AGREED", "15 Dec 2025 10:00")
    december.cycle("15 Dec 2025 10:05")
    december.choose(dispute.ref, DisputeOutcome.NOT_REQUIRED.value)
    december.cycle("15 Dec 2025 11:00")
    assert dispute_of(december, dispute.audit).step is DisputeStep.SETTLED
    assert dispute.ref not in december.waiting()


@pytest.mark.requirement("R-9.8-1")
def test_a_disagreement_can_be_taken_back_by_who_raised_it(december: World) -> None:
    dispute = disputed(december)
    december.reply("Tom Duty", dispute.audit, "UNDO", "12 Dec 2025 15:00")
    december.cycle("12 Dec 2025 15:05")
    assert dispute_of(december, dispute.audit).step is DisputeStep.TAKEN_BACK
    assert december.audit(dispute.audit).status is Status.WITH_TEAM_MANAGER
    assert all(a.paused_on is None for a in december.actions(dispute.audit))


@pytest.mark.requirement("R-9.8-1")
def test_who_signs_the_disputed_action_off_has_settled_it(december: World) -> None:
    dispute = disputed(december)
    december.reply("Tom Duty", dispute.audit, "DONE", "15 Dec 2025 10:00")
    december.cycle("15 Dec 2025 10:05")
    assert dispute_of(december, dispute.audit).step is DisputeStep.SETTLED
    assert december.audit(dispute.audit).status is Status.CLOSED
