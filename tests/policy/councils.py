"""Made-up councils: posts vacant or doubled, covers in circles, people leaving, odd spellings.

Each is made from one number, which a failing test prints: far quicker than drawing every field.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from bot.policy.council import Absence, Conflict, Council, Person, Role, Team
from bot.policy.model import AuditFile, Case, Concern, Frame, Status
from tests.policy.cast import AUDIT, CALENDAR, MONDAY, a_case, a_concern, a_file, a_request

NAMES = [f"Person {letter}" for letter in "ABCDEFGHIJ"]
TEAMS = ["Team 1", "Team 2", "Team 3"]
AREAS = ["A&A", "Safeguarding", "CYPIC", "Disability"]
SEEDS = st.integers(0, 10**9)


def perhaps(dice: Random, choices: list[str]) -> str | None:
    return dice.choice([None, *choices])


def somebody(dice: Random) -> str:
    """A name, in one of its spellings."""
    name = dice.choice(NAMES)
    return dice.choice([name, f"{name[-1]}, PERSON", f" {name.upper()}  "])


def somewhere(dice: Random) -> str:
    """A team as Annexe A may have it."""
    return dice.choice([*TEAMS, *(f"{name} (old)" for name in TEAMS), "Elsewhere"])


def some_day(dice: Random) -> date:
    return MONDAY + timedelta(days=dice.randint(-20, 40))


def a_person(dice: Random, name: str) -> Person:
    return Person(
        name,
        f"{name[-1]}@council.example",
        roles=frozenset(dice.sample(list(Role), dice.randint(0, 4))),
        team=perhaps(dice, TEAMS),
        service_area=perhaps(dice, AREAS),
        manager=perhaps(dice, NAMES),
        qualified=True,
        trained=True,
        capacity=dice.randint(0, 3),
        end=dice.choice([None, None, some_day(dice)]),
        also_known_as=(f"{name[-1]}, PERSON",),
    )


def a_team(dice: Random, name: str) -> Team:
    return Team(
        name,
        dice.choice(AREAS),
        manager=dice.choice([None, somebody(dice), somebody(dice)]),
        service_manager=perhaps(dice, NAMES),
        strategic_lead=perhaps(dice, NAMES),
        aliases=(f"{name} (old)",),
    )


def an_absence(dice: Random) -> Absence:
    start = some_day(dice)
    end = start + timedelta(days=dice.randint(0, 40))
    return Absence(dice.choice(NAMES), start, end, perhaps(dice, NAMES))


def a_conflict(dice: Random) -> Conflict:
    about = dice.choice(["child", "team", "worker"])
    named = {"child": str(dice.randint(0, 14)), "team": somewhere(dice), "worker": somebody(dice)}
    return Conflict(dice.choice(NAMES), **{about: named[about]})


def council_of(seed: int) -> Council:
    dice = Random(seed)
    return Council(
        people=tuple(a_person(dice, name) for name in NAMES),
        teams=tuple(a_team(dice, name) for name in TEAMS),
        absences=tuple(an_absence(dice) for _ in range(dice.randint(0, 10))),
        conflicts=tuple(a_conflict(dice) for _ in range(dice.randint(0, 3))),
    )


def frame_of(seed: int) -> Frame:
    dice = Random(seed)
    return Frame(MONDAY, tuple(case_of(dice, str(n)) for n in range(dice.randint(0, 15))))


def case_of(dice: Random, child: str) -> Case:
    return a_case(
        child,
        team=somewhere(dice),
        worker=dice.choice([None, somebody(dice), "Nobody Known"]),
        service_area=perhaps(dice, AREAS),
        stratum=dice.choice(["In need", "Protection", "Looked after"]),
    )


def concern_of(seed: int) -> Concern:
    dice = Random(seed)
    return a_concern(
        team=dice.choice([None, somewhere(dice), somewhere(dice)]),
        worker=dice.choice([None, somebody(dice), somebody(dice)]),
        service_area=perhaps(dice, AREAS),
        raised_by=dice.choice(NAMES),
        verified=dice.choice([True, False]),
    )


def file_of(seed: int) -> AuditFile:
    dice = Random(seed)
    request = a_request(asked_on=CALENDAR.add(AUDIT.due, 2))
    file = a_file(
        status=dice.choice([Status.ASSIGNED, Status.WITH_TEAM_MANAGER]),
        auditor=dice.choice(NAMES),
        team=somewhere(dice),
        worker=perhaps(dice, NAMES),
    )
    return replace(file, requests=dice.choice([(), (request,)]))


COUNCILS = SEEDS.map(council_of)
FRAMES = SEEDS.map(frame_of)
CONCERNS = SEEDS.map(concern_of)
FILES = SEEDS.map(file_of)
