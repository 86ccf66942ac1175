"""Remedial actions signed off by the Team Manager (9.3), or not achievable by decision (9.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.policy.council import Person
from bot.policy.decision import Decision, Letter, Record
from bot.policy.digests import digest_lines
from bot.policy.ending import audit_after, settled_by_end, with_changed
from bot.policy.facts import action_facts, audit_facts
from bot.policy.matters import ManagementDecision
from bot.policy.model import Action, ActionStatus, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import owner_names
from bot.policy.references import ACTION
from bot.policy.wording import count_words, listed


def sign_off(
    file: AuditFile, refs: tuple[str, ...], person: Person, occasion: Occasion
) -> Decision:
    """The named actions are done; all open ones if none is named.

    An action whose Management Decision waits is held back: the decision comes first (R-9.4-2).
    """
    meant = named_actions(file, refs)
    waiting = under_decision(file)
    done = tuple(a for a in meant if a.ref not in waiting)
    held = tuple(a for a in meant if a.ref in waiting)
    if not meant:
        return Decision("no change: none of these actions is open")
    closed = closed_as(done, ActionStatus.DONE, person.name, occasion)
    line = f"{count_words(len(closed), 'remedial action')} signed off by {person.name}"
    if held:
        refs_held = listed([a.ref for a in held])
        line += f"; held back until a Management Decision is authorised: {refs_held}"
    records = ended(file, closed, person.name, occasion)
    left = tuple(a for a in file.open_actions if a not in done)
    readers = [*owner_names(file.audit, occasion), person.name]
    now = replace(file, actions=with_changed(file, closed))
    letters = receipts(now, closed, held, readers, occasion)
    note = f"{line}; {len(left)} open"
    return Decision(note, records, (*letters, *digest_lines(file.audit.ref, note, occasion)))


def receipts(
    file: AuditFile,
    done: Sequence[Action],
    held: Sequence[Action],
    readers: Iterable[str],
    occasion: Occasion,
) -> list[Letter]:
    """What is done of an audit, what waits for a decision, and what is open in it now."""
    waiting = under_decision(file)
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "done": action_facts(done),
        "open": action_facts(file.open_actions),
        "held": [
            {"ref": a.ref, "decision": waiting[a.ref].ref, "text": a.text, "due": str(a.due)}
            for a in held
        ],
        "undo": None,
    }
    return [
        occasion.letter("action_receipt", name, file.audit.ref, facts)
        for name in dict.fromkeys(readers)
    ]


def named_actions(file: AuditFile, refs: tuple[str, ...]) -> tuple[Action, ...]:
    """The open actions among `refs`; all open ones if `refs` names no action at all."""
    named = {ref for ref in refs if ref.startswith(f"{ACTION}-")}
    return tuple(a for a in file.open_actions if a.ref in named or not named)


def under_decision(file: AuditFile) -> dict[str, ManagementDecision]:
    """For each action that waits for a Management Decision to be authorised, that decision."""
    return {ref: one for one in file.waiting_decisions for ref in one.actions}


def closed_as(
    actions: tuple[Action, ...], status: ActionStatus, by: str, occasion: Occasion
) -> tuple[Action, ...]:
    ended_on = occasion.today
    return tuple(
        replace(a, status=status, done_on=ended_on, done_by=by, paused_on=None) for a in actions
    )


def ended(
    file: AuditFile, closed: tuple[Action, ...], by: str, occasion: Occasion
) -> tuple[Record, ...]:
    """The closed actions, with the audit and its disagreement as they stand after that."""
    settled = settled_by_end(file, closed, by, occasion.today)
    audit = audit_after(file, closed, settled or file.dispute)
    return (*closed, audit, *([settled] if settled else []))
