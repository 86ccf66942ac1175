"""Whether an auditor judges more severely than those who review their audits (8.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, fsum, sqrt

from bot.statistics.distributions import student_quantile
from bot.statistics.intervals import CONFIDENCE


@dataclass(frozen=True, slots=True)
class Judgement:
    """One criterion of one case as its auditor and its reviewer judged it."""

    auditor: str
    audited: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class Severity:
    """In steps of the scale: above 0 the auditor judged better than the reviewer (milder)."""

    auditor: str
    pairs: int
    difference: float
    low: float | None
    high: float | None
    milder: int
    harsher: int
    chance: float  # the sign test: so likely is so uneven a result if there is no difference
    words: str


def severity(
    judgements: Iterable[Judgement], categories: Sequence[str], confidence: float = CONFIDENCE
) -> list[Severity]:
    """One line an auditor, the harshest first. `categories` from the worst to the best."""
    place = {category: k for k, category in enumerate(categories)}
    steps: dict[str, list[int]] = {}
    for each in judgements:
        steps.setdefault(each.auditor, []).append(place[each.audited] - place[each.reviewed])
    found = [_of_one(auditor, each, confidence) for auditor, each in steps.items()]
    return sorted(found, key=lambda s: (s.difference, s.auditor))


def _of_one(auditor: str, steps: Sequence[int], confidence: float) -> Severity:
    n = len(steps)
    mean = sum(steps) / n
    low = high = None
    if n > 1:
        spread = fsum((step - mean) ** 2 for step in steps) / (n - 1)
        half = student_quantile((1 + confidence) / 2, n - 1) * sqrt(spread / n)
        low, high = mean - half, mean + half
    milder, harsher = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    chance = sign_test(milder, harsher)
    return Severity(
        auditor, n, mean, low, high, milder, harsher, chance, _words(mean, chance, confidence)
    )


def sign_test(more: int, fewer: int) -> float:
    """Both tails, exact: Conover, "Practical Nonparametric Statistics", 3rd ed., section 3.4."""
    total = more + fewer
    tail = sum(comb(total, k) for k in range(min(more, fewer) + 1)) / (1 << total)
    return min(1.0, 2.0 * tail)


def _words(mean: float, chance: float, confidence: float) -> str:
    if chance > 1 - confidence:
        return "no clear difference"
    return "milder than the reviewers" if mean > 0 else "harsher than the reviewers"
