"""Intervals for a share: Wilson's, the exact one, and the exact one for a known number of cases."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from bot.statistics.distributions import at_least, at_most, beta_quantile, normal_quantile
from bot.statistics.errors import StatisticsError

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float
    method: str


WHOLE = (0.0, 1.0)  # nothing is known


def wilson(found: float, drawn: float, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval without correction; all from 0 to 1 if nothing was drawn.

    Wilson, "Probable inference, the law of succession, and statistical inference" (JASA 22, 1927);
    method 3 of Newcombe, "Two-sided confidence intervals for the single proportion" (Statistics in
    Medicine 17, 1998). `drawn` may be an effective number, so neither needs to be whole.
    """
    _refuse_nonsense(found, drawn, confidence)
    if drawn == 0:
        return Interval(*WHOLE, "Wilson")
    z = normal_quantile((1 + confidence) / 2)
    share = found / drawn
    middle = share + z * z / (2 * drawn)
    half = z * sqrt(share * (1 - share) / drawn + z * z / (4 * drawn * drawn))
    below = 1 + z * z / drawn
    low = 0.0 if found == 0 else (middle - half) / below
    high = 1.0 if found == drawn else (middle + half) / below
    return Interval(low, high, "Wilson")


def clopper_pearson(found: int, drawn: int, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval, which is never too short; all from 0 to 1 if nothing was drawn.

    Clopper and Pearson, "The use of confidence or fiducial limits" (Biometrika 26, 1934); method 5
    of Newcombe (1998). By quantiles of the beta distribution.
    """
    _refuse_nonsense(found, drawn, confidence)
    if drawn == 0:
        return Interval(*WHOLE, "Clopper-Pearson")
    tail = (1 - confidence) / 2
    low = beta_quantile(tail, found, drawn - found + 1) if found else 0.0
    high = beta_quantile(1 - tail, found + 1, drawn - found) if found < drawn else 1.0
    return Interval(low, high, "Clopper-Pearson")


def exact_finite(
    found: int, drawn: int, population: int, confidence: float = CONFIDENCE
) -> Interval:
    """The exact interval for the share of a known number of cases; one point if all were drawn.

    Cochran, "Sampling Techniques", 3rd ed., section 3.6: the shares that the hypergeometric
    distribution does not refuse, each tail by itself.
    """
    _refuse_nonsense(found, drawn, confidence)
    if drawn > population:
        raise StatisticsError(f"{drawn} were drawn, but there are only {population} cases.")
    if population == 0:
        return Interval(*WHOLE, "exact, finite")
    tail = (1 - confidence) / 2
    # So many cases may have it: those found, and any of those that were not drawn.
    least, most = found, population - (drawn - found)
    low = _first(
        least, most, lambda n: at_least(found, drawn=drawn, having=n, population=population) > tail
    )
    refused_above = _first(
        least,
        most + 1,
        lambda n: n > most or at_most(found, drawn=drawn, having=n, population=population) <= tail,
    )
    return Interval(low / population, (refused_above - 1) / population, "exact, finite")


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number from `low` to `high` for which it holds, as it does from there on."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _refuse_nonsense(found: float, drawn: float, confidence: float) -> None:
    if not 0 <= found <= drawn:
        raise StatisticsError(f"{found:g} of {drawn:g} is no share: give 0 to {drawn:g}.")
    if not 0 < confidence < 1:
        raise StatisticsError(f"A confidence of {confidence:g} is not between 0 and 1.")
