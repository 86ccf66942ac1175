"""Agreement as it is published, and a clear word where there is nothing to compute (8.1)."""

from collections.abc import Mapping, Sequence
from itertools import count
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.agreement import (
    ALL_THE_SAME,
    NO_PAIR,
    NO_SPREAD,
    ONE_CASE,
    Coefficient,
    Ratings,
    agreement,
)
from bot.statistics.errors import StatisticsError
from bot.statistics.weights import Scale

pytestmark = pytest.mark.requirement("R-8.1-5")
TOLERANCE = 1e-6

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers.
FOUR_OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
# The same paper, section A: two observers, ten documents, yes and no.
TWO_OBSERVERS = """
0 1 0 0 0 0 0 0 1 0
1 1 1 0 0 1 0 0 0 0
"""
# The same paper, section B: two observers, twelve articles, five categories.
TWELVE_ARTICLES = """
a a b b d c c c e d d a
b a b b b c c c e d d d
"""
# The 15 first patients of Fleiss (1971), by six psychiatrists into five categories, as distributed
# with Gwet's irrCAC (distrib.6raters).
SIX_PSYCHIATRISTS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
"""
# All 30 patients of Fleiss (1971), table 1: his kappa is .430.
THIRTY_PATIENTS = f"""{SIX_PSYCHIATRISTS.strip()}
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
# Fleiss, "Measuring nominal scale agreement among many raters" (1971), the worked table of
# textbooks: ten subjects, fourteen raters, five categories.
FOURTEEN_RATERS = """
0,0,0,0,14 0,2,6,4,2 0,0,3,5,6 0,3,9,2,0 2,2,8,1,1 7,7,0,0,0 3,2,6,3,0 2,5,3,2,2 6,5,2,1,0
0,2,2,3,7
"""
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]  # Gwet (2014), cont3x3abstractors
THE_ISSUE = [[17, 1], [1, 1]]  # two raters, 20 cases, 18 : 2
# Feinstein and Cicchetti, "High agreement but low kappa" (1990), tables of 100.
FEW_POSITIVE, EVEN = [[80, 10], [5, 5]], [[40, 9], [6, 45]]
PARADOX = [[118, 5], [2, 0]]  # Gwet (2002), "Kappa statistic is not satisfactory", 125 subjects
GRANTS = [[20, 5], [10, 15]]  # the worked example of encyclopaedias: kappa .4
COHEN_1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]  # his table 1, of 200
DIAGNOSES = [[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]]  # cont4x4diagnosis
# SAS/STAT user's guide, procedure FREQ, "Agreement Study": two dermatologists.
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
# Kundel and Polansky, Radiology 228 (2003), table A1; figures as in Friendly's vcdExtra.
MAMMOGRAMS = [[34, 10, 2, 0], [6, 8, 8, 2], [2, 5, 4, 12], [0, 1, 2, 14]]


def observers(text: str) -> Ratings:
    rows = [line.split() for line in text.split("\n") if line]
    return {
        str(case): {f"rater {n}": r for n, r in enumerate(column) if r != "."}
        for case, column in enumerate(zip(*rows, strict=True))
    }


def counted(rows: Sequence[Sequence[int]]) -> Ratings:
    return {
        str(case): {
            f"rater {n}": category
            for n, category in enumerate(str(k) for k, c in enumerate(row) for _ in range(c))
        }
        for case, row in enumerate(rows)
    }


def crossed(table: Sequence[Sequence[int]]) -> Ratings:
    number = count()
    return {
        str(next(number)): {"first": str(a), "second": str(b)}
        for a, row in enumerate(table)
        for b, many in enumerate(row)
        for _ in range(many)
    }


def found(ratings: Ratings, scale: Scale = Scale.NOMINAL) -> Mapping[str, Coefficient]:
    return {c.name: c for c in agreement(ratings, scale=scale).coefficients}


SIX = counted([list(map(int, row)) for row in SIX_PSYCHIATRISTS.split()])
THIRTY = counted([list(map(int, row)) for row in THIRTY_PATIENTS.split()])
FOURTEEN = counted([list(map(int, row.split(","))) for row in FOURTEEN_RATERS.split()])


@pytest.mark.parametrize(
    ("ratings", "name", "value"),
    [
        (observers(FOUR_OBSERVERS), "Krippendorff's alpha", 0.743421),
        (observers(FOUR_OBSERVERS), "Gwet's AC1", 0.775444),
        (observers(FOUR_OBSERVERS), "Fleiss' kappa", 0.761169),
        (observers(FOUR_OBSERVERS), "raw agreement", 0.818182),
        (observers(TWO_OBSERVERS), "Krippendorff's alpha", 2 / 21),  # .095
        (observers(TWELVE_ARTICLES), "Krippendorff's alpha", 0.691964),  # .692
        (crossed(ABSTRACTORS), "Cohen's kappa", 0.7964094),
        (crossed(ABSTRACTORS), "Fleiss' kappa", 0.7962397),  # of two raters: Scott's pi
        (crossed(ABSTRACTORS), "Gwet's AC1", 0.8493305),
        (crossed(ABSTRACTORS), "Krippendorff's alpha", 0.7972585),
        (crossed(ABSTRACTORS), "raw agreement", 0.89),
        (SIX, "Gwet's AC1", 0.4448007),
        (SIX, "Fleiss' kappa", 0.4139265),
        (SIX, "Krippendorff's alpha", 0.4204384),
        (SIX, "raw agreement", 0.5511111),
        (THIRTY, "Fleiss' kappa", 0.430245),  # .430
        (THIRTY, "raw agreement", 0.555556),  # .5556
        (FOURTEEN, "Fleiss' kappa", 0.209931),
        (FOURTEEN, "raw agreement", 0.378022),
        (crossed(COHEN_1960), "Cohen's kappa", 0.491525),  # .492
        (crossed(FEW_POSITIVE), "Cohen's kappa", 0.318182),  # .32
        (crossed(EVEN), "Cohen's kappa", 0.699519),  # .70
        (crossed(PARADOX), "Gwet's AC1", 0.940776),  # .9408
        (crossed(PARADOX), "Cohen's kappa", -0.023392),  # -.0234
        (crossed(GRANTS), "Cohen's kappa", 0.4),
        (crossed(THE_ISSUE), "raw agreement", 0.9),
        (crossed(THE_ISSUE), "Cohen's kappa", 4 / 9),
        (crossed(THE_ISSUE), "Krippendorff's alpha", 0.4583333),
        (crossed(THE_ISSUE), "Gwet's AC1", 0.8780488),
    ],
)
def test_a_published_example_is_met(ratings: Ratings, name: str, value: float) -> None:
    assert found(ratings)[name].value == pytest.approx(value, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        (Scale.NOMINAL, 0.743421),
        (Scale.ORDINAL, 0.815388),
        (Scale.INTERVAL, 0.849107),
        (Scale.RATIO, 0.797403),
    ],
)
def test_krippendorffs_four_scales_are_met(scale: Scale, value: float) -> None:
    alpha = found(observers(FOUR_OBSERVERS), scale)["Krippendorff's alpha"]
    assert alpha.value == pytest.approx(value, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("ratings", "name", "error", "places"),
    [
        (observers(FOUR_OBSERVERS), "raw agreement", 0.12561, 5),
        (observers(FOUR_OBSERVERS), "Gwet's AC1", 0.14295, 5),
        (observers(FOUR_OBSERVERS), "Fleiss' kappa", 0.15302, 5),
        (SIX, "Gwet's AC1", 0.08418757, 8),
        (SIX, "Fleiss' kappa", 0.08119291, 8),
        (crossed(ABSTRACTORS), "Cohen's kappa", 0.05891072, 8),
    ],
)
def test_a_published_standard_error_is_met(
    ratings: Ratings, name: str, error: float, places: int
) -> None:
    measured = found(ratings)[name].standard_error
    assert measured is not None
    assert round(measured, places) == error


@pytest.mark.parametrize(
    ("ratings", "name", "low", "high"),
    [
        (crossed(THE_ISSUE), "Gwet's AC1", 0.686, 1),
        (observers(FOUR_OBSERVERS), "Gwet's AC1", 0.461, 1),
        (observers(FOUR_OBSERVERS), "Fleiss' kappa", 0.424, 1),
        (observers(FOUR_OBSERVERS), "raw agreement", 0.542, 1),
        (observers(FOUR_OBSERVERS), "Krippendorff's alpha", 0.419, 1),
        (SIX, "Gwet's AC1", 0.264, 0.625),
        (SIX, "Fleiss' kappa", 0.24, 0.588),
        (crossed(ABSTRACTORS), "Cohen's kappa", 0.68, 0.913),
    ],
)
def test_a_published_interval_is_met(ratings: Ratings, name: str, low: float, high: float) -> None:
    measured = found(ratings)[name]
    assert measured.low is not None
    assert measured.high is not None
    assert (round(measured.low, 3), round(measured.high, 3)) == (low, high)


AC2 = "Gwet's AC2"


@pytest.mark.parametrize(
    ("ratings", "scale", "name", "value", "error"),
    [
        # Figures of irrCAC, for R and for Python, which round to so many places.
        (observers(FOUR_OBSERVERS), Scale.LINEAR, AC2, "0.859", "0.117"),
        (observers(FOUR_OBSERVERS), Scale.ORDINAL, AC2, "0.899", "0.107"),
        (observers(FOUR_OBSERVERS), Scale.INTERVAL, AC2, "0.914", "0.104"),
        (observers(FOUR_OBSERVERS), Scale.RATIO, AC2, "0.857", "0.122"),
        (crossed(DIAGNOSES), Scale.LINEAR, AC2, "0.377", "0.056"),
        (crossed(DIAGNOSES), Scale.ORDINAL, AC2, "0.324", "0.069"),
        (crossed(DIAGNOSES), Scale.INTERVAL, AC2, "0.299", "0.075"),
        (crossed(SKIN), Scale.NOMINAL, "Cohen's kappa", "0.3449", "0.0724"),
        (crossed(SKIN), Scale.LINEAR, "Cohen's kappa", "0.5082", "0.0655"),
        (crossed(MAMMOGRAMS), Scale.NOMINAL, "Cohen's kappa", "0.3713", "0.0603"),
        (crossed(MAMMOGRAMS), Scale.LINEAR, "Cohen's kappa", "0.5964", "0.0492"),
    ],
)
def test_published_weighted_agreement_is_met(
    ratings: Ratings, scale: Scale, name: str, value: str, error: str
) -> None:
    measured = found(ratings, scale)[name]
    assert measured.value is not None
    assert measured.standard_error is not None
    places = len(value) - 2
    assert f"{measured.value:.{places}f}" == value
    assert f"{measured.standard_error:.{places}f}" == error


def test_ordinal_weights_are_those_of_gwet() -> None:
    """By hand: of three steps, one apart is 1 - 1/3, two apart nothing."""
    ratings = {"1": {"A": "1", "B": "1"}, "2": {"A": "1", "B": "2"}, "3": {"A": "1", "B": "3"}}
    raw = found(ratings, Scale.ORDINAL)["raw agreement"]
    assert raw.value == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_categories_that_nobody_used_count_for_the_distance() -> None:
    ratings = {"1": {"A": "Good", "B": "Fair"}, "2": {"A": "Good", "B": "Good"}}
    scale = ("Poor", "Fair", "Good")
    raw = agreement(ratings, scale=Scale.LINEAR, categories=scale).coefficients[0]
    assert raw.value == pytest.approx(0.75)


# --- where there is nothing to compute ------------------------------------------------------------

ONE = {"1": {"A": "x", "B": "x"}}


@pytest.mark.parametrize(
    ("ratings", "name", "value", "why"),
    [
        ({}, "Gwet's AC1", None, NO_PAIR),
        ({"1": {}}, "raw agreement", None, NO_PAIR),
        ({"1": {"A": "x"}, "2": {"A": "y"}}, "Krippendorff's alpha", None, NO_PAIR),
        ({"1": {"A": "x"}, "2": {"B": "y"}}, "Cohen's kappa", None, NO_PAIR),
        (ONE, "raw agreement", 1, ONE_CASE),
        (ONE, "Gwet's AC1", 1, ONE_CASE),
        (ONE, "Fleiss' kappa", None, ALL_THE_SAME),
        (crossed([[9]]), "Gwet's AC1", 1, NO_SPREAD),
        (crossed([[9]]), "Cohen's kappa", None, ALL_THE_SAME),
        (crossed([[9]]), "Krippendorff's alpha", None, ALL_THE_SAME),
        (crossed([[5, 0], [0, 4]]), "Cohen's kappa", 1, NO_SPREAD),
    ],
)
def test_what_cannot_be_computed_is_said_in_words(
    ratings: Ratings, name: str, value: float | None, why: str
) -> None:
    measured = found(ratings)[name]
    assert (measured.value, measured.why) == (value, why)
    assert measured.low is None


def test_an_unknown_category_is_named() -> None:
    with pytest.raises(StatisticsError, match="'z' is none of the categories: x, y"):
        agreement({"1": {"A": "z"}}, categories=["x", "y"])


def test_a_ratio_scale_of_words_is_refused() -> None:
    with pytest.raises(StatisticsError, match="ratings that are numbers"):
        agreement({"1": {"A": "good", "B": "bad"}}, scale=Scale.RATIO)


RATINGS = st.dictionaries(
    st.sampled_from("123456"),
    st.dictionaries(st.sampled_from("ABC"), st.sampled_from("0123"), max_size=3),
    max_size=6,
)


@given(RATINGS, st.sampled_from(Scale))
def test_nothing_is_ever_not_a_number(ratings: Ratings, scale: Scale) -> None:
    for each in agreement(ratings, scale=scale).coefficients:
        figures = [each.value, each.standard_error, each.low, each.high]
        assert all(figure is None or isfinite(figure) for figure in figures)
        assert each.value is None or each.value <= 1 + 1e-9
        assert (each.low is None) == (each.why is not None)


@given(RATINGS, st.sampled_from([Scale.NOMINAL, Scale.ORDINAL]))
def test_the_names_of_cases_and_raters_do_not_matter(ratings: Ratings, scale: Scale) -> None:
    turned = {
        f"case {case}": {f"rater {rater}": r for rater, r in reversed(list(by.items()))}
        for case, by in reversed(list(ratings.items()))
    }
    first, second = (agreement(each, scale=scale).coefficients for each in (ratings, turned))
    for a, b in zip(first, second, strict=True):
        assert (a.value is None) == (b.value is None)
        assert a.value is None or a.value == pytest.approx(b.value)
