"""The tables of Case Notes, Management Decisions and disagreements."""

from collections.abc import Sequence
from datetime import date

from bot.policy.in_force import Policy
from bot.policy.matters import CaseNote, Dispute, DisputeStep, ManagementDecisionStatus
from bot.policy.model import AuditFile
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Kind, Link, Table, Tone

_DECIDED = {
    ManagementDecisionStatus.WAITING.value: Tone.SOON,
    ManagementDecisionStatus.AUTHORISED.value: Tone.GOOD,
    ManagementDecisionStatus.REFUSED.value: Tone.LATE,
}
_STEPS = {
    DisputeStep.SETTLED.value: Tone.GOOD,
    DisputeStep.TAKEN_BACK.value: Tone.QUIET,
    **{step.value: Tone.SOON for step in DisputeStep if step.name not in ("SETTLED", "TAKEN_BACK")},
}


def case_notes(files: Sequence[AuditFile], policy: Policy, today: date) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("State", width=30, tones={"Waiting": Tone.SOON, "Made": Tone.GOOD}),
        Column("Case Note", width=20),
        Column("Audit", width=14, link=Link.ROW),
        Column("Child's id", width=14),
        Column("Wanted on", Kind.DATE, width=14),
        Column(
            "Date in the record",
            Kind.DATE,
            width=14,
            meaning="Of remedial actions, the working days run from it.",
        ),
        Column("Confirmed by", width=28),
    )
    found = [(file, note) for file in files for note in file.notes]
    found.sort(key=lambda one: (not one[1].is_open, one[1].wanted_on, one[1].ref))
    rows = [
        (
            note.ref,
            _state(note, policy, today),
            note.kind.value,
            note.audit,
            file.audit.child,
            note.wanted_on,
            note.entered_on,
            note.confirmed_by,
        )
        for file, note in found
    ]
    about = "What must be in the children's records, those that still wait first."
    return Table("Case Notes", "Case Notes", columns, rows, "Reference", about)


def _state(note: CaseNote, policy: Policy, today: date) -> str:
    if not note.is_open:
        return "Made" if note.entered_on else "Not needed any more"
    waited = max(policy.calendar.between(note.wanted_on, today), 0)
    return f"Waiting for {count_words(waited, 'working day')}"


def management_decisions(files: Sequence[AuditFile]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("State", width=28, tones=_DECIDED),
        Column("Audit", width=14, link=Link.ROW),
        Column("Actions", width=24),
        Column("Entered by", width=24),
        Column("Entered on", Kind.DATE, width=14),
        Column("Where in the record", width=36),
        Column("Reason", width=50),
        Column("Decided by", width=24),
        Column("Decided on", Kind.DATE, width=14),
    )
    rows = [
        (
            d.ref,
            d.status.value,
            d.audit,
            ", ".join(d.actions),
            d.asked_by,
            d.asked_on,
            d.reference or None,
            d.reason or None,
            d.decided_by,
            d.decided_on,
        )
        for file in files
        for d in file.decisions
    ]
    rows.sort(key=lambda row: (row[5], row[0]), reverse=True)
    about = "Why actions cannot be achieved. Counted apart from those that were done."
    title = "Management Decisions"
    return Table(title, title, columns, rows, "Reference", about)


def disagreements(files: Sequence[AuditFile]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("State", width=34, tones=_STEPS),
        Column("Since", Kind.DATE, width=14),
        Column("Audit", width=14, link=Link.ROW),
        Column("Actions", width=24),
        Column("Raised by", width=24),
        Column("Raised on", Kind.DATE, width=14),
        Column("Safeguarding", width=14, meaning="Yes: at once to the Strategic Lead."),
        Column("Strategic Lead", width=24),
        Column("Reviewed by", width=24),
        Column("Outcome", width=28),
        Column("In words", width=50),
        Column("Who discussed it", width=40),
        Column("Settled by", width=24),
        Column("Settled on", Kind.DATE, width=14),
    )
    found = [dispute for file in files for dispute in file.disputes]
    found.sort(key=lambda d: (not d.is_open, d.raised_on, d.ref))
    rows = [_dispute_row(dispute) for dispute in found]
    about = "Disagreements on remedial actions, open ones first."
    return Table("Disagreements", "Disagreements", columns, rows, "Reference", about)


def _dispute_row(dispute: Dispute) -> tuple[str | date | None, ...]:
    return (
        dispute.ref,
        dispute.step.value,
        dispute.since,
        dispute.audit,
        ", ".join(dispute.actions),
        dispute.raised_by,
        dispute.raised_on,
        "Yes" if dispute.safeguarding else "No",
        dispute.lead,
        dispute.reviewer,
        dispute.outcome.value if dispute.outcome else None,
        dispute.words or None,
        ", ".join(dispute.attendees) or None,
        dispute.settled_by,
        dispute.settled_on,
    )
