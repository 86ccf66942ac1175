"""Whole stories, from the first letter to the look back after four months, in a real workspace."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.policy.bounced import SEND_AGAIN
from bot.policy.matters import CaseNoteKind, DisputeStep
from bot.policy.model import ActionStatus, ConcernStatus, Status
from tests.jobs.returned import brought
from tests.jobs.test_incoming import bounce_of
from tests.jobs.test_story_compliance import send
from tests.jobs.world import World, at, day

pytestmark = pytest.mark.embedded

TWO = "COMPLETE\nAction: Update the chronology\nAction: Record the child's views (10 days)"


def says(world: World, who: str, ref: str, words: str, when: str) -> None:
    """A reply, and the next look of the service."""
    world.reply(who, ref, words, when)
    world.cycle(f"{when[:-2]}{int(when[-2:]) + 5:02}")


def looked_back(world: World, monday: str, found: dict[str, dict[str, object]]) -> dict[str, str]:
    """The Consultant Head records what she found. Returns what the team's workbook says of each."""
    world.cycle(f"{monday} 09:00")
    send(world, "Cara Head", "checks_to_record", found, monday)
    book = load_workbook(BytesIO(brought(world, "Tom Duty", "four_month_workbook").content))
    rows = book["Actions"].iter_rows(min_row=4, values_only=True)
    return {str(row[0]): str(row[8]) for row in rows}


@pytest.mark.requirement("R-6.4-1", "R-7.2-1", "R-6.5-3", "R-9.3-1", "R-9.4-2", "R-10.2-2")
def test_an_audit_that_was_deferred_has_an_action_done_and_one_not_achievable_and_is_looked_back_at(
    world: World,
) -> None:
    # 6.4: at the beginning of the period the auditor is told, and a Case Note is wanted.
    world.deploy("1 Dec 2025")
    audit = world.in_area("A&A")
    assert audit.due == day("31 Dec 2025")
    (assigned,) = [x for x in world.letters(audit.auditor, "assignment") if x.about == audit.ref]
    assert audit.ref in assigned.subject

    # 7.2: annual leave; the Consultant Head grants it by a reply of one word.
    says(world, audit.auditor, audit.ref, "DEFER 8 January 2026", "3 Dec 2025 10:00")
    says(world, "Cara Head", world.request(audit.ref).ref, "APPROVE", "3 Dec 2025 11:00")
    later = world.audit(audit.ref)
    assert (later.original_due, later.due, later.deferrals) == (
        day("31 Dec 2025"),
        day("8 Jan 2026"),
        1,
    )

    # 6.5: completed, and released to the Team Manager, whose days run from the Case Note (9.3).
    says(world, audit.auditor, audit.ref, TWO, "7 Jan 2026 10:00")
    chronology, views = world.actions(audit.ref)
    kind = CaseNoteKind.ACTIONS.value
    (note,) = [
        row
        for row in world.lists.lists["Case Notes"].values()
        if row["About"] == audit.ref and row["Case Note"] == kind
    ]
    note.update({"Date in the record": day("8 Jan 2026"), "Your name": "Fay Moss"})
    world.cycle("9 Jan 2026 09:00")
    dues = {a.ref: (a.due, a.provisional) for a in world.actions(audit.ref)}
    assert dues[chronology.ref] == (day("12 Feb 2026"), False)
    assert dues[views.ref] == (day("22 Jan 2026"), False)

    # 9.4: one is done, the other not achievable, and that only once it is authorised.
    words = (
        f"NOT ACHIEVABLE\nAction reference: {views.ref}\n"
        "Management Decision: Case Note of 14 January 2026\nReason: The family has moved away."
    )
    says(world, "Tom Duty", audit.ref, words, "15 Jan 2026 10:00")
    says(world, "Tom Duty", audit.ref, f"DONE {chronology.ref}", "15 Jan 2026 11:00")
    assert world.audit(audit.ref).status is Status.WITH_TEAM_MANAGER
    (decision,) = world.file(audit.ref).decisions
    says(world, "Ola Service", decision.ref, "APPROVE", "16 Jan 2026 10:00")
    assert world.audit(audit.ref).status is Status.CLOSED

    # 10: four months after the audit all of it is looked at again, and the team is told.
    found = {
        chronology.ref: {"Fulfilled?": "Yes", "Completed?": "Yes", "Authorised?": "Yes"},
        views.ref: {"Fulfilled?": "No", "Completed?": "No", "Authorised?": "No"},
    }
    said = looked_back(world, "7 May 2026", found)
    assert said[chronology.ref] == "Fulfilled, completed and authorised"
    assert "Management Decision" in said[views.ref]
    (told,) = world.letters(name="four_month_workbook")
    assert (told.to, sorted(told.cc)) == (
        "Tom Duty",
        ["ola@council.example", "sal@council.example"],
    )


@pytest.mark.requirement("R-9.1-2", "R-9.1-3", "R-9.8-3", "R-9.7-1", "R-10.1-1")
def test_a_concern_a_disagreement_and_a_case_that_closed_and_came_back_all_end_at_the_look_back(
    world: World,
) -> None:
    world.deploy("1 Dec 2025")
    audit = world.in_area("A&A")

    # The letter comes back, the address is mended, and it goes out again.
    world.mailbox.put(bounce_of(world, audit.ref), at("1 Dec 2025 09:40"))
    world.cycle("1 Dec 2025 09:45")
    world.choose(audit.ref, SEND_AGAIN)
    world.cycle("1 Dec 2025 10:00")
    assert len([x for x in world.letters(name="assignment") if x.about == audit.ref]) == 2

    # 9.1: at night, a suggestion of harm; it is told at once, answered, and how is recorded.
    words = "SAFEGUARDING\nBruising on her arm was not followed up."
    says(world, audit.auditor, audit.ref, words, "2 Dec 2025 22:00")
    concern = world.concern()
    assert concern.told == ("Sal Lead",)
    assert world.readers("safeguarding_notice") == ["Sal Lead"]
    says(world, "Sal Lead", concern.ref, "ACKNOWLEDGE", "3 Dec 2025 08:40")
    decided = "ACKNOWLEDGE\nHow: in person\nBy whom: Sal Lead\nWhen: today at noon"
    says(world, "Sal Lead", concern.ref, decided, "3 Dec 2025 09:40")
    concern = world.concern()
    assert (concern.acknowledged_by, concern.by_whom) == ("Sal Lead", "Sal Lead")
    assert concern.status is ConcernStatus.RAISED
    says(world, audit.auditor, audit.ref, TWO, "3 Dec 2025 10:00")

    # 9.8: the Team Manager does not agree; the two sides settle it, and the action stands.
    chronology, views = world.actions(audit.ref)
    words = f"DISAGREE\nAction reference: {views.ref}\nReason: It was recorded in November."
    says(world, "Tom Duty", audit.ref, words, "4 Dec 2025 10:00")
    assert world.audit(audit.ref).status is Status.DISPUTED
    says(
        world,
        "Tom Duty",
        world.file(audit.ref).disputes[0].ref,
        "ACTION STANDS",
        "5 Dec 2025 10:00",
    )
    assert world.file(audit.ref).disputes[0].step is DisputeStep.SETTLED

    # 9.6 and 9.7: the case closes with its actions open, and is opened again.
    closed, began = ((audit.child, day("4 Dec 2025")),), ((audit.child, day("11 Dec 2025")),)
    world.publish("8 Dec 2025", closed_on=closed)
    world.cycle("8 Dec 2025 09:00")
    assert world.readers("case_closed_actions") == ["Tom Duty"]
    world.publish("15 Dec 2025", began=began)
    world.cycle("15 Dec 2025 09:00")
    assert world.readers("case_reopened") == ["Tom Duty"]
    assert {a.due for a in world.file(audit.ref).open_actions} == {
        day("22 Jan 2026"),
        day("31 Dec 2025"),
    }

    # One is signed off; nothing more is heard of the other, and the look back finds neither done.
    says(world, "Tom Duty", audit.ref, f"DONE {chronology.ref}", "16 Dec 2025 10:00")
    found = {
        ref: {"Fulfilled?": "No", "Completed?": "No", "Authorised?": "No"}
        for ref in (chronology.ref, views.ref)
    }
    found[chronology.ref] |= {"Completed?": "Yes"}
    said = looked_back(world, "7 Apr 2026", found)  # 3 April is Good Friday
    assert said[chronology.ref] == "Exception: signed off or authorised, but not fulfilled"
    assert said[views.ref].startswith("Outstanding")
    states = {a.ref: a.status for a in world.actions(audit.ref)}
    assert states == {chronology.ref: ActionStatus.DONE, views.ref: ActionStatus.OPEN}


@pytest.mark.requirement("R-7.2-1", "R-9.5-1", "R-9.2-1", "R-10.2-2")
def test_an_audit_that_changes_hands_and_whose_team_changes_manager_reaches_the_right_people(
    world: World,
) -> None:
    world.deploy("1 Dec 2025")
    audit = world.in_area("A&A")
    first = audit.auditor
    says(world, first, audit.ref, "REALLOCATE\nReason: I know the family", "2 Dec 2025 10:00")
    says(world, "Cara Head", world.request(audit.ref).ref, "APPROVE", "2 Dec 2025 11:00")
    second = world.audit(audit.ref).auditor
    assert second != first
    assert world.letters(first, "reallocated_away")

    # The former auditor answers all the same: told who has it now, and nothing is completed.
    says(world, first, audit.ref, "COMPLETE\nRemedial actions: none", "3 Dec 2025 10:00")
    assert world.audit(audit.ref).status is not Status.CLOSED
    says(world, second, audit.ref, TWO, "4 Dec 2025 10:00")

    # The team gets another manager: the coordinator changes one cell, and both are told.
    world.edit("Teams", 1, Team_Manager="Tess Guard")
    world.cycle("8 Dec 2025 09:00")
    assert world.letters("Tess Guard", "actions_received")
    assert world.letters("Tom Duty", "actions_passed_on")
    says(world, "Tess Guard", audit.ref, "DONE", "9 Dec 2025 10:00")
    assert world.audit(audit.ref).status is Status.CLOSED

    world.cycle("7 Apr 2026 09:00")
    yes = {"Fulfilled?": "Yes", "Completed?": "Yes", "Authorised?": "Yes"}
    found = {action.ref: dict(yes) for action in world.actions(audit.ref)}
    send(world, "Cara Head", "checks_to_record", found, "8 Apr 2026")
    assert world.readers("four_month_workbook") == ["Tess Guard"]
