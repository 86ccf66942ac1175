"""The time, and waiting, as they are given to a connector: a test gives a simulated clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    now: Callable[[], datetime]  # aware
    stopwatch: Callable[[], float]  # seconds from any starting point; never goes back
    wait: Callable[[float], None]  # seconds
