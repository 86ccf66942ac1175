"""How a disagreement goes on or ends: who may give way, who decides, what becomes of the clock."""

import re
from dataclasses import replace

from bot.policy.actions import closed_as
from bot.policy.council import Person, tidy
from bot.policy.decision import Decision, Record
from bot.policy.digests import digest_lines
from bot.policy.dispute_parties import is_lead, is_party, parties, speakers
from bot.policy.disputes import (
    NOT_AGREED,
    REVIEWED,
    able_reviewers,
    appoint,
    dispute_facts,
    refer,
    review,
    reviewed,
)
from bot.policy.ending import audit_after, resumed, with_changed
from bot.policy.facts import action_facts, person_facts
from bot.policy.labels import ATTENDED, OUTCOME, labelled
from bot.policy.matters import Dispute, DisputeOutcome, DisputeStep
from bot.policy.model import ActionStatus, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import is_owner
from bot.policy.wording import listed

_LONGEST_WORDS = 500


def why_no_part(file: AuditFile, person: Person, occasion: Occasion) -> str | None:
    """Why a person has no say in the open disagreement; None: there is one, and they have."""
    dispute = file.dispute
    if dispute is None:
        return f"{file.audit.ref} has no open disagreement"
    if (
        is_party(person, file, occasion)
        or is_lead(person, dispute, file.audit, occasion)
        or person.name == dispute.reviewer
    ):
        return None
    return f"{person.name} has no part in the disagreement {dispute.ref}"


def why_not_settled(
    file: AuditFile, dispute: Dispute, outcome: DisputeOutcome, person: Person, occasion: Occasion
) -> str | None:
    """Whoever disagrees may give way at any time; the Strategic Lead may decide; nobody else.

    An action that somebody calls relevant to safeguarding is not dropped by its auditor alone.
    """
    decides = is_lead(person, dispute, file.audit, occasion) or person.name == dispute.reviewer
    if dispute.step is DisputeStep.DISCUSSION and decides:
        return None
    if dispute.step is DisputeStep.LEAD and is_lead(person, dispute, file.audit, occasion):
        return None
    if outcome is DisputeOutcome.STANDS:
        team = is_owner(person, file.audit, occasion) or person.name == dispute.raised_by
        if team and person.name != file.audit.auditor:
            return None
        return "the team must say that the actions stand"
    if person.name != file.audit.auditor:
        return "only the auditor or the Strategic Lead can say that the actions are not required"
    if dispute.safeguarding:
        return "it is relevant to safeguarding, so the Strategic Lead decides"
    return None


def attendees_in(
    words: str, file: AuditFile, dispute: Dispute, occasion: Occasion
) -> tuple[str, ...]:
    """Those with a part whom a reply names behind "Attended:", by whole or first name."""
    said = tidy(labelled(words, ATTENDED))
    named = re.split(r"\s*(?:,|;|\band\b|&)\s*", said)
    found = []
    for party in speakers(file, dispute, occasion):
        name = tidy(party.person.name)
        if name in named or name.split()[0] in named or name in said:
            found.append(party.person.name)
    return tuple(dict.fromkeys(found))


def settle(
    file: AuditFile,
    dispute: Dispute,
    outcome: DisputeOutcome,
    by: str,
    words: str,
    occasion: Occasion,
    attendees: tuple[str, ...] = (),
) -> Decision:
    """The clock of what stands runs on; what is not required is closed, counted apart."""
    meant = tuple(a for a in file.open_actions if a.ref in dispute.actions)
    if outcome is DisputeOutcome.STANDS:
        changed = tuple(resumed(a, occasion) for a in meant)
    else:
        changed = closed_as(meant, ActionStatus.NOT_REQUIRED, by, occasion)
    settled = replace(
        dispute,
        step=DisputeStep.SETTLED,
        outcome=outcome,
        attendees=attendees,
        words=words[:_LONGEST_WORDS],
        settled_on=occasion.today,
        settled_by=by,
    )
    audit = audit_after(file, changed, settled)
    now = replace(file, audit=audit, actions=with_changed(file, changed))
    facts: dict[str, Fact] = {
        **dispute_facts(now, settled, occasion),
        "outcome": outcome.value,
        "stands": int(outcome is DisputeOutcome.STANDS),
        "words": settled.words,
        "settled_by": person_facts(occasion.council.person(by)) or {"name": by, "address": None},
        "attendees": list(attendees),
        "open": action_facts(now.open_actions),
        "undo": None,
    }
    line = f"{dispute.ref} settled by {by}: {outcome.value[0].lower()}{outcome.value[1:]}"
    if attendees:
        line += f"; discussed by {listed(attendees)}"
    readers = dict.fromkeys([*_concerned(now, dispute, occasion), by])
    letters = [occasion.letter("dispute_settled", name, dispute.ref, facts) for name in readers]
    records: tuple[Record, ...] = (*changed, audit, settled)
    return Decision(line, records, (*letters, *digest_lines(audit.ref, line, occasion)))


def _concerned(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[str]:
    """The parties; of what is relevant to safeguarding the worker only if they had a part in it.

    They have if they raised it, or were asked to the discussion.
    """
    talked = dispute.step is DisputeStep.DISCUSSION
    return [
        party.person.name
        for party in parties(file, dispute, occasion)
        if party.part != "Case worker"
        or not dispute.safeguarding
        or talked
        or party.person.name == dispute.raised_by
    ]


def still_not_agreed(file: AuditFile, dispute: Dispute, by: str, occasion: Occasion) -> Decision:
    """One step further: from the team to the Strategic Lead, from there to the review."""
    why = f"{dispute.ref}: {by} says that it is not agreed"
    if dispute.step is DisputeStep.TEAM:
        return refer(file, dispute, occasion, why)
    if dispute.step is DisputeStep.LEAD:
        return review(file, dispute, occasion, why)
    return Decision(f"no change: {dispute.ref} is {dispute.step.value.lower()}")


def named_reviewer(words: str, file: AuditFile, dispute: Dispute, occasion: Occasion) -> str | None:
    """The one able reviewer whom the words name."""
    said = tidy(words)
    found = [name for name in able_reviewers(file, dispute, occasion) if tidy(name) in said]
    return found[0] if len(found) == 1 else None


def said_outcome(words: str) -> str:
    return labelled(words, OUTCOME)[:_LONGEST_WORDS]


def answered(
    file: AuditFile, dispute: Dispute, choice: str, by: str, occasion: Occasion
) -> Decision:
    """The same by an answer on the Decisions list, of whoever keeps it."""
    outcomes = {outcome.value: outcome for outcome in DisputeOutcome}
    if choice in outcomes:
        talked = dispute.step is DisputeStep.DISCUSSION
        there = [p.person.name for p in parties(file, dispute, occasion)] if talked else []
        return settle(file, dispute, outcomes[choice], by, "", occasion, tuple(there))
    if choice == REVIEWED:
        return reviewed(file, dispute, dispute.words, by, occasion)
    if choice == NOT_AGREED:
        return still_not_agreed(file, dispute, by, occasion)
    return appoint(file, dispute, choice, by, occasion)
