"""The tables of audits and of remedial actions."""

from collections.abc import Sequence
from datetime import date

from bot.jobs.tracking.states import STATES, state_of
from bot.policy.in_force import Policy
from bot.policy.matters import CaseNoteKind
from bot.policy.model import WITH_AUDITOR, Action, ActionStatus, Audit, AuditFile
from bot.workbooks.tables import Column, Kind, Link, Table, Value


def audits(files: Sequence[AuditFile], policy: Policy, today: date) -> Table:
    columns = (
        Column("Reference", width=14, link=Link.MAIL),
        Column("State", width=28, tones=STATES, meaning="Made from the dates alone."),
        Column("Auditor", width=24),
        Column("Child's id", width=14),
        Column("Team", width=28),
        Column("Case worker", width=24),
        Column("Service area", width=22),
        Column("Assigned on", Kind.DATE, width=14),
        Column("Due", Kind.DATE, width=14),
        Column("First due date", Kind.DATE, width=14, meaning="Never changed by a deferment."),
        Column("Deferred", Kind.NUMBER, width=10, meaning="How often."),
        Column(
            "Days past first due date",
            Kind.NUMBER,
            width=14,
            meaning="Working days, on completion or so far.",
        ),
        Column("Completed on", Kind.DATE, width=14),
        Column("Form saved on", Kind.DATE, width=14, meaning="With its Case Note, in Documents."),
        Column("Actions", Kind.NUMBER, width=10),
        Column("Actions open", Kind.NUMBER, width=10),
    )
    rows = [_audit_row(file, policy, today) for file in files]
    return Table(
        "Audits",
        "Audits",
        columns,
        rows,
        "Reference",
        "Every audit that was assigned, the newest round first.",
    )


def _audit_row(file: AuditFile, policy: Policy, today: date) -> Sequence[Value]:
    audit = file.audit
    past = (
        policy.calendar.between(audit.original_due, audit.completed_on or today)
        if audit.original_due
        else 0
    )
    return (
        audit.ref,
        state_of_audit(audit, policy, today),
        audit.auditor,
        audit.child,
        audit.team,
        audit.worker,
        audit.service_area,
        audit.assigned_on,
        audit.due,
        audit.original_due,
        audit.deferrals,
        max(past, 0),
        audit.completed_on,
        _saved_on(file),
        len(file.standing_actions),
        len(file.open_actions),
    )


def state_of_audit(audit: Audit, policy: Policy, today: date) -> str:
    if audit.status in WITH_AUDITOR:
        return state_of(audit.due, policy, today)
    return audit.status.value


def _saved_on(file: AuditFile) -> date | None:
    """R-6.3-2: the day on which the audit form was saved with its Case Note."""
    kind = CaseNoteKind.COMPLETION
    return next((note.entered_on for note in file.notes if note.kind is kind), None)


def actions(files: Sequence[AuditFile], policy: Policy, today: date) -> Table:
    columns = (
        Column("Reference", width=14, link=Link.MAIL),
        Column("State", width=28, tones=STATES, meaning="Made from the dates alone."),
        Column("Action", width=60),
        Column("Team", width=28),
        Column("Team Manager", width=24),
        Column("Child's id", width=14),
        Column("Audit", width=14, link=Link.ROW),
        Column("Due", Kind.DATE, width=14),
        Column("Working days allowed", Kind.NUMBER, width=12),
        Column("Provisional", width=14, meaning="Yes until the date of the Case Note is known."),
        Column("Case Note of", Kind.DATE, width=14, meaning="The working days run from it."),
        Column("Disputed since", Kind.DATE, width=14, meaning="Its time stands still since then."),
        Column(
            "Same as", width=14, link=Link.ROW, meaning="An action of an earlier audit: do it once."
        ),
        Column("Done on", Kind.DATE, width=14),
        Column("Done by", width=24, meaning="Signed it off, or authorised the decision."),
    )
    found = [(file.audit, action) for file in files for action in file.actions]
    rows = [_action_row(audit, action, policy, today) for audit, action in found]
    rows.sort(key=lambda row: (row[13] is not None, str(row[7]), str(row[0])))
    return Table(
        "Remedial actions",
        "Remedial actions",
        columns,
        rows,
        "Reference",
        "Open ones first, by due date.",
    )


def _action_row(audit: Audit, action: Action, policy: Policy, today: date) -> Sequence[Value]:
    state = action.status.value
    if action.status is ActionStatus.OPEN:
        state = state_of(action.due, policy, today)
    team = policy.council.team(action.team)
    return (
        action.ref,
        state,
        action.text,
        action.team,
        team.manager if team else None,
        action.child,
        audit.ref,
        action.due,
        action.days,
        "Yes" if action.provisional and action.status is ActionStatus.OPEN else "No",
        action.case_note_on,
        action.paused_on,
        action.linked_to,
        action.done_on,
        action.done_by,
    )
