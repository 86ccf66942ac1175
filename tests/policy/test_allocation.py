"""Every case gets an auditor without conflict, nobody too many, and the load is even (6.2, 5.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.allocation import Allocation, allocate
from bot.policy.council import Person
from bot.policy.model import Case
from tests.policy.cast import a_case, auditor

pytestmark = pytest.mark.requirement("R-6.2-2")


@dataclass(frozen=True)
class Town:
    """Auditors, cases, and who may audit which."""

    auditors: tuple[Person, ...]
    cases: tuple[Case, ...]
    able: Mapping[str, frozenset[str]]
    load: Mapping[str, int]

    def against(self, person: Person, case: Case) -> str | None:
        return None if person.name in self.able[case.child] else "a conflict"

    def allocate(self, seed: str = "seed") -> Allocation:
        return allocate(self.cases, self.auditors, load=self.load, against=self.against, seed=seed)


@st.composite
def towns(draw: st.DrawFn, most: int = 5) -> Town:
    names = [f"Auditor {n}" for n in range(draw(st.integers(1, 4)))]
    people = tuple(auditor(name, capacity=draw(st.integers(0, 3))) for name in names)
    cases = tuple(a_case(str(n)) for n in range(draw(st.integers(0, most))))
    able = {case.child: draw(st.frozensets(st.sampled_from(names))) for case in cases}
    load = {name: draw(st.integers(0, 4)) for name in names}
    return Town(people, cases, able, load)


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
