"""When a request may be repeated, and after how long: the one policy for all mail systems."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

MOST_TRIES = 5
BUDGET = 180.0  # seconds that one request may wait in all
THROTTLED_WAITS = (4.0, 120.0)  # seconds, the first bound and the last
FAILED_WAITS = (1.0, 30.0)

# Refused before anything was done: 429 of Graph, 509 of SharePoint.
THROTTLED = frozenset({429, 509})
# Whether anything was done is not known. A 504 has been seen for mails that had left.
UNCLEAR = frozenset({408, 500, 502, 503, 504})


class Verdict(StrEnum):
    """What follows from an answer."""

    FINAL = "final"  # done, or refused for good
    THROTTLED = "throttled"  # surely not done: later
    AGAIN = "again"  # it may have been done, and doing it twice is the same as once
    DOUBT = "doubt"  # it may have been done, and must not be done twice


def verdict(status: int, *, repeatable: bool) -> Verdict:
    if status in THROTTLED:
        return Verdict.THROTTLED
    if status in UNCLEAR:
        return Verdict.AGAIN if repeatable else Verdict.DOUBT
    return Verdict.FINAL


def retry_after(text: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for: "120", "2.128" or a date. None: absent, or unreadable.

    RFC 9110 10.2.3 knows whole seconds and dates; Graph also sends fractions (its own sample of
    throttling does), and mailboxes often none.
    """
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        return _until(text, now)
    # "nan" and "inf" are numbers to Python.
    return max(seconds, 0.0) if 0 <= abs(seconds) < 1e9 else None


def _until(text: str, now: datetime) -> float | None:
    at = http_date(text)
    return max((at - now).total_seconds(), 0.0) if at else None


def http_date(text: str | None) -> datetime | None:
    """Such as "Mon, 01 Dec 2025 09:00:20 GMT" (RFC 9110 5.6.7), aware; None if it is none."""
    try:
        at = parsedate_to_datetime(text or "")
    except (TypeError, ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@dataclass(slots=True)
class Patience:
    """How long one request has waited, and may wait still."""

    chance: Callable[[], float]  # from 0 to 1
    tries: int = 0
    waited: float = 0.0

    def next_wait(self, *, asked: float | None, throttled: bool) -> float | None:
        """Seconds until the next try. None: there is none, tries or budget are used up.

        Asked for a time, a little more, so that not all come back at once; asked for none, full
        jitter below a doubling bound (AWS, "Exponential Backoff And Jitter").
        """
        self.tries += 1
        first, most = THROTTLED_WAITS if throttled else FAILED_WAITS
        if asked is None:
            wait = self.chance() * min(first * 2.0 ** (self.tries - 1), most)
        else:
            wait = asked + self.chance()
        if self.tries >= MOST_TRIES or self.waited + wait > BUDGET:
            return None
        self.waited += wait
        return wait
