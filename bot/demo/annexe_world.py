"""A made-up council's children: who is known, to which team, since when. No name, nobody real."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """What a child receives, in Ofsted's words for List 6."""

    LOOKED_AFTER = "a) Looked after child"
    CHILD_PROTECTION = "b) Child Protection plan"
    CHILD_IN_NEED = "c) Child in need plan"
    ASSESSMENT = "d) Open assessment"


@dataclass(frozen=True, slots=True)
class DemoTeam:
    name: str
    area: str  # A&A, Safeguarding or CYPIC
    workers: tuple[str, ...]
    care_leavers: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    gender: str
    ethnicity: str
    born: date | None  # None: unborn, no expected date known
    disability: str


@dataclass(frozen=True, slots=True)
class Period:
    start: date
    end: date | None = None

    def open(self, on: date) -> bool:
        return self.end is None or self.end > on


@dataclass(frozen=True, slots=True)
class Child:
    """A child's latest episode of need, and what it held."""

    person: Person
    stage: Stage
    episode: Period
    need: str
    team: str | None
    worker: str | None
    seen: date
    reason: str | None = None  # for closure
    care: Period | None = None
    plan: Period | None = None
    assessment: Period | None = None
    said_closed: bool = False  # a fault: the status says closed, and there is no date

    def open(self, on: date) -> bool:
        return self.episode.open(on) and not self.said_closed


@dataclass(frozen=True, slots=True)
class Leaver:
    """A young person who receives leaving care services; an eligible child is in care as well."""

    person: Person
    team: str
    worker: str | None
    advisor: str
    eligibility: str


@dataclass(frozen=True, slots=True)
class World:
    as_at: date
    teams: tuple[DemoTeam, ...]
    children: tuple[Child, ...]
    leavers: tuple[Leaver, ...]


_AREA_OF = {
    Stage.LOOKED_AFTER: "CYPIC",
    Stage.CHILD_PROTECTION: "Safeguarding",
    Stage.CHILD_IN_NEED: "Safeguarding",
    Stage.ASSESSMENT: "A&A",
}
_STAGES = (tuple(Stage), (17, 10, 51, 22))  # of 100 open cases, about as nationally
_FIRST_NAMES = "Ade Alex Ana Ben Chloe Femi Holly Jo Lucy Omar Piotr Priya Ravi Sam Tariq Zoe"
_LAST_NAMES = (
    "Carter Dhillon Evans Fofana Gill Ibrahim Jones Kaur Lewis Mensah Novak Patel Reid Singh"
)
_ETHNICITIES = ("a) WBRI",) * 12 + (
    "d) WOTH",
    "f) MWBC",
    "k) APKN",
    "o) BAFR",
    "r) OOTH",
    "s) NOBT",
)
_NEEDS = (
    *("N1 - Abuse or neglect",) * 6,
    "N2 - Child’s disability",
    "N4 - Family in acute stress",
    "N5 - Family dysfunction",
    "N8 - Absent parenting",
)
_REASONS = (
    "RC4 - Special guardianship order",
    "RC5 - Transferred to services of another local authority",
    "RC7 - Services ceased for any other reason, including child no longer in need",
    "RC8 - Case closed after assessment, no further action",
)
KEPT = timedelta(days=182)  # Annexe A looks back six months


def default_teams() -> tuple[DemoTeam, ...]:
    """Fourteen teams of seven workers."""
    names = [f"{first} {last}" for last in _LAST_NAMES.split() for first in _FIRST_NAMES.split()]
    areas = (
        *((f"Assessment Team {n}", "A&A") for n in range(1, 4)),
        *((f"Safeguarding Team {n}", "Safeguarding") for n in range(1, 7)),
        *((f"CYPIC Team {n}", "CYPIC") for n in range(1, 4)),
        *((f"Leaving Care Team {n}", "CYPIC") for n in range(1, 3)),
    )
    return tuple(
        DemoTeam(name, area, tuple(names[place * 7 : place * 7 + 7]), name.startswith("Leaving"))
        for place, (name, area) in enumerate(areas)
    )


def make_world(
    *, as_at: date, open_cases: int, seed: int, teams: Sequence[DemoTeam] | None = None
) -> World:
    """A council with exactly `open_cases` open cases, an eighth of them care leavers.

    Each service area, and the care leavers, need at least one team.
    """
    rng = random.Random(seed)
    maker = Maker(as_at, tuple(teams or default_teams()), rng)
    leavers = [maker.leaver() for _ in range(open_cases // 8)]
    children = [maker.child(maker.stage()) for _ in range(open_cases - len(leavers))]
    children += [maker.closed() for _ in range(open_cases // 5)]
    rng.shuffle(children)
    in_care = [c for c in children if c.stage is Stage.LOOKED_AFTER and c.open(as_at)]
    eligible = [maker.eligible(child) for child in in_care[:: max(4, len(in_care) // 8)]]
    return World(as_at, maker.teams, tuple(children), (*leavers, *eligible))


class Maker:
    """Makes children one by one, each with a new id."""

    def __init__(
        self, as_at: date, teams: tuple[DemoTeam, ...], rng: random.Random, first_id: int = 100_000
    ) -> None:
        self.as_at = as_at
        self.teams = teams
        self._rng = rng
        self._next_id = first_id

    def stage(self) -> Stage:
        return self._rng.choices(*_STAGES)[0]

    def days_ago(self, least: int, most: int) -> date:
        return self.as_at - timedelta(days=self._rng.randint(least, most))

    def person(self, least_age: int, most_age: int) -> Person:
        self._next_id += self._rng.randint(1, 8)
        born = self.days_ago(least_age * 365 + 1, most_age * 365 + 300)
        unborn = least_age == 0 and self._rng.random() < 0.02
        return Person(
            id=str(self._next_id),
            gender="c) Not stated/recorded (or unborn)"
            if unborn
            else self._pick("a) Male", "b) Female"),
            ethnicity=self._rng.choice(_ETHNICITIES),
            born=None if unborn else born,
            disability=self._pick(*("b) No",) * 8, "a) Yes", "c) Unknown"),
        )

    def _pick(self, *choices: str) -> str:
        return self._rng.choice(choices)

    def held_by(self, area: str, *, care_leavers: bool = False) -> tuple[str, str]:
        able = [t for t in self.teams if t.area == area and t.care_leavers is care_leavers]
        team = self._rng.choice(able)
        return team.name, self._rng.choice(team.workers)

    def child(self, stage: Stage, *, start: date | None = None) -> Child:
        """An open case of `stage`, with the care, plan or assessment that it implies."""
        longest = 45 if stage is Stage.ASSESSMENT else 900
        start = start or self.days_ago(3, longest)
        since = Period(min(self.as_at, start + timedelta(days=self._rng.randint(0, 20))))
        team, worker = self.held_by(_AREA_OF[stage])
        return Child(
            person=self.person(0, 16),
            stage=stage,
            episode=Period(start),
            need=self._rng.choice(_NEEDS),
            team=team,
            worker=worker,
            seen=max(start, self.days_ago(0, 30)),
            care=since if stage is Stage.LOOKED_AFTER else None,
            plan=since if stage is Stage.CHILD_PROTECTION else None,
            assessment=since if stage is Stage.ASSESSMENT else None,
        )

    def closed(self) -> Child:
        """A case closed within the last five months, with all that it held ended."""
        child = self.child(self.stage(), start=self.days_ago(160, 700))
        end = self.days_ago(0, 150)
        return closed(child, end, self._rng.choice(_REASONS))

    def leaver(self) -> Leaver:
        team, worker = self.held_by("CYPIC", care_leavers=True)
        kind = self._pick(*("b) Former relevant child",) * 4, "a) Relevant child")
        advisor = self.held_by("CYPIC", care_leavers=True)[1]
        # As councils do: sometimes the personal adviser alone is named.
        alone = self._rng.random() < 0.1
        return Leaver(self.person(18, 23), team, None if alone else worker, advisor, kind)

    def eligible(self, child: Child) -> Leaver:
        team, worker = self.held_by("CYPIC", care_leavers=True)
        return Leaver(child.person, team, worker, worker, "d) Eligible child")

    def reason(self) -> str:
        return self._rng.choice(_REASONS)


def closed(child: Child, end: date, reason: str) -> Child:
    """The child as it is once the episode has ended on `end`."""
    return replace(
        child,
        episode=Period(child.episode.start, end),
        reason=reason,
        care=_ended(child.care, end),
        plan=_ended(child.plan, end),
        assessment=_ended(child.assessment, end),
        seen=min(child.seen, end),
    )


def _ended(period: Period | None, end: date) -> Period | None:
    return Period(min(period.start, end), end) if period else None
