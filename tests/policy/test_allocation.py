"""Every case gets an auditor without conflict, nobody too many, and the load is even (6.2, 5.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.allocation import Allocation, allocate
from bot.policy.allocation_bound import least_price, least_squares
from bot.policy.council import Person
from bot.policy.model import Case
from bot.policy.panel_mix import NO_PANELS, UNMIXED, Panels, total_price
from tests.policy.cast import a_case, auditor

pytestmark = pytest.mark.requirement("R-6.2-2")


@dataclass(frozen=True)
class Town:
    """Auditors, cases, and who may audit which."""

    auditors: tuple[Person, ...]
    cases: tuple[Case, ...]
    able: Mapping[str, frozenset[str]]
    load: Mapping[str, int]
    panels: Panels = NO_PANELS

    def against(self, person: Person, case: Case) -> str | None:
        return None if person.name in self.able[case.child] else "a conflict"

    def allocate(self, seed: str = "seed") -> Allocation:
        return allocate(
            self.cases,
            self.auditors,
            load=self.load,
            against=self.against,
            seed=seed,
            panels=self.panels,
        )


@st.composite
def some_panels(draw: st.DrawFn, names: Sequence[str], cases: Sequence[Case]) -> Panels:
    pairs = [frozenset(pair) for pair in combinations(names, 2)]
    return Panels(
        size={case.child: draw(st.integers(1, 3)) for case in cases},
        experienced=draw(st.frozensets(st.sampled_from(names))),
        together={pair: draw(st.integers(0, 2)) for pair in pairs},
    )


@st.composite
def towns(draw: st.DrawFn, most: int = 5, panels: bool = False) -> Town:
    names = [f"Auditor {n}" for n in range(draw(st.integers(1, 4)))]
    people = tuple(auditor(name, capacity=draw(st.integers(0, 3))) for name in names)
    cases = tuple(a_case(str(n)) for n in range(draw(st.integers(0, most))))
    able = {case.child: draw(st.frozensets(st.sampled_from(names))) for case in cases}
    load = {name: draw(st.integers(0, 4)) for name in names}
    wanted = draw(some_panels(names, cases)) if panels else NO_PANELS
    return Town(people, cases, able, load, wanted)


def spread(town: Town, given_to: Sequence[str]) -> int:
    """Lower is more even: the sum of squares of what each has done and gets."""
    new = Counter(given_to)
    return sum((town.load[p.name] + new[p.name]) ** 2 for p in town.auditors)


def every_way(town: Town) -> list[tuple[str, ...]]:
    """All lawful allocations, each as the auditors' names; "" for a case that nobody takes."""
    room = {p.name: p.capacity for p in town.auditors}
    ways = product(*(("", *sorted(town.able[case.child])) for case in town.cases))
    return [w for w in ways if all(n <= room.get(name, 99) for name, n in Counter(w).items())]


@given(towns(most=12))
def test_nobody_gets_a_case_in_conflict_or_more_than_they_have_room_for(town: Town) -> None:
    given_to = town.allocate().auditor_of
    assert all(name in town.able[child] for child, name in given_to.items())
    held = Counter(given_to.values())
    assert all(held[p.name] <= p.capacity for p in town.auditors)


@given(towns(most=12))
def test_every_case_has_an_auditor_or_a_reason(town: Town) -> None:
    result = town.allocate()
    left = dict(result.nobody_for)
    assert sorted([*result.auditor_of, *left]) == sorted(case.child for case in town.cases)
    for child, why in left.items():
        full = "every auditor without conflict is full"
        assert why == (full if town.able[child] else "no auditor is without conflict")


@given(towns())
def test_no_other_allocation_serves_more_cases_or_spreads_them_more_evenly(town: Town) -> None:
    given_to = list(town.allocate().auditor_of.values())
    ways = [[name for name in way if name] for way in every_way(town)]
    most = max(map(len, ways))
    assert len(given_to) == most
    assert spread(town, given_to) == min(spread(town, way) for way in ways if len(way) == most)


@given(towns(most=12), st.text(max_size=4))
def test_the_same_input_gives_the_same_allocation(town: Town, seed: str) -> None:
    turned = Town(town.auditors[::-1], town.cases, town.able, town.load)
    assert town.allocate(seed) == turned.allocate(seed)


@pytest.mark.requirement("R-5.2-2")
def test_one_who_has_done_less_is_asked_first() -> None:
    people = (auditor("Busy"), auditor("Idle"))
    town = Town(people, (a_case(),), {"1001": frozenset({"Busy", "Idle"})}, {"Busy": 3, "Idle": 2})
    assert town.allocate().auditor_of == {"1001": "Idle"}


@pytest.mark.requirement("R-5.2-2")
def test_a_case_is_handed_on_so_that_everybody_gets_one() -> None:
    cases = (a_case("1"), a_case("2"), a_case("3"))
    people = (auditor("A"), auditor("B"), auditor("C"))
    able = {"1": frozenset("ABC"), "2": frozenset("AB"), "3": frozenset("A")}
    given_to = Town(people, cases, able, {}).allocate().auditor_of
    assert given_to == {"1": "C", "2": "B", "3": "A"}


def test_among_equals_the_seed_decides_and_not_the_alphabet() -> None:
    people = tuple(auditor(name) for name in "ABCD")
    town = Town(people, (a_case(),), {"1001": frozenset("ABCD")}, {})
    chosen = {town.allocate(f"seed {n}").auditor_of["1001"] for n in range(40)}
    assert chosen == set("ABCD")


# --- panels (8.1) ---------------------------------------------------------------------------------


def seatings(town: Town) -> list[list[tuple[str, ...]]]:
    """All lawful ways to fill the seats, each as the auditors of every case."""
    room = {p.name: p.capacity for p in town.auditors}
    choices = [
        [
            some
            for size in range(town.panels.wanted(case.child) + 1)
            for some in combinations(sorted(town.able[case.child]), size)
        ]
        for case in town.cases
    ]
    ways = []
    for way in product(*choices):
        held = Counter(name for names in way for name in names)
        if all(number <= room.get(name, 0) for name, number in held.items()):
            ways.append(list(way))
    return ways


def goodness(town: Town, way: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """Lower is better: cases without an auditor, seats that are empty, unevenness."""
    seats = sum(map(len, way))
    nobody = sum(not names for names in way)
    return nobody, -seats, spread(town, [name for names in way for name in names])


def as_way(town: Town, result: Allocation) -> list[tuple[str, ...]]:
    return [result.auditors_of.get(case.child, ()) for case in town.cases]


@pytest.mark.requirement("R-8.1-1")
@given(towns(most=3, panels=True))
def test_no_other_seating_fills_more_seats_or_spreads_them_more_evenly(town: Town) -> None:
    mine = as_way(town, town.allocate())
    assert goodness(town, mine) == min(goodness(town, way) for way in seatings(town))


@pytest.mark.requirement("R-8.1-1")
@given(towns(most=12, panels=True))
def test_a_panel_is_of_different_auditors_and_no_larger_than_wanted(town: Town) -> None:
    result = town.allocate()
    held = Counter(name for names in result.auditors_of.values() for name in names)
    assert all(held[p.name] <= p.capacity for p in town.auditors)
    for child, names in result.auditors_of.items():
        assert len(set(names)) == len(names) <= town.panels.wanted(child)
        assert town.able[child].issuperset(names)
    short = {c for c, n in result.auditors_of.items() if len(n) < town.panels.wanted(c)}
    assert {child for child, _ in result.too_few_for} == short
    assert result.why.keys() == {(c, n) for c, names in result.auditors_of.items() for n in names}


@pytest.mark.requirement("R-8.1-1")
def test_every_case_has_one_auditor_before_a_panel_has_its_second() -> None:
    people = tuple(auditor(name) for name in "AB")
    cases = (a_case("1"), a_case("2"))
    able = {"1": frozenset("AB"), "2": frozenset("AB")}
    result = Town(people, cases, able, {}, Panels({"1": 2})).allocate()
    assert sorted(result.auditor_of) == ["1", "2"]
    assert result.too_few_for == (("1", "1 of 2: every other auditor without conflict is full"),)


@pytest.mark.requirement("R-8.1-1")
def test_panels_sit_the_experienced_beside_the_new() -> None:
    people = tuple(auditor(f"{kind} {n}") for kind in ("Old", "New") for n in range(20))
    names = frozenset(p.name for p in people)
    cases = tuple(a_case(str(n)) for n in range(20))
    panels = Panels({c.child: 2 for c in cases}, frozenset(n for n in names if "Old" in n))
    result = Town(people, cases, {c.child: names for c in cases}, {}, panels).allocate()
    assert total_price(result.auditors_of.values(), panels) == 0
    assert {why.split("; ", 1)[1] for why in result.why.values()} == {
        "the experienced one; a new panel",
        "beside somebody experienced; a new panel",
    }


@pytest.mark.requirement("R-8.1-1")
def test_the_same_two_do_not_always_sit_together() -> None:
    people = tuple(auditor(name, capacity=3) for name in "ABCD")
    names = frozenset("ABCD")
    cases = tuple(a_case(str(n)) for n in range(6))
    panels = Panels({c.child: 2 for c in cases})
    result = Town(people, cases, {c.child: names for c in cases}, {}, panels).allocate()
    met = Counter(frozenset(names) for names in result.auditors_of.values())
    assert max(met.values()) == 1  # six panels of four people: every pair once


def test_a_pair_of_an_earlier_round_is_avoided() -> None:
    people = tuple(auditor(name) for name in "ABCD")
    names = frozenset("ABCD")
    cases = (a_case("1"), a_case("2"))
    before = {frozenset("AB"): 1, frozenset("CD"): 2, frozenset("AC"): 1, frozenset("BD"): 1}
    panels = Panels({"1": 2, "2": 2}, together=before)
    result = Town(people, cases, {"1": names, "2": names}, {}, panels).allocate()
    assert {frozenset(n) for n in result.auditors_of.values()} == {
        frozenset("AD"),
        frozenset("BC"),
    }


@given(towns(most=12, panels=True), st.text(max_size=4))
def test_the_same_input_gives_the_same_panels(town: Town, seed: str) -> None:
    turned = Town(town.auditors[::-1], town.cases, town.able, town.load, town.panels)
    assert town.allocate(seed) == turned.allocate(seed)


def test_a_reason_says_what_was_done_and_who_could_not() -> None:
    people = (auditor("A"), auditor("B", capacity=0), auditor("C"))
    able = {"1001": frozenset("AB")}
    result = Town(people, (a_case(),), able, {"A": 4, "B": 1, "C": 0}).allocate()
    assert result.why == {
        ("1001", "A"): "4 audits in the last twelve months and 1 now; with fewer, "
        "1 cannot take more and 1 may not have this case"
    }


def test_an_unmixed_panel_costs_more_than_meeting_again() -> None:
    panels = Panels(experienced=frozenset("AB"), together={frozenset("AC"): UNMIXED - 1})
    assert total_price([("A", "C")], panels) < total_price([("A", "B")], panels)


# --- how far from the best ------------------------------------------------------------------------


@given(towns(most=3, panels=True))
def test_no_allocation_is_better_than_the_bounds(town: Town) -> None:
    way = as_way(town, town.allocate())
    seats = {case.child: len(names) for case, names in zip(town.cases, way, strict=True)}
    load = spread(town, [name for names in way for name in names])
    room = {p.name: p.capacity for p in town.auditors}
    assert least_squares(sum(seats.values()), room=room, load=town.load) <= load
    bound = least_price(
        seats, list(room), may=lambda c, name: name in town.able[c], panels=town.panels
    )
    alike = [other for other in seatings(town) if list(map(len, other)) == list(seats.values())]
    assert bound <= min(total_price(other, town.panels) for other in alike)


def test_without_conflicts_the_bound_on_the_load_is_reached() -> None:
    people = tuple(auditor(name, capacity=n) for n, name in enumerate("ABCDE", 1))
    cases = tuple(a_case(str(n)) for n in range(9))
    load = {"A": 3, "B": 0, "C": 0, "D": 0, "E": 2}
    town = Town(people, cases, {c.child: frozenset("ABCDE") for c in cases}, load)
    room = {p.name: p.capacity for p in people}
    names = list(town.allocate().auditor_of.values())
    assert least_squares(9, room=room, load=town.load) == spread(town, names)
