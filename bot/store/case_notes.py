"""Case Notes that are still to be made, and the audits that need some."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Audit, AuditFile, Status
from bot.store import memory
from bot.store.files import files_of
from bot.store.tables import NAMED, OPEN_NOTE, audits, case_notes
from bot.store.transaction import Transaction

_COMPLETION = (
    select(case_notes.c.ref)
    .where(case_notes.c.audit == audits.c.ref, case_notes.c.kind == CaseNoteKind.COMPLETION.value)
    .exists()
)
_LACKING = select(audits.c.ref).where(
    NAMED,
    audits.c.assigned_on.is_not(None),
    audits.c.status.not_in([Status.PROPOSED.value, Status.WITHDRAWN.value]),
    ~_COMPLETION,
)
_OPEN = select(case_notes).where(OPEN_NOTE).order_by(case_notes.c.wanted_on, case_notes.c.ref)


def open_notes(work: Transaction) -> list[tuple[CaseNote, str]]:
    """Those whose date is not known yet, oldest first, each with its child's id."""
    open_ones = _open(work)
    theirs = memory.where(work, Audit, "ref", (note.audit for note in open_ones))
    children = {audit.ref: audit.child for audit in theirs}
    return [(note, children[note.audit]) for note in open_ones]


def _open(work: Transaction) -> list[CaseNote]:
    return memory.selected(work, CaseNote, "open", _OPEN)


def closed_notes(work: Transaction, refs: Collection[str]) -> dict[str, str]:
    """For each of these notes that is confirmed, what its row on the list is to say."""
    notes = memory.where(work, CaseNote, "ref", refs)
    return {note.ref: _said(note) for note in notes if note.confirmed_by is not None}


def done_before(work: Transaction, day: date, refs: Collection[str]) -> frozenset[str]:
    """Those of these notes that are confirmed, and bear a date of before that day."""
    return frozenset(
        note.ref
        for note in memory.where(work, CaseNote, "ref", refs)
        if note.confirmed_by is not None and (note.entered_on or note.wanted_on) < day
    )


def _said(note: CaseNote) -> str:
    if note.entered_on is None:
        return "Done: not needed any more."
    return f"Done: Case Note of {note.entered_on:%d/%m/%Y}, confirmed by {note.confirmed_by}."


def files_that_may_need_notes(work: Transaction) -> list[AuditFile]:
    """Audits in progress, and those that have ended without the note of their completion."""
    lacking = memory.made_of(
        work,
        (Audit, CaseNote),
        "audits without their last note",
        lambda: list(work.execute(_LACKING).scalars()),
    )
    refs = {*lacking, *(note.audit for note in _open(work))}
    return files_of(work, memory.where(work, Audit, "ref", refs))
