"""Who stands where to a letter, told from the lists and the store alone, without the policy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.cast import Row
from bot.simulation import naive_days
from bot.simulation.matrix import Place

_LATE = timedelta(days=7)  # a letter may leave days after its reader was chosen
AREA_ROLES = {
    "A&A": "Strategic Lead for Safeguarding",
    "Safeguarding": "Strategic Lead for Safeguarding",
    "CYPIC": "Strategic Lead for Placement Services",
}


class Readers:
    """The lists as they are now."""

    def __init__(self, lists: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        self._people = {str(row["Name"]): row for row in lists["People"]}
        self._teams = {str(row["Team"]): row for row in lists["Teams"]}
        self._absences = lists["Absences"]
        self._names = {str(row["Address"]): name for name, row in self._people.items()}
        self._on_day: dict[date, defaultdict[str, set[str]]] = {}

    def has_left(self, name: str, on: date) -> bool:
        """Whether the People list says that their last day in post is over."""
        until = self._people.get(name, {}).get("Until")
        return until is not None and _day(until) < on

    def days_gone(self, name: str, on: date) -> int:
        """Working days since then."""
        until = self._people.get(name, {}).get("Until")
        return naive_days.over(_day(until), on) if until is not None else 0

    def name_of(self, address: str) -> str:
        return self._names.get(address, address)

    def standing(self, place: Place, case: "CaseFacts") -> set[str]:
        """The names of those who stand in this place, absent or not."""
        found = self._standing(place, case)
        return {name for name in found if name}

    def covered(self, names: Iterable[str], on: date) -> set[str]:
        """They themselves, and whoever covers for one of them at about that day."""
        covers = self._covers(on)
        found = set(names)
        waiting = list(found)
        while waiting:
            more = covers.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        return found

    def _covers(self, on: date) -> Mapping[str, set[str]]:
        """Who covers for whom at about that day, worked out once for all letters of it."""
        if on not in self._on_day:
            covers = self._on_day[on] = defaultdict(set)
            for row in self._absences:
                if row["Cover"] and _day(row["From"]) - _LATE <= on <= _day(row["Until"]) + _LATE:
                    covers[str(row["Person"])].add(str(row["Cover"]))
        return self._on_day[on]

    def with_role(self, *roles: str) -> set[str]:
        return {
            name
            for name, row in self._people.items()
            if set(roles) & set(str(row["Roles"]).split("; "))
        }

    def _standing(self, place: Place, case: "CaseFacts") -> Iterable[str]:
        if place in _ROLE_OF:
            return self.with_role(_ROLE_OF[place])
        team = self._teams.get(case.team, {})
        if place in _COLUMN_OF:
            return {str(team.get(_COLUMN_OF[place]) or "")}
        if place is Place.LINE:
            return self._line(case.auditor)
        if place is Place.FORMER_TEAM:
            return (str(t.get("Team Manager") or "") for t in self._teams.values())
        if place is Place.AREA:
            return self.with_role(*AREA_ROLES.values())
        places: dict[Place, Iterable[str]] = {
            Place.AUDITOR: {case.auditor},
            Place.FORMER: {*case.former, case.auditor},
            Place.WORKER: {case.worker},
            Place.RAISER: {case.raised_by},
            Place.TOLD: case.told,
            Place.WRITER: case.writers,
            Place.REVIEWER: case.reviewers,
            Place.MEMBER: case.members,
        }
        return places[place]

    def _line(self, auditor: str) -> set[str]:
        row: Row = dict(self._people.get(auditor, {}))
        team = self._teams.get(str(row.get("Team") or ""), {})
        area = str(row.get("Service area") or "")
        leads = self.with_role(AREA_ROLES[area]) if area in AREA_ROLES else set()
        answers_for = (t for t in self._teams.values() if t.get("Service Manager") == auditor)
        of_teams = {str(t.get("Strategic Lead") or "") for t in (team, *answers_for)}
        return {str(row.get("Line manager") or ""), *of_teams, *leads}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the store says of the audit or concern that a letter is about."""

    team: str = ""
    auditor: str = ""
    worker: str = ""
    former: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()  # the auditors of its panel
    raised_by: str = ""
    told: frozenset[str] = frozenset()


_COLUMN_OF = {
    Place.TEAM: "Team Manager",
    Place.SERVICE: "Service Manager",
    Place.LEAD: "Strategic Lead",
}
_ROLE_OF = {
    Place.SAFEGUARDING: "Service Manager, Safeguarding",
    Place.HEAD: "Consultant Head",
    Place.DIRECTOR: "Assistant Director",
    Place.COORDINATOR: "Coordinator",
    Place.CONSULTANTS: "Consultant QA Social Worker",
}


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(value)
    return value
