"""The people of a made-up council: who manages each team, who audits, who is away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    head, director, strategic = names.next(), names.next(), names.next()
    lead_s, lead_p, safeguarding = names.next(), names.next(), names.next()
    coordinator = names.next()
    people = [
        _person(coordinator, Role.COORDINATOR, manager=head),
        _person(head, Role.CONSULTANT_HEAD, manager=director),
        _person(director, Role.ASSISTANT_DIRECTOR, manager=strategic),
        _person(strategic, Role.STRATEGIC_DIRECTOR),
        _person(lead_s, Role.STRATEGIC_LEAD_SAFEGUARDING, manager=director),
        _person(lead_p, Role.STRATEGIC_LEAD_PLACEMENT, manager=director),
        _person(safeguarding, Role.SERVICE_MANAGER_SAFEGUARDING, manager=lead_s),
    ]
    consultants = [names.next(), names.next()]
    people += [_auditor(n, Role.CONSULTANT_SOCIAL_WORKER, manager=head) for n in consultants]
    rows: list[Row] = []
    service_manager = ""
    for place, team in enumerate(sorted(teams, key=lambda t: (t.area, t.name))):
        lead = lead_p if team.area == "CYPIC" else lead_s
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
    specialists = [names.next() for _ in range(max(4, len(teams) // 3))]
    areas = ("A&A", "Safeguarding", "CYPIC")
    for place, name in enumerate(specialists):
        people.append(_auditor(name, manager=safeguarding, area=areas[place % 3]))
    away = [str(row["Team Manager"]) for row in rows[:2]]
    return {
        "People": people,
        "Teams": rows,
        "Absences": _absences(away, specialists, str(rows[0]["Service Manager"]), start),
        "Conflicts": [
            {
                "Person": specialists[0],
                "Team": rows[-1]["Team"],
                "Reason": "Worked in this team until last year",
            }
        ],
        "Closures": [{"From": date(start.year, 12, 24), "Name": "Council closed"}],
    }


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


def _absences(
    managers: Sequence[str], specialists: Sequence[str], cover: str, start: date
) -> list[Row]:
    """A Team Manager away with cover, another without, and a specialist away for weeks."""

    def days(first: int, last: int) -> Row:
        return {"From": start + timedelta(days=first), "Until": start + timedelta(days=last)}

    return [
        {"Person": managers[0], **days(38, 49), "Cover": cover},
        {"Person": managers[1], **days(42, 46)},
        {"Person": specialists[-1], **days(2, 24)},
    ]


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.').replace(chr(39), '')}@{DOMAIN}"


def telephone(name: str) -> str:
    """One of the numbers that Ofcom keeps for fiction."""
    return f"01632 960{100 + sum(name.encode()) % 900:03}"
