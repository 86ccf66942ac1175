"""The only file that asks the time."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def stopwatch() -> float:
    """Seconds from any starting point, for measuring how long something takes."""
    return time.monotonic()


def wait(seconds: float) -> None:
    time.sleep(seconds)
