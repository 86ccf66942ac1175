"""Case Notes that are still to be made, and the audits that need some."""

from collections.abc import Collection
from datetime import date

from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Audit, AuditFile, Status
from bot.store import memory
from bot.store.files import files_of
from bot.store.transaction import Transaction


def open_notes(work: Transaction) -> list[tuple[CaseNote, str]]:
    """Those whose date is not known yet, oldest first, each with its child's id."""
    waiting = _unconfirmed(work)
    audits = memory.every(work, Audit)
    in_order = sorted(waiting, key=lambda note: (note.wanted_on, note.ref))
    return [(note, audits[note.audit].child) for note in in_order]


def _unconfirmed(work: Transaction) -> list[CaseNote]:
    return memory.where(work, CaseNote, "confirmed_by", (None,))


def closed_notes(work: Transaction) -> dict[str, str]:
    """For each note that is confirmed, what its row on the list is to say."""

    def say() -> dict[str, str]:
        notes = memory.every(work, CaseNote).values()
        return {note.ref: _said(note) for note in notes if note.confirmed_by is not None}

    return memory.made_of(work, CaseNote, "closed notes", say)


def done_before(work: Transaction, day: date, refs: Collection[str]) -> frozenset[str]:
    """Those of these notes that are confirmed, and bear a date of before that day."""
    every = memory.every(work, CaseNote)
    notes = (note for ref in refs if (note := every.get(ref)))
    return frozenset(
        note.ref
        for note in notes
        if note.confirmed_by is not None and (note.entered_on or note.wanted_on) < day
    )


def _said(note: CaseNote) -> str:
    if note.entered_on is None:
        return "Done: not needed any more."
    return f"Done: Case Note of {note.entered_on:%d/%m/%Y}, confirmed by {note.confirmed_by}."


def files_that_may_need_notes(work: Transaction) -> list[AuditFile]:
    """Audits in progress, and those that have ended without the note of their completion."""
    ended = {n.audit for n in memory.where(work, CaseNote, "kind", (CaseNoteKind.COMPLETION,))}
    waiting = {note.audit for note in _unconfirmed(work)}
    audits = (a for _, a in sorted(memory.every(work, Audit).items()))
    begun = (a for a in audits if a.status is not Status.PROPOSED and a.assigned_on)
    return files_of(work, (a for a in begun if a.ref in waiting or _lacks(a, ended)))


def _lacks(audit: Audit, ended: set[str]) -> bool:
    return audit.status is not Status.WITHDRAWN and audit.ref not in ended
