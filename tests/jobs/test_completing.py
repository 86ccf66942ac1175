"""Stories of completing: with and without actions, in two steps, signed off, not achievable."""

import pytest

from bot.policy.model import ActionStatus, Status
from tests.jobs.world import World, day

TWO_ACTIONS = "COMPLETE\nAction: Update the chronology\nAction: Record the child's views (10 days)"


@pytest.mark.requirement("R-6.5-1", "R-2.1-1", "R-9.1-1")
def test_completing_without_actions_closes_the_audit_and_tells_everybody_concerned(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    closed = december.audit(audit.ref)
    assert (closed.status, closed.completed_on) == (Status.CLOSED, day("8 Dec 2025"))
    assert december.readers("completed_receipt") == [audit.auditor]
    assert december.readers("audit_completed") == ["Cara Head"]
    assert december.readers("audit_result") == ["Tom Duty"]
    assert december.readers("result_to_worker") == ["Wyn Pell"]


@pytest.mark.requirement("R-9.3-1", "R-6.5-3", "R-2.1-1")
def test_completing_with_actions_gives_the_team_manager_25_working_days_or_fewer(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, TWO_ACTIONS, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.WITH_TEAM_MANAGER
    dues = {action.text: action.due for action in december.actions(audit.ref)}
    assert dues == {
        "Update the chronology": day("15 Jan 2026"),
        "Record the child's views": day("22 Dec 2025"),
    }
    (result,) = december.letters("Tom Duty", "audit_result")
    assert "Update the chronology" in result.text
    assert "Record the child's views" in result.text


@pytest.mark.requirement("R-9.3-1")
def test_more_than_25_working_days_are_cut_to_25(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(
        audit.auditor, audit.ref, "COMPLETE\nAction: See the child (30 days)", "8 Dec 2025 10:00"
    )
    december.cycle("8 Dec 2025 10:05")

    (action,) = december.actions(audit.ref)
    assert (action.days, action.due) == (25, day("15 Jan 2026"))


@pytest.mark.requirement("R-9.1-1")
def test_completing_without_a_word_about_actions_is_asked_for_them_until_they_are_stated(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "COMPLETE", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    assert december.audit(audit.ref).status is Status.COMPLETED
    assert december.letters(name="audit_result") == []

    december.cycle("10 Dec 2025 09:00")
    assert december.readers("actions_wanted") == [audit.auditor]

    december.reply(
        audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "10 Dec 2025 11:00"
    )
    december.cycle("10 Dec 2025 11:05")
    closed = december.audit(audit.ref)
    assert (closed.status, closed.completed_on) == (Status.CLOSED, day("8 Dec 2025"))
    assert december.readers("audit_result") == ["Tom Duty"]
    assert december.readers("audit_completed") == ["Cara Head"]

    december.cycle("12 Dec 2025 09:00")
    assert len(december.letters(name="actions_wanted")) == 1


def test_a_natural_completion_is_understood_too(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(
        audit.auditor,
        audit.ref,
        "Completed.\n\nRemedial actions: none\n\nSent from my iPhone",
        "8 Dec 2025 10:00",
    )
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.CLOSED


@pytest.mark.requirement("R-9.3-2")
def test_the_team_manager_signs_all_actions_off_and_the_audit_is_closed(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, TWO_ACTIONS, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.reply("Tom Duty", audit.ref, "DONE", "12 Dec 2025 14:00")
    december.cycle("12 Dec 2025 14:05")

    assert december.audit(audit.ref).status is Status.CLOSED
    assert {a.status for a in december.actions(audit.ref)} == {ActionStatus.DONE}
    assert december.readers("action_receipt") == ["Tom Duty"]


@pytest.mark.requirement("R-9.3-2")
def test_one_action_signed_off_by_its_reference_leaves_the_other_open(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, TWO_ACTIONS, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    first, second = december.actions(audit.ref)
    december.reply("Tom Duty", audit.ref, f"DONE {first.ref}", "12 Dec 2025 14:00")
    december.cycle("12 Dec 2025 14:05")

    assert december.audit(audit.ref).status is Status.WITH_TEAM_MANAGER
    assert [a.ref for a in december.file(audit.ref).open_actions] == [second.ref]


@pytest.mark.requirement("R-9.3-2")
def test_several_references_are_signed_off_with_a_line_each(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, TWO_ACTIONS, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    lines = "\n".join(f"DONE {action.ref}" for action in december.actions(audit.ref))
    december.reply("Tom Duty", audit.ref, lines, "12 Dec 2025 14:00")
    december.cycle("12 Dec 2025 14:05")

    assert december.audit(audit.ref).status is Status.CLOSED


def test_an_auditor_cannot_sign_off_the_actions_of_a_team(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, TWO_ACTIONS, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.reply(audit.auditor, audit.ref, "DONE", "12 Dec 2025 14:00")
    december.cycle("12 Dec 2025 14:05")

    assert len(december.file(audit.ref).open_actions) == 2


def test_completing_twice_changes_nothing_the_second_time(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "9 Dec 2025 10:00")
    december.cycle("9 Dec 2025 10:05")

    assert december.audit(audit.ref).completed_on == day("8 Dec 2025")
    assert len(december.letters(name="audit_result")) == 1
    assert december.names(audit.auditor, since="9 Dec 2025 00:00") == ["already_done"]
