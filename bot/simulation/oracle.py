"""What must hold of each simulated letter and day, judged by other code than the service's own."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.ports import OutgoingMail
from bot.simulation import daily, naive_days
from bot.simulation.matrix import MATRIX
from bot.simulation.readers import Readers
from bot.simulation.record import Record
from bot.simulation.year import Look

ID = re.compile(r"\b1\d{5}\b")


@dataclass
class Oracle:
    """Judges by what stands in the store and on the lists, and counts what it has looked at."""

    checked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    _readers: Readers | None = None
    _former: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _letters: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def saw(self, look: Look, record: Record) -> None:
        """The letters of one look, by how things stand as it ends."""
        for row in record.audits.values():
            self._former[row["ref"]].add(str(row["auditor"]))
        readers = self._readers = Readers(look.lists)
        for mail in look.letters:
            self._say(self._letter(mail, look, record, readers))

    def day_over(self, day: date, last_look: datetime, record: Record) -> None:
        """Whatever does not hold at the end of this day."""
        if naive_days.is_working(day):
            for check in daily.EACH_DAY:
                self._say(check(record, day, self._letters, self.checked))
            if self._readers:
                self._say(daily.handed_on(record, day, self._readers, self.checked))
        self._say(daily.concerns(record, last_look, self._letters, self.checked))

    def looked_for_failures(self, when: str, failed: Sequence[str]) -> None:
        """A mail or a letter that fails stops no other, so that nobody would see it."""
        self.checked["looks for failures"] += 1
        self.broken.extend(f"{when} {failure}" for failure in failed)

    def _say(self, found: Iterator[str]) -> None:
        self.broken.extend(found)

    def _letter(
        self, mail: OutgoingMail, look: Look, record: Record, readers: Readers
    ) -> Iterator[str]:
        """One letter: its readers are allowed, its subject names nobody."""
        _, name, about, to = mail.key.rsplit("|", 3)
        at = look.at
        self._letters[about].append(f"{name} to {to}")
        self.checked["letters"] += 1
        facts = json.loads(mail.text)
        workbook = facts.get("workbook")
        writers = [readers.name_of(address) for address in look.writers]
        case = record.case(about, self._former, writers, workbook)
        if name == "leaver":  # about a person
            case = replace(case, auditor=facts["name"])
        allowed = MATRIX.get(name)
        if allowed is None:
            yield f"{at:%d %b %H:%M} {name} is in no row of the matrix"
            return
        names = {readers.name_of(address) for address in mail.cc}
        for kind, places, got in (("to", allowed.to, {to}), ("cc", allowed.cc, names)):
            may = {n for place in places for n in readers.standing(place, case)}
            for reader in got - readers.covered(may, at.date()):
                yield f"{at:%d %b %H:%M} {name} about {about}: {kind} {reader}, not in the matrix"
            for reader in got:
                if readers.has_left(reader, at.date()):
                    yield f"{at:%d %b %H:%M} {name} about {about}: {kind} {reader}, who has left"
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
