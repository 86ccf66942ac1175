"""The made-up council that the benchmarks measure with: a workspace of any size."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.demo.annexe_generator import write_annexe
from bot.demo.annexe_world import DemoTeam, make_world
from bot.demo.cast import COUNCIL, CastTeam, cast, settings_of
from bot.jobs.apply_decisions import answer_now
from bot.jobs.cycle import Outcome, run_cycle
from bot.jobs.read_configuration import read_configuration
from bot.jobs.service import Service
from bot.policy.council import Role
from bot.policy.decision import QuestionKind
from bot.policy.proposals import DEPLOY
from bot.policy.working_days import LONDON
from bot.store import questions
from bot.terminal.making import make_workspace

MONDAY = date(2025, 12, 1)
TUESDAY_MORNING = datetime(2025, 12, 2, 10, tzinfo=LONDON)
FIVE_MINUTES = timedelta(minutes=5)  # between two cycles
_AREAS = ("A&A", "Safeguarding", "CYPIC")


def teams(number: int) -> tuple[DemoTeam, ...]:
    """So many of three service areas, every eighth of them for care leavers."""
    made = []
    for place in range(number):
        leavers = place % 8 == 7
        area = "CYPIC" if leavers else _AREAS[place % 3]
        workers = tuple(f"Worker {place}-{worker}" for worker in range(7))
        made.append(DemoTeam(f"Team {place:03}", area, workers, leavers))
    return tuple(made)


def workspace(folder: Path, *, of_teams: int = 14, seats: int = 40, cases: int = 600) -> Path:
    """A council whose auditors can take on `seats` audits a round, with its Annexe A of Monday."""
    here = teams(of_teams)
    rows = dict(cast([CastTeam(team.name, team.area) for team in here], MONDAY))
    rows["Absences"] = []
    auditors = [person for person in rows["People"] if person.get("Qualified")]
    for place, person in enumerate(auditors):
        person["Audits a round"] = seats // len(auditors) + (place < seats % len(auditors))
    make_workspace(folder, rows, settings_of(COUNCIL))
    world = make_world(as_at=MONDAY, open_cases=cases, seed=MONDAY.year, teams=here)
    (folder / f"Annexe A/Annexe A {MONDAY.isoformat()}.xlsx").write_bytes(write_annexe(world))
    return folder


def cycle(service: Service, at: datetime) -> float:
    """The seconds of one cycle, by the clock."""
    return sum(by_job(service, at).values())


def by_job(service: Service, at: datetime) -> dict[str, float]:
    """The seconds of each job of one cycle. None of them may fail."""
    seconds: dict[str, float] = {}
    began = last = time.perf_counter()

    def ended(outcome: Outcome) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[outcome.job], last = now - last, now
        if outcome.failed:
            raise RuntimeError(f"{outcome.job}: {outcome.words}")

    run_cycle(service, at, ended)
    return {**seconds, "besides": time.perf_counter() - began - sum(seconds.values())}


def answer(service: Service, kind: QuestionKind, choice: str, at: datetime) -> None:
    """The coordinator answers every open question of this kind."""
    policy = read_configuration(service, at).policy
    coordinator = policy.council.holders(Role.COORDINATOR, policy.today(at))[0]
    with service.store.reading() as work:
        asked = [question for question, _ in questions.unanswered(work) if question.kind is kind]
    for question in asked:
        answer_now(service, policy, question.key, choice, coordinator.name, at)


def deployable(folder: Path, audits: int) -> Path:
    """A council that can take on so many audits a round: some four of each auditor."""
    return workspace(folder, of_teams=max(14, audits // 6), seats=audits, cases=3 * audits + 100)


def deploy(service: Service) -> datetime:
    """Its round is proposed and deployed, and no letter has left yet; when they may leave."""
    cycle(service, TUESDAY_MORNING)
    answer(service, QuestionKind.ROUND, DEPLOY, TUESDAY_MORNING)
    return TUESDAY_MORNING + FIVE_MINUTES


def unhindered(service: Service) -> Service:
    """Without the numbers that keep a flood of letters or mails for a person: it is measured."""
    most = 1_000_000
    rules = replace(service.rules, surge=most, letter_cap=most)
    return replace(service, rules=replace(rules, sender_cap=most, audit_cap=most, hour_cap=most))
