"""What must hold on every simulated day, judged by other code than the service's own."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.ports import OutgoingMail
from bot.simulation import daily, naive_days
from bot.simulation.matrix import MATRIX
from bot.simulation.readers import Readers
from bot.simulation.record import Record
from bot.simulation.year import Day, Year
from bot.store import memory
from bot.store.records import TABLES
from bot.store.transaction import Transaction

ID = re.compile(r"\b1\d{5}\b")


@dataclass
class Oracle:
    """Looks at each day as it ends, and counts what it has looked at."""

    year: Year
    checked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    _former: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _letters: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _newest: "tuple[datetime | None, Record | None]" = (None, None)

    def saw(self, at: datetime, letters: Sequence[OutgoingMail]) -> None:
        """Judge the letters of one look, by how things stand as it ends."""
        if not letters:
            return
        record = self._look_up(at)
        readers, writers = Readers(self.year.lists), self.year.writers
        for mail in letters:
            self._say(self._letter(mail, at, record, readers, writers))

    def look(self, day: Day) -> None:
        """Add to `broken` whatever does not hold at the end of this day."""
        if day.last_look is None:
            return  # nobody was there, so nothing can have happened
        record = self._look_up(day.last_look)
        if naive_days.is_working(day.day):
            for check in daily.EACH_DAY:
                self._say(check(record, day.day, self._letters, self.checked))
        self._say(daily.concerns(record, day.last_look, self._letters, self.checked))
        self._say(daily.failures(record, day.last_look, self.checked))
        self._say(self._again(day.last_look))
        self._say(self._remembered(day))

    def _look_up(self, at: datetime) -> Record:
        """The record as it stands after the look at this hour."""
        seen_at, record = self._newest
        if record is None or seen_at != at:
            with self.year.service.store.reading() as work:
                record = Record(work)
            self._newest = at, record
            for row in record.audits.values():
                self._former[row["ref"]].add(str(row["auditor"]))
        return record

    def _say(self, found: Iterator[str]) -> None:
        self.broken.extend(found)

    def _letter(
        self,
        mail: OutgoingMail,
        at: datetime,
        record: Record,
        readers: Readers,
        writers: Sequence[str],
    ) -> Iterator[str]:
        """One letter: its readers are allowed, its subject names nobody."""
        _, name, about, to = mail.key.rsplit("|", 3)
        self._letters[about].append(f"{name} to {to}")
        self.checked["letters"] += 1
        workbook = json.loads(mail.text).get("workbook")
        case = record.case(about, self._former, writers, workbook)
        allowed = MATRIX.get(name)
        if allowed is None:
            yield f"{at:%d %b %H:%M} {name} is in no row of the matrix"
            return
        names = {self.year.name_of(address) for address in mail.cc}
        for kind, places, got in (("to", allowed.to, {to}), ("cc", allowed.cc, names)):
            may = {n for place in places for n in readers.standing(place, case)}
            for reader in got - readers.covered(may, at.date()):
                yield f"{at:%d %b %H:%M} {name} about {about}: {kind} {reader}, not in the matrix"
        if ID.search(mail.subject):
            yield f"{at:%d %b %H:%M} {name} about {about}: a child's id in the subject"
        if workbook and workbook.get("team"):
            yield from self._only_its_own(workbook["team"], mail, record)

    def _only_its_own(self, team: str, mail: OutgoingMail, record: Record) -> Iterator[str]:
        """R-10.2-2: a team's workbook holds no other team's rows."""
        self.checked["team workbooks"] += 1
        for ref in json.loads(mail.text)["actions"]:
            if record.actions[ref]["team"] != team:
                yield f"workbook of {team}: {ref} is of {record.actions[ref]['team']}"

    def _again(self, at: datetime) -> Iterator[str]:
        """The last look of the day, once more: nothing may happen."""
        before = self.year.state()
        self.year.cycle(at)
        self.checked["days run twice"] += 1
        if (after := self.year.state()) != before:
            yield f"{at:%d %b %H:%M} run twice changed {before} to {after}"

    def _remembered(self, day: Day) -> Iterator[str]:
        """Once a month: what the store remembers of its records is what stands in it."""
        if day.day.weekday() != 4 or day.day.day > 7:
            return
        with day.service.store.reading() as work:
            before = {kind: _all_of(work, kind) for kind in TABLES}
            memory.forget(work)
            for kind, remembered in before.items():
                self.checked["kinds of records remembered"] += 1
                if remembered != _all_of(work, kind):
                    yield f"{day.day:%d %b}: what is remembered of {kind.__name__} is not stored"


def _all_of(work: Transaction, kind: Any) -> str:
    return repr(sorted(memory.every(work, kind).items()))
