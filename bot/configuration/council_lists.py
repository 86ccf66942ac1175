"""People, Teams, Absences, Conflicts, Closures: rows -> the council as the policy knows it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bot.configuration.desk import Desk, Item, closed, opened
from bot.configuration.entries import Entry, refuse_repeats, settle
from bot.configuration.faults import (
    AUDITING_ROLES,
    absence_faults,
    circle_of_cover,
    conflict_faults,
    manager_faults,
    person_faults,
    team_faults,
)
from bot.configuration.rows import (
    MODELS,
    AbsenceRow,
    AliasRow,
    ClosureRow,
    ConflictRow,
    DigestRow,
    HoldRow,
    PersonRow,
    QuietDaysRow,
    TeamRow,
)
from bot.policy.council import (
    Absence,
    Conflict,
    Council,
    DigestTime,
    Hold,
    Person,
    QuietDays,
    Team,
    tidy,
)


def check_council(desk: Desk) -> Council:
    """Each sheet is checked against those before it: people first, for everything names people."""
    people = read_people(desk)
    council = Council(people=people_of(people))
    teams = read_teams(desk, council)
    council = replace(council, teams=teams)
    kept_people = closed(desk, "People", [with_known_team(e, council) for e in people])
    return Council(
        people=tuple(as_person(row, council, desk.known.service_areas) for row in kept_people),
        teams=teams,
        absences=read_absences(desk, council),
        conflicts=read_conflicts(desk, council),
        new_ids=tuple((r.old.upper(), r.new.upper()) for r in read_all(desk, AliasRow)),
        closures=read_closures(desk),
        quiet_days=tuple(QuietDays(r.start, r.end, r.why) for r in read_all(desk, QuietDaysRow)),
        holds=tuple(Hold(r.what, r.until, r.why) for r in read_all(desk, HoldRow)),
        digest_times=tuple(DigestTime(r.role, r.weekdays, r.at) for r in read_all(desk, DigestRow)),
    )


def read_people(desk: Desk) -> list[Entry[PersonRow]]:
    kept = desk.last_good.get("People", {})
    entries = refuse_repeats(opened(desk, "People", PersonRow), names, "Name")
    entries = refuse_repeats(entries, addresses, "Address")
    outside = partial(person_faults, known=desk.known)
    entries = [settle(entry, outside, PersonRow, kept) for entry in entries]
    managers = partial(manager_faults, council=Council(people=people_of(entries)))
    entries = [settle(entry, managers, PersonRow, kept) for entry in entries]
    return [refuse_unqualified(entry) for entry in entries]


def names(person: PersonRow) -> Sequence[str]:
    return (person.name,)


def addresses(person: PersonRow) -> Sequence[str]:
    return tuple(
        dict.fromkeys([person.address.casefold(), *map(str.casefold, person.other_addresses)])
    )


def people_of(entries: Sequence[Entry[PersonRow]]) -> tuple[Person, ...]:
    known = [entry.item for entry in entries if entry.item is not None]
    return tuple(as_person(row, Council(), ()) for row in known)


def refuse_unqualified(entry: Entry[PersonRow]) -> Entry[PersonRow]:
    """R-5.2-1: the role is refused, not the person, who may be a manager besides."""
    person = entry.item
    if person is None or not person.roles & AUDITING_ROLES:
        return entry
    if not person.qualified:
        words = (
            "Qualified: an auditor must be social-work qualified (policy 5.2). Write Yes if this"
            " person is, or take the role of auditor away."
        )
        item = person.model_copy(update={"roles": person.roles - AUDITING_ROLES})
        meanwhile = f"{entry.meanwhile} Meanwhile this person is not asked to audit.".strip()
        return replace(entry, item=item, problems=(*entry.problems, words), meanwhile=meanwhile)
    if not person.trained:  # R-6.3-3
        return entry.noted("Trained is not Yes, so no audit is assigned to this person (6.3).")
    return entry


def with_known_team(entry: Entry[PersonRow], council: Council) -> Entry[PersonRow]:
    team = entry.item.team if entry.item else None
    if team is None or council.team(team) is not None:
        return entry
    return entry.noted(f"Team: {team!r} is not on the sheet Teams.")


def as_person(row: PersonRow, council: Council, areas: Collection[str]) -> Person:
    team = council.team(row.team)
    return Person(
        name=row.name,
        address=row.address,
        other_addresses=row.other_addresses,
        phone=row.phone,
        roles=row.roles,
        team=team.name if team else row.team,
        service_area=spelled(row.service_area, areas) if row.service_area else None,
        manager=proper(row.manager, council),
        qualified=row.qualified,
        trained=row.trained,
        capacity=1 if row.capacity is None else row.capacity,
        start=row.start,
        end=row.end,
        also_known_as=row.also_known_as,
    )


def proper(name: str | None, council: Council) -> str | None:
    """The name as the sheet People has it, whatever spelling stands elsewhere."""
    person = council.person(name)
    return person.name if person else name


def spelled(area: str, areas: Collection[str]) -> str:
    """The service area as the chains spell it."""
    return next((known for known in areas if tidy(known) == tidy(area)), area)


def read_teams(desk: Desk, council: Council) -> tuple[Team, ...]:
    kept = desk.last_good.get("Teams", {})
    repeated = refuse_repeats(
        opened(desk, "Teams", TeamRow),
        lambda row: tuple(dict.fromkeys(map(tidy, (row.name, *row.aliases)))),
        "Team",
    )
    faults_of = partial(team_faults, council=council)
    entries = [settle(entry, faults_of, TeamRow, kept) for entry in repeated]
    areas = desk.known.service_areas
    items = closed(desk, "Teams", [with_known_area(entry, areas) for entry in entries])
    return tuple(
        Team(
            name=row.name,
            service_area=spelled(row.service_area, areas),
            manager=proper(row.manager, council),
            service_manager=proper(row.service_manager, council),
            strategic_lead=proper(row.strategic_lead, council),
            aliases=row.aliases,
        )
        for row in items
    )


def with_known_area(entry: Entry[TeamRow], areas: Collection[str]) -> Entry[TeamRow]:
    """A-3: a service area without a Strategic Lead of its own is no fault, but must be known."""
    if entry.item is None:
        return entry
    blank = [
        f"{heading} is blank, so letters for that post go to the next in the chain."
        for heading, name in (
            ("Team Manager", entry.item.manager),
            ("Service Manager", entry.item.service_manager),
            ("Strategic Lead", entry.item.strategic_lead),
        )
        if name is None
    ]
    area = entry.item.service_area
    if areas and spelled(area, areas) not in areas:
        blank.append(
            f"Service area: {area!r} has no Strategic Lead of its own for safeguarding concerns, so"
            f" both are told. Those that have: {', '.join(areas)}."
        )
    return entry.noted(*blank)


def read_absences(desk: Desk, council: Council) -> tuple[Absence, ...]:
    kept = desk.last_good.get("Absences", {})
    faults_of = partial(absence_faults, council=council)
    opened_entries = opened(desk, "Absences", AbsenceRow)
    entries = [settle(entry, faults_of, AbsenceRow, kept) for entry in opened_entries]
    known = [(e, as_absence(e.item, council) if e.item else None) for e in entries]
    absences = tuple(absence for _, absence in known if absence is not None)
    closed(desk, "Absences", [with_circle(*each, absences) for each in known])
    return absences


def as_absence(row: AbsenceRow, council: Council) -> Absence:
    person, cover = proper(row.person, council), proper(row.cover, council)
    return Absence(person=person or row.person, start=row.start, end=row.end, cover=cover)


def with_circle(
    entry: Entry[AbsenceRow], absence: Absence | None, absences: Sequence[Absence]
) -> Entry[AbsenceRow]:
    circle = circle_of_cover(absence, absences) if absence else None
    if circle is None:
        return entry
    return entry.noted(f"Cover goes in a circle ({circle}), so the next in the chain is told.")


def read_conflicts(desk: Desk, council: Council) -> tuple[Conflict, ...]:
    kept = desk.last_good.get("Conflicts", {})
    faults_of = partial(conflict_faults, council=council)
    opened_entries = opened(desk, "Conflicts", ConflictRow)
    entries = [settle(entry, faults_of, ConflictRow, kept) for entry in opened_entries]
    items = closed(desk, "Conflicts", [with_matching_team(entry, council) for entry in entries])
    return tuple(
        Conflict(
            person=proper(row.person, council) or row.person,
            child=row.child,
            team=row.team,
            worker=row.worker,
            reason=row.reason or "declared",
            until=row.until,
        )
        for row in items
    )


def with_matching_team(entry: Entry[ConflictRow], council: Council) -> Entry[ConflictRow]:
    team = entry.item.team if entry.item else None
    if team is None or council.team(team) is not None:
        return entry
    return entry.noted(f"Team: {team!r} is not on the sheet Teams, so this matches no case.")


def read_all(desk: Desk, model: type[Item]) -> list[Item]:
    """The rows of a sheet that depend on no other sheet."""
    name = next(name for name, known in MODELS.items() if known is model)
    return closed(desk, name, opened(desk, name, model))


def read_closures(desk: Desk) -> frozenset[date]:
    days: set[date] = set()
    for row in read_all(desk, ClosureRow):
        length = ((row.end or row.start) - row.start).days + 1
        days.update(row.start + timedelta(days=n) for n in range(length))
    return frozenset(days)
