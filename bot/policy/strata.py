"""What the cases are sorted by before a draw, and how many are drawn from each stratum (6.2)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import fsum, sqrt
from typing import Self

from bot.policy.model import Case

NOT_MAPPED = "not mapped"
UNKNOWN_SPREAD = 0.5  # the widest that a share can have: nothing is known of the stratum


class StratumBy(StrEnum):
    """What may tell strata apart."""

    STATUS = "status"
    SERVICE_AREA = "service area"
    TEAM = "team"


_WORD_OF: Mapping[StratumBy, Callable[[Case], str]] = {
    StratumBy.STATUS: lambda case: case.status,
    StratumBy.SERVICE_AREA: lambda case: case.service_area or NOT_MAPPED,
    StratumBy.TEAM: lambda case: case.team or NOT_MAPPED,
}


def stratum_of(case: Case, by: Sequence[StratumBy]) -> str:
    """Such as "Child in need, CYPIC"; without anything to sort by there is one stratum."""
    return ", ".join(_WORD_OF[each](case) for each in by) or "all cases"


class Method(StrEnum):
    """How the size of a draw is shared out among the strata."""

    PROPORTIONAL = "proportional"  # by open cases; none below the minimum
    EQUAL = "equal"  # the same of each: for comparing strata
    NEYMAN = "neyman"  # by open cases x spread of earlier results: the most precise overall
    MINIMUM = "minimum"  # the minimum of each first, what is left by open cases


_ALGORITHM = re.compile(r"sha256-rank ([a-z]+)-minimum-(\d+), version 1")


@dataclass(frozen=True, slots=True)
class Sharing:
    """How the size of a draw is shared out: how many cases each stratum gets."""

    method: Method = Method.PROPORTIONAL
    minimum: int = 1  # of each stratum, if the size has room for that
    spread: Mapping[str, float] = field(default_factory=dict)  # stratum -> standard deviation

    @property
    def algorithm(self) -> str:
        """What is stored with the draw; `named` reads it back."""
        return f"sha256-rank {self.method}-minimum-{self.minimum}, version 1"

    @classmethod
    def named(cls, algorithm: str, spread: Mapping[str, float]) -> Self | None:
        """That of a stored draw; None: another version of Audit Bot has drawn it."""
        match = _ALGORITHM.fullmatch(algorithm)
        if match is None or match[1] not in list(Method):
            return None
        return cls(Method(match[1]), int(match[2]), spread)

    def spread_in(self, stratum: str) -> float | None:
        """The standard deviation that counts; None: this method asks for none."""
        if self.method is not Method.NEYMAN:
            return None
        return self.spread.get(stratum, UNKNOWN_SPREAD)

    def sizes(self, open_cases: Mapping[str, int], size: int) -> dict[str, int]:
        """How many of each stratum: they add up to `size`, or to all cases if there are fewer."""
        size = min(size, sum(open_cases.values()))
        floor = _floor(open_cases, size, self.minimum)
        exact = self._exact(open_cases, size, floor)
        names = sorted(open_cases, key=lambda name: (-open_cases[name], name))
        sizes = {name: min(open_cases[name], max(floor[name], int(exact[name]))) for name in names}
        _settle(sizes, exact, floor, open_cases, size)
        return sizes

    def _exact(
        self, open_cases: Mapping[str, int], size: int, floor: Mapping[str, int]
    ) -> dict[str, float]:
        if self.method is Method.MINIMUM:
            left = {name: open_cases[name] - floor[name] for name in open_cases}
            shares = _shares(left, size - sum(floor.values()), left)
            return {name: floor[name] + shares[name] for name in open_cases}
        return _shares(open_cases, size, self._weights(open_cases))

    def _weights(self, open_cases: Mapping[str, int]) -> Mapping[str, float]:
        if self.method is Method.EQUAL:
            return dict.fromkeys(open_cases, 1)
        if self.method is Method.NEYMAN:
            # Neyman (1934); Cochran, "Sampling Techniques", 3rd ed., equation 5.26.
            return {
                name: number * (self.spread_in(name) or 0.0) for name, number in open_cases.items()
            }
        return open_cases


def spread_of(found: int, audited: int) -> float:
    """The standard deviation of yes and no, from `found` of `audited`.

    One of each is added (Laplace's rule of succession), so that a stratum in which nothing was
    found among three is not left out for ever.
    """
    share = (found + 1) / (audited + 2)
    return sqrt(share * (1 - share))


def _floor(open_cases: Mapping[str, int], size: int, minimum: int) -> dict[str, int]:
    """The minimum of each stratum, or as much of it as the size has room for."""
    for least in range(minimum, 0, -1):
        floor = {name: min(least, number) for name, number in open_cases.items()}
        if sum(floor.values()) <= size:
            return floor
    return dict.fromkeys(open_cases, 0)


def _shares(limit: Mapping[str, int], size: int, weights: Mapping[str, float]) -> dict[str, float]:
    """`size` shared out by weight. A stratum that is used up leaves the rest to the others.

    Cochran, "Sampling Techniques", 3rd ed., section 5.8: allocation requiring more than 100 per
    cent sampling.
    """
    shares: dict[str, float] = {}
    waiting = set(limit)
    while waiting:
        # fsum, because the sum of floats depends on the version of Python and on their order.
        left = size - fsum(shares.values())
        by = weights if any(weights[name] > 0 for name in waiting) else limit
        total = fsum(by[name] for name in waiting)
        exact = {name: left * by[name] / total if total else 0.0 for name in waiting}
        used_up = {name for name in waiting if exact[name] > limit[name]}
        if not used_up:
            return {**shares, **exact}
        shares.update({name: float(limit[name]) for name in used_up})
        waiting -= used_up
    return shares


def _settle(
    sizes: dict[str, int],
    exact: Mapping[str, float],
    floor: Mapping[str, int],
    limit: Mapping[str, int],
    size: int,
) -> None:
    """Give or take one at a time, where it is furthest from the exact share, until the sum fits."""

    def short(name: str) -> tuple[float, str]:
        return (exact[name] - sizes[name], name)

    while (missing := size - sum(sizes.values())) != 0:
        if missing > 0:
            best = max((n for n in sizes if sizes[n] < limit[n]), key=short)
            sizes[best] += 1
        else:
            worst = min((n for n in sizes if sizes[n] > floor[n]), key=short)
            sizes[worst] -= 1
