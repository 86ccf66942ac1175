"""The draw can be made again by anyone, from the frame and the seed, bit for bit (6.2)."""

from collections import Counter
from itertools import pairwise
from math import ceil, floor, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.draw import PROPORTIONAL, draw, fingerprint, rank
from bot.policy.model import Case
from bot.policy.strata import Method, Sharing, StratumBy, spread_of, stratum_of
from tests.policy.cast import a_case

pytestmark = pytest.mark.requirement("R-6.2-1")

FRAME = tuple(
    a_case(str(child), stratum=stratum)
    for stratum, children in (
        ("Child in need, A&A", range(1001, 1013)),
        ("Child protection, Safeguarding", range(2001, 2006)),
        ("Looked after, CYPIC", range(3001, 3003)),
    )
    for child in children
)
STRATA = st.dictionaries(st.text(max_size=3), st.integers(1, 400), min_size=1, max_size=12)


def children(cases: tuple[Case, ...]) -> list[str]:
    return [case.child for case in cases]


@pytest.mark.requirement("R-4.2-1")
def test_the_same_seed_gives_the_draw_that_is_written_here() -> None:
    drawn = draw(FRAME, 6, "2025-12 golden")
    assert drawn.algorithm == "sha256-rank proportional-minimum-1, version 1"
    assert [(s.name, s.open, s.drawn) for s in drawn.strata] == [
        ("Child in need, A&A", 12, 4),
        ("Child protection, Safeguarding", 5, 1),
        ("Looked after, CYPIC", 2, 1),
    ]
    assert children(drawn.cases) == ["1006", "1003", "1010", "1008", "2004", "3001"]
    assert children(drawn.reserves[:4]) == ["2005", "2003", "2002", "1012"]


def test_a_rank_is_the_hash_of_seed_and_child_as_any_language_can_make_it() -> None:
    # printf '2025-12 golden\n1001' | sha256sum
    assert rank("2025-12 golden", "1001").startswith("f14bb2c539b42213")


def test_the_frame_has_a_fingerprint_that_any_language_can_make() -> None:
    # printf '1001\tA\n1002\tB\n' | sha256sum
    frame = (a_case("1002", stratum="B"), a_case("1001", stratum="A"))
    assert fingerprint(frame).startswith("e4758a7e031733065a66d43cd312476c")


@given(st.permutations(FRAME), st.integers(0, 25), st.text(max_size=5))
def test_the_order_of_the_frame_does_not_matter(frame: list[Case], size: int, seed: str) -> None:
    assert draw(frame, size, seed) == draw(FRAME, size, seed)
    assert fingerprint(frame) == fingerprint(FRAME)


@given(st.integers(0, 25), st.text(max_size=5))
def test_every_case_is_either_drawn_or_a_reserve_in_the_order_of_its_rank(
    size: int, seed: str
) -> None:
    drawn = draw(FRAME, size, seed)
    assert len(drawn.cases) == min(size, len(FRAME))
    assert sorted(children(drawn.cases + drawn.reserves)) == sorted(children(FRAME))
    for cases in (drawn.cases, drawn.reserves):
        assert children(cases) == sorted(children(cases), key=lambda child: rank(seed, child))
    counted = Counter(case.stratum for case in drawn.cases)
    assert [s.drawn for s in drawn.strata] == [counted[s.name] for s in drawn.strata]


@given(st.integers(0, 25), st.text(max_size=5))
def test_in_its_stratum_no_reserve_ranks_before_a_case_that_was_drawn(size: int, seed: str) -> None:
    drawn = draw(FRAME, size, seed)
    for stratum in drawn.strata:
        last = max(
            (rank(seed, c.child) for c in drawn.cases if c.stratum == stratum.name), default=""
        )
        waiting = [rank(seed, c.child) for c in drawn.reserves if c.stratum == stratum.name]
        assert all(last < reserve for reserve in waiting)


@pytest.mark.requirement("R-2.1-2")
def test_another_seed_draws_other_cases_and_every_case_has_its_chance() -> None:
    seen = {child for number in range(60) for child in children(draw(FRAME, 6, f"{number}").cases)}
    assert seen == set(children(FRAME))


# --- how many from each stratum -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("open_cases", "size", "sizes"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 98, "b": 1, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),  # one of each at least
        ({"a": 98, "b": 1, "c": 1}, 3, {"a": 1, "b": 1, "c": 1}),
        ({"a": 98, "b": 1, "c": 1}, 2, {"a": 2, "b": 0, "c": 0}),  # no room for one of each
        ({"a": 2, "b": 1}, 10, {"a": 2, "b": 1}),  # more auditors than cases
        ({"a": 2, "b": 1}, 0, {"a": 0, "b": 0}),
        ({}, 5, {}),
        ({"a": 1, "b": 1, "c": 1}, 1, {"a": 0, "b": 0, "c": 1}),  # a tie has one answer
    ],
)
def test_each_stratum_gets_its_share(
    open_cases: dict[str, int], size: int, sizes: dict[str, int]
) -> None:
    assert PROPORTIONAL.sizes(open_cases, size) == sizes


@given(STRATA, st.integers(0, 600))
def test_the_shares_add_up_and_never_exceed_a_stratum(
    open_cases: dict[str, int], size: int
) -> None:
    sizes = PROPORTIONAL.sizes(open_cases, size)
    assert sum(sizes.values()) == min(size, sum(open_cases.values()))
    assert all(0 <= sizes[name] <= open_cases[name] for name in open_cases)


@given(STRATA, st.integers(0, 600))
def test_every_stratum_has_one_where_there_is_room(open_cases: dict[str, int], size: int) -> None:
    sizes = PROPORTIONAL.sizes(open_cases, size)
    if size >= len(open_cases):
        assert min(sizes.values()) >= 1


@given(STRATA, st.integers(0, 600))
def test_a_larger_stratum_never_gets_fewer(open_cases: dict[str, int], size: int) -> None:
    sizes = PROPORTIONAL.sizes(open_cases, size)
    by_size = sorted(open_cases, key=lambda name: open_cases[name])
    for smaller, larger in pairwise(by_size):
        if open_cases[smaller] < open_cases[larger]:
            assert sizes[smaller] <= sizes[larger]


@given(STRATA, st.integers(0, 600))
def test_without_small_strata_each_share_is_exact_but_for_rounding(
    open_cases: dict[str, int], size: int
) -> None:
    total = sum(open_cases.values())
    size = min(size, total)
    exact = {name: size * number / total for name, number in open_cases.items()}
    if size < len(open_cases) or min(exact.values()) >= 1:
        sizes = PROPORTIONAL.sizes(open_cases, size)
        for name, share in exact.items():
            assert floor(share - 1e-9) <= sizes[name] <= ceil(share + 1e-9)


# --- other ways to share a round out --------------------------------------------------------------

SHARINGS = st.builds(
    Sharing,
    st.sampled_from(Method),
    st.integers(0, 5),
    st.dictionaries(st.text(max_size=3), st.floats(0, 0.5)),
)


@pytest.mark.parametrize(
    ("sharing", "open_cases", "size", "sizes"),
    [
        (Sharing(Method.EQUAL), {"a": 80, "b": 15, "c": 5}, 9, {"a": 3, "b": 3, "c": 3}),
        (Sharing(Method.EQUAL), {"a": 80, "b": 15, "c": 2}, 10, {"a": 4, "b": 4, "c": 2}),
        (Sharing(Method.MINIMUM, 2), {"a": 52, "b": 27, "c": 2}, 13, {"a": 7, "b": 4, "c": 2}),
        (Sharing(Method.MINIMUM, 9), {"a": 50, "b": 3}, 4, {"a": 2, "b": 2}),  # as far as it goes
        (Sharing(Method.PROPORTIONAL, 3), {"a": 90, "b": 10}, 10, {"a": 7, "b": 3}),
        (Sharing(Method.PROPORTIONAL, 0), {"a": 98, "b": 2}, 10, {"a": 10, "b": 0}),
        (
            Sharing(Method.NEYMAN, 1, {"a": 0.1, "b": 0.5}),
            {"a": 50, "b": 50},
            12,
            {"a": 2, "b": 10},
        ),
        # Nothing is known of any stratum: by open cases.
        (Sharing(Method.NEYMAN), {"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        # What a stratum cannot give goes to the others by their weight.
        (
            Sharing(Method.NEYMAN, 0, {"a": 0.5, "b": 0.02, "c": 0.01}),
            {"a": 10, "b": 100, "c": 100},
            25,
            {"a": 10, "b": 10, "c": 5},
        ),
    ],
)
def test_a_round_can_be_shared_out_in_other_ways(
    sharing: Sharing, open_cases: dict[str, int], size: int, sizes: dict[str, int]
) -> None:
    assert sharing.sizes(open_cases, size) == sizes


def test_neyman_draws_by_cases_times_spread() -> None:
    """Cochran's equation 5.26 by hand: 400 x 0.2 to 600 x 0.4 is 1 to 3."""
    sharing = Sharing(Method.NEYMAN, 0, {"a": 0.2, "b": 0.4})
    assert sharing.sizes({"a": 400, "b": 600}, 400) == {"a": 100, "b": 300}


@given(SHARINGS, STRATA, st.integers(0, 600))
def test_however_it_is_shared_out_it_adds_up(
    sharing: Sharing, open_cases: dict[str, int], size: int
) -> None:
    sizes = sharing.sizes(open_cases, size)
    assert sum(sizes.values()) == min(size, sum(open_cases.values()))
    assert all(0 <= sizes[name] <= open_cases[name] for name in open_cases)
    least = {name: min(sharing.minimum, number) for name, number in open_cases.items()}
    if sum(least.values()) <= size:
        assert all(sizes[name] >= least[name] for name in open_cases)


@given(SHARINGS)
def test_an_algorithm_is_named_so_that_it_can_be_found_again(sharing: Sharing) -> None:
    assert Sharing.named(sharing.algorithm, sharing.spread) == sharing


@pytest.mark.parametrize(
    "algorithm",
    ["", "sha256-rank proportional-minimum-1, version 2", "sha256-rank odd-minimum-1, version 1"],
)
def test_an_algorithm_of_another_version_is_not_guessed_at(algorithm: str) -> None:
    assert Sharing.named(algorithm, {}) is None


@pytest.mark.parametrize(
    ("found", "audited", "spread"),
    [(0, 0, 0.5), (2, 2, sqrt(3) / 4), (3, 6, 0.5), (0, 2, sqrt(3) / 4)],
)
def test_a_stratum_with_few_results_is_not_thought_to_be_uniform(
    found: int, audited: int, spread: float
) -> None:
    assert spread_of(found, audited) == pytest.approx(spread)


@pytest.mark.parametrize(
    ("by", "stratum"),
    [
        ((StratumBy.STATUS, StratumBy.SERVICE_AREA), "Child protection, Safeguarding"),
        ((StratumBy.TEAM,), "Protect"),
        ((), "all cases"),
    ],
)
def test_cases_are_sorted_by_what_the_rules_name(by: tuple[StratumBy, ...], stratum: str) -> None:
    assert stratum_of(a_case(), by) == stratum
    assert "not mapped" in stratum_of(a_case(service_area=None, team=None), by or (StratumBy.TEAM,))
