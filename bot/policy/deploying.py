"""A round becomes real: each audit is its auditor's, with its time, from the day of its letter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.policy.case_notes import assignment_note
from bot.policy.council import Role
from bot.policy.decision import Decision, Letter, Record
from bot.policy.digests import digest_lines, programme_leads
from bot.policy.facts import audit_facts, person_facts, round_facts
from bot.policy.in_force import Policy
from bot.policy.kept_rules import as_begun, to_keep
from bot.policy.life import Event, after
from bot.policy.model import Audit, Fact, Round, RoundStatus, Status
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel, PanelStatus
from bot.policy.pool import successor, unavailable
from bot.policy.round_parts import RoundKind, Withdrawal
from bot.policy.sealing import sealed
from bot.policy.under_way import under_way
from bot.policy.wording import count_words, day_words


def deploy(
    round_: Round,
    audits: Sequence[Audit],
    occasion: Occasion,
    by: str,
    panels: Sequence[Panel] = (),
) -> Decision:
    """Every audit is its auditor's from the day on which the letter leaves (6.4).

    A proposal may be days old: whoever has left, is away or in conflict since then is replaced; an
    audit that nobody can take is withdrawn, and its history says why. The numbers of the policy
    that are in force now are kept for these audits (R-1.2-1).
    """
    day = occasion.policy.letter_day(occasion.at)
    deployed = replace(
        round_,
        status=RoundStatus.DEPLOYED,
        deployed_on=day,
        deployed_by=by,
        rules={**to_keep(occasion.rules), **_short_time(round_, day, occasion)},
    )
    begun = replace(occasion, policy=as_begun(occasion.policy, deployed))
    assigned, notes = _assigned(audits, begun, day)
    going = [audit for audit in assigned if audit.status is Status.ASSIGNED]
    settled = [_seated(panel, going) for panel in panels]
    alone = {p.ref for p in settled if p.status is PanelStatus.DISSOLVED}
    assigned = [replace(a, panel=None) if a.panel in alone else a for a in assigned]
    going = [audit for audit in assigned if audit.status is Status.ASSIGNED]
    reviews, seal = sealed(deployed, going, begun)
    letters: list[Letter] = []
    for audit in going:
        letters += assignment_letters(audit, begun, _partners(audit, going))
    for together in _by_case(going):
        letters += under_way(together, begun)
    letters += _receipts(deployed, going, begun)
    note = f"round of {round_.name} deployed by {by}: {count_words(len(going), 'audit')}"
    records: tuple[Record, ...] = (deployed, *settled, *assigned, *reviews)
    return Decision(note, records, tuple(letters), (), (*notes, *((round_.ref, s) for s in seal)))


def _assigned(
    audits: Sequence[Audit], occasion: Occasion, day: date
) -> tuple[list[Audit], list[tuple[str, str]]]:
    """Each audit with its auditor of today, and a line of history for each."""
    assigned: list[Audit] = []
    notes: list[tuple[str, str]] = []
    for audit in audits:
        partners = [*_partners(audit, audits), *_partners(audit, assigned)]
        auditor, why = _still_able(audit, partners, occasion)
        if auditor is None:
            gone = after(audit, Event.WITHDRAW)
            assigned.append(replace(gone, withdrawn=Withdrawal.NOBODY))
            notes.append((audit.ref, f"withdrawn: {audit.auditor} {why}, and nobody else is free"))
            continue
        given = assign(after(audit, Event.DEPLOY), auditor, occasion.policy, day)
        assigned.append(given)
        instead = f" instead of {audit.auditor}, who {why}" if why else ""
        notes.append((audit.ref, f"assigned to {auditor}{instead}, {due_words(given)}"))
    return assigned, notes


def _partners(audit: Audit, audits: Sequence[Audit]) -> list[str]:
    return [a.auditor for a in audits if a.child == audit.child and a.ref != audit.ref]


def _still_able(
    audit: Audit, partners: Sequence[str], occasion: Occasion
) -> tuple[str | None, str]:
    """Who takes the audit on, and why it is not who was proposed; None: nobody can."""
    person = occasion.council.person(audit.auditor)
    if person is None or not person.in_post(occasion.today):
        why = "is not in post any more"
    elif occasion.conflicts_of(audit)(person):
        why = "has a conflict now"
    elif reason := unavailable(person, occasion.policy, occasion.today):
        why = f"cannot: {reason}"
    else:
        return audit.auditor, ""
    other = successor(audit, occasion, partners)
    return (other.name if other else None), why


def _short_time(round_: Round, day: date, occasion: Occasion) -> dict[str, int]:
    """An inspection's audits have fewer days: until the day that it names, or as the rules say."""
    if round_.kind is not RoundKind.INSPECTION:
        return {}
    days = occasion.rules.inspection_days
    if round_.complete_by:
        days = max(occasion.calendar.between(day, round_.complete_by), 1)
    return {"audit_days": days}


def _seated(panel: Panel, going: Sequence[Audit]) -> Panel:
    """The panel with those who are left; alone, an auditor has nobody to agree with."""
    left = [audit.ref for audit in going if audit.panel == panel.ref]
    if len(left) < 2:
        return replace(panel, status=PanelStatus.DISSOLVED)
    return panel if panel.lead in left else replace(panel, lead=left[0])


def _by_case(audits: Sequence[Audit]) -> list[list[Audit]]:
    children = dict.fromkeys(audit.child for audit in audits)
    return [[audit for audit in audits if audit.child == child] for child in children]


def _receipts(round_: Round, audits: Sequence[Audit], occasion: Occasion) -> list[Letter]:
    """To those who keep count: what has been done, and how to take it back."""
    people = dict.fromkeys(audit.auditor for audit in audits)
    facts: dict[str, Fact] = {
        "round": {**round_facts(round_), "size": len(audits), "auditors": len(people)},
        "by": round_.deployed_by,
    }
    leads = programme_leads(occasion.policy, occasion.today)
    return [occasion.letter("round_deployed", name, round_.ref, facts) for name in leads]


def assign(audit: Audit, auditor: str, policy: Policy, day: date) -> Audit:
    """Give the audit to `auditor` with its working days; the first due date is kept for ever."""
    due = policy.calendar.add(day, policy.rules.audit_days)
    return replace(
        audit,
        auditor=auditor,
        assigned_on=day,
        due=due,
        original_due=audit.original_due or due,
    )


def assignment_letters(
    audit: Audit, occasion: Occasion, partners: Sequence[str] = ()
) -> list[Letter]:
    """The auditor's mail with everything that they need, and a line for those who keep count.

    The others of a panel are named only where the rules say so: they work apart (R-8.1-1).
    """
    shown = list(partners) if occasion.rules.panel_names_shown else []
    consultants = occasion.council.holders(Role.CONSULTANT_SOCIAL_WORKER, occasion.today)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "case_note": assignment_note(audit),
        "partners": shown,
        "consultants": [person_facts(p) for p in consultants if p.name != audit.auditor],
    }
    line = f"assigned to {audit.auditor}, {due_words(audit)}"
    return [
        occasion.letter("assignment", audit.auditor, audit.ref, facts),
        *digest_lines(audit.ref, line, occasion),
    ]


def due_words(audit: Audit) -> str:
    return f"due {day_words(audit.due)}" if audit.due else "without a due date"
