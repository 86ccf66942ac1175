"""The work list of Case Notes, and what their dates do to the clock (6.3, 6.4, 9.3)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.case_notes import NOT_NEEDED, entered, moot, rung_of, wanted, why_not_on
from bot.policy.ending import paused, resumed
from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Action, AuditFile, Status
from tests.policy.cast import (
    ADA,
    BEN,
    CALENDAR,
    CORA,
    MONDAY,
    TARA,
    WILL,
    a_file,
    an_action,
    occasion,
    sent,
)

FRIDAY = date(2025, 12, 5)
TUESDAY = date(2025, 12, 9)
WITH_TEAM = a_file(an_action(1), status=Status.WITH_TEAM_MANAGER, completed_on=MONDAY)


def kinds(file: AuditFile) -> list[CaseNoteKind]:
    return [note.kind for note in wanted(file, occasion())]


def noted(file: AuditFile, kind: CaseNoteKind) -> tuple[AuditFile, CaseNote]:
    notes = tuple(wanted(file, occasion()))
    return replace(file, notes=notes), next(note for note in notes if note.kind is kind)


@pytest.mark.requirement("R-6.4-2", "R-6.3-2")
@pytest.mark.parametrize(
    ("file", "needed"),
    [
        (a_file(status=Status.PROPOSED), []),
        (a_file(), [CaseNoteKind.ASSIGNMENT]),
        (a_file(status=Status.COMPLETED, completed_on=MONDAY), [CaseNoteKind.ASSIGNMENT]),
        (a_file(status=Status.IN_QA, completed_on=MONDAY), [CaseNoteKind.ASSIGNMENT]),
        (WITH_TEAM, list(CaseNoteKind)),
        (
            a_file(status=Status.CLOSED, completed_on=MONDAY),
            [CaseNoteKind.ASSIGNMENT, CaseNoteKind.COMPLETION],
        ),
        (a_file(status=Status.WITHDRAWN), []),
    ],
)
def test_each_state_of_an_audit_needs_its_case_notes_and_each_only_once(
    file: AuditFile, needed: list[CaseNoteKind]
) -> None:
    assert kinds(file) == needed
    there = replace(file, notes=tuple(wanted(file, occasion())))
    assert wanted(there, occasion()) == []


@pytest.mark.requirement("R-6.4-2")
def test_the_note_of_the_assignment_alerts_auditor_and_worker_and_a_new_auditor_needs_another() -> (
    None
):
    file, note = noted(a_file(), CaseNoteKind.ASSIGNMENT)
    assert f"Alert: {ADA.name}; {WILL.name}." in note.text
    moved = replace(file, audit=replace(file.audit, auditor=BEN.name, assigned_on=FRIDAY))
    assert [n.names[0] for n in wanted(moved, occasion())] == [BEN.name]
    assert [(n.ref, n.confirmed_by) for n in moot(moved)] == [(note.ref, NOT_NEEDED)]
    assert moot(file) == []


@pytest.mark.requirement("R-9.3-1")
@pytest.mark.parametrize("days", [25, 10])
def test_the_days_run_from_the_date_of_the_case_note_and_all_who_act_are_told(days: int) -> None:
    first = an_action(1, CALENDAR.add(MONDAY, days), days=days)
    file, note = noted(replace(WITH_TEAM, actions=(first,)), CaseNoteKind.ACTIONS)
    decision = entered(file, note, FRIDAY, CORA.name, occasion(TUESDAY))
    made, action = decision.records
    assert isinstance(action, Action)
    assert (action.due, action.provisional) == (CALENDAR.add(FRIDAY, days), False)
    assert action.case_note_on == FRIDAY
    assert (made.entered_on, made.confirmed_by) == (FRIDAY, CORA.name)
    assert sent(decision) == [("action_dates", TARA.name)]
    assert decision.letters[0].cc == (WILL.name,)


@pytest.mark.requirement("R-9.3-1")
def test_a_date_that_moves_nothing_is_told_to_nobody_and_makes_the_due_date_certain() -> None:
    same = an_action(1, CALENDAR.add(MONDAY, 25))
    file, note = noted(replace(WITH_TEAM, actions=(same,)), CaseNoteKind.ACTIONS)
    decision = entered(file, note, MONDAY, CORA.name, occasion(TUESDAY))
    assert decision.letters == ()
    assert [a.provisional for a in decision.records if isinstance(a, Action)] == [False]


@pytest.mark.requirement("R-9.3-1")
def test_an_action_whose_clock_began_anew_keeps_its_due_date() -> None:
    anew = an_action(1, date(2026, 2, 2), provisional=False)
    file, note = noted(replace(WITH_TEAM, actions=(anew,)), CaseNoteKind.ACTIONS)
    assert entered(file, note, FRIDAY, CORA.name, occasion(TUESDAY)).records[1:] == ()


@pytest.mark.requirement("R-6.3-2")
@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 12, 10), "is still to come"),
        (date(2025, 11, 28), "when it was first needed"),
        (TUESDAY, None),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_the_reason(on: date, words: str | None) -> None:
    _, note = noted(WITH_TEAM, CaseNoteKind.COMPLETION)
    reason = why_not_on(note, on, occasion(TUESDAY))
    assert (words in reason) if words and reason else reason is words


@pytest.mark.requirement("R-9.3-1", "R-6.3-2")
def test_a_missing_date_is_owed_at_once_after_two_days_and_then_each_week() -> None:
    _, note = noted(WITH_TEAM, CaseNoteKind.ACTIONS)
    rungs = [rung_of(note, occasion(CALENDAR.add(MONDAY, day))) for day in range(13)]
    assert rungs == [0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3]


@pytest.mark.requirement("R-9.8-6")
def test_a_clock_that_stood_still_has_as_many_days_left_and_a_safeguarding_one_never_stands() -> (
    None
):
    action = an_action(1, CALENDAR.add(MONDAY, 20))
    still = paused(action, occasion(FRIDAY))
    assert still.paused_on == FRIDAY
    going = resumed(still, occasion(TUESDAY))
    assert (going.due, going.paused_on) == (CALENDAR.add(MONDAY, 22), None)
    grave = an_action(1, safeguarding=True)
    assert paused(grave, occasion(FRIDAY)) == grave == resumed(grave, occasion(TUESDAY))
