"""Case Notes for the child's record (6.3, 6.4, 9.3). A person pastes them: the service cannot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.policy.council import Role
from bot.policy.decision import Decision, Letter
from bot.policy.digests import digest_lines
from bot.policy.ending import due_of
from bot.policy.facts import action_facts, audit_facts, iso
from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Action, Audit, AuditFile, Fact, Status
from bot.policy.occasion import Occasion
from bot.policy.owners import owner_names
from bot.policy.references import CASE_NOTE
from bot.policy.wording import count_words, day_words, full_stop

NOT_NEEDED = "Nobody: not needed any more"
_RELEASED = (Status.WITH_TEAM_MANAGER, Status.DISPUTED, Status.CLOSED)
_MOST_TEXTS = 10
_BEFORE = (Status.PROPOSED, Status.WITHDRAWN, Status.DISPENSED)


def assignment_note(audit: Audit) -> str:
    """For the child's file, with an alert for auditor and Allocated Case Worker (R-6.4-2)."""
    return "\n".join(
        (
            f"Case record audit {audit.ref} has been assigned to {audit.auditor}.",
            f"It is to be completed by {day_words(audit.due)}." if audit.due else "",
            f"Alert: {audit.auditor}; {audit.worker or 'Allocated Case Worker'}.",
            "An audit is not an inspection. The auditor may confer with you about the case.",
        )
    )


def actions_note(audit: Audit, actions: Sequence[Action]) -> str:
    """The remedial action activity from whose date the 25 working days run (R-9.3-1)."""
    if not actions:
        return f"Case record audit {audit.ref} is complete. No remedial action is required."
    lines = (f"{a.ref}: {full_stop(a.text)} By {day_words(a.due)}." for a in actions)
    return "\n".join(
        (f"Case record audit {audit.ref} is complete. Remedial actions required:", *lines)
    )


def completion_note(audit: Audit, actions: Sequence[Action]) -> str:
    """To be saved with the audit form in Documents, once it is complete and verified (R-6.3-2)."""
    number = count_words(len(actions), "remedial action") if actions else "No remedial action"
    done = f" on {day_words(audit.completed_on)}" if audit.completed_on else ""
    return "\n".join(
        (
            f"Case record audit {audit.ref} was completed by {audit.auditor}{done}.",
            f"{number} required. The audit form is saved in Documents.",
        )
    )


def wanted(file: AuditFile, occasion: Occasion) -> list[CaseNote]:
    """The Case Notes that this audit needs now and that are not on the work list yet (R-6.4-2)."""
    audit, actions = file.audit, file.standing_actions
    needed: list[tuple[CaseNoteKind, str, date, tuple[str, ...]]] = []
    if audit.assigned_on and audit.status not in _BEFORE:
        names = (audit.auditor, audit.assigned_on.isoformat())
        text = assignment_note(audit)
        needed.append((CaseNoteKind.ASSIGNMENT, text, audit.assigned_on, names))
    if audit.completed_on and audit.status in _RELEASED:
        if actions:
            text = actions_note(audit, actions)
            needed.append((CaseNoteKind.ACTIONS, text, audit.completed_on, ()))
        text = completion_note(audit, actions)
        needed.append((CaseNoteKind.COMPLETION, text, audit.completed_on, ()))
    there = {(note.kind, note.names) for note in file.notes}
    return [
        CaseNote(
            occasion.new_reference(CASE_NOTE, audit.ref, kind.name, *names),
            audit.ref,
            kind,
            text,
            occasion.today,
            day,
            names=names,
        )
        for kind, text, day, names in needed
        if (kind, names) not in there
    ]


def moot(file: AuditFile) -> list[CaseNote]:
    """The notes that nobody need make any more: another auditor has the audit, or nobody."""
    audit = file.audit
    gone = audit.status is Status.WITHDRAWN
    current = (audit.auditor, iso(audit.assigned_on))
    return [
        replace(note, confirmed_by=NOT_NEEDED)
        for note in file.open_notes
        if gone or (note.kind is CaseNoteKind.ASSIGNMENT and note.names != current)
    ]


def rung_of(note: CaseNote, occasion: Occasion) -> int:
    """How often the date of the note has been owed: at once, after two days, then each week."""
    waited = max(occasion.calendar.between(note.wanted_on, occasion.today), 0)
    first, again = occasion.rules.case_note_days, max(occasion.rules.case_note_again_days, 1)
    return 0 if waited < first else 1 + (waited - first) // again


def work_list(notes: Sequence[tuple[CaseNote, str]], others: int, occasion: Occasion) -> Decision:
    """The letter to whoever makes Case Notes; each note with the id of its child (R-6.4-2)."""
    listed: list[Fact] = [
        {
            "ref": note.ref,
            "audit": note.audit,
            "child": child,
            "kind": note.kind.value,
            # The texts of a whole round would make a letter that nobody reads: they are listed.
            "text": note.text if number < _MOST_TEXTS else "",
            "waited": max(occasion.calendar.between(note.wanted_on, occasion.today), 0),
            "clock": note.kind is CaseNoteKind.ACTIONS,
        }
        for number, (note, child) in enumerate(notes)
    ]
    facts: dict[str, Fact] = {"notes": listed, "others": others}
    readers = occasion.council.holders(Role.COORDINATOR, occasion.today)
    letters = [occasion.letter("case_notes_wanted", p.name, "Case Notes", facts) for p in readers]
    line = f"{count_words(len(notes), 'Case Note')} asked for"
    return Decision(line, (), tuple(letters))


def why_not_on(note: CaseNote, on: date, occasion: Occasion) -> str | None:
    """Why a Case Note cannot bear that date, in words; None: it can (C14)."""
    if on > occasion.today:
        return f"{day_words(on)} is still to come"
    if on < note.not_before:
        return f"{day_words(on)} is before {day_words(note.not_before)}, when it was first needed"
    return None


def entered(file: AuditFile, note: CaseNote, on: date, by: str, occasion: Occasion) -> Decision:
    """The note is in the child's record. Of remedial actions it sets the clock (R-9.3-1, A-5)."""
    if reason := why_not_on(note, on, occasion):
        return Decision(f"no change: {reason}")
    made = replace(note, entered_on=on, confirmed_by=by)
    line = f"Case Note of {day_words(on)} ({note.kind.value.lower()}) confirmed by {by}"
    if note.kind is not CaseNoteKind.ACTIONS:
        return Decision(line, (made,))
    running = (a for a in file.open_actions if a.provisional)
    dated = tuple(_dated(a, on, occasion) for a in running)
    was = {a.ref: a.due for a in file.actions}
    moved = tuple(a for a in dated if a.due != was[a.ref])
    letters = _dates_told(file, moved, on, occasion) if moved else []
    if moved:
        line += f"; {count_words(len(moved), 'due date')} moved"
    return Decision(line, (made, *dated), tuple(letters))


def _dated(action: Action, on: date, occasion: Occasion) -> Action:
    known = replace(action, case_note_on=on, provisional=False)
    return replace(known, due=due_of(known, occasion))


def _dates_told(
    file: AuditFile, moved: tuple[Action, ...], on: date, occasion: Occasion
) -> list[Letter]:
    """As row 11: to the Team Manager, with a copy to the case worker."""
    worker = occasion.council.person(file.audit.worker)
    cc = (worker.name,) if worker else ()
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "actions": action_facts(moved),
        "case_note_on": iso(on),
    }
    readers = owner_names(file.audit, occasion)
    line = f"due dates of {count_words(len(moved), 'action')} set by the Case Note"
    return [
        *(occasion.letter("action_dates", name, file.audit.ref, facts, cc) for name in readers),
        *digest_lines(file.audit.ref, line, occasion),
    ]
