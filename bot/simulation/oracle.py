"""What must hold on every simulated day, judged by other code than the service's own."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.ports import OutgoingMail
from bot.simulation import naive_days
from bot.simulation.matrix import MATRIX
from bot.simulation.readers import CaseFacts, Readers
from bot.simulation.year import Day, Year
from bot.store import memory
from bot.store.records import TABLES
from bot.store.tables import (
    actions,
    audits,
    concerns,
    disputes,
    management_decisions,
    outbox,
    panels,
    requests,
    reviews,
    rounds,
)
from bot.store.transaction import Transaction

WITH_AUDITOR = ("Assigned", "Acknowledged", "Deferred")
SILENCE = timedelta(days=5)  # longer than four office hours over Christmas or Easter
ID = re.compile(r"\b1\d{5}\b")

Row = Mapping[str, Any]


@dataclass
class Oracle:
    """Looks at each day as it ends, and counts what it has looked at."""

    year: Year
    checked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    _former: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _letters: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def look(self, day: Day) -> None:
        """Add to `broken` whatever does not hold at the end of this day."""
        if day.last_look is None:
            return  # nobody was there, so nothing can have happened
        with day.service.store.reading() as work:
            record = Record(work)
        for row in record.audits.values():
            self._former[row["ref"]].add(str(row["auditor"]))
        readers, writers = Readers(self.year.lists), self.year.writers
        for mail, at in day.letters:
            self._say(self._letter(mail, at, record, readers, writers))
        if naive_days.is_working(day.day):
            for check in (_assigned, _late_audits, _late_actions, _asked, _deadlines):
                self._say(check(record, day.day, self._letters, self.checked))
        self._say(_concerns(record, day.last_look, self._letters, self.checked))
        self._say(self._again(day.last_look))
        self._say(self._remembered(day))

    def _say(self, found: Iterator[str]) -> None:
        self.broken.extend(found)

    def _letter(
        self,
        mail: OutgoingMail,
        at: datetime,
        record: "Record",
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

    def _only_its_own(self, team: str, mail: OutgoingMail, record: "Record") -> Iterator[str]:
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


class Record:
    """The rows that the checks look at, read once a day."""

    def __init__(self, work: Transaction) -> None:
        self.audits = _by_ref(work, audits)
        self.actions = _by_ref(work, actions)
        self.requests = _by_ref(work, requests)
        self.concerns = _by_ref(work, concerns)
        self.rounds = _by_ref(work, rounds)
        self.decisions = _by_ref(work, management_decisions)
        self.reviews = _by_ref(work, reviews)
        others = (self.requests, _by_ref(work, disputes), self.decisions, self.reviews)
        self._more = (self.actions, *others)
        self.panels = _by_ref(work, panels)
        self._looking: defaultdict[str, set[str]] = defaultdict(set)
        for row in (row for rows in others for row in rows.values()):
            if row.get("reviewer"):
                self._looking[row["audit"]].add(str(row["reviewer"]))
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.audits.values():
            if row["panel"]:
                self._members[row["panel"]].add(str(row["auditor"]))
        queued = select(outbox.c.about, outbox.c.name).where(outbox.c.state == "queued")
        self.queued = {(row.about, row.name) for row in work.execute(queued)}

    def case(
        self,
        about: str,
        former: Mapping[str, set[str]],
        writers: Sequence[str],
        workbook: Mapping[str, str] | None = None,
    ) -> CaseFacts:
        """What the letter is about. A workbook is about a team, a panel about its first audit."""
        concern, panel = self.concerns.get(about, {}), self.panels.get(about, {})
        ref = str(concern.get("audit") or panel.get("lead") or about)
        for rows in self._more:
            ref = rows[ref]["audit"] if ref in rows else ref
        audit = self.audits.get(ref, {})
        panel = panel or self.panels.get(str(audit.get("panel")), {})
        everybody = set(self._of_round(about)) if about in self.rounds else set()
        of_workbook = str(workbook.get("team") or "") if workbook else ""
        return CaseFacts(
            team=str(audit.get("team") or concern.get("team") or of_workbook),
            auditor=str(audit.get("auditor") or ""),
            worker=str(audit.get("worker") or ""),
            former=frozenset(former.get(ref, set()) | everybody),
            writers=frozenset(writers),
            reviewers=frozenset(self._looking[ref] | {str(panel.get("moderator") or "")}),
            members=frozenset(self._members[str(panel.get("ref"))]),
            raised_by=str(concern.get("raised_by") or ""),
            told=frozenset((*concern.get("told", ()), *concern.get("team_told", ()))),
        )

    def _of_round(self, ref: str) -> Iterator[str]:
        return (str(row["auditor"]) for row in self.audits.values() if row["round"] == ref)


def _by_ref(work: Transaction, table: Any) -> dict[str, Row]:
    return {row.ref: dict(row._mapping) for row in work.execute(select(table))}


Letters = Mapping[str, Sequence[str]]
Check = Callable[[Record, date, Letters, "Counter[str]"], Iterator[str]]


def _had(letters: Letters, ref: str, *names: str) -> bool:
    return any(
        letter.startswith(tuple(f"{n} to" for n in names)) for letter in letters.get(ref, ())
    )


def _assigned(
    record: Record, today: date, letters: Letters, checked: "Counter[str]"
) -> Iterator[str]:
    """Whoever has an audit has had its letter."""
    for row in record.audits.values():
        if row["status"] in WITH_AUDITOR and row["assigned_on"] < today:
            checked["assignments"] += 1
            if f"assignment to {row['auditor']}" not in letters.get(row["ref"], ()):
                yield f"{today:%d %b} {row['ref']}: no assignment has left to its auditor"


def _late_audits(
    record: Record, today: date, letters: Letters, checked: "Counter[str]"
) -> Iterator[str]:
    """An audit that is late is chased, and from ten days on above its auditor."""
    pending = {r["audit"] for r in record.requests.values() if r["status"] == "Pending"}
    for row in record.audits.values():
        if row["status"] not in WITH_AUDITOR or row["ref"] in pending or not row["due"]:
            continue
        over = naive_days.over(row["due"], today)
        checked["due dates of audits"] += 1
        if over >= 4 and not _had(letters, row["ref"], "overdue", "overdue_escalated"):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and nobody was told"
        if over >= 11 and not _had(letters, row["ref"], "overdue_escalated"):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and not escalated"


def _late_actions(
    record: Record, today: date, letters: Letters, checked: "Counter[str]"
) -> Iterator[str]:
    chased = ("action_overdue", "action_overdue_escalated")
    waiting = _undecided(record)
    for row in record.actions.values():
        if row["status"] != "Open" or row["paused_on"] or row["linked_to"]:
            continue
        if (decision := waiting.get(row["ref"])) is not None:
            # The Team Manager has done their part (9.4): who authorises it is asked instead.
            if not _had(letters, decision, "decision_to_authorise"):
                yield f"{today:%d %b} {decision}: nobody was asked to authorise"
            continue
        over = naive_days.over(row["due"], today)
        checked["due dates of actions"] += 1
        if over >= 2 and not _had(letters, row["audit"], *chased):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and nobody was told"
        if over >= 11 and not _had(letters, row["audit"], "action_overdue_escalated"):
            yield f"{today:%d %b} {row['ref']}: late by {over}, and not escalated"


def _undecided(record: Record) -> Mapping[str, str]:
    """Action -> the Management Decision that has waited for more than a day."""
    waiting = (row for row in record.decisions.values() if row["status"] == "Waiting")
    return {row["action"]: row["ref"] for row in waiting}


def _asked(record: Record, today: date, letters: Letters, checked: "Counter[str]") -> Iterator[str]:
    """Nobody's request lies without somebody having been asked."""
    for row in record.requests.values():
        if row["status"] == "Pending" and naive_days.over(row["asked_on"], today) >= 1:
            checked["requests"] += 1
            if not _had(letters, row["ref"], "request_to_decide"):
                yield f"{today:%d %b} {row['ref']}: nobody was asked to decide"


def _deadlines(
    record: Record, today: date, letters: Letters, checked: "Counter[str]"
) -> Iterator[str]:
    """Each due date, counted again day by day."""
    for row in record.audits.values():
        round_ = record.rounds.get(row["round"], {})
        if row["assigned_on"] is None or round_.get("kind") != "Monthly":
            continue
        checked["deadlines"] += 1
        first = naive_days.after(row["assigned_on"], 20)
        last = naive_days.after(first, 10 * row["deferrals"])
        if row["due"] is not None and not first <= row["due"] <= last:
            yield f"{row['ref']}: due {row['due']}, and not {first} to {last}"
    for row in record.actions.values():
        checked["deadlines"] += 1
        since = row["case_note_on"] or row["created_on"]
        if row["days"] > 25:
            yield f"{row['ref']}: {row['days']} working days, and 25 are allowed"
        if row["paused_on"] is None and row["due"] < naive_days.after(since, row["days"]):
            yield f"{row['ref']}: due {row['due']}, {row['days']} days after {since}"


def _concerns(
    record: Record, now: datetime, letters: Letters, checked: "Counter[str]"
) -> Iterator[str]:
    """No concern is without an answer and without somebody being chased (R-9.1-5)."""
    for row in record.concerns.values():
        checked["concerns"] += 1
        if not _had(letters, row["ref"], "safeguarding_notice"):
            yield f"{now:%d %b %H:%M} {row['ref']}: nobody was told of the concern"
        if row["acknowledged_by"] is None:
            again = row["next_rung_at"]
            if again is None or not now < again <= now + SILENCE:
                yield f"{now:%d %b %H:%M} {row['ref']}: unacknowledged, and nobody is chased"
