"""Half a year of an invented programme, for showing what a monthly pack looks like."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.bank_holidays import working_calendar
from bot.demo.returns import default_form
from bot.packs.source import Source
from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.council import Council, Person, Role, Team
from bot.policy.form import AuditForm, AuditReturn, FormInForce, GradeGiven
from bot.policy.in_force import Policy
from bot.policy.life import Event, after
from bot.policy.matters import ManagementDecision, ManagementDecisionStatus
from bot.policy.model import (
    Action,
    ActionStatus,
    Audit,
    AuditFile,
    Concern,
    ConcernStatus,
    Request,
    RequestKind,
    RequestStatus,
    Round,
    RoundStatus,
    Status,
    Stratum,
)
from bot.policy.round_parts import RoundKind
from bot.policy.themes import months_after
from bot.policy.working_days import LONDON, OfficeHours
from bot.settings import load_chains, load_rules

AREAS = ("A&A", "Safeguarding", "CYPIC")
_STRATA = (
    ("Open assessment, A&A", "A&A", 182),
    ("Child in need, Safeguarding", "Safeguarding", 246),
    ("Child protection, Safeguarding", "Safeguarding", 88),
    ("Looked after, CYPIC", "CYPIC", 131),
    ("Care leaver, CYPIC", "CYPIC", 47),
)
_AUDITORS = 24
_GOOD_PRACTICE = (
    "Direct work gave the child a say in the plan",
    "The chronology shows the pattern at a glance",
    "Supervision asks why, not only what",
    "The father was found and heard",
)


def pack_sample(months: int = 6, last: date = date(2026, 1, 1), seed: int = 6) -> Source:
    """The record at the end of `last`, after so many monthly rounds and a theme."""
    dice = random.Random(seed)
    policy = _policy()
    rounds: list[Round] = []
    files: list[AuditFile] = []
    for back in range(months - 1, -1, -1):
        month = months_after(last, -back)
        round_ = _round(month, policy)
        rounds.append(round_)
        files += _files(round_, months - back, policy, dice)
    looks = list(_looks(files, last))
    return Source(last, policy, rounds, files, {}, list(_concerns(last, policy, dice)), looks)


def _policy() -> Policy:
    people = [
        Person(
            f"Auditor {n}",
            f"auditor{n}@moorbridge.example",
            roles=frozenset({Role.AUDITOR}),
            service_area=AREAS[n % 3],
            qualified=True,
            trained=True,
        )
        for n in range(1, _AUDITORS + 1)
    ]
    people.append(
        Person("Martin Ellis", "martin@moorbridge.example", roles=frozenset({Role.SERVICE_MANAGER}))
    )
    teams = tuple(Team(f"{area} Team", area) for area in AREAS)
    form = FormInForce(date(2025, 1, 1), default_form())
    hours = OfficeHours(time(8, 30), time(17, 30), LONDON)
    calendar = working_calendar(())
    return Policy(
        Council(tuple(people), teams), calendar, hours, load_rules(), load_chains(), (form,)
    )


def _round(month: date, policy: Policy) -> Round:
    day = policy.calendar.on_or_after(month)
    drawn = (6, 8, 4, 4, 2)
    return Round(
        ref=f"RD-{month:%y%m}",
        period=f"{month:%Y-%m}",
        name=f"{month:%B %Y}",
        status=RoundStatus.DEPLOYED,
        as_at=day,
        frame_sha256="",
        algorithm="",
        seed="",
        open_cases=sum(size for *_, size in _STRATA),
        available=_AUDITORS,
        strata=tuple(
            Stratum(name, size, n) for (name, _, size), n in zip(_STRATA, drawn, strict=True)
        ),
        proposed_on=day,
        deployed_on=day,
        kind=RoundKind.MONTHLY,
    )


def _files(round_: Round, age: int, policy: Policy, dice: random.Random) -> Iterator[AuditFile]:
    """One audit for each auditor; records get a little better as the months go by."""
    areas = {name: area for name, area, _ in _STRATA}
    cases = [s.name for s in round_.strata for _ in range(s.drawn)]
    for number, stratum in enumerate(cases, 1):
        start = round_.deployed_on or round_.as_at
        due = policy.calendar.add(start, policy.rules.audit_days)
        audit = Audit(
            ref=f"AU-{round_.period[2:].replace('-', '')}-{number:02}",
            round=round_.ref,
            child=f"90{round_.period[-2:]}{number:03}",
            team=f"{areas[stratum]} Team",
            worker=None,
            service_area=areas[stratum],
            stratum=stratum,
            auditor=f"Auditor {number}",
            status=Status.ASSIGNED,
            assigned_on=start,
            due=due,
            original_due=due,
        )
        yield _lived(audit, round_, age, policy, dice)


def _lived(audit: Audit, round_: Round, age: int, policy: Policy, dice: random.Random) -> AuditFile:
    luck = dice.random()
    due = audit.due or round_.as_at
    requests: tuple[Request, ...] = ()
    if luck > 0.9:
        status = dice.choice((RequestStatus.GRANTED, RequestStatus.GRANTED, RequestStatus.PENDING))
        later = policy.calendar.add(due, 8)
        kind = dice.choice((RequestKind.DEFERMENT, RequestKind.DISPENSATION))
        asked = policy.calendar.subtract(due, 4)
        ref = f"RQ-{audit.ref[3:]}"
        requests = (Request(ref, audit.ref, kind, audit.auditor, asked, later, False, "", status),)
        if kind is RequestKind.DISPENSATION and status is RequestStatus.GRANTED:
            return AuditFile(after(audit, Event.DISPENSE), (), requests, round=round_)
        if status is RequestStatus.GRANTED:
            audit = replace(after(audit, Event.DEFER), due=later)
    if luck > 0.86:
        return AuditFile(audit, (), requests, round=round_)
    days = dice.randint(9, 20) if luck < 0.72 else dice.randint(21, 30)
    done = policy.calendar.add(round_.as_at, days)
    audit = replace(after(after(audit, Event.COMPLETE), Event.CLOSE), completed_on=done)
    given = _given(audit, age, policy.forms[0].form, dice)
    actions = tuple(_actions(audit, given, policy, dice))
    return AuditFile(audit, actions, requests, given, _decisions(actions, dice), round=round_)


def _given(audit: Audit, age: int, form: AuditForm, dice: random.Random) -> AuditReturn:
    weights = (6 + age, 38 + 4 * age, 40 - 3 * age, 9)
    hard = {"Plan and reviews": 1.9, "Management oversight": 1.5}
    grades = []
    for section in form.sections:
        worse = hard.get(section.name, 1.0)
        chances = (weights[0] / worse, weights[1] / worse, weights[2] * worse, weights[3] * worse)
        (grade,) = dice.choices(form.grades, chances)
        grades.append(GradeGiven(section.name, grade.name))
    words = dice.choice(_GOOD_PRACTICE) if dice.random() < 0.35 else ""
    started = audit.assigned_on or date(2025, 8, 1)
    return AuditReturn(audit.ref, audit.auditor, form.version, started, tuple(grades), words)


def _actions(
    audit: Audit, given: AuditReturn, policy: Policy, dice: random.Random
) -> Iterator[Action]:
    weak = [g.section for g in given.grades if g.grade in ("Requires improvement", "Inadequate")]
    categories = policy.forms[0].form.categories
    start = audit.completed_on or date(2025, 8, 1)
    for number in range(min(len(weak), dice.randint(0, 3))):
        due = policy.calendar.add(start, policy.rules.action_days)
        luck = dice.random()
        done = policy.calendar.add(start, dice.randint(5, 34)) if luck < 0.85 else None
        status = ActionStatus.DONE if done else ActionStatus.OPEN
        if done and luck < 0.05:
            status = ActionStatus.NOT_ACHIEVABLE
        (category,) = dice.choices(categories, (3, 6, 2, 4, 5, 3, 1))
        yield Action(
            f"RA-{audit.ref[3:]}-{number}",
            audit.ref,
            audit.child,
            audit.team,
            audit.service_area,
            "Bring the record up to date",
            policy.rules.action_days,
            start,
            due,
            provisional=False,
            status=status,
            done_on=done,
            category=category,
        )


def _decisions(actions: tuple[Action, ...], dice: random.Random) -> tuple[ManagementDecision, ...]:
    if not actions or dice.random() > 0.06:
        return ()
    status = ManagementDecisionStatus.WAITING
    action = actions[0]
    return (
        ManagementDecision(
            f"MD-{action.ref[3:]}", action.audit, (action.ref,), "", action.due, "", "", status
        ),
    )


def _looks(files: list[AuditFile], last: date) -> Iterator[tuple[ActionCheck, Action]]:
    """What was found four months on: mostly whole, some signed off and not fulfilled."""
    old = months_after(last, -3)
    for place, action in enumerate(a for f in files for a in f.actions if a.created_on < old):
        fulfilled, completed = place % 7 != 3, place % 9 != 4
        yield (
            ActionCheck(
                f"AR-{place}",
                action.ref,
                action.audit,
                CheckKind.FOUR_MONTHS,
                months_after(action.created_on, 3),
                fulfilled=fulfilled,
                completed=completed,
                authorised=fulfilled and completed,
                authorised_by="Martin Ellis" if place % 2 else "",
                recorded_by="x",
                recorded_on=last,
            ),
            action,
        )


def _concerns(last: date, policy: Policy, dice: random.Random) -> Iterator[Concern]:
    for number in range(7):
        day = policy.calendar.add(last, 2 * number + 1)
        at = datetime.combine(day, time(9 + number % 8, 20), LONDON)
        answered = at + timedelta(minutes=dice.randint(12, 260))
        yield Concern(
            f"SG-{number}",
            None,
            None,
            None,
            None,
            AREAS[number % 3],
            "Auditor 1",
            at,
            verified=True,
            words="",
            status=ConcernStatus.RAISED,
            acknowledged_by="x",
            acknowledged_at=answered,
        )
