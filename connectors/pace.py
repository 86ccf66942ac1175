"""Letters leave as fast as Exchange lets them, and no faster."""

from collections import deque
from dataclasses import dataclass, field

from connectors.clock import Clock

# "Exchange Online limits", message rate: 30 messages a minute for one mailbox.
LETTERS, SECONDS = 30, 60.0


@dataclass(slots=True)
class Pace:
    """Any thirty letters in a row take more than a minute, counted from when each had left."""

    clock: Clock
    _left: deque[float] = field(default_factory=lambda: deque(maxlen=LETTERS))

    def await_turn(self) -> None:
        if len(self._left) == LETTERS:
            wait = self._left[0] + SECONDS - self.clock.stopwatch()
            if wait > 0:
                self.clock.wait(wait)

    def one_left(self) -> None:
        """Also for one that may have left: it counts for Exchange."""
        self._left.append(self.clock.stopwatch())
