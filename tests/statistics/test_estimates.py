"""Estimates and intervals as they are published, and the flag beside them (2.1)."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.distributions import (
    at_least,
    at_most,
    beta_cumulative,
    beta_quantile,
    student_quantile,
)
from bot.statistics.errors import StatisticsError
from bot.statistics.estimates import Stratum, estimate, stratified_mean
from bot.statistics.intervals import clopper_pearson, exact_finite, wilson
from bot.statistics.severity import Judgement, severity, sign_test
from bot.statistics.suitability import Kind, Thresholds, suitability
from bot.statistics.windows import rolling

LIMITS = Thresholds(audits=30, response=0.7, covered=0.95)


def stratum(name: str, open_: int, audited: int, found: float, drawn: int | None = None) -> Stratum:
    return Stratum(name, open_, drawn or audited, audited, found)


# --- one share ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "drawn", "score", "exact"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, methods 3 and 5.
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0, 0.1611), (0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
        (20, 20, (0.8389, 1), (0.8316, 1)),
        (0, 0, (0, 1), (0, 1)),
    ],
)
def test_newcombes_intervals_are_met(
    found: int, drawn: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    for interval, wanted in ((wilson(found, drawn), score), (clopper_pearson(found, drawn), exact)):
        assert (round(interval.low, 4), round(interval.high, 4)) == wanted


@pytest.mark.parametrize("drawn", range(1, 9))
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
def test_the_exact_interval_ends_where_its_tails_are_what_they_should_be(
    drawn: int, confidence: float
) -> None:
    for found in range(1, drawn):
        interval = clopper_pearson(found, drawn, confidence)
        # I_p(x, n - x + 1) is the chance of x or more.
        assert beta_cumulative(interval.low, found, drawn - found + 1) == pytest.approx(
            (1 - confidence) / 2, abs=1e-12
        )
        assert beta_cumulative(interval.high, found + 1, drawn - found) == pytest.approx(
            (1 + confidence) / 2, abs=1e-12
        )


@pytest.mark.parametrize(
    ("found", "drawn", "population", "low", "high"),
    [
        (2, 8, 60, 3 / 60, 37 / 60),
        (0, 5, 5, 0, 0),
        (3, 5, 5, 0.6, 0.6),
        (0, 0, 10, 0, 1),
        (0, 0, 0, 0, 1),
    ],
)
def test_a_known_number_of_cases_makes_the_exact_interval_shorter(
    found: int, drawn: int, population: int, low: float, high: float
) -> None:
    interval = exact_finite(found, drawn, population)
    assert (interval.low, interval.high) == pytest.approx((low, high))


@given(st.integers(1, 40), st.data())
def test_the_finite_interval_holds_exactly_the_shares_that_are_not_refused(
    population: int, data: st.DataObject
) -> None:
    drawn = data.draw(st.integers(1, population))
    found = data.draw(st.integers(0, drawn))
    kept = [
        having
        for having in range(found, population - drawn + found + 1)
        if at_most(found, drawn=drawn, having=having, population=population) > 0.025
        and at_least(found, drawn=drawn, having=having, population=population) > 0.025
    ]
    interval = exact_finite(found, drawn, population)
    assert (interval.low, interval.high) == (kept[0] / population, kept[-1] / population)


@pytest.mark.parametrize(
    ("degrees", "t"),
    [(1, 12.706205), (4, 2.776445), (19, 2.093024), (30, 2.042272), (1e6, 1.959966)],
)
def test_students_t_is_that_of_the_tables(degrees: float, t: float) -> None:
    assert student_quantile(0.975, degrees) == pytest.approx(t, abs=TABLE)
    assert student_quantile(0.025, degrees) == pytest.approx(-t, abs=TABLE)
    assert student_quantile(0.5, degrees) == 0


TABLE = 1e-6


@given(st.floats(0.001, 0.999), st.floats(0.5, 400), st.floats(0.5, 400))
def test_a_quantile_is_the_inverse(probability: float, a: float, b: float) -> None:
    assert beta_cumulative(beta_quantile(probability, a, b), a, b) == pytest.approx(
        probability, abs=1e-9
    )


@pytest.mark.parametrize("wrong", [(-1, 5), (6, 5)])
def test_an_impossible_share_is_refused_in_words(wrong: tuple[int, int]) -> None:
    for method in (wilson, clopper_pearson):
        with pytest.raises(StatisticsError, match="is no share"):
            method(*wrong)


# --- all strata -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-2.1-2")
def test_three_strata_give_the_share_and_standard_error_of_the_textbook() -> None:
    """Strata of 1540, 770 and 385 with shares of .75, .50, .25 from 161, 81 and 40."""
    found = estimate(
        [
            stratum("a", 1540, 161, 0.75 * 161),
            stratum("b", 770, 81, 0.50 * 81),
            stratum("c", 385, 40, 0.25 * 40),
        ]
    )
    assert found.share == pytest.approx(0.607143, abs=1e-6)
    assert found.standard_error == pytest.approx(0.025668, abs=1e-6)


def test_lohrs_learned_societies_are_met() -> None:
    """Lohr, "Sampling: Design and Analysis", the survey of seven disciplines: members, returned
    questionnaires and the share of women among them; 24.65 % of all, standard error .0071."""
    found = estimate(
        [
            stratum("Literature", 9_100, 636, 0.38 * 636),
            stratum("Classics", 1_950, 451, 0.27 * 451),
            stratum("Philosophy", 5_500, 481, 0.18 * 481),
            stratum("History", 10_850, 611, 0.19 * 611),
            stratum("Linguistics", 2_100, 493, 0.36 * 493),
            stratum("Political science", 5_500, 575, 0.13 * 575),
            stratum("Sociology", 9_000, 588, 0.26 * 588),
        ]
    )
    assert found.share == pytest.approx(0.2465, abs=5e-5)
    assert found.standard_error == pytest.approx(0.0071, abs=5e-5)


def test_lohrs_farms_are_met() -> None:
    """Lohr, "Sampling: Design and Analysis", example 3.2 (agstrat): the acres of 3,078 counties."""
    found = stratified_mean(
        [
            (1054, 103, 300504.16, 29618183543),
            (220, 21, 97629.81, 7647472708),
            (1382, 135, 211315.04, 53587487856),
            (422, 41, 662295.51, 396185950266),
        ]
    )
    assert found.total == pytest.approx(909_736_034, abs=3_000)  # of means rounded to cents
    assert found.total_standard_error == pytest.approx(50_417_248, abs=50)
    assert found.mean == pytest.approx(295_560.76, abs=1)
    assert found.standard_error == pytest.approx(16_379.87, abs=0.02)


@pytest.mark.parametrize(
    ("strata", "share", "low", "high"),
    [
        ([stratum("a", 5, 5, 2), stratum("b", 4, 4, 4)], 6 / 9, 6 / 9, 6 / 9),  # all were audited
        ([stratum("a", 60, 8, 2)], 0.25, 3 / 60, 37 / 60),  # one stratum: the exact interval
        ([stratum("a", 7, 7, 0)], 0, 0, 0),
    ],
)
def test_a_census_leaves_no_doubt(
    strata: list[Stratum], share: float, low: float, high: float
) -> None:
    found = estimate(strata)
    assert (found.share, found.interval.low, found.interval.high) == pytest.approx(
        (share, low, high)
    )


def test_without_an_audit_there_is_no_estimate_but_a_sentence() -> None:
    for strata in ([], [Stratum("a", 50, 5, 0, 0)], [Stratum("a", 0, 0, 0, 0)]):
        found = estimate(strata)
        assert found.share is None
        assert (found.interval.low, found.interval.high) == (0, 1)
        assert len(found.notes) == 1


def test_a_stratum_without_an_audit_is_told_and_one_with_a_single_audit_too() -> None:
    found = estimate(
        [stratum("a", 100, 20, 10), Stratum("b", 100, 2, 0, 0), stratum("c", 50, 1, 1)]
    )
    assert found.notes == (
        "It says nothing of 40.0% of the cases, without any audit: b.",
        "One audit alone, so its spread is taken from all strata: c.",
    )
    assert found.share == pytest.approx((100 * 0.5 + 50) / 150)


def test_those_who_did_not_answer_widen_what_can_be_said() -> None:
    found = estimate([stratum("a", 100, 8, 4, drawn=10)])
    assert (found.if_the_rest_had_none, found.if_the_rest_had_all) == pytest.approx((0.4, 0.6))


STRATA = st.lists(
    st.integers(0, 60)
    .flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
    .flatmap(lambda t: st.tuples(st.just(t[0]), st.just(t[1]), st.integers(0, t[1])))
    .flatmap(lambda t: st.tuples(*(st.just(x) for x in t), st.integers(0, t[2]))),
    max_size=4,
)


@given(STRATA)
def test_no_estimate_is_ever_not_a_number_and_it_lies_in_its_interval(
    rows: list[tuple[int, ...]],
) -> None:
    found = estimate([Stratum(f"{n}", *row) for n, row in enumerate(rows)])
    assert 0 <= found.interval.low <= found.interval.high <= 1
    if found.share is not None and found.standard_error is not None:
        assert isfinite(found.standard_error)
        assert found.interval.low - 1e-9 <= found.share <= found.interval.high + 1e-9
        assert found.if_the_rest_had_none is not None
        assert found.if_the_rest_had_all is not None
        assert found.if_the_rest_had_none <= found.share + 1e-9
        assert found.share <= found.if_the_rest_had_all + 1e-9


@pytest.mark.parametrize(
    "wrong", [Stratum("a", 5, 6, 1, 1), Stratum("a", 5, 4, 5, 1), Stratum("a", 5, 4, 3, 4)]
)
def test_figures_that_contradict_themselves_are_refused(wrong: Stratum) -> None:
    with pytest.raises(StatisticsError, match="Stratum a: "):
        estimate([wrong])


# --- may it stand for all cases -------------------------------------------------------------------


@pytest.mark.requirement("R-2.1-2")
@pytest.mark.parametrize(
    ("strata", "reasons"),
    [
        ([stratum("a", 500, 30, 5, drawn=42)], []),
        ([stratum("a", 500, 29, 5)], ["Only 29 random audits are completed; 30 are needed."]),
        (
            [stratum("a", 500, 69, 5, drawn=100)],
            ["Only 69 of 100 drawn cases were audited (69%); 70% are needed, because those left"],
        ),
        (
            [stratum("a", 90, 40, 5), Stratum("b", 10, 1, 0, 0)],
            ["Only 90% of the cases lie in strata with an audit; 95% are needed."],
        ),
        ([], ["Only 0 random audits are completed; 30 are needed."]),
    ],
)
def test_a_sample_is_suitable_or_says_why_not(strata: list[Stratum], reasons: list[str]) -> None:
    found = suitability(strata, LIMITS, {})
    assert found.suitable is (not reasons)
    assert [r[: len(w)] for r, w in zip(found.reasons, reasons, strict=True)] == reasons


@pytest.mark.requirement("R-2.1-3")
def test_only_random_audits_speak_for_all_cases() -> None:
    rows = [(kind, stratum("a", 100, 10, 5)) for kind in Kind]
    ((name, strata, excluded),) = rolling({"2025-12": rows}, 1)
    assert name == "2025-12"
    assert [s.audited for s in strata] == [10]
    assert excluded == {kind.value: 10 for kind in Kind if kind is not Kind.RANDOM}


def test_a_window_adds_up_its_months_over_the_newest_frame() -> None:
    months = {
        f"2025-{month:02}": [(Kind.RANDOM, stratum("a", 100 + month, 10, month, drawn=12))]
        for month in (9, 10, 11)
    }
    windows = {name: strata for name, strata, _ in rolling(months, 2)}
    assert windows["2025-09"] == [Stratum("a", 109, 12, 10, 9)]
    assert windows["2025-10"] == [Stratum("a", 110, 24, 20, 19)]
    assert windows["2025-11"] == [Stratum("a", 111, 24, 20, 21)]


# --- severity -------------------------------------------------------------------------------------

GRADES = ("Inadequate", "Requires improvement", "Good", "Outstanding")


@pytest.mark.requirement("R-8.1-5")
def test_an_auditor_who_always_judges_worse_than_reviewers_is_called_harsher() -> None:
    pairs = [Judgement("Ann", GRADES[1], GRADES[2])] * 8 + [Judgement("Ben", GRADES[2], GRADES[2])]
    ann, ben = severity(pairs, GRADES)
    assert (ann.auditor, ann.pairs, ann.difference, ann.harsher) == ("Ann", 8, -1, 8)
    assert ann.words == "harsher than the reviewers"
    assert ann.chance == pytest.approx(2 / 256)
    assert (ben.words, ben.low, ben.chance) == ("no clear difference", None, 1)


@pytest.mark.parametrize(("more", "fewer", "chance"), [(0, 0, 1), (5, 0, 0.0625), (8, 2, 0.109375)])
def test_the_sign_test_is_exact(more: int, fewer: int, chance: float) -> None:
    assert sign_test(more, fewer) == sign_test(fewer, more) == chance
