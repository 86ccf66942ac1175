"""An audit is completed: are actions required, who must do them, by when (6.5, 7.3, 9.1, 9.3)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.policy.case_notes import actions_note
from bot.policy.decision import Decision, Letter, Record
from bot.policy.digests import digest_lines
from bot.policy.facts import action_facts, audit_facts, days_over
from bot.policy.life import Event, after
from bot.policy.model import Action, Audit, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import owners
from bot.policy.references import ACTION
from bot.policy.requests import overtaken
from bot.policy.requiring import perhaps_same, placed
from bot.policy.returning import Taken, take, taken_facts
from bot.policy.said import Reading, StatedAction
from bot.policy.wording import count_words


def complete(file: AuditFile, reading: Reading, occasion: Occasion) -> Decision:
    """The auditor has finished. What is not stated is asked for, what is given kept (R-9.1-1)."""
    taken = take(file, reading, occasion)
    completed_on = file.audit.completed_on or occasion.today
    audit = replace(after(file.audit, Event.COMPLETE), completed_on=completed_on)
    first = file.audit.completed_on is None
    moot = overtaken(file)
    if not taken.whole:
        return Decision(
            f"completed by the auditor; {_in_words(taken)}",
            (audit, taken.returned, *moot),
            (
                _receipt(audit, (), taken, occasion),
                *(_to_lead(audit, None, occasion) if first else ()),
            ),
        )
    made = _actions(audit, taken.returned.actions, occasion)
    actions = placed(file, audit, made, occasion)
    audit = after(audit, Event.RELEASE if actions else Event.CLOSE)
    letters = [_receipt(audit, actions, taken, occasion)]
    if first:
        letters += _to_lead(audit, actions, occasion)
    letters += _result(audit, actions, occasion)
    note = f"completed by the auditor; {count_words(len(actions), 'remedial action')} required"
    records: tuple[Record, ...] = (audit, taken.returned, *actions, *moot)
    return Decision(note, records, tuple(letters), perhaps_same(file, actions))


def give(file: AuditFile, reading: Reading, occasion: Occasion) -> Decision:
    """The auditor gives the form. It completes the audit once it is whole, not before (7.3)."""
    taken = take(file, reading, occasion)
    if taken.whole or file.audit.completed_on is not None:
        return complete(file, reading, occasion)
    letter = _receipt(file.audit, (), taken, occasion)
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


def _actions(
    audit: Audit, stated_actions: Sequence[StatedAction], occasion: Occasion
) -> tuple[Action, ...]:
    """R-9.3-1: 25 working days, or fewer if stated; provisional till the Case Note (A-5)."""
    found = []
    for number, stated in enumerate(stated_actions, 1):
        days = min(stated.days or occasion.rules.action_days, occasion.rules.action_days)
        found.append(
            Action(
                ref=occasion.new_reference(ACTION, audit.ref, str(number)),
                audit=audit.ref,
                child=audit.child,
                team=audit.team,
                service_area=audit.service_area,
                text=stated.text,
                category=stated.category,
                days=days,
                created_on=occasion.today,
                due=occasion.calendar.add(occasion.today, days),
                provisional=True,
            )
        )
    return tuple(found)


def _receipt(audit: Audit, actions: tuple[Action, ...], taken: Taken, occasion: Occasion) -> Letter:
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions),
        "stated": taken.whole,
        **taken_facts(taken),
        "undo": None,
    }
    return occasion.letter("completed_receipt", audit.auditor, audit.ref, facts)


def _to_lead(audit: Audit, actions: tuple[Action, ...] | None, occasion: Occasion) -> list[Letter]:
    """R-6.5-1: the Consultant Head is told that the audit has been completed."""
    decider = occasion.decider()
    if decider is None:
        return []
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions or ()),
        "stated": actions is not None,
        "late_by": days_over(audit.due, occasion.policy, audit.completed_on or occasion.today),
    }
    return [occasion.letter("audit_completed", decider.person.name, audit.ref, facts)]


def _result(audit: Audit, actions: tuple[Action, ...], occasion: Occasion) -> list[Letter]:
    """To the Team Manager of the case, or who stands in; and to the case worker (6.5, R-2.1-1)."""
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "actions": action_facts(actions),
        "case_note": actions_note(audit, actions),
    }
    told = owners(audit, occasion)
    letters = [occasion.letter("audit_result", t.person.name, audit.ref, facts) for t in told]
    worker = occasion.council.person(audit.worker)
    if worker and worker.name not in {t.person.name for t in told}:
        letters.append(occasion.letter("result_to_worker", worker.name, audit.ref, facts))
    line = f"completed; {count_words(len(actions), 'remedial action')}"
    if not told:
        line += "; nobody could be told: the team has no manager on the Teams list"
    return [*letters, *digest_lines(audit.ref, line, occasion)]
