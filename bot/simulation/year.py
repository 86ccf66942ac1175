"""The simulated year, a day at a time: what happens, what the service does, what people answer."""

import gc
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from sqlalchemy import func, select

from bot.annexe.problems import Problem
from bot.annexe.reading import read_annexe
from bot.bank_holidays import working_calendar
from bot.configuration.columns import CHECK, KEY
from bot.demo.cast import settings_of
from bot.jobs.attaching import Desk, attachments
from bot.jobs.cycle import run_cycle
from bot.jobs.service import AnnexeRead, Service
from bot.policy.decision import Letter
from bot.policy.model import Frame
from bot.policy.publication import ChildRow
from bot.policy.working_days import LONDON, ONE_DAY
from bot.ports import Attachment, Document, OutgoingMail, RowChange
from bot.settings import load_chains, load_rules, load_settings
from bot.simulation.coordinator import Coordinator
from bot.simulation.council import Row, council_rows, leave, teams_of
from bot.simulation.outside import Library, Lists, Mailbox
from bot.simulation.people import People
from bot.simulation.plan import Plan
from bot.simulation.population import Population
from bot.simulation.publication import workbook_of
from bot.simulation.shortcuts import PlainLetters, Reader
from bot.store import history
from bot.store.store import open_sqlite
from bot.store.tables import outbox, questions, steps

START = date(2025, 12, 1)  # a Monday
LOOKS = (time(9, 0), time(16, 15))  # in office hours; besides whenever somebody writes at night
WITHOUT = frozenset({"trackers", "packs"})  # files nobody opens
REAL_WORKBOOKS = 500  # open cases; what a larger council publishes is handed over as it reads


@dataclass(frozen=True, slots=True)
class Look:
    """One cycle as it ends: the letters that left in it, the lists, and who has written so far."""

    at: datetime
    letters: Sequence[OutgoingMail]
    lists: Mapping[str, Sequence[Mapping[str, object]]]
    writers: Sequence[str]  # addresses


Saw: TypeAlias = Callable[[Look], object]
_JUDGED = ("People", "Teams", "Absences")


@dataclass(frozen=True, slots=True)
class Told:
    """What a publication of Annexe A says, without the workbook. A test holds the two equal."""

    frame: Frame
    rows: Mapping[str, ChildRow]
    accepted: bool = True
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One simulated day: the letters that left on it."""

    day: date
    letters: tuple[tuple[OutgoingMail, datetime], ...]
    service: Service = field(repr=False)
    last_look: datetime | None  # None: nobody was there, and nothing came


class Year:
    """One council's year. `days` is to be run through once."""

    def __init__(self, plan: Plan, seed: int, weeks: int, folder: Path) -> None:
        self.plan, self.seed, self.weeks = plan, seed, weeks
        self.rows = council_rows(plan.council, START)
        self.calendar = working_calendar(())
        self.mailbox, self.library, self.lists = Mailbox(), Library(), Lists(self.rows)
        self.children = Population(teams_of(plan.council), plan.council.open_cases, START, seed)
        self.people = People(plan, self.calendar, seed)
        self.coordinator = Coordinator(self.lists, START, weeks, seed)
        self.coordinator.plan_rounds(plan.rounds, self.children.open_children)
        self.coordinator.plan_leavers(plan.leavers)
        self._leave = leave(self.rows, plan.leave, START, weeks, seed)
        self._read = 0
        self._attached: set[object] = set()
        self.store = folder / "simulated.db"
        self.service = self._service(folder)

    def days(self, saw: Saw = lambda look: None) -> Iterator[Day]:
        """`saw` is told of each look as it ends."""
        day = START
        while day < START + timedelta(weeks=self.weeks):
            yield self._day(day, saw)
            day += ONE_DAY

    def _day(self, day: date, saw: Saw) -> Day:
        if day.weekday() == 0:
            self._publish(day)
        self._begin_leave(day)
        if self.calendar.is_working_day(day):
            self.coordinator.morning(day)
            self.people.gone.update(self.coordinator.left)
        before = len(self.mailbox.left)
        at = None
        for at in self._looks(day):
            saw(self._look(at))
            if at.time() == LOOKS[0]:
                self._decide(at)
        return Day(day, tuple(self.mailbox.left[before:]), self.service, at)

    def _looks(self, day: date) -> Iterator[datetime]:
        """The usual ones, and one whenever a person writes at another hour."""
        usual = [datetime.combine(day, look, LONDON) for look in LOOKS]
        if self.calendar.is_working_day(day):
            yield from usual
        end = datetime.combine(day + ONE_DAY, time(), LONDON)
        while (at := self.people.next_at()) is not None and at < end:
            yield at

    def _look(self, at: datetime) -> Look:
        for note, written in self.people.due(at):
            self.mailbox.put(note.raw(), written)
        so_far = len(self.mailbox.left)
        self.cycle(at)
        lists = {name: [row.values for row in self.lists.read(name)] for name in _JUDGED}
        letters = [replace(mail, attachments=()) for mail, _ in self.mailbox.left[so_far:]]
        return Look(at, letters, lists, sorted(self.people.written))

    def cycle(self, at: datetime) -> None:
        """One cycle; a job that fails is a fault of ours and ends the simulation."""
        failed = [o for o in run_cycle(self.service, at, without=WITHOUT) if o.failed]
        if failed:
            raise AssertionError(f"{at}: {failed[0].job}: {failed[0].words}") from failed[0].mistake
        for mail, left_at in self.mailbox.left[self._read :]:
            self.people.take(mail, left_at)
        self._read = len(self.mailbox.left)

    def state(self) -> tuple[int, ...]:
        """Grows with whatever happens: letters, lines of history, letters owed, questions."""
        with self.service.store.reading() as work:
            counted = [select(func.count()).select_from(t) for t in (outbox, questions, steps)]
            numbers = [int(work.execute(query).scalar_one()) for query in counted]
            return (len(self.mailbox.left), history.length(work), *numbers)

    def _publish(self, day: date) -> None:
        while self.children.as_at < day:
            self.children.next_week(self.plan.week)
        at = datetime.combine(day, time(7, 0), LONDON)
        path = f"Annexe A/Annexe A {day.isoformat()}.xlsx"
        self.library.newest_file = Document(path, at, sha256(path.encode()).hexdigest())

    def _begin_leave(self, day: date) -> None:
        """Listed absences stand on the list a week before; the others are never known."""
        while self._leave and _day_of(self._leave[0]["From"]) - timedelta(days=7) <= day:
            row = self._leave.pop(0)
            if row.pop("Listed"):
                self.lists.add("Absences", **row)
            address = next(
                str(p["Address"]) for p in self.rows["People"] if p["Name"] == row["Person"]
            )
            self.people.away_until[address] = _day_of(row["Until"])

    def _decide(self, at: datetime) -> None:
        """The coordinator's afternoon: the bot's guess, or the first choice; requests are left."""
        name = next(str(p["Name"]) for p in self.rows["People"] if "Coordinator" in str(p["Roles"]))
        changes = [
            RowChange(row.id, {"Your choice": choice, "Your name": name})
            for row in self.lists.read("Decisions")
            if not row.values.get("Your choice")
            and not str(row.values["About"]).startswith("RQ-")
            and (choice := _choice(row.values))
        ]
        self.lists.write("Decisions", changes)
        self.lists.write("Case Notes", list(self._noted(at, name)))

    def _noted(self, at: datetime, name: str) -> Iterator[RowChange]:
        """The Case Notes that were made today; a share of them is forgotten until it is asked."""
        for row in self.lists.read("Case Notes"):
            known = row.values.get("Date in the record") or str(row.values[CHECK]).startswith(
                "Done"
            )
            wanted = _day_of(row.values["Wanted on"])
            dice = random.Random(f"{self.seed} {row.values[KEY]}")
            days = 1 if dice.random() < self.plan.case_notes.prompt else dice.randint(4, 12)
            if not known and self.calendar.add(wanted, days) <= at.date():
                yield RowChange(row.id, {"Date in the record": at.date(), "Your name": name})

    def _read_workbook(self, content: bytes, *, file: str, as_at: date, **more: Any) -> AnnexeRead:
        """As the real workbook reads, where it is small enough to be written each week."""
        if self.plan.council.open_cases > REAL_WORKBOOKS:
            return Told(self.children.frame(), self.children.rows())
        return read_annexe(workbook_of(self.children), file=file, as_at=as_at, **more)

    def _attach(self, letter: Letter, desk: Desk) -> tuple[Attachment, ...]:
        """The first attachment of each kind a week is made; nobody here opens them."""
        week = desk.house, letter.name, self.children.as_at
        if week in self._attached:
            return ()
        self._attached.add(week)
        return attachments(letter, desk)

    def _service(self, folder: Path) -> Service:
        (folder / "settings.toml").write_text(settings_of("Simulated Council"), "utf-8")
        return Service(
            store=open_sqlite(self.store, durable=False),
            mailbox=self.mailbox,
            library=self.library,
            lists=self.lists,
            settings=load_settings(folder, {}),
            rules=load_rules(),
            chains=load_chains(),
            letters=lru_cache(maxsize=4)(PlainLetters),
            reader=Reader(),
            secret=sha256(f"simulation {self.seed}".encode()).digest(),
            read_workbook=self._read_workbook,
            attach=self._attach,
        )


@contextmanager
def simulated(plan: Plan, seed: int, weeks: int) -> Iterator[Year]:
    """A year in a folder of its own, gone afterwards."""
    with TemporaryDirectory() as folder, _circles_sought_seldom():
        year = Year(plan, seed, weeks, Path(folder))
        try:
            yield year
        finally:
            year.service.store.close()


@contextmanager
def _circles_sought_seldom() -> Iterator[None]:
    """Python looks through all that a year remembers for what goes in circles: hardly any does."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _choice(row: Mapping[str, object]) -> str:
    return str(row["Our guess"] or str(row["Choices"]).split(" / ")[0])


def _day_of(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(value)
    return value


__all__ = ["START", "Day", "Row", "Year", "simulated"]
