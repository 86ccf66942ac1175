"""Chain A: any suggestion of harm reaches the right Strategic Lead at once (9.1), until answered.

A concern can never be refused. A sender who is not proven makes it unverified, not unsent. The Team
Manager and the case worker are not told by the service: how and by whom that is done is decided by
the person who answers, with the auditor (requirements 8, row 13).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.policy.chains import Matter, Post, Told, on_record, tell, to_ring, told_before, walk
from bot.policy.council import Person
from bot.policy.decision import Decision, Letter
from bot.policy.facts import concern_facts, person_facts
from bot.policy.in_force import Policy
from bot.policy.model import Audit, Concern, ConcernStatus, Fact
from bot.policy.occasion import Occasion
from bot.policy.raising import (
    ask_how,
    decide_how,
    first_asked_at,
    team_answered,
    widen_team,
)
from bot.policy.raising_said import Said, said

_KNOWN_TO = (Post.CONSULTANT_HEAD, Post.COORDINATOR)


def area_to_tell(audit: Audit, open_on: Collection[int]) -> str | None:
    """The area whose lead 9.1 means; None, and so both leads, where a child is in care as well as
    on a child protection plan (A-2): Lists 7 and 8 of Annexe A."""
    return None if {7, 8} <= set(open_on) else audit.service_area


def raise_concern(concern: Concern, occasion: Occasion) -> Decision:
    """Tell the first step of chain A that anybody fills; the writer; without detail the others."""
    policy, at, cause = occasion.policy, occasion.at, occasion.cause
    rung, told = _step(concern, policy, at, 0)
    raised = replace(
        concern,
        rung=rung,
        told=on_record(concern.told, told),
        next_rung_at=_next(rung, at, policy),
    )
    letters = [_notice("safeguarding_notice", t, raised, policy, cause, at, told) for t in told]
    letters += _receipt(raised, policy, cause, at, told)
    letters += _known(raised, policy, cause, at)
    if _at_its_end(rung, policy):
        letters += _alarm(raised, policy, cause, at)
    verified = "" if concern.verified else " (sender not proven)"
    return Decision(
        f"safeguarding concern{verified}: told {_names(told) or 'nobody: the chain is empty'}",
        (raised,),
        tuple(letters),
    )


def widen(concern: Concern, occasion: Occasion) -> Decision | None:
    """One rung further, if it is time and nobody has answered (R-9.1-5). It never stops."""
    policy, at = occasion.policy, occasion.at
    if concern.status is not ConcernStatus.OPEN:
        return None
    if concern.next_rung_at is not None and at < concern.next_rung_at:
        return None
    rung, new = _step(concern, policy, at, concern.rung + 1)
    earlier = _before(concern, policy, at)
    before = [t.person for t in earlier]
    told = [*earlier, *(t for t in new if t.person not in before)]
    wider = replace(
        concern,
        rung=rung,
        told=on_record(concern.told, told),
        next_rung_at=_next(rung, at, policy),
    )
    cause = f"rung {rung}"
    silent: list[Fact] = [person.name for person in before]
    letters = [
        _notice("safeguarding_chase", t, wider, policy, cause, at, told, silent=silent)
        for t in told
    ]
    if _at_its_end(rung, policy):
        letters += _alarm(wider, policy, cause, at)
    return Decision(f"nobody has answered: told {_names(told)}", (wider,), tuple(letters))


def pursue(concern: Concern, occasion: Occasion) -> Decision | None:
    """Whatever a concern owes now, until it has been raised with the team; it never just stops."""
    return _PURSUITS[concern.status](concern, occasion)


def acknowledge(concern: Concern, person: Person, words: str, occasion: Occasion) -> Decision:
    """A named person has it. Records who, when, and how it will be raised (R-9.1-3)."""
    if concern.status is ConcernStatus.WITH_TEAM and person.name in concern.team_told:
        return team_answered(concern, person, occasion)
    if concern.status is ConcernStatus.ACKNOWLEDGED:
        return decide_how(concern, person, said(words), occasion)
    if concern.status is not ConcernStatus.OPEN:
        return Decision(f"{person.name} has written again: it has been decided how it is raised")
    answered = replace(
        concern,
        status=ConcernStatus.ACKNOWLEDGED,
        acknowledged_by=person.name,
        acknowledged_at=occasion.at,
        rung=0,
        next_rung_at=first_asked_at(occasion.policy, occasion.at),
        words="",
    )
    # "I am dealing with this" is no decision yet: only what is labelled counts at once.
    now = replace(said(words), how=None) if not said(words).by_whom else said(words)
    decided = decide_how(answered, person, now, occasion) if now != Said() else None
    facts: dict[str, Fact] = {
        "concern": concern_facts(answered, occasion.policy, words=False),
        "acknowledged_by": person_facts(person),
    }
    others = [name for name in (*concern.told, concern.raised_by) if name != person.name]
    letters = [*decided.letters] if decided else []
    if not any(letter.name == "safeguarding_decided" for letter in letters):
        letters.append(_letter("safeguarding_thanks", person.name, concern, facts, occasion))
    letters += [
        _letter("safeguarding_answered", name, concern, facts, occasion)
        for name in dict.fromkeys(others)
        if occasion.council.person(name)
    ]
    note = f"acknowledged by {person.name}" + (f"; {decided.note}" if decided else "")
    return Decision(note, decided.records if decided else (answered,), tuple(letters))


def _letter(
    name: str, to: str, concern: Concern, facts: dict[str, Fact], occasion: Occasion
) -> Letter:
    return Letter(name, to, concern.ref, occasion.cause, facts, urgent=True)


def may_acknowledge(concern: Concern, person: Person, occasion: Occasion) -> bool:
    """Anybody whom chain A names or has named; never the person who raised it."""
    if person.name == concern.raised_by:
        return False
    if person.name in (*concern.told, *concern.team_told):
        return True
    every = [post for step in occasion.policy.chains.safeguarding for post in step]
    return any(t.person == person for t in _tell(concern, occasion.policy, occasion.at, every))


def _step(concern: Concern, policy: Policy, at: datetime, rung: int) -> tuple[int, list[Told]]:
    steps, on = policy.chains.safeguarding, policy.today(at)
    return walk(steps, rung, _matter(concern, policy), policy.council, policy.chains, on)


def _at_its_end(rung: int, policy: Policy) -> bool:
    """No step has anybody more who is here: somebody must ring, who need not know about what."""
    return rung >= len(policy.chains.safeguarding)


def _matter(concern: Concern, policy: Policy) -> Matter:
    team = policy.council.team(concern.team)
    # R-9.1-6: the one who raised it, and those whose practice it may be about, even as a cover.
    names = (concern.raised_by, concern.worker, team.manager if team else None)
    # Annexe A spells a worker in its own way: the person counts.
    concerned = frozenset(p.name for name in names if (p := policy.council.person(name)))
    return Matter(concern.team, concern.service_area, concern.raised_by, concerned)


def _tell(concern: Concern, policy: Policy, at: datetime, posts: Sequence[Post]) -> list[Told]:
    matter, council, on = _matter(concern, policy), policy.council, policy.today(at)
    # for safeguarding, cover is an addition: both the absent and who covers get it.
    return tell(posts, matter, council, policy.chains, on, cover_is_addition=True)


def _next(rung: int, at: datetime, policy: Policy) -> datetime:
    hours = policy.rules.acknowledge_hours
    return policy.hours.add(at, hours[min(rung, len(hours) - 1)], policy.calendar)


def _notice(
    name: str,
    reader: Told,
    concern: Concern,
    policy: Policy,
    cause: str,
    at: datetime,
    told: Sequence[Told],
    silent: list[Fact] | None = None,
) -> Letter:
    facts: dict[str, Fact] = {
        "concern": concern_facts(concern, policy, words=True),
        "why_you": reader.why,
        "told": _told_facts(told),
        "next": _next_facts(concern, policy, at),
        "out_of_hours": "" if policy.hours.is_open(at, policy.calendar) else "yes",
    }
    if silent is not None:
        facts["silent"] = silent
    return Letter(name, reader.person.name, concern.ref, cause, facts, urgent=True)


def _next_facts(concern: Concern, policy: Policy, at: datetime) -> Fact:
    _, following = _step(concern, policy, at, concern.rung + 1)
    names = [t.person.name for t in following if t.person.name not in concern.told]
    if not names or concern.next_rung_at is None:
        return None
    return {"name": " and ".join(names), "at": policy.hours.local(concern.next_rung_at).isoformat()}


def _receipt(
    concern: Concern, policy: Policy, cause: str, at: datetime, told: Sequence[Told]
) -> list[Letter]:
    """The writer learns who was told; a sender who is not proven gets no answer from us."""
    if not concern.verified or not policy.council.person(concern.raised_by):
        return []
    facts: dict[str, Fact] = {
        "concern": concern_facts(concern, policy, words=False),
        "told": _told_facts(told),
        "out_of_hours": "" if policy.hours.is_open(at, policy.calendar) else "yes",
    }
    return [
        Letter("safeguarding_receipt", concern.raised_by, concern.ref, cause, facts, urgent=True)
    ]


def _known(concern: Concern, policy: Policy, cause: str, at: datetime) -> list[Letter]:
    told = _tell(concern, policy, at, _KNOWN_TO)
    facts: dict[str, Fact] = {"concern_ref": concern.ref}
    names = [t.person.name for t in told if t.person.name not in concern.told]
    return [
        Letter("safeguarding_known", name, concern.ref, cause, facts, urgent=True) for name in names
    ]


def _alarm(concern: Concern, policy: Policy, cause: str, at: datetime) -> list[Letter]:
    """The chain is at its end: the coordinator, or who is above, must pick up the telephone."""
    ringing = to_ring(_matter(concern, policy), policy.council, policy.chains, policy.today(at))
    facts: dict[str, Fact] = {
        "concern": {"ref": concern.ref},
        "told": _told_facts(_before(concern, policy, at)),
    }
    return [
        Letter("safeguarding_alarm", t.person.name, concern.ref, cause, facts, urgent=True)
        for t in ringing
    ]


def _before(concern: Concern, policy: Policy, at: datetime) -> list[Told]:
    return told_before(concern.told, "notice", policy.council, policy.today(at))


def _told_facts(told: Sequence[Told]) -> list[Fact]:
    return [{"name": t.person.name, "post": t.post, "phone": t.person.phone} for t in told]


def _names(told: Sequence[Told]) -> str:
    return ", ".join(t.person.name for t in told)


def _nothing(concern: Concern, occasion: Occasion) -> Decision | None:
    return None


_PURSUITS: Mapping[ConcernStatus, Callable[[Concern, Occasion], Decision | None]] = {
    ConcernStatus.OPEN: widen,
    ConcernStatus.ACKNOWLEDGED: ask_how,
    ConcernStatus.WITH_TEAM: widen_team,
    ConcernStatus.RAISED: _nothing,
}
