"""The council as the coordinator's lists say it is: its people, teams, absences, conflicts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """A post or a part in the programme, as the People list names it."""

    AUDITOR = "Auditor"
    CONSULTANT_SOCIAL_WORKER = "Consultant QA Social Worker"
    REVIEWER = "QA reviewer"  # nominated to review audits of others (5.2)
    TEAM_MANAGER = "Team Manager"
    SERVICE_MANAGER = "Service Manager"
    SERVICE_MANAGER_SAFEGUARDING = "Service Manager, Safeguarding"
    STRATEGIC_LEAD = "Strategic Lead"
    STRATEGIC_LEAD_SAFEGUARDING = "Strategic Lead for Safeguarding"
    STRATEGIC_LEAD_PLACEMENT = "Strategic Lead for Placement Services"
    CONSULTANT_HEAD = "Consultant Head"
    ASSISTANT_DIRECTOR = "Assistant Director"
    STRATEGIC_DIRECTOR = "Strategic Director"
    COORDINATOR = "Coordinator"
    # Who gets the monthly pack of a meeting, beside the Consultant Head (R-5.3-1).
    PMM_SECRETARY = "PMM secretary"
    SCMT_SECRETARY = "SCMT secretary"
    EMM_SECRETARY = "EMM secretary"
    CASE_WORKER = "Case worker"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str
    other_addresses: tuple[str, ...] = ()
    phone: str | None = None  # for the calls that a safeguarding letter asks for
    roles: frozenset[Role] = frozenset()
    team: str | None = None  # the team a person works in or manages
    service_area: str | None = None
    manager: str | None = None  # line manager, by name
    qualified: bool = False  # social-work qualified (R-5.2-1)
    trained: bool = False  # in the audit form and process (R-6.3-3)
    capacity: int = 1  # audits a round
    start: date | None = None
    end: date | None = None  # the last day in post
    also_known_as: tuple[str, ...] = ()  # spellings in Annexe A

    def in_post(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


def has_left(person: Person, on: date) -> bool:
    """Whether the last day in post is over; who has not come yet has not left."""
    return person.end is not None and person.end < on


@dataclass(frozen=True, slots=True)
class Team:
    name: str  # as in Annexe A
    service_area: str
    manager: str | None = None
    service_manager: str | None = None
    strategic_lead: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    person: str
    start: date
    end: date  # the last day away
    cover: str | None = None
    hint: bool = False  # an automatic reply says so, and nobody has put it on the list


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declared reason why `person` must not audit a child, a team or a worker's cases."""

    person: str
    child: str | None = None
    team: str | None = None
    worker: str | None = None
    reason: str = "declared"
    until: date | None = None


@dataclass(frozen=True, slots=True)
class QuietDays:
    """Days on which nothing leaves but what safeguarding needs. No end: until further notice."""

    start: date
    end: date | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class DigestTime:
    """When the holders of a role want their summary (C19)."""

    role: Role | None  # None: everybody whose role has not chosen
    weekdays: frozenset[int]  # Monday is 0
    at: time


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that must be kept although its time has come (A-29)."""

    what: str  # the reference of an audit, or a child's id
    until: date | None = None
    why: str | None = None


@lru_cache(maxsize=8192)  # the same few hundred names, over and over
def tidy(text: str) -> str:
    """One spelling for comparing names: white space collapsed (NBSP too), case ignored."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Council:
    """All that the lists say, with look-ups by name, by address and by role."""

    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    absences: tuple[Absence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    closures: frozenset[date] = frozenset()
    quiet_days: tuple[QuietDays, ...] = ()
    digest_times: tuple[DigestTime, ...] = ()
    holds: tuple[Hold, ...] = ()
    new_ids: tuple[tuple[str, str], ...] = ()  # earlier id of a child, and the later one
    _by_name: Mapping[str, Person] = field(init=False, repr=False, compare=False)
    _by_address: Mapping[str, Person] = field(init=False, repr=False, compare=False)
    _by_team: Mapping[str, Team] = field(init=False, repr=False, compare=False)
    _away: Mapping[str, list[Absence]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {tidy(n): p for p in self.people for n in (*p.also_known_as, p.name)}
        addresses = {a.casefold(): p for p in self.people for a in (*p.other_addresses, p.address)}
        teams = {tidy(n): t for t in self.teams for n in (*t.aliases, t.name)}
        away: dict[str, list[Absence]] = {}
        for absence in self.absences:
            away.setdefault(tidy(absence.person), []).append(absence)
        object.__setattr__(self, "_away", away)
        object.__setattr__(self, "_by_name", names)
        object.__setattr__(self, "_by_address", addresses)
        object.__setattr__(self, "_by_team", teams)

    def person(self, name: str | None) -> Person | None:
        return self._by_name.get(tidy(name)) if name else None

    def who_has(self, address: str) -> Person | None:
        return self._by_address.get(address.strip().casefold())

    def team(self, name: str | None) -> Team | None:
        return self._by_team.get(tidy(name)) if name else None

    def current_id(self, child: str) -> str:
        """The id under which Annexe A has the child now. Ids in a circle lead back to the first."""
        later = dict(self.new_ids)
        seen = {child}
        while (found := later.get(child)) and found not in seen:
            seen.add(found)
            child = found
        return child

    def ids_of(self, child: str) -> list[str]:
        """The id of a child with all that Annexe A had for it before (A-26)."""
        now = self.current_id(child)
        before = (old for old, _ in self.new_ids if self.current_id(old) == now)
        return list(dict.fromkeys([child, now, *before]))

    def holders(self, role: Role, on: date) -> list[Person]:
        """Everybody in post with this role, in the order of the People list."""
        return [p for p in self.people if role in p.roles and p.in_post(on)]

    def absence(self, name: str, on: date) -> Absence | None:
        """The absence of that day; of several that overlap, one with a cover, the longest."""
        away = [a for a in self._away.get(tidy(name), ()) if a.start <= on <= a.end]
        return max(away, key=lambda a: (not a.hint, a.cover is not None, a.end), default=None)

    def quiet(self, on: date) -> QuietDays | None:
        """The quiet days that `on` is one of."""
        days = (q for q in self.quiet_days if q.start <= on and (q.end is None or on <= q.end))
        return next(days, None)

    def digest_time(self, name: str) -> DigestTime | None:
        """The first of the list for a role that the person holds; None: they have not chosen."""
        person = self.person(name)
        roles = person.roles if person else frozenset()
        return next((chosen for chosen in self.digest_times if chosen.role in roles), None)

    def away(self, name: str, days: Iterable[date]) -> int:
        """How many of `days` the person is absent."""
        return sum(self.absence(name, day) is not None for day in days)
