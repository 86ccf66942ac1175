"""What a simulated year comes to: letters, lateness, load and actions, week by week."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from statistics import mean, quantiles
from typing import Any

from sqlalchemy import func, select

from bot.simulation.year import START, Day
from bot.store.tables import actions, audits

_OVERDUE = ("overdue", "action_overdue")
_ESCALATED = ("overdue_escalated", "action_overdue_escalated")


@dataclass(frozen=True, slots=True)
class Week:
    """One week, counted at its end."""

    first_day: str
    letters: int
    overdue: int  # letters to those who are late
    escalated: int  # letters to those above them
    open_audits: int
    open_actions: int
    late_actions: int


@dataclass
class Tally:
    """Counts day by day."""

    weeks: list[Week] = field(default_factory=list)
    by_letter: Counter[str] = field(default_factory=Counter)
    by_reader: Counter[str] = field(default_factory=Counter)
    busiest: Counter[tuple[str, date]] = field(default_factory=Counter)
    _this_week: list[str] = field(default_factory=list)

    def add(self, day: Day) -> None:
        for mail, _ in day.letters:
            _, name, _, reader = mail.key.rsplit("|", 3)
            self._this_week.append(name)
            self.by_letter[name] += 1
            self.by_reader[reader] += 1
            self.busiest[reader, day.day] += 1
        if day.day.weekday() == 6:
            self._close(day)

    def _close(self, day: Day) -> None:
        names, self._this_week = self._this_week, []
        with day.service.store.reading() as work:
            is_open = actions.c.status == "Open"
            gone = ("Proposed", "Closed", "Withdrawn")
            counted = (
                select(func.count()).where(audits.c.status.not_in(gone)),
                select(func.count()).where(is_open),
                select(func.count()).where(is_open, actions.c.due < day.day),
            )
            numbers = [int(work.execute(query).scalar_one()) for query in counted]
        first = START.fromordinal(day.day.toordinal() - 6)
        late = sum(name in _OVERDUE for name in names)
        above = sum(name in _ESCALATED for name in names)
        self.weeks.append(Week(first.isoformat(), len(names), late, above, *numbers))


def figures(tally: Tally, load: Mapping[str, int], weeks: int) -> dict[str, Any]:
    """All figures of a year as JSON values."""
    readers = [number / max(weeks, 1) for number in tally.by_reader.values()]
    (busiest, day), most = tally.busiest.most_common(1)[0] if tally.busiest else (("", START), 0)
    spread: dict[int, int] = defaultdict(int)
    for number in load.values():
        spread[number] += 1
    return {
        "weeks": [asdict(week) for week in tally.weeks],
        "letters": dict(tally.by_letter.most_common()),
        "letters_a_person_a_week": {
            "mean": round(mean(readers), 2) if readers else 0,
            "ninth_decile": round(quantiles(readers, n=10)[-1], 2) if len(readers) > 1 else 0,
            "most": round(max(readers, default=0), 2),
        },
        "most_letters_on_one_day": {"reader": busiest, "day": day.isoformat(), "letters": most},
        "audits_by_auditor": dict(sorted(spread.items())),
    }


def load_of(day: Day) -> dict[str, int]:
    """Auditor -> audits that were assigned to them in the year."""
    query = select(audits.c.auditor, func.count()).where(audits.c.assigned_on.is_not(None))
    with day.service.store.reading() as work:
        rows = work.execute(query.group_by(audits.c.auditor))
        return {row[0]: row[1] for row in rows}
