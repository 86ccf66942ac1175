"""An audit is completed: are actions required, who must do them, by when (6.5, 7.3, 9.1, 9.3)."""

from dataclasses import replace

from bot.policy.decision import Decision, Letter, Record
from bot.policy.digests import coordinator_lines
from bot.policy.facts import action_facts, audit_facts, days_over
from bot.policy.life import Event, after
from bot.policy.model import Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.onward import Onward, Way, onward
from bot.policy.requests import overtaken
from bot.policy.returning import Taken, take, taken_facts
from bot.policy.said import Reading
from bot.policy.wording import count_words


def complete(file: AuditFile, reading: Reading, occasion: Occasion) -> Decision:
    """The auditor has finished. What is not stated is asked for, what is given kept (R-9.1-1)."""
    taken = take(file, reading, occasion)
    completed_on = file.audit.completed_on or occasion.today
    audit = replace(after(file.audit, Event.COMPLETE), completed_on=completed_on)
    first = file.audit.completed_on is None
    moot = overtaken(file)
    if not taken.whole:
        note = f"completed by the auditor; {_in_words(taken)}"
        told = (
            *_to_lead(audit, None, occasion),
            *coordinator_lines(audit.ref, f"completed; {_in_words(taken)}", occasion),
        )
        receipt = _receipt(audit, None, taken, occasion)
        return Decision(note, (audit, taken.returned, *moot), (receipt, *(told if first else ())))
    next_ = onward(file, audit, taken.returned, occasion)
    letters = [_receipt(next_.audit, next_, taken, occasion)]
    if first:
        letters += _to_lead(next_.audit, next_, occasion)
    records: tuple[Record, ...] = (next_.audit, taken.returned, *next_.records, *moot)
    return Decision(next_.note, records, (*letters, *next_.letters), next_.questions)


def give(file: AuditFile, reading: Reading, occasion: Occasion) -> Decision:
    """The auditor gives the form. It completes the audit once it is whole, not before (7.3)."""
    taken = take(file, reading, occasion)
    if taken.whole or file.audit.completed_on is not None:
        return complete(file, reading, occasion)
    letter = _receipt(file.audit, None, taken, occasion)
    return Decision(
        f"part of the audit form received; {_in_words(taken)}", (taken.returned,), (letter,)
    )


def _in_words(taken: Taken) -> str:
    said = []
    if len(taken.missing) == 1:
        said.append(f"not yet stated {taken.missing[0]}")
    elif taken.missing:
        said.append(f"{len(taken.missing)} parts of the form missing")
    if taken.faults:
        said.append(f"{count_words(len(taken.faults), 'thing')} not understood")
    return ", ".join(said)


def _went(onward: Onward | None) -> dict[str, Fact]:
    """Where the audit has gone, and the actions that the team knows of."""
    return {
        "actions": action_facts(onward.actions if onward else ()),
        "stated": onward is not None,
        "way": (onward.way if onward else Way.TEAM).value,
    }


def _receipt(audit: Audit, onward: Onward | None, taken: Taken, occasion: Occasion) -> Letter:
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        **_went(onward),
        **taken_facts(taken),
        "undo": None,
    }
    return occasion.letter("completed_receipt", audit.auditor, audit.ref, facts)


def _to_lead(audit: Audit, onward: Onward | None, occasion: Occasion) -> list[Letter]:
    """R-6.5-1: the Consultant Head is told that it is complete; of their own, who is above."""
    decider = occasion.decider(audit.auditor)
    if decider is None:
        return []
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        **_went(onward),
        "late_by": days_over(audit.due, occasion.policy, audit.completed_on or occasion.today),
    }
    return [occasion.letter("audit_completed", decider.person.name, audit.ref, facts)]
