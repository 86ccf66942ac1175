"""What became of audited cases since the last Annexe A: kept, told, or asked about (9.6, 9.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.policy.decision import Decision
from bot.policy.model import AuditFile
from bot.policy.moving import (
    NOTED,
    ask_about_id,
    ask_about_vanished,
    in_history,
    in_words,
    reopened,
    vanished_key,
)
from bot.policy.occasion import Occasion
from bot.policy.publication import CaseEvent, Change, ChangeKind
from bot.policy.references import CASE_EVENT
from bot.store import case_events, programme, questions
from bot.store.saving import save
from bot.store.transaction import Transaction

_BACK = (ChangeKind.REOPENED, ChangeKind.CLOSURE_REVERSED)
_LOST = (ChangeKind.VANISHED, ChangeKind.LEAVER_GONE, ChangeKind.ID_CHANGED)


def follow_cases(
    work: Transaction,
    changes: Sequence[Change],
    open_now: Iterable[str],
    as_at: date,
    occasion: Occasion,
) -> None:
    """Act on what became of each child about whose audit somebody still owes something.

    `open_now`: the ids of the frame as at `as_at`. Closures are only kept here: what a closed case
    owes is asked for each day, by `alert_closed`.
    """
    files = _by_child(work, occasion)
    last = last_words(work, occasion)
    there = set(open_now)
    for change in changes:
        child = occasion.council.current_id(change.child)
        if change.kind in _LOST and child != change.child and child in there:
            continue  # its new id is known already
        if child in files and change.kind not in _BACK:
            _follow(work, files[child], replace(change, child=child), as_at, occasion)
    back = {occasion.council.current_id(c.child): c for c in changes if c.kind in _BACK}
    for child, found in files.items():
        if child in back or (child in there and _was_gone(last.get(child))):
            _back(work, found, child, back.get(child), last.get(child), as_at, occasion)


def last_words(work: Transaction, occasion: Occasion) -> Mapping[str, CaseEvent]:
    """The newest event of each child, by the id that the child has now."""
    events = case_events.latest(work)
    return {occasion.council.current_id(child): event for child, event in events.items()}


def _by_child(work: Transaction, occasion: Occasion) -> Mapping[str, list[AuditFile]]:
    files: dict[str, list[AuditFile]] = defaultdict(list)
    for file in programme.open_files(work):
        files[occasion.council.current_id(file.audit.child)].append(file)
    return files


def _was_gone(event: CaseEvent | None) -> bool:
    return event is not None and (event.is_gone or event.kind is ChangeKind.VANISHED)


def _follow(
    work: Transaction,
    files: Sequence[AuditFile],
    change: Change,
    as_at: date,
    occasion: Occasion,
) -> None:
    if change.kind is ChangeKind.ID_CHANGED and change.now:
        for file in files:
            asked = ask_about_id(file, change.child, change.now, as_at, occasion)
            save(work, asked, occasion, about=file.audit.ref)
        return
    if change.kind in (ChangeKind.VANISHED, ChangeKind.ID_CHANGED):
        event = an_event(change.child, ChangeKind.VANISHED, None, as_at, occasion)
        for file in files:
            asked = ask_about_vanished(file, change.child, as_at, occasion)
            kept = replace(asked, records=(event,))
            save(work, kept, occasion, about=file.audit.ref)
    elif change.kind in NOTED and change.kind is not ChangeKind.NEW:
        _keep(work, files, change, as_at, occasion)


def _keep(
    work: Transaction,
    files: Sequence[AuditFile],
    change: Change,
    as_at: date,
    occasion: Occasion,
) -> None:
    """Into the history of each audit, and onto the record."""
    event = an_event(change.child, change.kind, change.on, as_at, occasion)
    still_open = change.after is not None and change.after.in_frame
    counts = event.is_gone and not still_open
    for file in files:
        # What a closure owes has its own letters; all else is a line in the digest.
        decision = in_history(event) if counts else in_words(file, event, occasion)
        # A case that is still open on another list is not gone: that is history, and no record.
        records = () if event.is_gone and still_open else (event,)
        save(work, replace(decision, records=records), occasion, about=file.audit.ref)


def _back(
    work: Transaction,
    files: Sequence[AuditFile],
    child: str,
    change: Change | None,
    gone: CaseEvent | None,
    as_at: date,
    occasion: Occasion,
) -> None:
    kind = change.kind if change else ChangeKind.NEW
    event = an_event(child, kind, change.on if change else None, as_at, occasion)
    for file in files:
        # A case that had only been out of sight was never closed: nothing begins anew.
        closed = change is not None or (gone is not None and gone.is_gone)
        decision = reopened(file, event, occasion) if closed else None
        decision = decision or in_words(file, event, occasion)
        records = (*decision.records, event)
        save(work, replace(decision, records=records), occasion, about=file.audit.ref)
        if gone and gone.kind is ChangeKind.VANISHED:
            key = vanished_key(file, gone.seen_on)
            questions.settle(work, key, "It is there again", "Audit Bot", occasion.at)


def an_event(
    child: str, kind: ChangeKind, on: date | None, seen_on: date, occasion: Occasion
) -> CaseEvent:
    ref = occasion.new_reference(CASE_EVENT, child, kind.value, seen_on.isoformat())
    return CaseEvent(ref, child, kind, seen_on, occasion.at, on)


def moved_event(
    child: str, from_team: str, to_team: str, seen_on: date, occasion: Occasion
) -> CaseEvent:
    event = an_event(child, ChangeKind.MOVED, None, seen_on, occasion)
    return replace(event, from_team=from_team, to_team=to_team)


def answered_vanished(child: str, seen_on: date, by: str, occasion: Occasion) -> Decision:
    """A person says that the case was closed: from now on it is a closed one."""
    event = an_event(child, ChangeKind.CLOSED_NO_DATE, None, seen_on, occasion)
    return Decision(f"the case was closed, says {by}", (event,))


def answered_same(child: str, now: str, seen_on: date, by: str, occasion: Occasion) -> Decision:
    """A person says that both ids are one child (A-26)."""
    event = an_event(child, ChangeKind.ID_CHANGED, None, seen_on, occasion)
    return Decision(f"the child has a new id in Annexe A, says {by}", (replace(event, now=now),))


def still_closed(work: Transaction, occasion: Occasion) -> list[tuple[AuditFile, CaseEvent]]:
    """The audits that go on although their case has closed."""
    last = last_words(work, occasion)
    return [
        (file, event)
        for child, files in _by_child(work, occasion).items()
        if (event := last.get(child)) and event.is_gone
        for file in files
    ]
