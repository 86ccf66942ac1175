"""One request, tried as often as the policy allows: the same for every mail system."""

import logging
from dataclasses import dataclass

from bot.ports import TemporaryError, Unavailable
from connectors.circuit import Circuit
from connectors.failures import Doubtful
from connectors.retrying import Patience, Verdict

log = logging.getLogger(__name__)

LONG_PAUSE = 60.0  # seconds, for a mail system that throttles and does not say for how long


@dataclass(slots=True)
class Trying:
    """What becomes of a request that has failed."""

    circuit: Circuit
    patience: Patience

    def failed(self, ruling: Verdict, why: str, *, throttles: bool, asked: float | None) -> None:
        """Wait for the next try.

        Raises Doubtful (it may have been done), Unavailable (nothing was done, the whole service is
        away or throttles) and TemporaryError (this request fails again and again). `throttles`: it
        has answered, to say so. `asked`: the seconds that it asks for.
        """
        log.info("%s: %s", why, ruling.value)
        if not throttles:  # who throttles is there
            self.circuit.failed(why)
        if ruling is Verdict.DOUBT:
            raise Doubtful(f"It is not known whether it was done: {why}.")
        wait = self.patience.next_wait(asked=asked, throttled=throttles)
        if wait is not None:
            self.circuit.clock.wait(wait)
            return
        if throttles:
            self.circuit.open(why, asked or LONG_PAUSE)
        kind = Unavailable if ruling is Verdict.THROTTLED else TemporaryError
        raise kind(f"{self.circuit.name} did not do it, {self.patience.tries} times: {why}.")
