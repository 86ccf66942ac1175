"""How nearly two ratings agree: 1 the same, 0 as far apart as can be."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import comb

from bot.statistics.errors import StatisticsError

Matrix = Sequence[Sequence[float]]


class Scale(StrEnum):
    """What the distance between two categories means."""

    NOMINAL = "nominal"  # the same or not
    ORDINAL = "ordinal"  # their order
    LINEAR = "linear"  # steps
    INTERVAL = "interval"  # squared steps: Cohen's quadratic weights
    RATIO = "ratio"  # squared, in proportion


def weights(scale: Scale, values: Sequence[float]) -> Matrix:
    """Of categories with these values, in their order.

    Gwet, "Handbook of Inter-Rater Reliability", 4th ed. (2014), section 3.5: ordinal weights are
    1 - C(|k-l|+1, 2) / C(q, 2); interval ones Cohen's of 1968 (Psychological Bulletin 70).
    """
    size = len(values)
    if size < 2:
        return [[1.0] * size for _ in range(size)]
    if scale is Scale.NOMINAL:
        return _from_distances([[float(k != m) for m in range(size)] for k in range(size)])
    if scale is Scale.ORDINAL:
        return _from_distances(
            [[float(comb(abs(k - m) + 1, 2)) for m in range(size)] for k in range(size)]
        )
    if scale is Scale.LINEAR:
        return _from_distances([[abs(x - y) for y in values] for x in values])
    return _from_distances(_squares(scale, values))


def krippendorff_weights(scale: Scale, values: Sequence[float], counts: Sequence[float]) -> Matrix:
    """His metrics: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section D.

    They differ from `weights` for an ordinal scale alone: there the distance of two categories is
    the squared number of pairable ratings from the middle of one to the middle of the other.
    """
    if scale is not Scale.ORDINAL or len(values) < 2:
        return weights(scale, values)
    upto = [sum(counts[:k]) + counts[k] / 2 for k in range(len(counts))]
    return _from_distances([[(x - y) ** 2 for y in upto] for x in upto])


def _squares(scale: Scale, values: Sequence[float]) -> list[list[float]]:
    if scale is Scale.RATIO and min(values) < 0:
        raise StatisticsError("A ratio scale begins at 0: there is a rating below it.")
    by = [[x + y if scale is Scale.RATIO else 1.0 for y in values] for x in values]
    return [
        [((x - y) / by[k][m]) ** 2 if x != y else 0.0 for m, y in enumerate(values)]
        for k, x in enumerate(values)
    ]


def _from_distances(distances: Sequence[Sequence[float]]) -> Matrix:
    """Any multiple of the distances gives the same coefficient: the greatest becomes 1."""
    greatest = max(max(row) for row in distances)
    return [[1 - d / greatest if greatest else 1.0 for d in row] for row in distances]


def values_of(categories: Sequence[str], scale: Scale) -> Sequence[float]:
    """The numbers that the categories are, or else their places: 1, 2, 3 ….

    Raises StatisticsError where a ratio scale is asked for and there are no numbers.
    """
    numbers: Mapping[str, float | None] = {each: _number(each) for each in categories}
    if all(number is not None for number in numbers.values()):
        return [number for number in numbers.values() if number is not None]
    if scale is Scale.RATIO:
        raise StatisticsError("A ratio scale needs ratings that are numbers.")
    return [float(place) for place in range(1, len(categories) + 1)]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
