"""Disagreement on remedial actions, step by step (9.8): the team, chain C, review, discussion."""

from dataclasses import replace

from bot.policy.actions import named_actions
from bot.policy.alarms import if_nobody
from bot.policy.council import Person
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.digests import digest_lines
from bot.policy.dispute_parties import (
    director,
    leads,
    parties,
    party_facts,
    reviewer,
    worker_of,
)
from bot.policy.ending import paused
from bot.policy.facts import action_facts, audit_facts, iso, person_facts
from bot.policy.labels import ACTIONS, REASON, SAFEGUARDING, labelled, yes
from bot.policy.life import Event, after, refusal
from bot.policy.matters import Dispute, DisputeOutcome, DisputeStep
from bot.policy.model import Action, AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.owners import owner_names
from bot.policy.pool import AUDITING_ROLES
from bot.policy.references import DISPUTE, find_references
from bot.policy.said import Reading
from bot.policy.wording import count_words, listed

_LONGEST_REASON = 500
REVIEWED = "Reviewed: now the discussion"  # on the Decisions list
NOT_AGREED = "Not agreed"


def disagree(
    file: AuditFile, refs: tuple[str, ...], reading: Reading, person: Person, occasion: Occasion
) -> Decision:
    """A disagreement begins. One that is relevant to safeguarding goes to the lead at once."""
    words = reading.own_words
    named = (*refs, *find_references(labelled(words, ACTIONS)))
    meant = tuple(a for a in named_actions(file, named) if not a.linked_to)
    said = reading.safeguarding or yes(labelled(words, SAFEGUARDING))
    dispute = Dispute(
        occasion.new_reference(DISPUTE, file.audit.ref, occasion.cause),
        file.audit.ref,
        tuple(a.ref for a in meant),
        person.name,
        occasion.today,
        (labelled(words, REASON) or words.strip())[:_LONGEST_REASON],
        said or any(a.safeguarding for a in meant),
        DisputeStep.TEAM,
        occasion.today,
    )
    # R-9.8-6: what somebody calls relevant to safeguarding stops no clock at all.
    still = meant if said else tuple(paused(a, occasion) for a in meant)
    audit = file.audit
    if not refusal(audit, Event.DISPUTE):  # what could not wait may be disputed before the rest
        audit = after(audit, Event.DISPUTE)
    line = f"{dispute.ref}: {person.name} disagrees on {count_words(len(meant), 'action')}"
    now = replace(file, audit=audit)
    if dispute.safeguarding:
        referred = refer(now, dispute, occasion, f"{line}, relevant to safeguarding")
        return replace(referred, records=(audit, *still, *referred.records))
    letters = [
        *_to_the_two(now, dispute, still, occasion),
        *digest_lines(audit.ref, line, occasion),
    ]
    return Decision(line, (audit, *still, dispute), tuple(letters))


def _to_the_two(
    file: AuditFile, dispute: Dispute, actions: tuple[Action, ...], occasion: Occasion
) -> list[Letter]:
    """R-9.8-1: auditor and team try to resolve it themselves, until a day that both know."""
    until = occasion.calendar.add(dispute.since, occasion.rules.dispute_days)
    facts: dict[str, Fact] = {
        **dispute_facts(file, dispute, occasion),
        "until": iso(until),
        "paused": [a.ref for a in actions if a.paused_on],
        "undo": None,
    }
    readers = dict.fromkeys(
        [file.audit.auditor, *owner_names(file.audit, occasion), dispute.raised_by]
    )
    return [occasion.letter("dispute_opened", name, dispute.ref, facts) for name in readers]


def refer(file: AuditFile, dispute: Dispute, occasion: Occasion, why: str) -> Decision:
    """To the relevant Strategic Lead: chain C (R-9.8-2, R-9.8-3)."""
    told = leads(file.audit, occasion)
    lead = told[0].person.name if told else None
    referred = replace(dispute, step=DisputeStep.LEAD, since=occasion.today, lead=lead)
    line = f"{why}; with {lead or 'nobody: chain C is empty'}"
    letters = to_lead(file, referred, occasion)
    if dispute.safeguarding:
        letters += _to_head(file, referred, occasion)
    return Decision(
        line,
        (referred,),
        (*letters, *digest_lines(file.audit.ref, line, occasion)),
        (question(file, referred, occasion),),
    )


def to_lead(file: AuditFile, dispute: Dispute, occasion: Occasion, silent: int = 0) -> list[Letter]:
    """Rows 18 and 19: a copy to the auditor and the Team Manager; to the worker if ordinary."""
    worker = worker_of(file.audit, occasion)
    copies = [file.audit.auditor, *owner_names(file.audit, occasion)]
    if worker and not dispute.safeguarding:
        copies.append(worker.name)
    letters = []
    for reader in leads(file.audit, occasion, silent):
        name = reader.person.name
        facts = {
            **dispute_facts(file, dispute, occasion),
            "why_you": reader.why,
            "again": silent > 0,
            "undo": None,
        }
        cc = tuple(copy for copy in dict.fromkeys(copies) if copy != name)
        letters.append(occasion.letter("dispute_referred", name, dispute.ref, facts, cc))
    return letters or if_nobody((), file.audit, f"that {dispute.ref} is not resolved", occasion)


def _to_head(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[Letter]:
    """Row 19: the Consultant Head is told of one that is relevant to safeguarding."""
    head = reviewer(file.audit, occasion)
    if head is None and (acting := occasion.decider(file.audit.auditor)):
        head = acting.person
    if head is None or head.name == dispute.lead:
        return []
    facts = dispute_facts(file, dispute, occasion)
    return [occasion.letter("dispute_known", head.name, dispute.ref, facts)]


def review(file: AuditFile, dispute: Dispute, occasion: Occasion, why: str) -> Decision:
    """R-9.8-4: quality assured by the Consultant Head; if that is the auditor, by somebody else."""
    head = reviewer(file.audit, occasion)
    step = DisputeStep.REVIEW if head else DisputeStep.REVIEWER_WANTED
    name = head.name if head else None
    asked = replace(dispute, step=step, since=occasion.today, reviewer=name)
    who = f"{name} assures its quality" if name else "another reviewer must be named"
    line = f"{why}; {who}"
    return Decision(
        line,
        (asked,),
        (*step_letters(file, asked, occasion), *digest_lines(file.audit.ref, line, occasion)),
        (question(file, asked, occasion),),
    )


def appoint(file: AuditFile, dispute: Dispute, name: str, by: str, occasion: Occasion) -> Decision:
    """The Assistant Director names who assures the quality in the Consultant Head's place."""
    asked = replace(dispute, step=DisputeStep.REVIEW, since=occasion.today, reviewer=name)
    line = f"{name} was named by {by} to assure the quality of the audit"
    return Decision(
        line,
        (asked,),
        (*step_letters(file, asked, occasion), *digest_lines(file.audit.ref, line, occasion)),
        (question(file, asked, occasion),),
    )


def reviewed(file: AuditFile, dispute: Dispute, view: str, by: str, occasion: Occasion) -> Decision:
    """R-9.8-5: after that, the discussion between all four parties."""
    lead = dispute.lead
    if lead is None:
        told = leads(file.audit, occasion)
        lead = told[0].person.name if told else None
    talking = replace(
        dispute, step=DisputeStep.DISCUSSION, since=occasion.today, lead=lead, words=view
    )
    line = f"quality assured by {by}; now the discussion between all four parties"
    return Decision(
        line,
        (talking,),
        (*step_letters(file, talking, occasion), *digest_lines(file.audit.ref, line, occasion)),
        (question(file, talking, occasion),),
    )


def step_letters(
    file: AuditFile, dispute: Dispute, occasion: Occasion, *, again: bool = False
) -> list[Letter]:
    """Whoever must act on this step: chain C, the reviewer, the director, or all four parties."""
    facts: dict[str, Fact] = {**dispute_facts(file, dispute, occasion), "again": again}
    match dispute.step:
        case DisputeStep.REVIEW:
            readers = [dispute.reviewer] if dispute.reviewer else []
            name = "dispute_review"
        case DisputeStep.REVIEWER_WANTED:
            named = director(file.audit, occasion)
            readers, name = ([named.name] if named else []), "dispute_reviewer_wanted"
            facts["candidates"] = [
                {"label": f"Name {able}", "command": f"APPOINT {able}"}
                for able in able_reviewers(file, dispute, occasion)
            ]
        case DisputeStep.DISCUSSION:
            talking = parties(file, dispute, occasion)
            chair = dispute.reviewer or ""
            readers = [p.person.name for p in talking if not again or p.person.name == chair]
            facts["chair"] = person_facts(occasion.council.person(chair))
            name = "dispute_discussion"
        case _:
            return []
    return [occasion.letter(name, reader, dispute.ref, facts) for reader in readers]


def able_reviewers(file: AuditFile, dispute: Dispute, occasion: Occasion) -> list[str]:
    """Who may be named instead of the Consultant Head: auditors with no part in it."""
    part = {file.audit.auditor, *owner_names(file.audit, occasion), dispute.raised_by, dispute.lead}
    conflict = occasion.conflicts_of(file.audit)
    return [
        p.name
        for p in occasion.council.people
        if p.in_post(occasion.today)
        and p.roles.intersection(AUDITING_ROLES)
        and p.name not in part
        and conflict(p) is None
        and occasion.council.absence(p.name, occasion.today) is None
    ]


def question(file: AuditFile, dispute: Dispute, occasion: Occasion) -> Question:
    """The same step on the Decisions list, for an answer that came another way."""
    stands, not_required = (outcome.value for outcome in DisputeOutcome)
    choices = {
        DisputeStep.LEAD: (stands, not_required, NOT_AGREED),
        DisputeStep.REVIEWER_WANTED: tuple(able_reviewers(file, dispute, occasion)),
        DisputeStep.REVIEW: (REVIEWED,),
        DisputeStep.DISCUSSION: (stands, not_required),
    }[dispute.step]
    all_four = " All four parties took part." if dispute.step is DisputeStep.DISCUSSION else ""
    asks = (
        f"{dispute.raised_by} disagrees on {listed(dispute.actions)} of {dispute.audit}. "
        f"{dispute.step.value}: what has come of it?{all_four}"
    )
    key = f"dispute {dispute.ref} {dispute.step.name.lower()} {dispute.since}"
    return Question(key, QuestionKind.DISPUTE, dispute.ref, asks, "", choices)


def dispute_facts(file: AuditFile, dispute: Dispute, occasion: Occasion) -> dict[str, Fact]:
    about = [a for a in file.actions if a.ref in dispute.actions]
    return {
        "audit": audit_facts(file.audit, occasion),
        "dispute": {
            "ref": dispute.ref,
            "reason": dispute.reason,
            "safeguarding": int(dispute.safeguarding),
            "raised_on": iso(dispute.raised_on),
            "raised_by": person_facts(occasion.council.person(dispute.raised_by)),
            "view": dispute.words,
        },
        "actions": action_facts(about),
        "parties": party_facts(file, dispute, occasion),
    }
