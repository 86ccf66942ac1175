"""The people of a made-up council: who manages each team, who audits, who is away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.configuration.default_form import DEFAULT_FORM
from bot.policy.council import Role

DOMAIN = "moorbridge.example"
COUNCIL = "Moorbridge Council"
MAILBOX = f"case-audits@{DOMAIN}"
EMERGENCY = (
    "This mailbox is not an emergency route. If a child is at risk now, ring the Multi-Agency "
    "Safeguarding Hub on 01632 960100, or out of hours the Emergency Duty Team on 01632 960199. "
    "In immediate danger, ring 999."
)
TEAMS_PER_SERVICE_MANAGER = 4

_FIRST = (
    "Grace Helen Marcus Yusuf Bridget Daniel Farah George Hannah Imran Judith Kwame Laura Martin "
    "Nadia Owen Paula Rachel Stephen Teresa Usha Victor Wendy Xenia Yvonne Andrew Beth Colin Diana"
).split()
_LAST = (
    "Whitfield Sharrock Ellery Adeyemi Marsden Bannister Crompton Dutton Entwistle Fairclough "
    "Greenhalgh Hargreaves Isherwood Jepson Kershaw Lomax Mellor Nuttall Ormerod Pilkington "
    "Ramsbottom Schofield Tattersall Unsworth Varley Walmsley Yates Ashworth Brierley"
).split()

Row = dict[str, object]


def settings_of(council: str) -> str:
    """The settings file of a made-up council of this name."""
    return (
        f'[council]\nname = "{council}"\nmailbox = "{MAILBOX}"\ndomains = ["{DOMAIN}"]\n'
        f'emergency = "{EMERGENCY}"\n'
    )


_AREAS = ("A&A", "Safeguarding", "CYPIC")
# Each post with its line manager's.
_POSTS: Mapping[Role, Role | None] = {
    Role.COORDINATOR: Role.CONSULTANT_HEAD,
    Role.CONSULTANT_HEAD: Role.ASSISTANT_DIRECTOR,
    Role.ASSISTANT_DIRECTOR: Role.STRATEGIC_DIRECTOR,
    Role.STRATEGIC_DIRECTOR: None,
    Role.STRATEGIC_LEAD_SAFEGUARDING: Role.ASSISTANT_DIRECTOR,
    Role.STRATEGIC_LEAD_PLACEMENT: Role.ASSISTANT_DIRECTOR,
    Role.SERVICE_MANAGER_SAFEGUARDING: Role.STRATEGIC_LEAD_SAFEGUARDING,
}


@dataclass(frozen=True, slots=True)
class CastTeam:
    name: str
    area: str


class _Names:
    """Names that no worker of the made-up council has, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        pairs = ((i % len(_FIRST), (i + i // len(_FIRST)) % len(_LAST)) for i in range(800))
        self._pairs = iter(f"{_FIRST[a]} {_LAST[b]}" for a, b in pairs)

    def next(self) -> str:
        return next(name for name in self._pairs if name not in self._taken)


def cast(
    teams: Sequence[CastTeam], start: date, *, taken: Iterable[str] = ()
) -> Mapping[str, list[Row]]:
    """The rows of the configuration workbook for a council with these teams."""
    names = _Names(taken)
    posts = {role: names.next() for role in _POSTS}
    people = [
        _person(name, role, manager=posts[above] if (above := _POSTS[role]) else None)
        for role, name in posts.items()
    ]
    people += [
        _auditor(names.next(), Role.CONSULTANT_SOCIAL_WORKER, manager=posts[Role.CONSULTANT_HEAD])
        for _ in range(2)
    ]
    rows = _managed(teams, posts, names, people)
    specialists = [names.next() for _ in range(max(4, len(teams) // 3))]
    people += [
        _auditor(name, manager=posts[Role.SERVICE_MANAGER_SAFEGUARDING], area=_AREAS[place % 3])
        for place, name in enumerate(specialists)
    ]
    return {
        "People": people,
        "Teams": rows,
        "Absences": _absences(rows, specialists[-1], start),
        "Conflicts": [
            {
                "Person": specialists[0],
                "Team": rows[-1]["Team"],
                "Reason": "Worked in this team until last year",
            }
        ],
        "Closures": [{"From": date(start.year, 12, 24), "Name": "Council closed"}],
        "Form": [dict(row) for row in DEFAULT_FORM],
    }


def _managed(
    teams: Sequence[CastTeam], posts: Mapping[Role, str], names: _Names, people: list[Row]
) -> list[Row]:
    """The rows of Teams; their managers, who audit too, join the people."""
    rows: list[Row] = []
    service_manager = ""
    for place, team in enumerate(sorted(teams, key=lambda t: (t.area, t.name))):
        lead = posts[
            Role.STRATEGIC_LEAD_PLACEMENT
            if team.area == "CYPIC"
            else Role.STRATEGIC_LEAD_SAFEGUARDING
        ]
        if place % TEAMS_PER_SERVICE_MANAGER == 0:
            service_manager = names.next()
            people.append(_auditor(service_manager, Role.SERVICE_MANAGER, manager=lead))
        manager = names.next()
        people.append(_auditor(manager, Role.TEAM_MANAGER, manager=service_manager, team=team.name))
        rows.append(
            {
                "Team": team.name,
                "Service area": team.area,
                "Team Manager": manager,
                "Service Manager": service_manager,
                "Strategic Lead": lead,
            }
        )
    return rows


def _person(name: str, role: Role, *, manager: str | None = None) -> Row:
    return {
        "Name": name,
        "Address": address(name),
        "Telephone": telephone(name),
        "Roles": role.value,
        "Line manager": manager,
    }


def _auditor(
    name: str,
    role: Role | None = None,
    *,
    manager: str,
    team: str | None = None,
    area: str | None = None,
) -> Row:
    roles = "; ".join(r.value for r in (role, Role.AUDITOR) if r)
    return {
        "Name": name,
        "Address": address(name),
        "Telephone": telephone(name),
        "Roles": roles,
        "Team": team,
        "Service area": area,
        "Line manager": manager,
        "Qualified": "Yes",
        "Trained": "Yes",
    }


def _absences(teams: Sequence[Row], specialist: str, start: date) -> list[Row]:
    """A Team Manager away with cover, another without, and a specialist away for weeks."""

    def days(first: int, last: int) -> Row:
        return {"From": start + timedelta(days=first), "Until": start + timedelta(days=last)}

    first, second = teams[0], teams[-1]
    return [
        {"Person": first["Team Manager"], **days(38, 49), "Cover": first["Service Manager"]},
        {"Person": second["Team Manager"], **days(42, 46)},
        {"Person": specialist, **days(2, 24)},
    ]


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.').replace(chr(39), '')}@{DOMAIN}"


def telephone(name: str) -> str:
    """One of the numbers that Ofcom keeps for fiction."""
    return f"01632 960{100 + sum(name.encode()) % 900:03}"
