"""What a benchmark has found, as it is printed and as it stands in docs/performance.md."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure is to be at most, or at least."""

    number: float
    unit: str
    at_least: bool = False

    def __str__(self) -> str:
        return f"at {'least' if self.at_least else 'most'} {self.number:g} {self.unit}"

    def reached(self, found: float) -> bool:
        return found >= self.number if self.at_least else found <= self.number


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    what: str
    found: float | None  # None: it could not be measured
    unit: str
    goal: Goal | None = None
    beside: str = ""  # what was measured in the same run, or why nothing could be

    @property
    def words(self) -> str:
        if self.found is None:
            return "not measured"
        whole = isinstance(self.found, int) or abs(self.found) >= 100
        digits = 0 if whole else 1 if abs(self.found) >= 10 else 2
        return f"{self.found:,.{digits}f} {self.unit}"

    @property
    def goal_in_words(self) -> str:
        if self.goal is None:
            return ""
        if self.found is None:
            return str(self.goal)
        return f"{self.goal}: {'reached' if self.goal.reached(self.found) else 'MISSED'}"


def show(figures: Iterable[Figure]) -> None:
    """A line for each, as soon as it has been measured."""
    for figure in figures:
        told = f"{figure.what:<78}{figure.words:>22}   "
        print(told + "; ".join(x for x in (figure.goal_in_words, figure.beside) if x), flush=True)


def ratio(found: float, of: float) -> float:
    """How many times `of` it is; what takes no time that can be measured is as nothing."""
    return found / of if of > 0 else float("inf")
