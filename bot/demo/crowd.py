"""The made-up people answering their mail, each in their own time and words."""

import heapq
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count

from bot.demo import sayings
from bot.demo.cast import MAILBOX
from bot.demo.returns import filled_in, graded
from bot.demo.stages import Stage
from bot.policy.references import find_references
from bot.policy.working_days import LONDON, WorkingCalendar, london_day
from bot.ports import Attachment
from connectors.local_folder.people import PersonsMail, SentMail

OUT_OF_OFFICE = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}


@dataclass(order=True)
class _Planned:
    at: datetime
    number: int
    mail: PersonsMail = field(compare=False)


class Crowd:
    """Reads what was sent, plans answers, and drops them into the inbox in their time."""

    def __init__(self, stage: Stage, calendar: WorkingCalendar, seed: int) -> None:
        self._stage = stage
        self._calendar = calendar
        self._seed = seed
        self._seen: set[str] = set()
        self._numbers = count()
        self._planned: list[_Planned] = []
        self._assigned = 0
        self._concerned: set[str] = set()
        self.written = 0

    def look(self, at: datetime) -> None:
        """Read the letters that have come since the last look, and plan what to answer.

        They count as come `at`: whatever waiting the service had to do, the same is answered.
        """
        for letter in self._stage.letters(self._seen):
            self._seen.add(letter.file)
            self._read(replace(letter, date=at))

    def answer(self, until: datetime) -> int:
        """Drop every answer that has been written by `until`; how many."""
        dropped = 0
        while self._planned and self._planned[0].at <= until:
            self._stage.drop(heapq.heappop(self._planned).mail)
            dropped += 1
        self.written += dropped
        return dropped

    def _read(self, letter: SentMail) -> None:
        name = letter.key.split("|")[1]
        react = _REACTIONS.get(name)
        if react:
            react(self, letter, random.Random(f"{self._seed} {letter.key}"))

    # --- how people react to each letter ----------------------------------------------------------

    def _assigned_to(self, letter: SentMail, dice: random.Random) -> None:
        self._assigned += 1
        if self._assigned in (5, 31):
            self._concern(letter, self._assigned)
        temper = dice.choices(tuple(_TEMPERS), weights=[w for w, _ in _TEMPERS.values()])[0]
        _TEMPERS[temper][1](self, letter, dice)

    def _concern(self, letter: SentMail, number: int) -> None:
        """One in the evening, one in office hours: it must reach the right person either way."""
        evening = number == 5
        when = self._at(letter.date, 4, time(21, 7) if evening else time(11, 12))
        self._say(letter, sayings.CONCERN[not evening], when)
        self._concerned.add(letter.message_id)

    def _prompt(self, letter: SentMail, dice: random.Random) -> None:
        self._complete(letter, dice, dice.randint(3, 17))

    def _late(self, letter: SentMail, dice: random.Random) -> None:
        self._complete(letter, dice, dice.randint(22, 38))

    def _complete(self, letter: SentMail, dice: random.Random, days: int) -> None:
        one, two, three = dice.sample(sayings.ACTIONS, 3)
        words = dice.choice(
            (*sayings.COMPLETE_NONE, *sayings.COMPLETE_WITH, *sayings.COMPLETE_WITH)
        )
        if dice.random() < 0.25:
            self._by_form(letter, [one, two][: dice.randint(0, 2)], days, dice)
            return
        self._later(letter, graded(words.format(one=one, two=two, three=three), dice), days, dice)

    def _by_form(
        self, letter: SentMail, actions: list[str], days: int, dice: random.Random
    ) -> None:
        """Fills in the workbook that came with the assignment, and sends it back."""
        (ref,) = find_references(letter.subject)
        at = self._at(letter.date, days, time(dice.randint(9, 16), dice.randint(0, 59)))
        form = filled_in(ref, letter.to, actions, at.date(), dice)
        self._say(letter, dice.choice(sayings.WITH_FORM), at, attachments=(form,))

    def _half(self, letter: SentMail, dice: random.Random) -> None:
        """Says "completed", and only on being asked whether actions are required."""
        self._later(letter, dice.choice(sayings.COMPLETE_ONLY), dice.randint(5, 18), dice)

    def _defers(self, letter: SentMail, dice: random.Random) -> None:
        until = self._calendar.add(letter.date.date(), 20 + dice.randint(3, 9))
        self._later(letter, sayings.deferment(until, dice.randint(0, 2)), dice.randint(8, 17), dice)
        self._complete(letter, dice, dice.randint(21, 28))

    def _excused(self, letter: SentMail, dice: random.Random) -> None:
        self._later(letter, dice.choice(sayings.EXCUSED), dice.randint(1, 4), dice)

    def _hands_over(self, letter: SentMail, dice: random.Random) -> None:
        self._later(letter, dice.choice(sayings.HAND_OVER), dice.randint(1, 3), dice)

    def _unclear(self, letter: SentMail, dice: random.Random) -> None:
        self._later(letter, dice.choice(sayings.UNCLEAR), dice.randint(4, 9), dice)
        self._complete(letter, dice, dice.randint(12, 19))

    def _asks(self, letter: SentMail, dice: random.Random) -> None:
        self._later(letter, dice.choice(sayings.QUESTION), dice.randint(1, 3), dice)
        self._complete(letter, dice, dice.randint(9, 16))

    def _on_leave(self, letter: SentMail, dice: random.Random) -> None:
        back = self._calendar.add(letter.date.date(), dice.randint(4, 8))
        words = sayings.out_of_office(back)
        at = letter.date + timedelta(minutes=1)
        self._say(letter, words, at, "Automatic reply: " + letter.subject, OUT_OF_OFFICE)
        self._complete(letter, dice, dice.randint(12, 19))

    def _never(self, letter: SentMail, dice: random.Random) -> None:
        """Reminders, then the manager, then the Consultant Head: and at last it is done."""
        self._complete(letter, dice, dice.randint(33, 39))

    def _states(self, letter: SentMail, dice: random.Random) -> None:
        if "whether remedial actions are required" in letter.text:
            words = graded(dice.choice(sayings.NONE_AFTER_ALL), dice)
            self._later(letter, words, dice.randint(1, 4), dice)

    def _decides(self, letter: SentMail, dice: random.Random) -> None:
        if dice.random() < 0.15:
            return  # leaves it, and is asked again
        words = dice.choice(sayings.APPROVE if dice.random() < 0.85 else sayings.DECLINE)
        self._later(letter, words, dice.randint(0, 2), dice)

    def _mends(self, letter: SentMail, dice: random.Random) -> None:
        if "RA-" in letter.text:
            days = dice.choice((6, 9, 14, 18, 23, 29, 34))
            self._later(letter, dice.choice(sayings.DONE), days, dice)

    def _reviews(self, letter: SentMail, dice: random.Random) -> None:
        """Quality assurance agrees as a rule."""
        agrees = dice.random() < 0.85
        words = "AGREE" if agrees else "DISAGREE\nReason: The last review was not looked at."
        self._later(letter, words, dice.randint(1, 4), dice)

    def _leads(self, letter: SentMail, dice: random.Random) -> None:
        """Whoever leads a panel, or moderates it, writes one view for all."""
        if "Our one view" in letter.text:
            words = f"COMPLETE\nAction: {dice.choice(sayings.ACTIONS)}"
            self._later(letter, graded(words, dice), dice.randint(0, 3), dice)

    def _agrees(self, letter: SentMail, dice: random.Random) -> None:
        words = "AGREE" if dice.random() < 0.9 else "DISAGREE\nReason: That is not all."
        self._later(letter, words, dice.randint(0, 1), dice)

    def _told_of_concern(self, letter: SentMail, dice: random.Random) -> None:
        """The first person told of the first concern is in court: the chain goes on."""
        if len(self._concerned) == 1 and letter.key.split("|")[1] == "safeguarding_notice":
            return
        words = dice.choice(sayings.ACKNOWLEDGE)
        self._say(letter, words, letter.date + timedelta(minutes=dice.randint(15, 70)))

    def _decides_how(self, letter: SentMail, dice: random.Random) -> None:
        """For the first concern the bot is to write to the team; of others it is only talked."""
        first = len(self._concerned) == 1
        words = sayings.RAISED_BY_LETTER if first else dice.choice(sayings.RAISED)
        self._say(letter, words, letter.date + timedelta(minutes=dice.randint(20, 90)))

    def _deals_with_it(self, letter: SentMail, dice: random.Random) -> None:
        words = dice.choice(sayings.DEALING_WITH_IT)
        self._say(letter, words, letter.date + timedelta(minutes=dice.randint(5, 60)))

    # --- writing ----------------------------------------------------------------------------------

    def _later(self, letter: SentMail, words: str, days: int, dice: random.Random) -> None:
        at = self._at(letter.date, days, time(dice.randint(9, 16), dice.randint(0, 59)))
        if at <= letter.date:
            at = letter.date + timedelta(minutes=dice.randint(20, 90))
        self._say(letter, words, at)

    def _at(self, after: datetime, days: int, at: time) -> datetime:
        day: date = self._calendar.add(london_day(after), days)
        return datetime.combine(day, at, LONDON)

    def _say(
        self,
        letter: SentMail,
        words: str,
        at: datetime,
        subject: str = "",
        headers: Mapping[str, str] | None = None,
        attachments: tuple[Attachment, ...] = (),
    ) -> None:
        mail = PersonsMail(
            sender=letter.to,
            to=MAILBOX,
            text=words,
            date=at,
            subject=subject,
            answers=letter,
            html=len(words) % 2 == 0,
            headers=headers or {},
            attachments=attachments,
        )
        heapq.heappush(self._planned, _Planned(at, next(self._numbers), mail))


React = Callable[[Crowd, SentMail, random.Random], None]
_TEMPERS: Mapping[str, tuple[int, React]] = {
    "prompt": (46, Crowd._prompt),
    "late": (12, Crowd._late),
    "half": (8, Crowd._half),
    "defers": (12, Crowd._defers),
    "excused": (3, Crowd._excused),
    "hands over": (4, Crowd._hands_over),
    "unclear": (4, Crowd._unclear),
    "asks": (4, Crowd._asks),
    "on leave": (5, Crowd._on_leave),
    "never": (2, Crowd._never),
}
_REACTIONS: Mapping[str, React] = {
    "assignment": Crowd._assigned_to,
    "completed_receipt": Crowd._states,
    "actions_wanted": Crowd._states,
    "request_to_decide": Crowd._decides,
    "audit_result": Crowd._mends,
    "review_request": Crowd._reviews,
    "panel_agree": Crowd._leads,
    "panel_statement": Crowd._agrees,
    "moderation_wanted": Crowd._leads,
    "safeguarding_notice": Crowd._told_of_concern,
    "safeguarding_chase": Crowd._told_of_concern,
    "safeguarding_thanks": Crowd._decides_how,
    "safeguarding_decide": Crowd._decides_how,
    "safeguarding_to_team": Crowd._deals_with_it,
}
