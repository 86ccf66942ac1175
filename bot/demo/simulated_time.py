"""A clock for the demonstration: nobody waits."""

from datetime import datetime, timedelta

from connectors.clock import Clock


def no_chance() -> float:
    """In place of chance: the same seed plays the same quarter."""
    return 0.5


class SimulatedTime:
    """Waiting takes no time: the clock goes on by itself."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._start = at

    def now(self) -> datetime:
        return self.at

    def turn(self, at: datetime) -> None:
        self.at = max(at, self.at)

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(self.now, lambda: (self.at - self._start).total_seconds(), self.wait)
