"""Quantiles of Student's t, the beta and the hypergeometric distribution, to about 1e-12."""

from collections.abc import Callable
from math import comb, exp, inf, lgamma, log, log1p
from statistics import NormalDist

_TINY = 1e-300
_STEPS = 500


def normal_quantile(probability: float) -> float:
    return NormalDist().inv_cdf(probability)


def student_quantile(probability: float, degrees: float) -> float:
    """The t that is not exceeded with this probability; `degrees` of freedom above 0.

    Abramowitz and Stegun, "Handbook of Mathematical Functions", equation 26.7.1: with
    x = degrees / (degrees + t²) both tails together are I_x(degrees / 2, 1 / 2).
    """
    if probability == 0.5:
        return 0.0
    tail = min(probability, 1 - probability)
    x = beta_quantile(2 * tail, degrees / 2, 0.5)
    t = inf if x == 0 else (degrees * (1 - x) / x) ** 0.5
    return t if probability > 0.5 else -t


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = probability."""
    return _rising_root(lambda x: beta_cumulative(x, a, b), probability)


def beta_cumulative(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b).

    By its continued fraction: DLMF 8.17.22, evaluated as in Lentz (Applied Optics 15, 1976).
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # DLMF 8.17.4: there the fraction converges faster
        return 1 - beta_cumulative(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        m = step // 2
        if step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / ((1 + term * d) or _TINY)
        c = (1 + term / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def _rising_root(function: Callable[[float], float], wanted: float) -> float:
    """Where a function that rises from 0 to 1 on [0, 1] has this value."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if function(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def at_most(found: int, *, drawn: int, having: int, population: int) -> float:
    """P(X <= found) of the hypergeometric distribution: `drawn` of a `population` with `having`."""
    least = max(0, drawn - (population - having))
    ways = sum(
        comb(having, k) * comb(population - having, drawn - k) for k in range(least, found + 1)
    )
    return ways / comb(population, drawn)


def at_least(found: int, *, drawn: int, having: int, population: int) -> float:
    """P(X >= found) of the same distribution."""
    missing = drawn - found
    return at_most(missing, drawn=drawn, having=population - having, population=population)
