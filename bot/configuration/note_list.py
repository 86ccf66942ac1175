"""The list Case Notes: what somebody must paste into children's records, and when they did."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.configuration.desk import Desk, closed, opened
from bot.configuration.entries import Entry, Fault, settle
from bot.configuration.faults import missing
from bot.configuration.note_sheet import NAME
from bot.configuration.rows import CaseNoteRow
from bot.policy.council import Council

WAITING_NOTE = "This waits for the date of the Case Note and your name."  # Bot check


@dataclass(frozen=True, slots=True)
class NoteEntered:
    """A Case Note that somebody says is in the record."""

    key: str  # its reference
    on: date
    by: str  # a name of the People list


def check_case_notes(desk: Desk, council: Council) -> tuple[NoteEntered, ...]:
    """What has been entered. A date that cannot be is refused in the Bot check (C14)."""
    entries = opened(desk, NAME, CaseNoteRow)
    faults_of = partial(note_faults, council=council, on=desk.known.on)
    settled = [settle(entry, faults_of, CaseNoteRow, {}) for entry in entries]
    items = closed(desk, NAME, [waiting(entry) for entry in settled])
    desk.kept.pop(NAME, None)
    return tuple(
        NoteEntered(row.key, row.entered_on, person.name)
        for row in items
        if row.entered_on and (person := council.person(row.by)) is not None
    )


def note_faults(note: CaseNoteRow, council: Council, on: date) -> list[Fault]:
    if note.entered_on is None:
        return []
    if note.entered_on > on:
        return [Fault(f"Date in the record: {note.entered_on:%d/%m/%Y} is still to come.")]
    if note.not_before and note.entered_on < note.not_before:
        return [
            Fault(
                f"Date in the record: {note.entered_on:%d/%m/%Y} is before"
                f" {note.not_before:%d/%m/%Y}, when the Case Note was first needed."
            )
        ]
    if note.by is None:
        return [Fault("Your name: please say who has made it.")]
    return missing("Your name", None, note.by, council)


def waiting(entry: Entry[CaseNoteRow]) -> Entry[CaseNoteRow]:
    if entry.item is None or entry.item.entered_on is not None:
        return entry
    return replace(entry, fine=WAITING_NOTE)
