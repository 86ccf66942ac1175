"""Job: the work list of Case Notes: wanted, confirmed, chased; a person makes them (6.3, 6.4)."""

import logging
from collections.abc import Sequence
from datetime import datetime

from bot.configuration.note_list import NoteEntered
from bot.configuration.note_sheet import NAME
from bot.jobs.service import Service
from bot.policy.case_notes import entered, moot, rung_of, wanted, work_list
from bot.policy.decision import Decision
from bot.policy.in_force import Policy
from bot.policy.matters import CaseNote
from bot.policy.wording import count_words
from bot.store import keeping, programme
from bot.store.case_notes import files_that_may_need_notes, open_notes
from bot.store.saving import save

log = logging.getLogger(__name__)


def enter_dates(
    service: Service, policy: Policy, entries: Sequence[NoteEntered], at: datetime
) -> str:
    """What has been entered in the list, before anything is chased: it may move due dates."""
    with service.store.reading() as work:
        waiting = {note.ref for note, _ in open_notes(work)}  # done ones stay on the list
    dated = sum(_enter(service, policy, e, at) for e in entries if e.key in waiting)
    return f"{count_words(dated, 'date')} entered"


def want_case_notes(service: Service, policy: Policy, at: datetime) -> str:
    """What is needed, once no job changes an audit any more; then the letter about what waits."""
    made = _want(service, policy, at)
    told = _tell(service, policy, at)
    return f"{made} wanted, the coordinator told" if told else f"{made} wanted"


def _enter(service: Service, policy: Policy, entry: NoteEntered, at: datetime) -> bool:
    with service.store.transaction() as work:
        note = programme.get(work, CaseNote, entry.key)
        file = programme.audit_file(work, note.audit) if note else None
        if note is None or file is None or not note.is_open:
            return False
        occasion = service.occasion(work, policy, at, f"case note {note.ref}")
        decision = entered(file, note, entry.on, entry.by, occasion)
        if not decision.records:
            return False
        save(work, decision, occasion, about=note.audit, by=entry.by)
    log.info("audit %s: a Case Note is confirmed", note.audit)
    return True


def _want(service: Service, policy: Policy, at: datetime) -> int:
    with service.store.reading() as work:
        occasion = service.occasion(work, policy, at, "case notes")
        files = service.settled["case notes"].others(files_that_may_need_notes(work), occasion)
        needed = [(f, (*wanted(f, occasion), *moot(f))) for f in files]
    service.settled["case notes"].add(file for file, notes in needed if not notes)
    changed = [(file.audit.ref, notes) for file, notes in needed if notes]
    for ref, notes in changed:
        with service.store.transaction() as work:
            kinds = ", ".join(dict.fromkeys(note.kind.value.lower() for note in notes))
            save(work, Decision(f"Case Note: {kinds}", notes), occasion, about=ref)
    return sum(note.is_open for _, notes in changed for note in notes)


def _tell(service: Service, policy: Policy, at: datetime) -> bool:
    """One letter a working day at most, for what is new and what has waited too long (A-5)."""
    today = policy.today(at)
    if not policy.calendar.is_working_day(today) or policy.council.quiet(today):
        return False
    with service.store.transaction() as work:
        if keeping.done(work, NAME, f"letter of {today}"):
            return False
        occasion = service.occasion(work, policy, at, f"case notes {today}")
        waiting = open_notes(work)
        asked = [(note.ref, f"asked {rung_of(note, occasion)}") for note, _ in waiting]
        undone = keeping.undone(work, asked)  # most were asked for days ago
        due = [
            one
            for one, step in zip(waiting, asked, strict=True)
            if step in undone and keeping.once(work, *step, at)
        ]
        if not due:
            return False
        keeping.once(work, NAME, f"letter of {today}", at)
        decision = work_list(due, len(waiting) - len(due), occasion)
        save(work, decision, occasion, about=NAME)
    return True
