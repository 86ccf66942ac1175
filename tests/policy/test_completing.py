"""An audit is completed: yes or no must be stated, and the team learns what to do (9.1, 9.3)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.completing import complete
from bot.policy.council import Council, Person
from bot.policy.decision import Decision
from bot.policy.ending import paused
from bot.policy.model import (
    Action,
    ActionStatus,
    Audit,
    AuditFile,
    Request,
    RequestStatus,
    Status,
)
from bot.policy.said import StatedAction, StatedReturn
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CALENDAR,
    COUNCIL,
    DORA,
    DUE,
    HAL,
    LENA,
    SUE,
    TARA,
    TIM,
    WILL,
    a_file,
    a_request,
    away,
    council,
    occasion,
    only,
    readers,
    reading,
    sent,
    the_letter,
)

DAY = date(2025, 12, 15)
SILENT = reading()
NONE_REQUIRED = reading(no_actions=True)
ONE = reading(actions=(StatedAction("Add the chronology."),))


def completed(
    said=SILENT, file: AuditFile | None = None, among: Council = COUNCIL, day: date = DAY
) -> Decision:
    return complete(file or a_file(), said, occasion(day, among))


def actions(decision: Decision) -> list[Action]:
    return [record for record in decision.records if isinstance(record, Action)]


@pytest.mark.requirement("R-9.1-1", "R-7.3-1")
def test_a_completion_that_does_not_say_whether_actions_are_required_is_kept_and_asked() -> None:
    decision = completed()
    audit = only(decision, Audit)
    assert (audit.status, audit.completed_on) == (Status.COMPLETED, DAY)
    assert actions(decision) == []
    assert sent(decision) == [("completed_receipt", ADA.name), ("audit_completed", HAL.name)]
    assert all(x.facts["stated"] is False for x in decision.letters if "stated" in x.facts)


@pytest.mark.requirement("R-9.1-1", "R-6.5-1", "R-6.5-2", "R-2.1-1")
def test_no_action_required_closes_the_audit_and_manager_and_worker_learn_it() -> None:
    decision = completed(NONE_REQUIRED)
    assert only(decision, Audit).status is Status.CLOSED
    assert sent(decision) == [
        ("completed_receipt", ADA.name),
        ("audit_completed", HAL.name),
        ("audit_result", TARA.name),
        ("result_to_worker", WILL.name),
    ]
    note = the_letter(decision, "audit_result").facts["case_note"]
    assert note.endswith("is complete. No remedial action is required.")


@pytest.mark.requirement("R-9.1-1", "R-6.5-2", "R-9.3-1")
def test_actions_required_go_to_the_team_manager_with_twenty_five_working_days() -> None:
    decision = completed(ONE)
    assert only(decision, Audit).status is Status.WITH_TEAM_MANAGER
    (action,) = actions(decision)
    assert (action.text, action.days, action.status) == (
        "Add the chronology.",
        25,
        ActionStatus.OPEN,
    )
    assert (action.created_on, action.due) == (DAY, CALENDAR.add(DAY, 25))
    assert action.provisional  # until the Case Note's date is known
    assert (action.team, action.child) == (AUDIT.team, AUDIT.child)
    assert readers(decision, "audit_result") == [TARA.name]


@pytest.mark.requirement("R-9.3-1")
@pytest.mark.parametrize(
    ("stated", "days"), [(None, 25), (30, 25), (26, 25), (25, 25), (10, 10), (1, 1)]
)
def test_fewer_days_are_kept_and_more_are_cut(stated: int | None, days: int) -> None:
    (action,) = actions(completed(reading(actions=(StatedAction("Ring them.", stated),))))
    assert (action.days, action.due) == (days, CALENDAR.add(DAY, days))


@pytest.mark.requirement("R-9.8-6")
@pytest.mark.parametrize(
    ("stated", "flagged"),
    [
        (StatedAction("See the child.", category="Safeguarding"), True),
        (StatedAction("Hold a safeguarding strategy meeting."), True),
        (StatedAction("Add the chronology.", category="Recording"), False),
    ],
)
def test_an_action_that_its_auditor_calls_safeguarding_is_one_and_its_clock_never_stands_still(
    stated: StatedAction, flagged: bool
) -> None:
    (action,) = actions(completed(reading(actions=(stated,))))
    assert action.safeguarding is flagged
    assert (paused(action, occasion(DAY)).paused_on is None) is flagged


@pytest.mark.requirement("R-9.3-1")
def test_each_action_has_a_reference_of_its_own_that_stays_the_same() -> None:
    said = reading(actions=tuple(StatedAction(f"No. {n}") for n in range(5)))
    refs = [action.ref for action in actions(completed(said))]
    assert len(set(refs)) == 5
    assert refs == [action.ref for action in actions(completed(said))]


@pytest.mark.requirement("R-7.1-1", "R-9.1-1")
def test_actions_that_are_required_but_not_put_into_words_are_asked_for() -> None:
    """A recommendation must be clear: "yes" alone reaches no team and starts no clock."""
    decision = completed(reading(given=StatedReturn(actions_required=True)))
    assert only(decision, Audit).status is Status.COMPLETED
    assert actions(decision) == []
    assert sent(decision) == [("completed_receipt", ADA.name), ("audit_completed", HAL.name)]
    missing = the_letter(decision, "completed_receipt").facts["missing"]
    assert missing == ["what must be put right, in a line for each remedial action"]


@pytest.mark.requirement("R-6.5-2", "R-5.1-1")
@pytest.mark.parametrize(
    ("among", "told"),
    [
        (council(away(TARA)), [SUE]),
        (council(away(TARA, TIM)), [TIM]),
        (council(without=[TARA]), [SUE]),
        (council(away(TARA), away(SUE)), [LENA]),
        (council(without=[TARA, SUE, LENA]), []),
    ],
)
def test_who_stands_in_for_the_team_manager_gets_the_result(
    among: Council, told: list[Person]
) -> None:
    decision = completed(ONE, among=among)
    assert readers(decision, "audit_result") == [p.name for p in told]
    lines = {x.facts["line"] for x in decision.letters if x.name == "digest_line"}
    missing = "; nobody of its team is here to be told"
    assert lines == {"completed; 1 remedial action" + ("" if told else missing)}


@pytest.mark.requirement("R-1.4-1", "R-2.1-1", "R-9.2-1")
@pytest.mark.parametrize(
    ("worker", "told"),
    [
        (WILL.name, [WILL]),
        ("ASH, William", [WILL]),
        ("Nobody Known", []),
        (None, []),
        (TARA.name, []),
    ],
)
def test_the_worker_is_told_where_there_is_an_address_and_never_twice(
    worker: str | None, told: list[Person]
) -> None:
    decision = completed(ONE, a_file(worker=worker))
    assert readers(decision, "result_to_worker") == [p.name for p in told]
    assert readers(decision, "audit_result") == [TARA.name]


@pytest.mark.requirement("R-6.5-1", "R-5.1-1")
@pytest.mark.parametrize(
    ("among", "told"),
    [
        (COUNCIL, [HAL]),
        (council(away(HAL, BEN)), [BEN]),
        (council(away(HAL)), [DORA]),
        (council(without=[HAL, DORA]), []),
    ],
)
def test_the_consultant_head_or_who_acts_learns_of_each_completion(
    among: Council, told: list[Person]
) -> None:
    assert readers(completed(ONE, among=among), "audit_completed") == [p.name for p in told]


@pytest.mark.requirement("R-6.5-1", "R-5.1-1")
def test_a_consultant_head_does_not_learn_of_her_own_completion_but_who_is_above() -> None:
    decision = completed(ONE, a_file(auditor=HAL.name))
    assert readers(decision, "audit_completed") == [DORA.name]


@pytest.mark.requirement("R-6.4-3")
@pytest.mark.parametrize(
    ("day", "late_by"),
    [(DUE, 0), (date(2026, 1, 1), 0), (date(2026, 1, 2), 1), (date(2026, 1, 6), 3)],
)
def test_lateness_is_counted_in_working_days_past_the_due_date(day: date, late_by: int) -> None:
    letter = the_letter(completed(ONE, day=day), "audit_completed")
    assert letter.facts["late_by"] == late_by


@pytest.mark.requirement("R-9.1-1", "R-6.5-1")
def test_what_was_not_said_at_first_can_be_said_later() -> None:
    waiting = AuditFile(only(completed(), Audit))
    later = date(2025, 12, 18)
    decision = completed(ONE, waiting, day=later)
    audit = only(decision, Audit)
    assert (audit.status, audit.completed_on) == (Status.WITH_TEAM_MANAGER, DAY)
    assert actions(decision)[0].due == CALENDAR.add(later, 25)
    assert sent(decision) == [
        ("completed_receipt", ADA.name),
        ("audit_result", TARA.name),
        ("result_to_worker", WILL.name),
    ]
    assert readers(completed(SILENT, waiting), "audit_completed") == []  # told once


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("said", [SILENT, NONE_REQUIRED, ONE])
def test_a_request_that_is_pending_is_overtaken_by_the_completion(said) -> None:
    pending = a_request()
    decision = completed(said, a_file(request=pending))
    assert only(decision, Request) == replace(pending, status=RequestStatus.OVERTAKEN)


@pytest.mark.requirement("R-6.4-3")
def test_completing_changes_neither_due_date() -> None:
    audit = only(completed(ONE, a_file(due=date(2026, 1, 9)), day=date(2026, 2, 2)), Audit)
    assert (audit.due, audit.original_due) == (date(2026, 1, 9), DUE)
