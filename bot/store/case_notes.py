"""Case Notes that are still to be made, and the audits that need some."""

from sqlalchemy import select

from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Audit, AuditFile, Status
from bot.store.files import files_of
from bot.store.records import from_row
from bot.store.tables import audits, case_notes
from bot.store.transaction import Transaction


def open_notes(work: Transaction) -> list[tuple[CaseNote, str]]:
    """Those whose date is not known yet, oldest first, each with its child's id."""
    query = (
        select(case_notes, audits.c.child)
        .join(audits, audits.c.ref == case_notes.c.audit)
        .where(case_notes.c.confirmed_by.is_(None))
        .order_by(case_notes.c.wanted_on, case_notes.c.ref)
    )
    return [(from_row(CaseNote, row), row.child) for row in work.execute(query)]


def closed_notes(work: Transaction) -> dict[str, str]:
    """For each note that is confirmed, what its row on the list is to say."""
    query = select(case_notes).where(case_notes.c.confirmed_by.is_not(None))
    notes = (from_row(CaseNote, row) for row in work.execute(query))
    return {note.ref: _said(note) for note in notes}


def _said(note: CaseNote) -> str:
    if note.entered_on is None:
        return "Done: not needed any more."
    return f"Done: Case Note of {note.entered_on:%d/%m/%Y}, confirmed by {note.confirmed_by}."


def files_that_may_need_notes(work: Transaction) -> list[AuditFile]:
    """Audits in progress, and those that have ended without the note of their completion."""
    ended = select(case_notes.c.audit).where(case_notes.c.kind == CaseNoteKind.COMPLETION.value)
    waiting = select(case_notes.c.audit).where(case_notes.c.confirmed_by.is_(None))
    begun = audits.c.status != Status.PROPOSED.value
    query = select(audits).where(begun, audits.c.assigned_on.is_not(None))
    lacking = audits.c.status.not_in([Status.WITHDRAWN.value]) & audits.c.ref.not_in(ended)
    rows = work.execute(query.where(lacking | audits.c.ref.in_(waiting)).order_by(audits.c.ref))
    return files_of(work, [from_row(Audit, row) for row in rows])
