"""The tables of what followed from audits: actions, looks back, concerns, decisions, disputes."""

from collections.abc import Sequence
from datetime import date

from bot.jobs.evidence.summary import hours, waited
from bot.policy.action_checks import ActionCheck
from bot.policy.model import AuditFile, Concern
from bot.workbooks.tables import Column, Kind, Table

_SAID = {True: "Yes", False: "No", None: None}


def actions(files: Sequence[AuditFile]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("Audit", width=14),
        Column("Child's id", width=14),
        Column("Team", width=26),
        Column("Category", width=24),
        Column("Safeguarding", width=12),
        Column("State", width=18),
        Column("Working days allowed", Kind.NUMBER, width=12),
        Column("Case Note of", Kind.DATE, width=14, meaning="The working days run from it."),
        Column("Due", Kind.DATE, width=14),
        Column("Done on", Kind.DATE, width=14),
        Column("Signed off by", width=24, meaning="Or who authorised the decision."),
        Column("Same as", width=14, meaning="The same action of another audit."),
    )
    rows = [
        (
            a.ref,
            a.audit,
            a.child,
            a.team,
            a.category or None,
            _SAID[a.safeguarding],
            a.status.value,
            a.days,
            a.case_note_on,
            a.due,
            a.done_on,
            a.done_by,
            a.linked_to,
        )
        for file in files
        for a in file.actions
    ]
    about = "What must be put right stands in the children's records."
    return Table("Actions", "Remedial actions", columns, rows, "Reference", about)


def looks_back(checks: Sequence[ActionCheck]) -> Table:
    columns = (
        Column("Action", width=14),
        Column("Look back", width=28),
        Column("Due", Kind.DATE, width=14),
        Column("Fulfilled", width=12, meaning="Done."),
        Column("Completed", width=12, meaning="Signed off by the Team Manager."),
        Column("Authorised", width=12, meaning="Confirmed by the Team or Service Manager."),
        Column("Sustained", width=12),
        Column("Recorded by", width=24),
        Column("Recorded on", Kind.DATE, width=14),
        Column("Team told on", Kind.DATE, width=14),
    )
    rows = [
        (
            c.action,
            c.kind.value,
            c.due,
            _SAID[c.fulfilled],
            _SAID[c.completed],
            _SAID[c.authorised],
            _SAID[c.sustained],
            c.recorded_by,
            c.recorded_on,
            c.told_on,
        )
        for c in checks
    ]
    return Table("Looks back", "Looks back at actions", columns, rows, "Action")


def safeguarding(concerns: Sequence[Concern]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("Audit", width=14),
        Column("Service area", width=20),
        Column("Raised at", Kind.TIME, width=18),
        Column("Told", width=40, meaning="Everybody who had the notice, in order."),
        Column("Acknowledged by", width=24),
        Column("Acknowledged at", Kind.TIME, width=18),
        Column("Time to acknowledge", width=18),
        Column("Raised with team by", width=24),
        Column("Decided by", width=24),
        Column("Decided at", Kind.TIME, width=18),
        Column("State", width=26),
    )
    rows = [
        (
            c.ref,
            c.audit,
            c.service_area,
            c.raised_at,
            ", ".join(c.told),
            c.acknowledged_by,
            c.acknowledged_at,
            hours(time) if (time := waited(c)) is not None else None,
            c.by_whom,
            c.decided_by,
            c.decided_at,
            c.status.value,
        )
        for c in concerns
    ]
    return Table("Safeguarding", "Safeguarding notices", columns, rows, "Reference")


def decisions(files: Sequence[AuditFile]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("Audit", width=14),
        Column("Actions", width=24),
        Column("Entered by", width=24),
        Column("Entered on", Kind.DATE, width=14),
        Column("State", width=26),
        Column("Authorised by", width=24, meaning="Or refused."),
        Column("Authorised on", Kind.DATE, width=14),
    )
    rows = [
        (
            d.ref,
            d.audit,
            ", ".join(d.actions),
            d.asked_by,
            d.asked_on,
            d.status.value,
            d.decided_by,
            d.decided_on,
        )
        for file in files
        for d in file.decisions
    ]
    title = "Management Decisions"
    return Table(title, title, columns, rows, "Reference")


def disagreements(files: Sequence[AuditFile]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("Audit", width=14),
        Column("Actions", width=24),
        Column("Raised by", width=24),
        Column("Raised on", Kind.DATE, width=14),
        Column("Safeguarding", width=12),
        Column("State", width=34),
        Column("Outcome", width=26),
        Column("In the discussion", width=40),
        Column("Settled on", Kind.DATE, width=14),
    )
    rows: list[tuple[str | date | None, ...]] = [
        (
            d.ref,
            d.audit,
            ", ".join(d.actions),
            d.raised_by,
            d.raised_on,
            _SAID[d.safeguarding],
            d.step.value,
            d.outcome.value if d.outcome else None,
            ", ".join(d.attendees) or None,
            d.settled_on,
        )
        for file in files
        for d in file.disputes
    ]
    return Table("Disagreements", "Disagreements", columns, rows, "Reference")
