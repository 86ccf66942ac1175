"""How simulated people take their letters: each answers in their own time and way, or not."""

import heapq
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from bot.demo.returns import graded
from bot.policy.said import MailKind
from bot.policy.wording import day_words
from bot.policy.working_days import LONDON, WorkingCalendar, london_day
from bot.ports import OutgoingMail
from bot.simulation.got import Got
from bot.simulation.matters import ANSWERS, answer_of, checked_rows, raised, reported_rows
from bot.simulation.outside import message_id
from bot.simulation.plan import Plan
from bot.simulation.shortcuts import Note

STRANGER = "somebody@elsewhere.example"


@dataclass(order=True)
class _Planned:
    at: datetime
    number: int
    note: Note = field(compare=False)


class People:
    """Reads every letter that leaves, and plans what comes back."""

    def __init__(self, plan: Plan, calendar: WorkingCalendar, seed: int) -> None:
        self._plan, self._calendar, self._seed = plan, calendar, seed
        self._planned: list[_Planned] = []
        self._numbers = count()
        self.written: set[str] = set()  # addresses that have written
        self.gone: dict[str, date] = {}  # address -> the last day in post
        self.away_until: dict[str, date] = {}  # address -> the last day away, from the lists

    def take(self, mail: OutgoingMail, at: datetime) -> None:
        """A letter arrives at its reader; copies are only read."""
        # A key is cause|name|about|reader, and a cause may hold anything.
        _, name, about, _ = mail.key.rsplit("|", 3)
        got = Got(name, about, mail.to, mail.key, at, json.loads(mail.text))
        dice = random.Random(f"{self._seed} {mail.key}")
        back = self.away_until.get(mail.to)
        if back and at.date() <= back:
            self._automatic(got, back, dice)
        if react := _REACTIONS.get(name):
            react(self, got, dice)

    def due(self, until: datetime) -> list[tuple[Note, datetime]]:
        """The mails written by `until`, in order."""
        found = []
        while self._planned and self._planned[0].at <= until:
            planned = heapq.heappop(self._planned)
            if planned.at.date() > self.gone.get(planned.note.sender, date.max):
                continue  # who has left writes no more
            found.append((planned.note, planned.at))
            self.written.add(planned.note.sender)
        return found

    def next_at(self) -> datetime | None:
        """When a person writes next; what machines send waits for the next look."""
        return min((p.at for p in self._planned if p.note.kind is MailKind.REPLY), default=None)

    # --- auditors ---------------------------------------------------------------------------------

    def _assigned(self, got: Got, dice: random.Random) -> None:
        plan = self._plan.auditors
        if dice.random() < self._plan.safeguarding.concerns:
            self._concern(got, dice)
        if dice.random() < plan.bounces:
            return self._bounce(got)
        ways: tuple[tuple[float, Callable[[], None]], ...] = (
            (plan.prompt, lambda: self._complete(got, dice, dice.randint(2, 17))),
            (plan.late, lambda: self._complete(got, dice, dice.randint(21, 30))),
            (plan.silent, lambda: self._complete(got, dice, dice.randint(36, 60))),
            (plan.half, lambda: self._later(got, "Completed.", dice.randint(5, 18), dice)),
            (plan.defers, lambda: self._defer(got, dice)),
            (plan.excused, lambda: self._later(got, "EXCUSE ME", dice.randint(1, 6), dice)),
            (plan.hands_over, lambda: self._later(got, "HAND OVER", dice.randint(1, 4), dice)),
        )
        weights = [share for share, _ in ways]
        dice.choices([way for _, way in ways], weights)[0]()

    def _complete(self, got: Got, dice: random.Random, days: int) -> None:
        words = "COMPLETE\nRemedial actions: none"
        if dice.random() < self._plan.auditors.actions_required:
            actions = dice.sample(("Update the plan", "Record the visit", "Send the minutes"), 2)
            fewer = dice.choice(("", "", " within 10 working days"))
            first, second = actions
            words = f"COMPLETE\nRemedial action: {first}{fewer}\nRemedial action: {second}"
        self._later(got, graded(words, dice), days, dice)

    def _defer(self, got: Got, dice: random.Random) -> None:
        until = self._calendar.add(got.at.date(), 20 + dice.randint(2, 9))
        words = f"DEFER UNTIL {until.day} {until:%B %Y}"
        self._later(got, words, dice.randint(6, 18), dice)
        self._complete(got, dice, dice.randint(22, 32))

    def _states(self, got: Got, dice: random.Random) -> None:
        """Asked whether actions are required: some say so now, the others when asked again."""
        if got.facts.get("stated") is not True and dice.random() < 0.7:
            words = graded("Remedial actions: none", dice)
            self._later(got, words, dice.randint(0, 3), dice)

    def _concern(self, got: Got, dice: random.Random) -> None:
        plan = self._plan.safeguarding
        at = self._hour(got.at, dice.randint(1, 10), dice)
        if dice.random() < plan.out_of_hours:
            at = datetime.combine(at.date(), time(21, dice.randint(0, 59)), LONDON)
        stranger = dice.random() < plan.unproven
        words = "SAFEGUARDING\nThe child was seen with bruises, and nobody has followed it up."
        self._say(got, words, at, sender=STRANGER if stranger else got.to)

    def _bounce(self, got: Got) -> None:
        note = self._note(got, "", got.at, kind=MailKind.BOUNCE, bounced=message_id(got.key))
        self._put(got.at + timedelta(minutes=2), note)

    def _automatic(self, got: Got, back: date, dice: random.Random) -> None:
        if dice.random() < self._plan.leave.answers_automatically:
            words = f"I am away until {day_words(back)}."
            at = got.at + timedelta(minutes=1)
            note = self._note(
                got, words, at, kind=MailKind.OUT_OF_OFFICE, away_until=back.isoformat()
            )
            self._put(at, note)

    # --- managers ---------------------------------------------------------------------------------

    def _decides(self, got: Got, dice: random.Random) -> None:
        plan = self._plan.head
        if dice.random() < plan.decides:
            words = "APPROVE" if dice.random() < plan.grants else "DECLINE"
            self._later(got, words, dice.randint(0, 2), dice)

    def _mends(self, got: Got, dice: random.Random) -> None:
        if not got.facts.get("actions"):
            return
        plan = self._plan.managers
        if dice.random() < self._plan.auditors.disagrees:
            return self._later(got, "DISAGREE\nThis is done already.", dice.randint(1, 5), dice)
        if dice.random() < plan.not_achievable:
            words = "NOT ACHIEVABLE\nReason: the family has moved away."
            return self._later(got, words, dice.randint(4, 20), dice)
        luck = dice.random()
        days = (
            dice.randint(3, 22)
            if luck < plan.in_time
            else dice.randint(26, 34)
            if luck < plan.in_time + plan.late
            else dice.randint(40, 60)
        )
        return self._later(got, "DONE", days, dice)

    def _reviews(self, got: Got, dice: random.Random) -> None:
        words = "AGREE" if dice.random() < 0.9 else "DISAGREE\nReason: one visit is missing."
        self._later(got, words, dice.randint(0, 4), dice)

    def _leads(self, got: Got, dice: random.Random) -> None:
        if got.facts.get("leads", True):
            self._complete(got, dice, dice.randint(0, 3))

    def _agrees(self, got: Got, dice: random.Random) -> None:
        words = "AGREE" if dice.random() < 0.9 else "DISAGREE\nReason: that is not all."
        self._later(got, words, dice.randint(0, 1), dice)

    def _fills_in(self, got: Got, dice: random.Random) -> None:
        if dice.random() < self._plan.managers.by_workbook:
            at = self._hour(got.at, dice.randint(1, 8), dice)
            self._put(at, self._note(got, "", at, rows=reported_rows(got, dice, at.date())))

    def _told_of_concern(self, got: Got, dice: random.Random) -> None:
        if dice.random() < self._plan.safeguarding.acknowledged:
            words = "ACKNOWLEDGE\nI have rung the auditor and will see the Team Manager today."
            self._say(got, words, got.at + timedelta(minutes=dice.randint(10, 110)))

    def _decides_how(self, got: Got, dice: random.Random) -> None:
        if dice.random() < self._plan.safeguarding.acknowledged:
            self._later(got, raised(), dice.randint(0, 2), dice)

    def _answers(self, got: Got, dice: random.Random) -> None:
        if answered := answer_of(got, dice):
            self._later(got, *answered, dice)

    def _records(self, got: Got, dice: random.Random) -> None:
        at = self._hour(got.at, dice.randint(1, 12), dice)
        self._put(at, self._note(got, "", at, checks=checked_rows(got, dice, at.date())))

    # --- writing ----------------------------------------------------------------------------------

    def _later(self, got: Got, words: str, days: int, dice: random.Random) -> None:
        at = self._hour(got.at, days, dice)
        self._say(got, words, at if at > got.at else got.at + timedelta(minutes=30))

    def _hour(self, after: datetime, days: int, dice: random.Random) -> datetime:
        day = self._calendar.add(london_day(after), days)
        return datetime.combine(day, time(dice.randint(9, 16), dice.randint(0, 59)), LONDON)

    def _say(self, got: Got, words: str, at: datetime, sender: str | None = None) -> None:
        self._put(at, self._note(got, words, at, sender=sender))

    def _note(
        self, got: Got, words: str, at: datetime, sender: str | None = None, **more: Any
    ) -> Note:
        number = sha256(f"{got.key} {at} {words}".encode()).hexdigest()[:20]
        answers = message_id(got.key)
        return Note(f"<{number}@people>", sender or got.to, words, answers=answers, **more)

    def _put(self, at: datetime, note: Note) -> None:
        heapq.heappush(self._planned, _Planned(at, next(self._numbers), note))


_REACTIONS: Mapping[str, Callable[[People, Got, random.Random], None]] = {
    "assignment": People._assigned,
    "completed_receipt": People._states,
    "actions_wanted": People._states,
    "request_to_decide": People._decides,
    "audit_result": People._mends,
    "review_request": People._reviews,
    "panel_agree": People._leads,
    "panel_statement": People._agrees,
    "moderation_wanted": People._leads,
    "safeguarding_notice": People._told_of_concern,
    "safeguarding_chase": People._told_of_concern,
    "safeguarding_decide": People._decides_how,
    "checks_to_record": People._records,
    "team_workbook": People._fills_in,
    "dispute_discussion": People._answers,
    **dict.fromkeys(ANSWERS, People._answers),
}
