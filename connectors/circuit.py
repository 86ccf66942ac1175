"""A mail system that is down is left alone for a while, and the log says so once."""

import logging
from dataclasses import dataclass

from bot.ports import Unavailable
from connectors.clock import Clock

log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 6  # more than one request makes alone, so that one bad page stops nothing
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 600.0


@dataclass(slots=True)
class Circuit:
    """Closed: requests go. Open: they fail at once. After a pause one goes, to see."""

    clock: Clock
    name: str  # of the system, as people know it
    _failures: int = 0
    _pause: float = FIRST_PAUSE
    _closed_from: float | None = None  # by the stopwatch; None: requests go
    _why: str = ""

    def check(self) -> None:
        """Raises Unavailable while the service is left alone."""
        if self._closed_from is not None and self.clock.stopwatch() < self._closed_from:
            seconds = self._closed_from - self.clock.stopwatch()
            raise Unavailable(
                f"{self.name} is left alone for {seconds:.0f} seconds more: {self._why}. "
                "Nothing is lost; everything waits until it answers again."
            )

    def failed(self, why: str) -> None:
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW or self._closed_from is not None:
            self.open(why, self._pause)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def open(self, why: str, seconds: float) -> None:
        """Leave the service alone for so long: it failed again and again, or asked for it."""
        if self._closed_from is None:
            log.warning("%s is left alone for %.0f seconds: %s", self.name, seconds, why)
        self._why = why
        self._closed_from = self.clock.stopwatch() + seconds

    def answered(self) -> None:
        if self._closed_from is not None:
            log.info("%s answers again", self.name)
        self._failures, self._pause, self._closed_from = 0, FIRST_PAUSE, None
