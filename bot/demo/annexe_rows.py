"""The rows that the made-up council would put on each of the eleven lists, by column key."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeAlias

from bot.demo.annexe_world import KEPT, Child, Period, Person, Stage, World

Cell: TypeAlias = str | int | date | None
Row: TypeAlias = Mapping[str, Cell]

_YES, _NO = "a) Yes", "b) No"


def rows_of(world: World, number: int) -> list[Row]:
    """The rows of list `number`: a child's row stays the same from week to week but for changes."""
    return list(_ROWS[number](world))


def _dice(person: Person) -> random.Random:
    return random.Random(person.id)


def _person(person: Person, as_at: date) -> dict[str, Cell]:
    age = -1 if person.born is None else max(-1, (as_at - person.born).days // 365)
    return {
        "child_id": int(person.id) if person.id.isdecimal() else person.id,
        "gender": person.gender,
        "ethnicity": person.ethnicity,
        "dob": person.born,
        "age": age,
        "disability": person.disability,
    }


def _recent(period: Period, world: World) -> bool:
    return period.end is None or period.end >= world.as_at - KEPT


def _begun(world: World) -> list[Child]:
    """The children whose episode began within the six months: they came by a referral."""
    return [c for c in world.children if c.episode.start >= world.as_at - KEPT]


def _contacts(world: World) -> Iterator[Row]:
    for child in _begun(world):
        rng = _dice(child.person)
        for days in range(rng.randint(1, 3)):
            day = child.episode.start - timedelta(days=days * 9)
            source = rng.choice(["q) 6: Police", "e) 2A: Schools", "a) 1A: Individual"])
            yield {
                **_person(child.person, world.as_at),
                "contact_date": max(day, world.as_at - KEPT),
                "contact_source": source,
            }


def _early_help(world: World) -> Iterator[Row]:
    for child in _begun(world):
        rng = _dice(child.person)
        if rng.random() > 0.25:
            continue
        yield {
            **_person(child.person, world.as_at),
            "eh_start": child.episode.start - timedelta(days=90),
            "eh_end": child.episode.start - timedelta(days=rng.randint(5, 40)),
            "eh_org": rng.choice(["Early Help North", "Early Help South", "Health visiting"]),
        }


def _referrals(world: World) -> Iterator[Row]:
    assessing = [team for team in world.teams if team.area == "A&A"]
    for child in _begun(world):
        rng = _dice(child.person)
        team = rng.choice(assessing)
        yield {
            **_person(child.person, world.as_at),
            "referral_date": child.episode.start,
            "referral_source": "q) 6: Police",
            "referral_nfa": _NO,
            "referrals_12m": rng.choice([0, 0, 0, 1, 2]),
            "team": team.name,
            "worker": rng.choice(team.workers),
        }


def _assessments(world: World) -> Iterator[Row]:
    assessing = [team for team in world.teams if team.area == "A&A"]
    for child in world.children:
        rng = _dice(child.person)
        period = child.assessment
        if period is None and child.episode.start >= world.as_at - KEPT:
            end = child.episode.start + timedelta(days=rng.randint(1, 45))
            period = Period(child.episode.start, min(end, world.as_at))
        if period is None or not _recent(period, world):
            continue
        team = rng.choice(assessing)
        yield {
            **_person(child.person, world.as_at),
            "assessment_start": period.start,
            "assessment_seen": _YES,
            "assessment_end": period.end,
            "assessment_needs_support": rng.choice([_YES, _NO]) if period.end else None,
            "team": child.team if child.assessment else team.name,
            "worker": child.worker if child.assessment else rng.choice(team.workers),
        }


def _enquiries(world: World) -> Iterator[Row]:
    for child in world.children:
        if child.plan is None or child.plan.start < world.as_at - KEPT:
            continue
        rng = _dice(child.person)
        yield {
            **_person(child.person, world.as_at),
            "s47_start": child.plan.start - timedelta(days=15),
            "icpc_unnecessary": _NO,
            "icpc_date": child.plan.start,
            "icpc_plan": _YES,
            "s47_12m": rng.choice([0, 0, 1]),
            "icpc_12m": 0,
            "team": child.team,
            "worker": child.worker,
        }


def _in_need(world: World) -> Iterator[Row]:
    for child in world.children:
        if not _recent(child.episode, world):
            continue
        yield {
            **_person(child.person, world.as_at),
            "cin_start": child.episode.start,
            "need": child.need,
            "last_seen": child.seen,
            "cin_end": child.episode.end,
            "closure_reason": child.reason,
            "case_status": child.stage.value if child.open(world.as_at) else "e) Closed episode",
            "team": child.team,
            "worker": child.worker,
        }


def _protection(world: World) -> Iterator[Row]:
    for child in world.children:
        if child.plan is None or not _recent(child.plan, world):
            continue
        rng = _dice(child.person)
        abuse = rng.choice(["a) Neglect", "b) Physical abuse", "d) Emotional abuse"])
        yield {
            **_person(child.person, world.as_at),
            "cpp_start": child.plan.start,
            "abuse_initial": abuse,
            "abuse_latest": abuse,
            "cp_visit": max(child.seen, child.plan.start),
            "cp_seen_alone": _YES,
            "cp_review": None,
            "cpp_end": child.plan.end,
            "epo_6m": _NO,
            "cpp_previous": rng.choice([0, 0, 0, 1]),
            "team": child.team,
            "worker": child.worker,
        }


def _in_care(world: World) -> Iterator[Row]:
    for child in world.children:
        if child.care is None or not _recent(child.care, world):
            continue
        rng = _dice(child.person)
        ended = "e) E4A: Returned home to live with parents or relatives - part of planning"
        yield {
            **_person(child.person, world.as_at),
            **_placement(child, child.care, rng),
            "uasc": _NO,
            "cla_start": child.care.start,
            "cla_need": child.need,
            "cla_second": _NO,
            "legal_start": child.care.start,
            "legal_status": rng.choice(["C1: ICO", "C2: FCO", "V2: Single period under S20"]),
            "cla_visit": max(child.seen, child.care.start),
            "permanence_plan": rng.choice(["a) Return to family", "f) Long-term fostering"]),
            "cla_end": child.care.end,
            "ceased_reason": ended if child.care.end else None,
            "team": child.team,
            "worker": child.worker,
        }


def _placement(child: Child, care: Period, rng: random.Random) -> dict[str, Cell]:
    return {
        "placements_12m": rng.choice([1, 1, 2]),
        "placement_start": care.start,
        "placement_type": rng.choice(
            ["f) U6: Foster placement - not FFA", "p) K2: Children’s Homes"]
        ),
        "placement_provider": "b) PR1: Own provision",
        "placement_location": "a) In",
        "placement_la": "Exampleshire",
        "missing_12m": 0,
        "absent_12m": 0,
    }


def _leavers(world: World) -> Iterator[Row]:
    for leaver in world.leavers:
        rng = _dice(leaver.person)
        yield {
            **_person(leaver.person, world.as_at),
            "uasc": _NO,
            "team": leaver.team,
            "worker": leaver.worker,
            "personal_advisor": leaver.advisor,
            "eligibility": leaver.eligibility,
            "pathway_review": world.as_at - timedelta(days=rng.randint(20, 200)),
            "in_touch": _YES,
            "latest_contact": world.as_at - timedelta(days=rng.randint(1, 60)),
            "accommodation": "U: Independent living",
            "suitability": "a) Suitable",
            "activity": "F2: Full time in education other than higher",
        }


def _adoption(world: World) -> Iterator[Row]:
    for child in _for_adoption(world):
        start = child.care.start if child.care else child.episode.start
        yield {
            **_person(child.person, world.as_at),
            "family_id": f"F{child.person.id}",
            "entered_care": start,
            "shobpa": start + timedelta(days=60),
        }


def _adopters(world: World) -> Iterator[Row]:
    for child in _for_adoption(world):
        rng = _dice(child.person)
        for parent in range(2):
            yield {
                "adopter_id": f"AD{child.person.id}{parent}",
                "family_id": f"F{child.person.id}",
                "gender": ["b) Female", "a) Male"][parent],
                "ethnicity": "a) WBRI",
                "disability": _NO,
                "ffa_adopter": "No",
                "enquiry": world.as_at - timedelta(days=rng.randint(200, 360)),
            }


def _for_adoption(world: World) -> list[Child]:
    return [c for c in world.children if c.stage is Stage.LOOKED_AFTER and c.open(world.as_at)][
        ::12
    ]


_ROWS: Mapping[int, Callable[[World], Iterator[Row]]] = {
    1: _contacts,
    2: _early_help,
    3: _referrals,
    4: _assessments,
    5: _enquiries,
    6: _in_need,
    7: _protection,
    8: _in_care,
    9: _leavers,
    10: _adoption,
    11: _adopters,
}
