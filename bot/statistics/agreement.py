"""How far auditors agree: raw, and beyond chance, for two or more raters and with ratings missing.

Notation as in Gwet, "Handbook of Inter-Rater Reliability", 4th ed. (2014), chapters 2 to 6: each
case i has r_ik ratings of category k; r_i in all; w_kl are the weights.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from bot.statistics.distributions import student_quantile
from bot.statistics.errors import StatisticsError
from bot.statistics.intervals import CONFIDENCE
from bot.statistics.weights import (
    Matrix,
    Scale,
    krippendorff_weights,
    values_of,
    weights,
)

NO_PAIR = "no case was rated by two or more"
ONE_CASE = "one case with two ratings is too few for an interval"
NO_SPREAD = "no case differs from the others, so nothing says how sure this is"
ALL_THE_SAME = "every rating is the same category, so chance alone would agree as well"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One measure of agreement. Where it cannot be computed it is None, and `why` says so."""

    name: str
    value: float | None
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All measures for one criterion."""

    cases: int  # with a rating at all
    pairable: int  # with two or more
    raters: int
    ratings: int
    categories: tuple[str, ...]
    coefficients: tuple[Coefficient, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """How many gave each case each category, with what all coefficients are made from."""

    rows: Sequence[Sequence[int]]
    w: Matrix

    @property
    def both(self) -> int:
        """n': the cases with two or more ratings."""
        return sum(sum(row) >= 2 for row in self.rows)

    def agreeing(self, row: Sequence[int]) -> float:
        """Sum over k of r_ik (r*_ik - 1), with r*_ik = sum over l of w_kl r_il."""
        return fsum(
            count * (fsum(w * c for w, c in zip(self.w[k], row, strict=True)) - 1)
            for k, count in enumerate(row)
            if count
        )

    def raw(self, row: Sequence[int]) -> float:
        total = sum(row)
        return self.agreeing(row) / (total * (total - 1)) if total >= 2 else 0.0

    def shares(self) -> list[float]:
        """π_k: the mean over cases of r_ik / r_i."""
        n = len(self.rows)
        return [fsum(row[k] / sum(row) for row in self.rows) / n for k in range(len(self.rows[0]))]


Ratings = Mapping[str, Mapping[str, str]]  # case -> rater -> category


def agreement(
    ratings: Ratings,
    *,
    scale: Scale = Scale.NOMINAL,
    categories: Sequence[str] | None = None,
    confidence: float = CONFIDENCE,
) -> Agreement:
    """All measures of one criterion.

    `categories` are all that could be given, in their order; without them, those that were given.
    Raises StatisticsError for a rating that is none of them.
    """
    if not 0 < confidence < 1:
        raise StatisticsError(f"A confidence of {confidence:g} is not between 0 and 1.")
    rated = {case: dict(by) for case, by in ratings.items() if by}
    given = {category for by in rated.values() for category in by.values()}
    known = in_order(given) if categories is None else tuple(dict.fromkeys(categories))
    if strange := sorted(given.difference(known)):
        raise StatisticsError(f"{strange[0]!r} is none of the categories: {', '.join(known)}.")
    place = {category: k for k, category in enumerate(known)}
    rows = [_row([place[c] for c in by.values()], len(known)) for by in rated.values()]
    values = values_of(known, scale)
    table = _Table(rows, weights(scale, values))
    raters = {rater for by in rated.values() for rater in by}
    return Agreement(
        cases=len(rows),
        pairable=table.both,
        raters=len(raters),
        ratings=sum(map(sum, rows)),
        categories=known,
        coefficients=(
            *_of_table(table, scale, confidence),
            _alpha(rows, scale, values, confidence),
            *([_cohen(rated, place, table.w, confidence)] if len(raters) == 2 else []),
        ),
    )


def in_order(categories: Iterable[str]) -> tuple[str, ...]:
    """Numbers by their size, words by the alphabet."""

    def key(text: str) -> tuple[float, str]:
        try:
            return float(text), text
        except ValueError:
            return float("inf"), text

    return tuple(sorted(categories, key=key))


def _row(places: Sequence[int], size: int) -> list[int]:
    counted = Counter(places)
    return [counted[k] for k in range(size)]


def _of_table(table: _Table, scale: Scale, confidence: float) -> list[Coefficient]:
    """Those that ask how many rated a case so, and not who."""
    gwet = "AC1" if scale is Scale.NOMINAL else "AC2"
    names = ("raw agreement", f"Gwet's {gwet}", "Fleiss' kappa")
    if table.both == 0:
        return [Coefficient(name, None, why=NO_PAIR) for name in names]
    shares = table.shares()
    chances = (_no_chance, _gwet_chance(table.w, shares), _fleiss_chance(table.w, shares))
    return [
        _corrected(name, table, chance, confidence)
        for name, chance in zip(names, chances, strict=True)
    ]


# The chance agreement that one case contributes; their mean over all cases is p_e.
Chance = Callable[[Sequence[int]], float]


def _no_chance(row: Sequence[int]) -> float:
    return 0.0


def _gwet_chance(w: Matrix, shares: Sequence[float]) -> Chance:
    """Gwet (2008), British J. of Mathematical and Statistical Psychology 61; (2014), chapter 4:
    p_e = T_w / (q (q - 1)) times the sum of π_k (1 - π_k)."""
    size = len(shares)
    # With a single category π is 1 and all of this is 0, whatever stands before it.
    factor = fsum(map(fsum, w)) / (size * (size - 1)) if size > 1 else 0.0
    return lambda row: (
        factor * fsum(c / sum(row) * (1 - share) for c, share in zip(row, shares, strict=True))
    )


def _fleiss_chance(w: Matrix, shares: Sequence[float]) -> Chance:
    """Fleiss (1971), Psychological Bulletin 76; weighted as in Gwet (2014), chapter 3:
    p_e = the sum of w_kl π_k π_l."""
    middle = _weighted(w, shares)
    return lambda row: fsum(c / sum(row) * m for c, m in zip(row, middle, strict=True))


def _weighted(w: Matrix, shares: Sequence[float]) -> list[float]:
    return [fsum(w[k][m] * share for m, share in enumerate(shares)) for k in range(len(shares))]


def _corrected(name: str, table: _Table, chance: Chance, confidence: float) -> Coefficient:
    """(p_a - p_e) / (1 - p_e), with the standard error of Gwet (2014), equation 5.7 (no fpc)."""
    rows, both = table.rows, table.both
    n = len(rows)
    observed = fsum(map(table.raw, rows)) / both
    by_case = [chance(row) for row in rows]
    expected = fsum(by_case) / n
    if 1 - expected < 1e-12:
        return Coefficient(name, None, why=ALL_THE_SAME)
    value = (observed - expected) / (1 - expected)
    influence = [
        (n / both) * (table.raw(row) - expected * (sum(row) >= 2)) / (1 - expected)
        - 2 * (1 - value) * (by_case[i] - expected) / (1 - expected)
        for i, row in enumerate(rows)
    ]
    return _with_interval(name, value, influence, value, confidence, both)


def _alpha(
    rows: Sequence[Sequence[int]], scale: Scale, values: Sequence[float], confidence: float
) -> Coefficient:
    """Krippendorff's alpha: "Content Analysis" (2004), chapter 11, and his paper of 2011.

    Computed as in Gwet (2014), section 3.4: over the cases with two ratings or more, with the
    correction for few ratings ε = 1 / all ratings. The standard error is that of
    Gwet's package irrCAC as it stands now; its figures of 2019 differ from it in the third digit.
    """
    name = "Krippendorff's alpha"
    pairable = [row for row in rows if sum(row) >= 2]
    if not pairable:
        return Coefficient(name, None, why=NO_PAIR)
    n, total = len(pairable), sum(map(sum, pairable))
    counts = [sum(row[k] for row in pairable) for k in range(len(pairable[0]))]
    table = _Table(pairable, krippendorff_weights(scale, values, counts))
    mean = total / n
    shares = [count / total for count in counts]
    middle = _weighted(table.w, shares)
    expected = fsum(m * share for m, share in zip(middle, shares, strict=True))
    if 1 - expected < 1e-12:
        return Coefficient(name, None, why=ALL_THE_SAME)
    raws = [table.agreeing(row) / (mean * (sum(row) - 1)) for row in pairable]
    observed = fsum(raws) / n
    # Without the correction: the centre of the influence of each case.
    plain = (observed - expected) / (1 - expected)
    value = ((1 - 1 / total) * observed + 1 / total - expected) / (1 - expected)
    influence = []
    for row, raw in zip(pairable, raws, strict=True):
        more = (sum(row) - mean) / mean
        chance = fsum(c * m for c, m in zip(row, middle, strict=True)) / mean - expected * more
        influence.append(
            (raw - observed * more - expected) / (1 - expected)
            - 2 * (1 - plain) * (chance - expected) / (1 - expected)
        )
    return _with_interval(name, value, influence, plain, confidence, n)


def _cohen(rated: Ratings, place: Mapping[str, int], w: Matrix, confidence: float) -> Coefficient:
    """Cohen's kappa of two raters (1960, 1968), over the cases that both have rated.

    The standard error is that of Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969).
    """
    name = "Cohen's kappa"
    first, second = sorted({rater for by in rated.values() for rater in by})
    pairs = [(place[by[first]], place[by[second]]) for by in rated.values() if len(by) == 2]
    if not pairs:
        return Coefficient(name, None, why=NO_PAIR)
    n = len(pairs)
    firsts = [count / n for count in _row([a for a, _ in pairs], len(place))]
    seconds = [count / n for count in _row([b for _, b in pairs], len(place))]
    of_first, of_second = _weighted(w, seconds), _weighted(w, firsts)
    expected = fsum(m * share for m, share in zip(of_first, firsts, strict=True))
    if 1 - expected < 1e-12:
        return Coefficient(name, None, why=ALL_THE_SAME)
    value = (fsum(w[a][b] for a, b in pairs) / n - expected) / (1 - expected)
    influence = [w[a][b] - (1 - value) * (of_first[a] + of_second[b]) for a, b in pairs]
    centre = fsum(influence) / n
    error = sqrt(fsum((x - centre) ** 2 for x in influence)) / (n * (1 - expected))
    return _interval(name, value, error if n > 1 else None, confidence, n)


def _with_interval(
    name: str,
    value: float,
    influence: Sequence[float],
    centre: float,
    confidence: float,
    pairable: int,
) -> Coefficient:
    """From what each case contributes: variance = Σ (κ_i - κ)² / (n (n - 1))."""
    n = len(influence)
    if n < 2 or pairable < 2:
        return Coefficient(name, value, why=ONE_CASE)
    error = sqrt(fsum((x - centre) ** 2 for x in influence) / (n * (n - 1)))
    return _interval(name, value, error, confidence, n)


def _interval(
    name: str, value: float, error: float | None, confidence: float, n: int
) -> Coefficient:
    """Student's t with n - 1 degrees of freedom, as Gwet has it; never beyond 1 or below -1."""
    if error is None:
        return Coefficient(name, value, why=ONE_CASE)
    if error < 1e-12:  # perfect agreement of a few cases is not certainty
        return Coefficient(name, value, 0.0, why=NO_SPREAD)
    half = student_quantile((1 + confidence) / 2, n - 1) * error
    return Coefficient(name, value, error, max(-1.0, value - half), min(1.0, value + half))
