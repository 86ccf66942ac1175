"""A round: when it is owed, who can audit, which cases are drawn and who gets which (6.1, 6.2)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.policy.allocation import allocate
from bot.policy.case_notes import assignment_note
from bot.policy.conflicts import conflict
from bot.policy.council import Person, Role
from bot.policy.decision import Decision, Letter, Question, QuestionKind
from bot.policy.digests import digest_lines, programme_leads
from bot.policy.draw import Draw, draw, fingerprint, rank
from bot.policy.facts import audit_facts, person_facts
from bot.policy.in_force import Policy
from bot.policy.life import Event, after
from bot.policy.model import Audit, Case, Fact, Frame, Round, RoundStatus, Status
from bot.policy.occasion import NewReference, Occasion
from bot.policy.references import AUDIT, ROUND
from bot.policy.strata import Sharing
from bot.policy.wording import count_words, day_words

AUDITING_ROLES = (Role.AUDITOR, Role.CONSULTANT_SOCIAL_WORKER)
DEPLOY, DISCARD = "Deploy", "Discard"


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier rounds mean for this one."""

    audited: frozenset[str]  # children audited within the window of `repeat_audit_months`
    load: Mapping[str, int]  # auditor's name -> audits of the last twelve months
    spread: Mapping[str, float] = field(default_factory=dict)  # of earlier results, by stratum


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round as it would be deployed, and everything that a person needs to judge it."""

    round: Round
    audits: tuple[Audit, ...]
    without: tuple[tuple[str, str], ...]  # people of the pool without an audit, and why (R-5.2-2)
    left_out: tuple[tuple[str, int], ...]  # why cases of the frame could not be drawn, how many
    nobody_for: tuple[tuple[str, str], ...]  # child, and why no auditor could be found
    draw: Draw


def period_of(day: date) -> str:
    return f"{day:%Y-%m}"


def is_owed(today: date, as_at: date, policy: Policy) -> bool:
    """From the month's first working Monday on, with a frame of that month (A-6, A-7)."""
    mondays = (today.replace(day=d) for d in range(1, 29))
    first = next(
        (d for d in mondays if d.weekday() == 0 and policy.calendar.is_working_day(d)), None
    )
    return first is not None and today >= first and period_of(as_at) == period_of(today)


def propose(frame: Frame, past: Past, occasion: Occasion) -> Proposal:
    """Draw and allocate. Nothing is settled: a person deploys it."""
    policy, today, name = occasion.policy, occasion.today, occasion.new_reference
    period = period_of(today)
    frame_sha256 = fingerprint(frame.cases)
    # a public value that nobody can choose: the period and the frame itself.
    seed = f"{period} {frame_sha256}"
    pool = {p.name: unavailable(p, policy, today) for p in _pool(policy, today)}
    auditors = [p for p in _pool(policy, today) if pool[p.name] is None]
    sharing = Sharing(policy.rules.draw_method, policy.rules.draw_minimum, past.spread)
    drawn = draw(
        frame.cases,
        sum(p.capacity for p in auditors),
        seed,
        sharing,
        left_out=lambda case: ineligible(case, past),
    )
    given = allocate(
        drawn.cases,
        auditors,
        load=past.load,
        against=lambda person, case: conflict(person, case, policy.council, today),
        seed=seed,
    )
    round_ = Round(
        ref=name(ROUND, period),
        period=period,
        name=f"{today:%B %Y}",
        status=RoundStatus.PROPOSED,
        as_at=frame.as_at,
        frame_sha256=frame_sha256,
        algorithm=drawn.algorithm,
        seed=seed,
        open_cases=len(frame.cases),
        available=drawn.size,
        strata=drawn.strata,
        proposed_on=today,
    )
    audits = tuple(
        _audit(case, round_.ref, given.auditor_of[case.child], name)
        for case in drawn.cases
        if case.child in given.auditor_of
    )
    busy = {audit.auditor for audit in audits}
    idle = [
        (n, why or "no case without conflict was left") for n, why in pool.items() if n not in busy
    ]
    left_out = Counter(case.left_out for case in drawn.frame if case.left_out).most_common()
    return Proposal(round_, audits, tuple(idle), tuple(left_out), given.nobody_for, drawn)


def unavailable(person: Person, policy: Policy, today: date) -> str | None:
    """Why a member of the pool gets no audit now; None: can be given one."""
    if not person.qualified:
        return "not social-work qualified (5.2)"
    if not person.trained:
        return "not yet trained in the audit form (6.3)"
    days = list(policy.calendar.days(today, policy.calendar.add(today, policy.rules.audit_days)))
    # Before their first and after their last day in post nobody can audit either.
    here = [day for day in days if person.in_post(day)]
    away = len(days) - len(here) + policy.council.away(person.name, here)
    if away > policy.rules.away_share * len(days):
        return f"away for {away} of the {len(days)} working days"
    return None


def ineligible(case: Case, past: Past) -> str | None:
    if case.team is None:
        return "no team is given"
    if case.service_area is None:
        return "the team is not on the Teams list"
    if case.child in past.audited:
        return "audited not long ago"
    return None


def proposal_decision(proposal: Proposal, occasion: Occasion) -> Decision:
    """Save the proposal, show it to the coordinator and the Consultant Head, and ask."""
    round_ = proposal.round
    facts: dict[str, Fact] = {"round": proposal_facts(proposal)}
    letters = [
        occasion.letter("round_proposed", name, round_.ref, facts)
        for name in programme_leads(occasion.policy, occasion.today)
    ]
    asks = (
        f"Deploy the round of {round_.name}: {count_words(len(proposal.audits), 'audit')} from "
        f"{count_words(round_.open_cases, 'open case')} as at {day_words(round_.as_at)}?"
    )
    question = Question(
        f"round {round_.ref}", QuestionKind.ROUND, round_.ref, asks, DEPLOY, (DEPLOY, DISCARD)
    )
    note = f"round of {round_.name} proposed with {count_words(len(proposal.audits), 'audit')}"
    notes = tuple(
        (a.ref, f"drawn in {round_.ref} from {a.stratum}, proposed for {a.auditor}")
        for a in proposal.audits
    )
    return Decision(note, (round_, *proposal.audits), tuple(letters), (question,), notes)


def proposal_facts(proposal: Proposal) -> dict[str, Fact]:
    round_ = proposal.round
    return {
        "ref": round_.ref,
        "name": round_.name,
        "as_at": round_.as_at.isoformat(),
        "available": round_.available,
        "size": len(proposal.audits),
        "open_cases": round_.open_cases,
        "seed": round_.seed,
        "strata": [{"stratum": s.name, "open": s.open, "drawn": s.drawn} for s in round_.strata],
        "audits": [{"ref": a.ref, "team": a.team, "auditor": a.auditor} for a in proposal.audits],
        "without": [{"auditor": name, "why": why} for name, why in proposal.without],
        "left_out": [{"why": why, "cases": number} for why, number in proposal.left_out],
    }


def deploy(round_: Round, audits: tuple[Audit, ...], occasion: Occasion, by: str) -> Decision:
    """Every audit is its auditor's from the day on which the letter leaves (6.4).

    A proposal may be days old: whoever has left, is away or in conflict since then is replaced; an
    audit that nobody can take is withdrawn, and its history says why.
    """
    day = occasion.policy.letter_day(occasion.at)
    assigned: list[Audit] = []
    notes: list[tuple[str, str]] = []
    for audit in audits:
        auditor, why = _still_able(audit, occasion)
        if auditor is None:
            assigned.append(after(audit, Event.WITHDRAW))
            notes.append((audit.ref, f"withdrawn: {audit.auditor} {why}, and nobody else is free"))
            continue
        given = assign(after(audit, Event.DEPLOY), auditor, occasion.policy, day)
        assigned.append(given)
        instead = f" instead of {audit.auditor}, who {why}" if why else ""
        notes.append((audit.ref, f"assigned to {auditor}{instead}, {_due(given)}"))
    going = [audit for audit in assigned if audit.status is Status.ASSIGNED]
    letters = [letter for audit in going for letter in assignment_letters(audit, occasion)]
    note = f"round of {round_.name} deployed by {by}: {count_words(len(going), 'audit')}"
    deployed = replace(round_, status=RoundStatus.DEPLOYED, deployed_on=day)
    return Decision(note, (deployed, *assigned), tuple(letters), (), tuple(notes))


def _still_able(audit: Audit, occasion: Occasion) -> tuple[str | None, str]:
    """Who takes the audit on, and why it is not who was proposed; None: nobody can."""
    person = occasion.council.person(audit.auditor)
    if person is None or not person.in_post(occasion.today):
        why = "is not in post any more"
    elif conflict(person, audit, occasion.council, occasion.today):
        why = "has a conflict now"
    elif reason := unavailable(person, occasion.policy, occasion.today):
        why = f"cannot: {reason}"
    else:
        return audit.auditor, ""
    other = successor(audit, occasion)
    return (other.name if other else None), why


def discard(round_: Round, audits: tuple[Audit, ...], by: str) -> Decision:
    withdrawn = tuple(after(audit, Event.WITHDRAW) for audit in audits)
    gone = replace(round_, status=RoundStatus.DISCARDED)
    return Decision(f"round of {round_.name} discarded by {by}", (gone, *withdrawn))


def successor(audit: Audit, occasion: Occasion) -> Person | None:
    """The least loaded auditor who is here, without conflict and not the present one."""
    able = (
        p
        for p in without_conflict(audit, occasion)
        if unavailable(p, occasion.policy, occasion.today) is None
    )
    return min(
        able, key=lambda p: (occasion.load.get(p.name, 0), rank(audit.ref, p.name)), default=None
    )


def without_conflict(audit: Audit, occasion: Occasion) -> list[Person]:
    """The other auditors who may have this case, here or away."""
    return [
        p
        for p in occasion.council.people
        if p.in_post(occasion.today)
        and p.roles.intersection(AUDITING_ROLES)
        and p.name != audit.auditor
        and conflict(p, audit, occasion.council, occasion.today) is None
    ]


def assign(audit: Audit, auditor: str, policy: Policy, day: date) -> Audit:
    """Give the audit to `auditor` with its 20 working days; the first due date is kept for ever."""
    due = policy.calendar.add(day, policy.rules.audit_days)
    return replace(
        audit,
        auditor=auditor,
        assigned_on=day,
        due=due,
        original_due=audit.original_due or due,
    )


def assignment_letters(audit: Audit, occasion: Occasion) -> list[Letter]:
    """The auditor's mail with everything that they need, and a line for those who keep count."""
    consultants = occasion.council.holders(Role.CONSULTANT_SOCIAL_WORKER, occasion.today)
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion),
        "case_note": assignment_note(audit),
        "consultants": [person_facts(p) for p in consultants if p.name != audit.auditor],
    }
    line = f"assigned to {audit.auditor}, {_due(audit)}"
    return [
        occasion.letter("assignment", audit.auditor, audit.ref, facts),
        *digest_lines(audit.ref, line, occasion),
    ]


def _due(audit: Audit) -> str:
    return f"due {day_words(audit.due)}" if audit.due else "without a due date"


def _pool(policy: Policy, today: date) -> list[Person]:
    """Everybody in post who may be asked to audit, in the order of the People list."""
    return [
        p
        for p in policy.council.people
        if p.in_post(today) and p.roles.intersection(AUDITING_ROLES)
    ]


def _audit(case: Case, round_ref: str, auditor: str, name: NewReference) -> Audit:
    return Audit(
        ref=name(AUDIT, round_ref, case.child),
        round=round_ref,
        child=case.child,
        team=case.team or "",
        worker=case.worker,
        service_area=case.service_area or "",
        stratum=case.stratum,
        auditor=auditor,
        status=Status.PROPOSED,
    )
