"""The cast of the stories: fourteen people, three teams, and the children on their Annexe A.

Fay coordinates, Cara heads the programme, Gus is the Assistant Director. Ada, Ben and Cleo audit;
Tom, Tess and Tia manage a team each, with Ola above them; Wyn holds cases. Sal and Pat are the two
Strategic Leads of 9.1.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.demo.annexe_generator import write_annexe
from bot.demo.annexe_world import Child, DemoTeam, Maker, Period, Stage, closed
from bot.demo.annexe_world import World as Children

DOMAIN = "council.example"
ASSESSMENT, SAFEGUARDING, CYPIC = "Assessment Team", "Safeguarding Team", "CYPIC Team"
TEAMS = (
    DemoTeam(ASSESSMENT, "A&A", ("Wyn Pell", "Xan Reid")),
    DemoTeam(SAFEGUARDING, "Safeguarding", ("Yan Todd", "Zia Unwin")),
    DemoTeam(CYPIC, "CYPIC", ("Una Vale", "Vic West")),
)
OPEN = (
    *(Stage.ASSESSMENT,) * 4,
    *(Stage.CHILD_PROTECTION,) * 3,
    *(Stage.CHILD_IN_NEED,) * 3,
    *(Stage.LOOKED_AFTER,) * 4,
)

Row = Mapping[str, object]


def address(name: str) -> str:
    return f"{name.split()[0].lower()}@{DOMAIN}"


def person(name: str, roles: str, manager: str | None = None, **more: object) -> dict[str, object]:
    columns = {key.replace("_", " "): value for key, value in more.items()}
    return {
        "Name": name,
        "Address": address(name),
        "Roles": roles,
        "Line manager": manager,
        **columns,
    }


def auditor(name: str, roles: str, manager: str, **more: object) -> dict[str, object]:
    return person(name, roles, manager, Qualified="Yes", Trained="Yes", **more)


PEOPLE: Sequence[Row] = (
    person("Fay Moss", "Coordinator", "Cara Head"),
    person("Cara Head", "Consultant Head", "Gus Hill"),
    person("Gus Hill", "Assistant Director"),
    person("Sal Lead", "Strategic Lead for Safeguarding", "Gus Hill"),
    person("Pat Lead", "Strategic Lead for Placement Services", "Gus Hill"),
    person("Sam Safe", "Service Manager, Safeguarding", "Sal Lead"),
    person("Ola Service", "Service Manager", "Sal Lead"),
    person("Tom Duty", "Team Manager", "Ola Service", Team=ASSESSMENT),
    person("Tess Guard", "Team Manager", "Ola Service", Team=SAFEGUARDING),
    person("Tia Place", "Team Manager", "Ola Service", Team=CYPIC),
    auditor("Ada Obi", "Auditor", "Sam Safe", Service_area="Safeguarding", Audits_a_round=2),
    auditor("Ben Cole", "Auditor", "Sam Safe", Service_area="CYPIC"),
    auditor("Cleo Dunn", "Consultant QA Social Worker; Auditor", "Cara Head"),
    person("Wyn Pell", "Case worker", "Tom Duty", Team=ASSESSMENT),
)
MANAGED: Sequence[Row] = tuple(
    {
        "Team": team.name,
        "Service area": team.area,
        "Team Manager": manager,
        "Service Manager": "Ola Service",
        "Strategic Lead": "Pat Lead" if team.area == "CYPIC" else "Sal Lead",
    }
    for team, manager in zip(TEAMS, ("Tom Duty", "Tess Guard", "Tia Place"), strict=True)
)
CONFIGURED: Mapping[str, Sequence[Row]] = {"People": PEOPLE, "Teams": MANAGED}


@lru_cache
def children(as_at: date) -> Children:
    """The same fourteen open cases, whatever the Monday."""
    maker = Maker(date(2025, 12, 1), TEAMS, random.Random(7))
    return Children(as_at, TEAMS, tuple(maker.child(stage) for stage in OPEN), ())


@lru_cache
def annexe(
    as_at: date,
    gone: int = 0,
    moved: tuple[tuple[str, str], ...] = (),
    without: tuple[str, ...] = (),
    closed_on: tuple[tuple[str, date], ...] = (),
    renamed: tuple[tuple[str, str], ...] = (),
    began: tuple[tuple[str, date], ...] = (),
) -> bytes:
    """Annexe A of that day; without the first `gone` children, `moved` ones in another team.

    By id: `without` these, `closed_on` a day, `renamed` to another id, a new episode `began`.
    """
    world = children(as_at)
    teams, ends, names, starts = dict(moved), dict(closed_on), dict(renamed), dict(began)
    left = (_moved(c, teams) for c in world.children[gone:] if c.person.id not in without)
    anew = (_begun(c, starts[c.person.id]) if c.person.id in starts else c for c in left)
    ended = (closed(c, ends[c.person.id], "RC7") if c.person.id in ends else c for c in anew)
    named = tuple(_renamed(c, names.get(c.person.id)) for c in ended)
    return write_annexe(replace(world, children=named))


def _begun(child: Child, start: date) -> Child:
    """A new episode of need, of an assessment alone."""
    return replace(
        child, episode=Period(start), assessment=Period(start), plan=None, care=None, seen=start
    )


def _renamed(child: Child, name: str | None) -> Child:
    return replace(child, person=replace(child.person, id=name)) if name else child


def _moved(child: Child, teams: Mapping[str, str]) -> Child:
    team = next((t for t in TEAMS if t.name == teams.get(child.person.id)), None)
    return replace(child, team=team.name, worker=team.workers[0]) if team else child
