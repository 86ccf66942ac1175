"""What must hold of the service itself: looking twice changes nothing, and its memory is true."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.simulation.year import Year
from bot.store import memory
from bot.store.records import TABLES
from bot.store.transaction import Transaction


@dataclass
class Steady:
    """Looks at the service at the end of each day, and counts what it has looked at."""

    year: Year
    checked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def day_over(self, day: date, last_look: datetime) -> None:
        self._again(last_look)
        if day.weekday() == 4 and day.day <= 7:
            self._remembered(day)

    def _again(self, at: datetime) -> None:
        """The last look of the day, once more: nothing may happen."""
        before = self.year.state()
        self.year.cycle(at)
        self.checked["days run twice"] += 1
        if (after := self.year.state()) != before:
            self.broken.append(f"{at:%d %b %H:%M} run twice changed {before} to {after}")

    def _remembered(self, day: date) -> None:
        """Once a month: what the store remembers of its records is what stands in it."""
        with self.year.service.store.reading() as work:
            before = {kind: _all_of(work, kind) for kind in TABLES}
            memory.forget(work)
            for kind, remembered in before.items():
                self.checked["kinds of records remembered"] += 1
                if remembered != _all_of(work, kind):
                    self.broken.append(
                        f"{day:%d %b}: what is remembered of {kind.__name__} is not stored"
                    )


def _all_of(work: Transaction, kind: Any) -> str:
    return repr(sorted(memory.every(work, kind).items()))
