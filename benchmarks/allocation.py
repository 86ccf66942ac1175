"""Measures the allocation of a large council's cases, and how far from the best it can be at most.

    python benchmarks/allocation.py [auditors] [cases] [seed]

2,000 auditors to 5,000 cases unless told: a fifth go to panels of two or three; nobody gets a case
of their own team, and 15,000 further conflicts are declared. Once with room to spare, once with
fewer places than are wanted. The bounds hold for every allocation, the best one as well.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks.figures import Figure, show
from bot.policy.allocation import Allocation, allocate
from bot.policy.allocation_bound import least_price, least_squares
from bot.policy.council import Person
from bot.policy.model import Case
from bot.policy.panel_mix import Panels, total_price

TEAMS = 150


@dataclass(frozen=True)
class Town:
    people: tuple[Person, ...]
    cases: tuple[Case, ...]
    load: dict[str, int]
    panels: Panels
    declared: frozenset[tuple[str, str]]

    def against(self, person: Person, case: Case) -> str | None:
        if person.team == case.team:
            return "own team"
        return "declared" if (person.name, case.child) in self.declared else None


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    show(measure(*given))


def measure(auditors: int = 2000, cases: int = 5000, seed: int = 2025) -> Iterator[Figure]:
    for words, places in (("with room to spare", (3, 4, 5)), ("with too few places", (3,))):
        town = made(Random(seed), auditors, cases, places)
        began, worked = time.perf_counter(), time.process_time()
        result = allocate(
            town.cases,
            town.people,
            load=town.load,
            against=town.against,
            seed=f"{seed}",
            panels=town.panels,
        )
        took, work = time.perf_counter() - began, time.process_time() - worked
        what = f"{cases:,} cases to {auditors:,} auditors, {words}"
        yield Figure(f"{what}: allocated", took, "s", beside=f"{work:.1f} s of a core")
        for figure in gaps(town, result):
            yield replace(figure, what=f"{what}: {figure.what}")


def made(dice: Random, auditors: int, cases: int, places: tuple[int, ...]) -> Town:
    people = tuple(
        Person(f"P{n}", "", team=f"T{n % TEAMS}", capacity=dice.choice(places))
        for n in range(auditors)
    )
    drawn = tuple(
        Case(f"{n}", (), "", f"T{dice.randrange(TEAMS)}", None, None, "") for n in range(cases)
    )
    names = [p.name for p in people]
    panels = Panels(
        {case.child: dice.choice((2, 3)) for case in drawn if dice.random() < 0.2},
        frozenset(name for name in names if dice.random() < 0.4),
        dict.fromkeys((frozenset(dice.sample(names, 2)) for _ in range(3 * auditors)), 1),
    )
    declared = frozenset((dice.choice(names), f"{dice.randrange(cases)}") for _ in range(3 * cases))
    return Town(people, drawn, {name: dice.randrange(12) for name in names}, panels, declared)


def gaps(town: Town, result: Allocation) -> Iterator[Figure]:
    """How far from the best it can be at most."""
    given = Counter(name for names in result.auditors_of.values() for name in names)
    seats, wanted = given.total(), sum(town.panels.wanted(c.child) for c in town.cases)
    room = {p.name: p.capacity for p in town.people}
    filled = f"{seats:,} of {wanted:,} filled; there is room for {sum(room.values()):,}"
    yield gap("empty seats", wanted - seats, max(0, wanted - sum(room.values())), filled)
    squares = sum((town.load[p.name] + given[p.name]) ** 2 for p in town.people)
    yield gap("squared load", squares, least_squares(seats, room=room, load=town.load))
    people = {p.name: p for p in town.people}
    by_child = {c.child: c for c in town.cases}
    least = least_price(
        {child: len(names) for child, names in result.auditors_of.items()},
        list(people),
        may=lambda child, name: town.against(people[name], by_child[child]) is None,
        panels=town.panels,
    )
    yield gap("price of panels", total_price(result.auditors_of.values(), town.panels), least)


def gap(what: str, found: int, bound: int, besides: str = "") -> Figure:
    share = (found - bound) / bound if bound else float(found > 0)
    beside = "; ".join(words for words in (f"{found:,}, at least {bound:,}", besides) if words)
    return Figure(f"{what}, gap to the best at most", 100 * share, "%", beside=beside)


if __name__ == "__main__":
    main()
