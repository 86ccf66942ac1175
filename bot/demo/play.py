"""The demonstration itself: a quarter of an audit programme, through the real service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from bot.annexe.reading import read_annexe
from bot.bank_holidays import working_calendar
from bot.demo.annexe_changes import following_monday
from bot.demo.annexe_generator import republish, write_annexe
from bot.demo.annexe_world import World, default_teams, make_world
from bot.demo.cast import COUNCIL, CastTeam, cast, settings_of
from bot.demo.crowd import Crowd
from bot.demo.exchange.faults import Faults as ExchangeFaults
from bot.demo.microsoft365.faults import Faults
from bot.demo.stages import FolderStage, Stage
from bot.jobs.cycle import Outcome, run_cycle
from bot.jobs.service import Service
from bot.policy.working_days import LONDON, ONE_DAY
from bot.ports import Lists, RowChange
from bot.store import keeping, outbox
from bot.store.store import open_sqlite
from bot.terminal.making import make_workspace
from bot.wiring import SECRET
from bot.workspace import STORE, WorkspaceError

START = date(2025, 12, 1)
BEGIN = datetime.combine(START, time(8), LONDON)
WEEKS = 13
OPEN_CASES = 600
# When the service looks on a working day. Out of hours it looks only if a mail has come: nothing
# else could leave then, and a service that looks every five minutes would see it at once.
OFFICE_LOOKS = (time(9, 0), time(12, 30), time(16, 15))
OTHER_LOOKS = (time(21, 10),)
# Where something outside fails, as the service itself looks, for as long as the office is open: a
# letter of which nobody knows whether it left is believed not to have after ten minutes.
MOST_CYCLES, BETWEEN_CYCLES = 15, timedelta(minutes=5)
# When people have read what a look has sent: later than what stays on its way for a while.
READ_AFTER = timedelta(minutes=90)


@dataclass(frozen=True, slots=True)
class Day:
    """One day played: for the progress bar."""

    day: date
    answered: int
    failed: tuple[Outcome, ...]


def prepare(
    folder: Path,
    seed: int,
    annexe: Path | None = None,
    *,
    microsoft365: bool = False,
    faults: Faults | None = None,
) -> "Play":
    """Make the workspace, from a made-up council or around the teams of a real Annexe A.

    `microsoft365`: it plays on a made-up tenant, in which `faults` happen.
    """
    source, rows = _workspace(folder, seed, annexe)
    if not microsoft365:
        return Play(FolderStage(folder), source, seed)
    # What it costs to load the connector is paid by those who want it.
    from bot.demo.tenant_stage import TenantStage

    return Play(TenantStage(folder, rows, BEGIN, faults), source, seed)


def prepare_on_exchange(
    folder: Path, seed: int, annexe: Path | None = None, faults: ExchangeFaults | None = None
) -> "Play":
    """The same with a made-up Exchange Server for the mail, on which `faults` happen."""
    source, _ = _workspace(folder, seed, annexe)
    from bot.demo.exchange_stage import ExchangeStage

    return Play(ExchangeStage(folder, BEGIN, faults), source, seed)


def _workspace(
    folder: Path, seed: int, annexe: Path | None
) -> tuple["_MadeUp | _Published", Mapping[str, Sequence[Mapping[str, object]]]]:
    source = _Published(annexe) if annexe else _MadeUp(seed)
    rows = cast(source.teams(), START, taken=source.workers())
    make_workspace(folder, rows, settings_of(COUNCIL))
    _settle_secret(folder, seed)
    return source, rows


class Play:
    """The quarter, one day at a time."""

    def __init__(self, stage: Stage, source: "_MadeUp | _Published", seed: int) -> None:
        self.stage = stage
        self.cycle = run_cycle
        self.calendar = working_calendar([date(START.year, 12, 24)])
        self.crowd = Crowd(stage, self.calendar, seed)
        self.source = source

    def days(self, weeks: int = WEEKS) -> Iterator[Day]:
        """Play the days; the same seed plays the same quarter."""
        with self.stage.opened() as service:
            day = START
            while day < START + timedelta(weeks=weeks):
                yield self._day(service, day)
                day += ONE_DAY

    def _day(self, service: Service, day: date) -> Day:
        if day.weekday() == 0:
            name = f"Annexe A {day.isoformat()}.xlsx"
            self.stage.put(f"Annexe A/{name}", self.source.publish(day))
        answered = 0
        failed: list[Outcome] = []
        working = self.calendar.is_working_day(day)
        for look in (*(OFFICE_LOOKS if working else ()), *OTHER_LOOKS):
            at = datetime.combine(day, look, LONDON)
            self.stage.turn(at)
            came = self.crowd.answer(at)
            answered += came
            if came or look in OFFICE_LOOKS:
                failed += self._look(service, at)
                self.stage.turn(at + READ_AFTER)
                self.crowd.look(at)
        if working:
            with self.stage.people() as lists:
                decide_as_coordinator(lists)
        return Day(day, answered, tuple(failed))

    def _look(self, service: Service, at: datetime) -> list[Outcome]:
        """One cycle; and again after a while, as the service would, while something is not well."""
        failed: list[Outcome] = []
        for number in range(MOST_CYCLES):
            again = at + number * BETWEEN_CYCLES
            self.stage.turn(again)
            failed = [o for o in self.cycle(service, again) if o.failed]
            if not failed and not _owed(service, again):
                break
        return failed


def _owed(service: Service, at: datetime) -> bool:
    """Whether a letter was tried, and has not left or is not known to have."""
    with service.store.reading() as work:
        waits = outbox.waiting(work, at + ONE_DAY, urgent_only=False)  # until its next try, too
        return any(row.attempts for row in waits) or bool(outbox.interrupted(work))


def _settle_secret(folder: Path, seed: int) -> None:
    """References follow from the store's secret: the same seed is to play the same quarter."""
    store = open_sqlite(folder / STORE)
    with store.transaction() as work:
        keeping.keep(work, SECRET, sha256(f"demonstration {seed}".encode()).hexdigest())
    store.close()


def decide_as_coordinator(lists: Lists) -> None:
    """What a coordinator does of an afternoon; requests are left to the Consultant Head."""
    name = next(str(r.values["Name"]) for r in lists.read("People"))
    changes = [
        RowChange(row.id, {"Your choice": _choice(row.values), "Your name": name})
        for row in lists.read("Decisions")
        if not row.values["Your choice"] and not str(row.values["About"]).startswith("RQ-")
    ]
    lists.write("Decisions", changes)


def _choice(row: Mapping[str, object]) -> str:
    return str(row["Our guess"] or str(row["Choices"]).split(" / ")[0])


class _MadeUp:
    """A made-up council's Annexe A: each Monday things have happened."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._world: World = make_world(as_at=START, open_cases=OPEN_CASES, seed=seed)

    def teams(self) -> list[CastTeam]:
        return [CastTeam(team.name, team.area) for team in default_teams()]

    def workers(self) -> list[str]:
        return [worker for team in default_teams() for worker in team.workers]

    def publish(self, day: date) -> bytes:
        while self._world.as_at < day:
            self._world, _ = following_monday(
                self._world, self._seed + self._world.as_at.toordinal()
            )
        return write_annexe(self._world)


class _Published:
    """A workbook that was given: published again each Monday, as if nothing had moved."""

    def __init__(self, file: Path) -> None:
        self._content = file.read_bytes()
        self._reading = read_annexe(self._content, file=file.name, as_at=START, areas={})
        if not self.teams():
            raise WorkspaceError(
                f"{file} has no open case of a team to draw from. Look at it: audit-bot annexe"
            )

    def teams(self) -> list[CastTeam]:
        """Each team with the service area that most of its cases point to."""
        areas: dict[str, dict[str, int]] = {}
        for case in self._reading.frame.cases:
            if case.team and case.service_area:
                counted = areas.setdefault(case.team, {})
                counted[case.service_area] = counted.get(case.service_area, 0) + 1
        return [
            CastTeam(team, max(sorted(found), key=lambda area: found[area]))
            for team, found in sorted(areas.items())
        ]

    def workers(self) -> list[str]:
        return sorted({case.worker for case in self._reading.frame.cases if case.worker})

    def publish(self, day: date) -> bytes:
        return republish(self._content, day)
