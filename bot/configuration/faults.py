"""What one row cannot know by itself: names on other sheets, approvals, circles of cover, posts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.configuration.entries import Fault
from bot.configuration.rows import (
    AbsenceRow,
    ConflictRow,
    DecisionRow,
    PersonRow,
    RuleRow,
    TeamRow,
)
from bot.configuration.values import rule_value
from bot.policy.council import Absence, Council, Role, tidy

# R-5.2-1: both kinds of auditors are social-work qualified.
AUDITING_ROLES = frozenset({Role.AUDITOR, Role.CONSULTANT_SOCIAL_WORKER})
# R-5.1-1 and the chains: posts to which letters go whatever the case.
POSTS = (
    Role.CONSULTANT_HEAD,
    Role.ASSISTANT_DIRECTOR,
    Role.STRATEGIC_LEAD_SAFEGUARDING,
    Role.STRATEGIC_LEAD_PLACEMENT,
    Role.SERVICE_MANAGER_SAFEGUARDING,
    Role.COORDINATOR,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists are checked against besides each other."""

    on: date
    domains: Collection[str] = ()  # mail may go to these and below alone; empty: anywhere
    service_areas: Collection[str] = ()  # those that have a Strategic Lead for safeguarding
    rules: Mapping[str, object] = field(default_factory=dict)  # each rule's default


def person_faults(person: PersonRow, known: Known) -> list[Fault]:
    """R-B-6, 10.3: mail about cases goes to the council's own domains alone."""
    if not known.domains:
        return []
    allowed = ", ".join(sorted(known.domains))
    outside = [a for a in (person.address, *person.other_addresses) if not within(a, known.domains)]
    return [
        Fault(f"Address: {address!r} is not within {allowed}. Use the work address.")
        for address in outside
    ]


def within(address: str, domains: Collection[str]) -> bool:
    domain = address.rpartition("@")[2].casefold()
    allowed = [each.casefold().lstrip("@.") for each in domains]
    return any(domain == each or domain.endswith(f".{each}") for each in allowed)


def missing(heading: str, attribute: str | None, name: str | None, council: Council) -> list[Fault]:
    if name is None or council.person(name) is not None:
        return []
    words = f"{heading}: {name!r} is not on the sheet People, or the row there is to be mended."
    return [Fault(words, attribute)]


def manager_faults(person: PersonRow, council: Council) -> list[Fault]:
    if person.manager is not None and tidy(person.manager) == tidy(person.name):
        return [Fault("Line manager: nobody is their own line manager.", "manager")]
    return missing("Line manager", "manager", person.manager, council)


def team_faults(team: TeamRow, council: Council) -> list[Fault]:
    return [
        *missing("Team Manager", "manager", team.manager, council),
        *missing("Service Manager", "service_manager", team.service_manager, council),
        *missing("Strategic Lead", "strategic_lead", team.strategic_lead, council),
    ]


def absence_faults(absence: AbsenceRow, council: Council) -> list[Fault]:
    faults = missing("Person", None, absence.person, council)
    if absence.cover is not None and tidy(absence.cover) == tidy(absence.person):
        return [*faults, Fault("Cover: nobody stands in for themselves.", "cover")]
    return [*faults, *missing("Cover", "cover", absence.cover, council)]


def conflict_faults(conflict: ConflictRow, council: Council) -> list[Fault]:
    return missing("Person", None, conflict.person, council)


def rule_faults(rule: RuleRow, known: Known) -> list[Fault]:
    if rule.rule not in known.rules:
        return [Fault(f"Rule: {rule.rule!r} is not the name of a rule. Choose from the list.")]
    try:
        rule_value(rule.value, known.rules[rule.rule])
    except ValueError as error:
        return [Fault(f"Value: {error}")]
    return []


def not_yet_approved(rule: RuleRow, council: Council, on: date) -> str | None:
    """R-3.1-1: why the change may not count yet; None if the Assistant Director has approved it."""
    if rule.approved_by is None or rule.approved_on is None:
        return "Approved by and Approved on: the Assistant Director's name and the day are missing."
    approver = council.person(rule.approved_by)
    if approver is None or Role.ASSISTANT_DIRECTOR not in approver.roles:
        return (
            f"Approved by: {rule.approved_by!r} is not on the sheet People with the role Assistant"
            " Director, who alone may approve (policy 3.1)."
        )
    if rule.approved_on > on:
        return f"Approved on: {rule.approved_on:%d/%m/%Y} is still to come."
    return None


def decision_faults(decision: DecisionRow, council: Council) -> list[Fault]:
    offered = [tidy(choice) for choice in (decision.choices or "").split(" / ")]
    if decision.choice is not None and tidy(decision.choice) not in offered:
        return [Fault(f"Your choice: {decision.choice!r} is none of the choices.")]
    if decision.choice is not None and decision.by is None:
        return [Fault("Your name: please say who decides.")]
    return missing("Your name", None, decision.by, council) if decision.choice else []


def circle_of_cover(absence: Absence, absences: Sequence[Absence]) -> str | None:
    """The names of a circle in which people cover for each other on the same day, or None."""
    if absence.cover is None:
        return None
    for path in covers([absence], absences):
        names = [each.person for each in path]
        cover = path[-1].cover
        if cover is not None and tidy(cover) in map(tidy, names):
            return ", ".join([*names, cover])
    return None


def covers(path: list[Absence], absences: Sequence[Absence]) -> Iterator[list[Absence]]:
    """Every way of following cover from `path` on, while all of its people are away at once."""
    yield path
    start, end = max(a.start for a in path), min(a.end for a in path)
    cover = tidy(path[-1].cover or "")
    if cover in {tidy(a.person) for a in path}:
        return
    for following in absences:
        away_too = following.start <= end and start <= following.end
        if away_too and tidy(following.person) == cover:
            yield from covers([*path, following], absences)


def vacancies(council: Council, on: date) -> list[str]:
    """R-5.1-1: posts that nobody holds. A warning: letters then go to the next in the chain."""
    return [
        f"Nobody in post has the role {role}. Give it to somebody on the sheet People."
        for role in POSTS
        if not council.holders(role, on)
    ]
