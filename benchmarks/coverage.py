"""Simulates how often the intervals hold what they are to hold, and how wide they are.

    python benchmarks/coverage.py [repeats] [seed]

An interval of 95 % should hold the true value in 95 of 100 samples; what lies below is too sure of
itself, what lies above is wider than it need be.
"""

import sys
from collections.abc import Callable, Iterator
from random import Random

from bot.statistics.agreement import agreement
from bot.statistics.estimates import Stratum, estimate
from bot.statistics.intervals import Interval, clopper_pearson, exact_finite, wilson

Trial = tuple[float, float, float]  # low, high, truth


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2025
    print(f"{repeats} samples each, seed {seed}; intervals of 95 %\n")
    print(f"{'interval':<58}{'holds':>8}{'width':>8}")
    for name, trials in (*shares(Random(seed), repeats), *strata(Random(seed), repeats)):
        show(name, list(trials))
    for name, trials in agreements(Random(seed), max(100, repeats // 4)):
        show(name, list(trials))


def show(name: str, trials: list[Trial]) -> None:
    held = sum(low - 1e-9 <= truth <= high + 1e-9 for low, high, truth in trials)
    width = sum(high - low for low, high, _ in trials) / len(trials)
    print(f"{name:<58}{held / len(trials):>8.1%}{width:>8.3f}")


def shares(dice: Random, repeats: int) -> Iterator[tuple[str, Iterator[Trial]]]:
    methods: dict[str, Callable[[int, int, int], Interval]] = {
        "Wilson": lambda k, n, _: wilson(k, n),
        "Clopper-Pearson": lambda k, n, _: clopper_pearson(k, n),
        "exact, finite": exact_finite,
    }
    for cases, drawn, having in ((2000, 20, 200), (2000, 40, 1000), (60, 20, 12), (60, 40, 3)):
        for name, method in methods.items():
            label = f"{name}: {drawn} of {cases} cases, {having / cases:.0%} have it"
            yield label, share_trials(method, dice, repeats, cases, drawn, having)


def share_trials(
    method: Callable[[int, int, int], Interval],
    dice: Random,
    repeats: int,
    cases: int,
    drawn: int,
    having: int,
) -> Iterator[Trial]:
    for _ in range(repeats):
        found = sum(case < having for case in dice.sample(range(cases), drawn))
        interval = method(found, drawn, cases)
        yield interval.low, interval.high, having / cases


def strata(dice: Random, repeats: int) -> Iterator[tuple[str, Iterator[Trial]]]:
    """Open cases, audited, and how many have it, in each stratum."""
    thrice = tuple((cases, 3 * audits, having) for cases, audits, having in MONTH)
    for label, rows in (
        ("stratified: 3 large strata, 282 audits", LARGE),
        ("stratified: a month, 17 audits in 5 strata", MONTH),
        ("stratified: three months, 51 audits in 5 strata", thrice),
        ("stratified: 40 audits, 3 % have it", ((900, 30, 27), (300, 10, 9))),
    ):
        yield label, strata_trials(dice, repeats, rows)


LARGE = ((1540, 161, 1155), (770, 81, 385), (385, 40, 96))
MONTH = ((600, 7, 240), (300, 4, 60), (200, 3, 100), (120, 2, 60), (40, 1, 4))


def strata_trials(
    dice: Random, repeats: int, rows: tuple[tuple[int, int, int], ...]
) -> Iterator[Trial]:
    truth = sum(having for _, _, having in rows) / sum(cases for cases, _, _ in rows)
    for _ in range(repeats):
        sample: list[Stratum] = []
        for cases, drawn, having in rows:
            found = sum(case < having for case in dice.sample(range(cases), drawn))
            sample.append(Stratum(f"{len(sample)}", cases, drawn, drawn, found))
        interval = estimate(sample).interval
        yield interval.low, interval.high, truth


def agreements(dice: Random, repeats: int) -> Iterator[tuple[str, Iterator[Trial]]]:
    """Two or three raters who know, with some chance, and guess otherwise; the truth is that of
    very many cases."""
    for raters, cases in ((2, 20), (2, 60), (3, 40)):
        for name in ("Gwet's AC1", "Fleiss' kappa", "Krippendorff's alpha"):
            truth = measured(dice, raters, 20_000, name)[2]
            yield (
                f"{name}: {raters} raters, {cases} cases, one rating in ten missing",
                (
                    (low, high, truth)
                    for low, high, _ in several(dice, repeats, raters, cases, name)
                ),
            )


def against(truth: float, trials: Iterator[Trial]) -> Iterator[Trial]:
    for low, high, _ in trials:
        yield low, high, truth


def several(dice: Random, repeats: int, raters: int, cases: int, name: str) -> Iterator[Trial]:
    for _ in range(repeats):
        yield measured(dice, raters, cases, name)


def measured(dice: Random, raters: int, cases: int, name: str) -> Trial:
    ratings = {}
    for case in range(cases):
        right = "abcd"[dice.choices(range(4), (10, 30, 45, 15))[0]]
        ratings[f"{case}"] = {
            f"{rater}": right if dice.random() < 0.75 else dice.choice("abcd")
            for rater in range(raters)
            if dice.random() < 0.9
        }
    found = next(c for c in agreement(ratings).coefficients if c.name == name)
    if found.value is None or found.low is None or found.high is None:
        return -1.0, 1.0, 0.0  # not computed: it says nothing, and is wide
    return found.low, found.high, found.value


if __name__ == "__main__":
    main()
