"""Who is told: posts, absence cover, and the chains of 9.1, 9.8 and overdue work. They differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.policy.council import Council, Person, Role, has_left, tidy
from bot.policy.wording import day_words


class Post(StrEnum):
    """A place in a chain, filled differently for each case."""

    AUDITOR = "Auditor"
    AUDITOR_MANAGER = "Auditor's manager"
    AUDITOR_LEAD = "Auditor's Strategic Lead"
    TEAM_MANAGER = "Team Manager"
    SERVICE_MANAGER = "Service Manager"
    STRATEGIC_LEAD = "Strategic Lead"
    AREA_LEAD = "Strategic Lead of the service area"  # 9.1: by the kind of case
    OTHER_AREA_LEAD = "The other Strategic Lead"
    SERVICE_MANAGER_SAFEGUARDING = "Service Manager, Safeguarding"
    CONSULTANT_HEAD = "Consultant Head"
    ASSISTANT_DIRECTOR = "Assistant Director"
    COORDINATOR = "Coordinator"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: whom to tell once `days` working days are over."""

    days: int
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    safeguarding: tuple[tuple[Post, ...], ...]  # chain A, each step in turn
    area_leads: Mapping[str, Role]  # service area -> the lead of 9.1
    overdue_audit: tuple[Rung, ...]  # chain D
    overdue_action: tuple[Rung, ...]  # chain E
    raised_with_team: tuple[tuple[Post, ...], ...] = ()  # chain B, each step in turn


@dataclass(frozen=True, slots=True)
class Matter:
    """What is needed to find the right people: whose case it is and who audits it."""

    team: str | None
    service_area: str | None
    auditor: str | None = None
    concerns: frozenset[str] = frozenset()  # people whose own practice or report it is


@dataclass(frozen=True, slots=True)
class Told:
    """A reader, and why it is they: `why` speaks to them, `post` speaks of them."""

    person: Person
    why: str
    post: str = ""


def holders(post: Post, matter: Matter, council: Council, chains: Chains, on: date) -> list[Person]:
    """The people in this post for this matter, absent or not; empty where it is vacant."""
    team = council.team(matter.team)
    auditor = council.person(matter.auditor)
    match post:
        case Post.AUDITOR:
            found = [auditor]
        case Post.AUDITOR_MANAGER:
            found = [council.person(auditor.manager) if auditor else None]
        case Post.AUDITOR_LEAD:
            found = [*_own_leads(auditor, council, chains, on)] if auditor else []
        case Post.TEAM_MANAGER:
            found = [council.person(team.manager) if team else None]
        case Post.SERVICE_MANAGER:
            found = [council.person(team.service_manager) if team else None]
        case Post.STRATEGIC_LEAD:
            found = [council.person(team.strategic_lead) if team else None]
        case Post.AREA_LEAD:
            found = [*area_leads(matter.service_area, council, chains, on)]
        case Post.OTHER_AREA_LEAD:
            mine = area_leads(matter.service_area, council, chains, on)
            found = [p for p in area_leads(None, council, chains, on) if p not in mine]
        case _:
            found = [*council.holders(Role(post.value), on)]
    return [person for person in found if person is not None and person.in_post(on)]


def _own_leads(
    auditor: Person, council: Council, chains: Chains, on: date
) -> Sequence[Person | None]:
    """A-1: an overdue audit is the auditor's lateness, so it is the lead of their own service.

    Of the team that they work in, of the teams that they answer for, or of their service area.
    Somebody who belongs to no service has none: a lead of another service is not told of them.
    """
    own = council.team(auditor.team)
    teams = [own] if own else [t for t in council.teams if t.service_manager == auditor.name]
    leads = dict.fromkeys(team.strategic_lead for team in teams if team.strategic_lead)
    if leads:
        return [council.person(name) for name in leads]
    area = auditor.service_area
    return area_leads(area, council, chains, on) if area in chains.area_leads else ()


def area_leads(area: str | None, council: Council, chains: Chains, on: date) -> list[Person]:
    """The Strategic Lead whom 9.1 names for an area; both where it is not known (A-2, A-3)."""
    role = chains.area_leads.get(area) if area else None
    roles = [role] if role else list(dict.fromkeys(chains.area_leads.values()))
    return [person for role in roles for person in council.holders(role, on)]


def cover_of(person: Person, council: Council, on: date) -> Person | None:
    """Who stands in for an absent person: the deputy of a deputy, never in a circle (C7)."""
    seen = {tidy(person.name)}
    current = person
    while absence := council.absence(current.name, on):
        cover = council.person(absence.cover)
        if cover is None or tidy(cover.name) in seen or not cover.in_post(on):
            return None
        seen.add(tidy(cover.name))
        current = cover
    return current


def who_coordinates(council: Council, on: date) -> list[Person]:
    """Who coordinates today: those who are here, and who covers for the others.

    While nobody is, all who are in post; where the post is vacant, the Consultant Head or, above,
    the Assistant Director: what needs a person must reach one.
    """
    in_post = council.holders(Role.COORDINATOR, on)
    here = [p for p in in_post if council.absence(p.name, on) is None]
    covers = [c for p in in_post if p not in here and (c := cover_of(p, council, on))]
    found = list(dict.fromkeys([*here, *covers])) or in_post
    if not found:
        above = (Role.CONSULTANT_HEAD, Role.ASSISTANT_DIRECTOR)
        found = next((held for role in above if (held := council.holders(role, on))), [])
    return found


def tell(
    posts: Iterable[Post],
    matter: Matter,
    council: Council,
    chains: Chains,
    on: date,
    *,
    cover_is_addition: bool = False,
) -> list[Told]:
    """Whom these posts mean today, with cover for the absent (A-14).

    Nobody is told about themselves alone: people whose own practice it is are passed over, and the
    letter says why. An absent person without cover drops out; the caller goes on along its chain.
    """
    told: dict[str, Told] = {}
    passed_over: list[str] = []
    for post in posts:
        for person in holders(post, matter, council, chains, on):
            title = _title(post, person, matter, chains)
            if person.name in matter.concerns:
                passed_over.append(f"{person.name}, {title}, is passed over, being concerned.")
                continue
            for reader in _with_cover(person, title, council, on, cover_is_addition):
                if reader.person.name not in matter.concerns:
                    told.setdefault(reader.person.name, reader)
    note = " ".join(passed_over)
    return [replace(t, why=f"{t.why} {note}".strip()) for t in told.values()]


def walk(
    steps: Sequence[Sequence[Post]],
    rung: int,
    matter: Matter,
    council: Council,
    chains: Chains,
    on: date,
) -> tuple[int, list[Told]]:
    """The steps of a safeguarding chain from `rung` on, until one reaches somebody who is here.

    Absence hands on at once; cover is an addition (A-14). A rung beyond the last: the end.
    """
    posts: list[Post] = []
    told: list[Told] = []
    for rung_now in range(rung, len(steps)):
        # All the steps so far at once: who is told in the end learns who was passed over before.
        posts += steps[rung_now]
        told = tell(posts, matter, council, chains, on, cover_is_addition=True)
        if any(council.absence(t.person.name, on) is None for t in told):
            return rung_now, told
    return max(rung, len(steps)), told


# Who must ring at the end of a chain; the next, where nobody is here who is not concerned.
_TO_RING = ((Post.COORDINATOR,), (Post.CONSULTANT_HEAD,), (Post.ASSISTANT_DIRECTOR,))


def to_ring(matter: Matter, council: Council, chains: Chains, on: date) -> list[Told]:
    """Who picks up the telephone where a safeguarding chain has no further step."""
    _, told = walk(_TO_RING, 0, matter, council, chains, on)
    return told


def told_before(names: Iterable[str], what: str, council: Council, on: date) -> list[Told]:
    """Those who have had this `what` and have not left, as readers of the next one."""
    people = (council.person(name) for name in names)
    why = f"You have had this {what} already."
    return [Told(p, why, "told before") for p in people if p and not has_left(p, on)]


def on_record(before: Iterable[str], told: Iterable[Told]) -> tuple[str, ...]:
    """Everybody who has ever been told, in order: who has left gets no letter, and stays here."""
    return tuple(dict.fromkeys((*before, *(t.person.name for t in told))))


def _title(post: Post, person: Person, matter: Matter, chains: Chains) -> str:
    """The post in words that its holder knows: the Strategic Lead for Safeguarding, a manager."""
    if post is Post.AUDITOR_MANAGER:
        return f"{matter.auditor}'s manager"
    if post is Post.AUDITOR_LEAD:
        return f"{matter.auditor}'s Strategic Lead"
    if post in (Post.AREA_LEAD, Post.OTHER_AREA_LEAD):
        held = [role.value for role in chains.area_leads.values() if role in person.roles]
        return f"the {held[0]}" if held else f"the {post.value}"
    return f"the {post.value}"


def _with_cover(
    person: Person, title: str, council: Council, on: date, cover_is_addition: bool
) -> list[Told]:
    itself = Told(person, f"You are {title}.", title)
    absence = council.absence(person.name, on)
    if absence is None:
        return [itself]
    cover = cover_of(person, council, on)
    why = f"{person.name}, {title}, is away until {day_words(absence.end)} and you cover for them."
    stand_in = [Told(cover, why, f"for {person.name}, {title}")] if cover else []
    return [itself, *stand_in] if cover_is_addition else stand_in
