"""After somebody has taken a concern on: how it is raised with the team, by whom, when (9.1).

It stays open until all three are recorded (R-9.1-3). Where it is decided that the service writes to
the team, chain B begins: the Team Manager, else the Service Manager, else the Strategic Lead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.policy.chains import Matter, Told, cover_of, on_record, to_ring, told_before, walk
from bot.policy.council import Person, tidy
from bot.policy.decision import Decision, Letter
from bot.policy.facts import concern_facts, person_facts
from bot.policy.in_force import Policy
from bot.policy.model import Concern, ConcernStatus, Fact
from bot.policy.occasion import Occasion
from bot.policy.raising_said import Said
from bot.policy.wording import listed

TEAM_RUNG = "team rung"  # what the cause of each letter of chain B begins with
SERVICE = "Audit Bot"  # whoever writes this under "By whom" asks for the letter of chain B
_PATIENT = 2  # asked so often alone; after that those told before, and the coordinator, as well


def missing(concern: Concern) -> tuple[str, ...]:
    """Which of the three is not recorded yet."""
    known: Mapping[str, str | None] = {
        "how": concern.how,
        "by whom": concern.by_whom,
        "when": concern.when,
    }
    return tuple(name for name, value in known.items() if not value)


def decide_how(concern: Concern, person: Person, now: Said, occasion: Occasion) -> Decision:
    """Add what this answer says. With all three it is decided; the service writes if asked to."""
    known = replace(
        concern,
        how=now.how or concern.how,
        by_whom=now.by_whom or concern.by_whom,
        when=now.when or concern.when,
        for_team=now.for_team or concern.for_team,
    )
    if missing(known):
        note = f"{person.name} says how it will be raised; not said yet: {listed(missing(known))}"
        return Decision(note if known != concern else f"{person.name} has written", (known,))
    decided = replace(
        known, decided_by=person.name, decided_at=occasion.at, status=ConcernStatus.RAISED
    )
    if tidy(known.by_whom or "") == tidy(SERVICE):
        return _tell_team(decided, occasion)
    recorded = replace(decided, next_rung_at=None, for_team="")
    return Decision(
        f"{person.name} has decided how it is raised with the team",
        (recorded,),
        tuple(_recorded(recorded, occasion)),
    )


def ask_how(concern: Concern, occasion: Occasion) -> Decision | None:
    """R-9.1-3: taken on, but not recorded. Who has it is asked; later the others told, as well."""
    if concern.next_rung_at is None or occasion.at < concern.next_rung_at:
        return None
    policy, times = occasion.policy, concern.rung + 1
    wait = _following(policy.rules.decision_hours, times)
    later = policy.hours.add(occasion.at, wait, policy.calendar)
    asked = replace(concern, rung=times, next_rung_at=later)
    facts: dict[str, Fact] = {
        "concern": concern_facts(concern, policy, words=False),
        "acknowledged_by": _person(concern.acknowledged_by, policy),
        "missing": list(missing(concern)),
    }
    others = concern.told if times > _PATIENT else ()
    names = dict.fromkeys(
        reader
        for name in (concern.acknowledged_by, *others)
        for reader in _with_cover(name, occasion)
    )
    cause = f"decision asked {times}"
    letters = [
        Letter("safeguarding_decide", name, concern.ref, cause, facts, urgent=True)
        for name in names
        if name != concern.raised_by
    ]
    return Decision(
        f"asked how it will be raised; not recorded: {listed(missing(concern))}",
        (asked,),
        tuple(letters),
    )


def first_asked_at(policy: Policy, at: datetime) -> datetime:
    """When somebody who takes a concern on is first asked how it will be raised."""
    return policy.hours.add(at, policy.rules.decision_hours[0], policy.calendar)


def _following(hours: Sequence[float], times: int) -> float:
    return hours[min(times, len(hours) - 1)]


def _with_cover(name: str | None, occasion: Occasion) -> list[str]:
    """For safeguarding, cover is an addition (A-14)."""
    person = occasion.council.person(name)
    if person is None:
        return []
    cover = cover_of(person, occasion.council, occasion.today)
    return [person.name, *([cover.name] if cover else [])]


# --- chain B --------------------------------------------------------------------------------------


def _tell_team(concern: Concern, occasion: Occasion) -> Decision:
    """Row 14: the Team Manager, or the first above who is here; a copy to who raised it."""
    rung, told = _step(concern, occasion, 0)
    note = f"{concern.decided_by} has decided that the service tells the team: told "
    if not told:
        held = replace(concern, status=ConcernStatus.ACKNOWLEDGED, by_whom=None)
        asked = replace(held, decided_by=None, decided_at=None, next_rung_at=occasion.at)
        return Decision(f"{note}nobody: chain B is empty", (asked,), tuple(_alarm(held, occasion)))
    wider = _told(concern, rung, told, occasion)
    letters = [*_letters(wider, told, occasion, f"{TEAM_RUNG} 0"), *_recorded(wider, occasion)]
    return Decision(note + _names(told), (wider,), tuple(letters))


def widen_team(concern: Concern, occasion: Occasion) -> Decision | None:
    """One step further up chain B, if nobody of the team has answered in time."""
    if concern.next_rung_at is None or occasion.at < concern.next_rung_at:
        return None
    rung, new = _step(concern, occasion, concern.rung + 1)
    before = told_before(concern.team_told, "letter", occasion.council, occasion.today)
    earlier = {t.person.name for t in before}
    told = [*before, *(t for t in new if t.person.name not in earlier)]
    wider = _told(concern, rung, told, occasion)
    letters = _letters(wider, told, occasion, f"{TEAM_RUNG} {rung}", silent=list(concern.team_told))
    if rung >= len(occasion.policy.chains.raised_with_team) or not new:
        letters += _alarm(wider, occasion)
    return Decision(f"the team has not answered: told {_names(told)}", (wider,), tuple(letters))


def team_answered(concern: Concern, person: Person, occasion: Occasion) -> Decision:
    """Somebody of the team has it: the chase of chain B ends, and those who decided are told."""
    done = replace(
        concern,
        status=ConcernStatus.RAISED,
        team_answered_by=person.name,
        next_rung_at=None,
        for_team="",
    )
    return Decision(f"raised with {person.name}", (done,), tuple(_recorded(done, occasion)))


def _step(concern: Concern, occasion: Occasion, rung: int) -> tuple[int, list[Told]]:
    policy, on, matter = occasion.policy, occasion.today, _matter(concern, occasion)
    return walk(policy.chains.raised_with_team, rung, matter, policy.council, policy.chains, on)


def _matter(concern: Concern, occasion: Occasion) -> Matter:
    # Never to who raised it or the worker of the case, not even as somebody's cover. That the
    # Team Manager is told was decided by a person.
    names = (concern.raised_by, concern.worker)
    concerned = frozenset(p.name for name in names if (p := occasion.council.person(name)))
    return Matter(concern.team, concern.service_area, concern.raised_by, concerned)


def _told(concern: Concern, rung: int, told: Sequence[Told], occasion: Occasion) -> Concern:
    policy = occasion.policy
    wait = _following(policy.rules.acknowledge_hours, rung)
    return replace(
        concern,
        status=ConcernStatus.WITH_TEAM,
        rung=rung,
        team_told=on_record(concern.team_told, told),
        next_rung_at=policy.hours.add(occasion.at, wait, policy.calendar),
    )


def _letters(
    concern: Concern,
    told: Sequence[Told],
    occasion: Occasion,
    cause: str,
    silent: Sequence[str] = (),
) -> list[Letter]:
    raiser = occasion.council.person(concern.raised_by) if concern.verified else None
    copied = (raiser.name,) if raiser and not silent else ()
    facts: dict[str, Fact] = {
        "concern": concern_facts(concern, occasion.policy, words=False),
        "decided_by": _person(concern.decided_by, occasion.policy),
        "decided_by_phone": _phone(concern.decided_by, occasion),
        "for_team": concern.for_team,
        "silent": list(silent),
    }
    return [
        Letter(
            "safeguarding_to_team",
            t.person.name,
            concern.ref,
            cause,
            {**facts, "why_you": t.why},
            copied if t is told[0] else (),
            urgent=True,
        )
        for t in told
    ]


def _recorded(concern: Concern, occasion: Occasion) -> list[Letter]:
    """To the one who decided, and to the one who raised it: what is recorded (R-9.1-3)."""
    facts: dict[str, Fact] = {
        "concern": concern_facts(concern, occasion.policy, words=False),
        "decided_by": _person(concern.decided_by, occasion.policy),
        "how": concern.how,
        "by_whom": concern.by_whom,
        "when": concern.when,
        "team_told": list(concern.team_told),
        "team_answered_by": concern.team_answered_by,
    }
    names = (concern.decided_by, concern.acknowledged_by, concern.raised_by)
    readers = dict.fromkeys(p.name for n in names if (p := occasion.council.person(n)))
    return [
        Letter("safeguarding_decided", name, concern.ref, occasion.cause, facts, urgent=True)
        for name in readers
        if concern.verified or name != concern.raised_by
    ]


def _alarm(concern: Concern, occasion: Occasion) -> list[Letter]:
    """Chain B is at its end: who rings, as for chain A, need not know what it is about."""
    policy, matter = occasion.policy, _matter(concern, occasion)
    people = (occasion.council.person(n) for n in (*concern.team_told, concern.acknowledged_by))
    told: list[Fact] = [{"name": p.name, "post": "", "phone": p.phone} for p in people if p]
    facts: dict[str, Fact] = {"concern": {"ref": concern.ref}, "told": told}
    return [
        Letter(
            "safeguarding_alarm",
            t.person.name,
            concern.ref,
            f"{TEAM_RUNG} {concern.rung}",
            facts,
            urgent=True,
        )
        for t in to_ring(matter, policy.council, policy.chains, occasion.today)
    ]


def _person(name: str | None, policy: Policy) -> Fact:
    return person_facts(policy.council.person(name))


def _phone(name: str | None, occasion: Occasion) -> str | None:
    person = occasion.council.person(name)
    return person.phone if person else None


def _names(told: Sequence[Told]) -> str:
    return listed([t.person.name for t in told])
