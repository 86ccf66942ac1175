"""What must hold of the service itself: looking twice changes nothing, and its memory is true."""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.simulation.year import Year
from bot.store import memory
from bot.store.records import TABLES
from bot.store.store import Store, open_sqlite


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
        remembered = _every_record(self.year.service.store)
        with closing(open_sqlite(self.year.store, durable=False)) as anew:
            stored = _every_record(anew)
        for kind in TABLES:
            self.checked["kinds of records remembered"] += 1
            if remembered[kind] != stored[kind]:
                self.broken.append(
                    f"{day:%d %b}: what is remembered of {kind.__name__} is not stored"
                )


def _every_record(store: Store) -> dict[type, str]:
    kinds: Iterable[Any] = TABLES
    with store.reading() as work:
        return {kind: repr(sorted(memory.every(work, kind).items())) for kind in kinds}
