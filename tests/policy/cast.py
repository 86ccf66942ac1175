"""One small council for all tests of the policy, and short ways to say what a test is about.

Ada, Ben and Cat audit. Tim, Tara and Tom manage the teams, Sam, Sue and Sid are above them. Lena
and Piers lead, Hal decides, Dora is above all, Cora coordinates. Will works with a child
of Tara's team.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.bank_holidays import working_calendar
from bot.policy.council import Absence, Council, Person, Role, Team
from bot.policy.decision import Decision, Letter
from bot.policy.in_force import Policy
from bot.policy.model import (
    Action,
    Audit,
    AuditFile,
    Case,
    Concern,
    Request,
    RequestKind,
    Status,
)
from bot.policy.occasion import Occasion
from bot.policy.references import new_reference
from bot.policy.said import MailKind, Reading, Wish, WishKind
from bot.policy.working_days import LONDON, OfficeHours
from bot.settings import load_chains, load_rules

CALENDAR = working_calendar(())
HOURS = OfficeHours(time(8, 30), time(17, 30), LONDON)
RULES = load_rules()
CHAINS = load_chains()

MONDAY = date(2025, 12, 1)
DUE = date(2025, 12, 31)


def person(name: str, *roles: Role, **more: object) -> Person:
    address = f"{name.replace(' ', '.').lower()}@council.example"
    return Person(name, address, roles=frozenset(roles), **more)  # type: ignore[arg-type]


def auditor(name: str, *roles: Role, **more: object) -> Person:
    return person(name, *(roles or (Role.AUDITOR,)), qualified=True, trained=True, **more)


ADA = auditor("Ada Marsh", team="Intake", service_area="A&A", manager="Sam Reed")
BEN = auditor("Ben Cole", team="Protect", service_area="Safeguarding", manager="Sue Hart")
CAT = auditor("Cat Doyle", Role.CONSULTANT_SOCIAL_WORKER, manager="Hal Quinn")
TIM = person("Tim Oakes", Role.TEAM_MANAGER, team="Intake", manager="Sam Reed")
TARA = person("Tara Penn", Role.TEAM_MANAGER, team="Protect", manager="Sue Hart")
TOM = person("Tom Vale", Role.TEAM_MANAGER, team="Care", manager="Sid Moss")
SAM = person("Sam Reed", Role.SERVICE_MANAGER, manager="Lena Stone")
SUE = person(
    "Sue Hart", Role.SERVICE_MANAGER, Role.SERVICE_MANAGER_SAFEGUARDING, manager="Lena Stone"
)
SID = person("Sid Moss", Role.SERVICE_MANAGER, manager="Piers Lane")
LENA = person("Lena Stone", Role.STRATEGIC_LEAD_SAFEGUARDING, manager="Dora West")
PIERS = person("Piers Lane", Role.STRATEGIC_LEAD_PLACEMENT, manager="Dora West")
HAL = person("Hal Quinn", Role.CONSULTANT_HEAD, manager="Dora West")
DORA = person("Dora West", Role.ASSISTANT_DIRECTOR)
CORA = person("Cora Bell", Role.COORDINATOR, manager="Hal Quinn")
WILL = person(
    "Will Ash",
    Role.CASE_WORKER,
    team="Protect",
    manager="Tara Penn",
    also_known_as=("ASH, William",),
)

COUNCIL = Council(
    people=(ADA, BEN, CAT, TIM, TARA, TOM, SAM, SUE, SID, LENA, PIERS, HAL, DORA, CORA, WILL),
    teams=(
        Team("Intake", "A&A", TIM.name, SAM.name, LENA.name, aliases=("Intake Team 1",)),
        Team("Protect", "Safeguarding", TARA.name, SUE.name, LENA.name, aliases=("CP Team",)),
        Team("Care", "CYPIC", TOM.name, SID.name, PIERS.name),
    ),
)


def away(who: Person, cover: Person | None = None, *, start: date = date.min) -> Absence:
    return Absence(who.name, start, date(2027, 1, 1), cover.name if cover else None)


def council(
    *absences: Absence, without: Sequence[Person] = (), changed: Iterable[Person] = ()
) -> Council:
    """The cast with these absences, without some people, and with some of them as here."""
    new = {p.name: p for p in changed}
    people = tuple(new.get(p.name, p) for p in COUNCIL.people if p not in without)
    return replace(COUNCIL, people=people, absences=absences)


def policy(among: Council = COUNCIL) -> Policy:
    return Policy(among, CALENDAR, HOURS, RULES, CHAINS)


def on(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """That day and hour in London, in UTC as the clock gives it."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def occasion(
    day: date | datetime = MONDAY,
    among: Council = COUNCIL,
    *,
    cause: str = "mail 1",
    load: dict[str, int] | None = None,
) -> Occasion:
    at = day if isinstance(day, datetime) else on(day)
    return Occasion(policy(among), at, cause, reference, lambda: load or {})


def reference(prefix: str, *parts: str) -> str:
    return new_reference(prefix, b"secret", *parts, taken=lambda ref: False)


AUDIT = Audit(
    ref=reference("AU", "1"),
    round=reference("RD", "1"),
    child="1001",
    team="Protect",
    worker=WILL.name,
    service_area="Safeguarding",
    stratum="Child protection, Safeguarding",
    auditor=ADA.name,
    status=Status.ASSIGNED,
    assigned_on=MONDAY,
    due=DUE,
    original_due=DUE,
)


def a_file(*actions: Action, request: Request | None = None, **changes: object) -> AuditFile:
    audit = replace(AUDIT, **changes)  # type: ignore[arg-type]
    return AuditFile(audit, actions, (request,) if request else ())


def an_action(number: int = 1, due: date = date(2026, 1, 8), **changes: object) -> Action:
    action = Action(
        ref=reference("RA", str(number)),
        audit=AUDIT.ref,
        child=AUDIT.child,
        team=AUDIT.team,
        service_area=AUDIT.service_area,
        text=f"Put right the {number}. thing.",
        days=25,
        created_on=MONDAY,
        due=due,
        provisional=True,
    )
    return replace(action, **changes)  # type: ignore[arg-type]


def a_request(kind: RequestKind = RequestKind.DEFERMENT, **changes: object) -> Request:
    until = date(2026, 1, 9) if kind is RequestKind.DEFERMENT else None
    request = Request(reference("RQ", "1"), AUDIT.ref, kind, ADA.name, date(2025, 12, 15), until)
    return replace(request, **changes)  # type: ignore[arg-type]


def a_case(child: str = "1001", **changes: object) -> Case:
    case = Case(
        child, (6,), "Child protection", "Protect", WILL.name, "Safeguarding", AUDIT.stratum
    )
    return case._replace(**changes)  # type: ignore[arg-type]


def a_concern(**changes: object) -> Concern:
    concern = Concern(
        ref=reference("SG", "1"),
        audit=AUDIT.ref,
        child=AUDIT.child,
        team="Protect",
        worker=WILL.name,
        service_area="Safeguarding",
        raised_by=ADA.name,
        raised_at=on(MONDAY),
        verified=True,
        words="I am worried about the child.",
    )
    return replace(concern, **changes)  # type: ignore[arg-type]


def reading(*wishes: Wish, **more: object) -> Reading:
    words = " ".join(w.evidence for w in wishes)
    return Reading(MailKind.REPLY, words, wishes, **more)  # type: ignore[arg-type]


def wish(kind: WishKind, **more: object) -> Wish:
    return Wish(kind, f"the words for {kind}", **more)  # type: ignore[arg-type]


def sent(decision: Decision) -> list[tuple[str, str]]:
    """The letters of a decision, by name and reader, without the lines of the daily digest."""
    return [(x.name, x.to) for x in decision.letters if not x.digest]


def readers(decision: Decision, name: str) -> list[str]:
    return [x.to for x in decision.letters if x.name == name]


def the_letter(decision: Decision, name: str) -> Letter:
    """The one letter of that name."""
    (letter,) = (x for x in decision.letters if x.name == name)
    return letter


def only(decision: Decision, kind: type) -> object:
    """The one record of that kind."""
    (record,) = (r for r in decision.records if isinstance(r, kind))
    return record
