"""Why a person may not audit a case (A-23): theirs now or lately, own team, line, or declared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.policy.council import Conflict, Council, Person, tidy
from bot.policy.model import Audit, Case
from bot.policy.wording import day_words


@dataclass(frozen=True, slots=True)
class HeldBefore:
    """Who held a case, by the Annexe As of the last months."""

    worker: str | None
    team: str | None
    until: date  # as-at date of the last one that said so


def conflict(
    person: Person,
    case: Case | Audit,
    council: Council,
    on: date,
    before: Sequence[HeldBefore] = (),
) -> str | None:
    """One good reason against this assignment, in words; None if there is none.

    `before`: who has held the case lately. A team's manager of then is not known, but whoever
    manages it now is.
    """
    if case.worker and _is(person, case.worker):
        return "it is their own case"
    if case.team and person.team and _same_team(person.team, case.team, council):
        return "it is their own team's case"
    above = {tidy(p.name) for p in _managers_above(case, council)}
    if tidy(person.name) in above:
        return "the case is in their own line of management"
    for declared in council.conflicts:
        if _is(person, declared.person) and _applies(declared, case, council, on):
            return f"a conflict is declared: {declared.reason}"
    return next(_former(person, council, before), None)


def _former(person: Person, council: Council, before: Sequence[HeldBefore]) -> Iterator[str]:
    for held in before:
        team = council.team(held.team)
        if held.worker and _is(person, held.worker):
            yield f"it was their own case until {day_words(held.until)}"
        elif team and team.manager and _is(person, team.manager):
            yield f"it was their own team's case until {day_words(held.until)}"


def _is(person: Person, name: str) -> bool:
    return tidy(name) in {tidy(n) for n in (person.name, *person.also_known_as)}


def _same_team(one: str, other: str, council: Council) -> bool:
    known = council.team(one)
    return known == council.team(other) if known else tidy(one) == tidy(other)


def _managers_above(case: Case | Audit, council: Council) -> Iterator[Person]:
    """Everybody who manages the case: the team's managers, and those above its worker and them."""
    team = council.team(case.team)
    first = [
        case.worker,
        *((team.manager, team.service_manager, team.strategic_lead) if team else ()),
    ]
    waiting = [person for name in first if (person := council.person(name))]
    seen: set[str] = set()
    while waiting:
        person = waiting.pop()
        if person.name in seen:
            continue
        seen.add(person.name)
        yield person
        if boss := council.person(person.manager):
            waiting.append(boss)


def _applies(declared: Conflict, case: Case | Audit, council: Council, on: date) -> bool:
    """Whether it names this child, team or worker, in whichever of their spellings."""
    if declared.until is not None and declared.until < on:
        return False
    if declared.child is not None and _same_child(declared.child, case.child, council):
        return True
    if declared.team and case.team and _same_team(declared.team, case.team, council):
        return True
    if declared.worker and case.worker:
        return _same_person(declared.worker, case.worker, council)
    return False


def _same_child(one: str, other: str, council: Council) -> bool:
    return tidy(council.current_id(one)) == tidy(council.current_id(other))


def _same_person(one: str, other: str, council: Council) -> bool:
    known = council.person(one)
    return _is(known, other) if known else tidy(one) == tidy(other)
