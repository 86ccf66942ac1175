"""What `doctor` says of one thing: well, to be looked at, or a fault with what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.ports import PermanentError, TemporaryError


class Verdict(StrEnum):
    WELL = "well"
    LOOK = "look"  # it works; somebody should know
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Finding:
    area: str  # such as "Sign-in": findings are shown below it
    verdict: Verdict
    words: str
    remedy: str = ""  # what to do; for faults, and where there is something to do


def well(area: str, words: str) -> Finding:
    return Finding(area, Verdict.WELL, words)


def look(area: str, words: str, remedy: str = "") -> Finding:
    return Finding(area, Verdict.LOOK, words, remedy)


def fault(area: str, words: str, remedy: str = "") -> Finding:
    return Finding(area, Verdict.FAULT, words, remedy)


def tried(area: str, words: str, attempt: Callable[[], object]) -> Finding:
    """Well with these words if the attempt raises nothing; else its own sentence is the fault."""
    try:
        attempt()
    except (TemporaryError, PermanentError) as error:
        return fault(area, str(error))
    return well(area, words)


def guarded(area: str, findings: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings, and what kept the rest of them from being found."""
    try:
        yield from findings()
    except (TemporaryError, PermanentError) as error:
        yield fault(area, str(error))
