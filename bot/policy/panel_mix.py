"""Who makes a good panel: experienced beside new, and not always the same two (8.1).

Every panel has a price, the lower the better: `UNMIXED` where all are experienced or all are new,
and one for each time that two of it share another panel, now or before. The lowest total price is
a quadratic assignment problem, for which no quick exact method is known; this is a local search,
whose distance from the best a benchmark bounds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bot.policy.seating import Seating

UNMIXED = 3  # as bad as meeting the same colleague on three other panels
EXCHANGES = 500_000  # looked at in all, at most: some seconds, which no council comes near to


@dataclass(frozen=True, slots=True)
class Panels:
    """What is asked of panels, and what is known of those who may sit on them."""

    size: Mapping[str, int] = field(default_factory=dict)  # child -> auditors; all others: one
    experienced: frozenset[str] = frozenset()  # auditors' names
    together: Mapping[frozenset[str], int] = field(default_factory=dict)  # two names -> panels

    def wanted(self, child: str) -> int:
        return max(1, self.size.get(child, 1))

    def unmixed(self, members: Iterable[str]) -> int:
        """The price of a panel whose members are all alike."""
        kinds = [name in self.experienced for name in members]
        return UNMIXED if len(kinds) > 1 and len(set(kinds)) == 1 else 0


NO_PANELS = Panels()


@dataclass(frozen=True, slots=True)
class _Exchange:
    """`incoming` takes the seat of `outgoing`; with `other`, who takes theirs on that case."""

    child: str
    outgoing: str
    incoming: str
    other: str | None = None


def total_price(panels_of: Iterable[Sequence[str]], panels: Panels) -> int:
    met = Counter(panels.together)
    price = 0
    for members in panels_of:
        pairs = [frozenset(pair) for pair in combinations(members, 2)]
        price += panels.unmixed(members) + sum(met[pair] for pair in pairs)
        met.update(pairs)
    return price


class Mix:
    """The prices of the panels of one seating, and the search for lower ones."""

    def __init__(self, seating: Seating, panels: Panels) -> None:
        self._seating = seating
        self._panels = panels
        # Where all are alike no exchange can mix them, and it is no use to look for one.
        self._can_mix = len({name in panels.experienced for name in seating.given}) > 1
        self._looks = 0

    def joining(self, child: str, name: str) -> int:
        """What the panel of `child` costs more with `name` in it."""
        there = self._seating.seats[child]
        if not there:
            return 0
        return self._unmixed([*there, name]) + self._met(name, there, (child,))

    def _unmixed(self, members: Iterable[str]) -> int:
        return self._panels.unmixed(members) if self._can_mix else 0

    def _met(self, name: str, others: Iterable[str], besides: Sequence[str]) -> int:
        """How often `name` meets each of `others` on other panels than those of `besides`."""
        total = 0
        mine = self._seating.given[name].keys()
        for other in others:
            shared = mine & self._seating.given[other].keys()
            total += len(shared.difference(besides))
            total += self._panels.together.get(frozenset((name, other)), 0)
        return total

    # --- the search -------------------------------------------------------------------------------

    def improve(self) -> None:
        """Exchange seats while that lowers the total price; the load stays as even as it is."""
        panels = [child for child, seats in self._seating.seats.items() if len(seats) > 1]
        while sum(self._improved(child) for child in panels):
            pass

    def _improved(self, child: str) -> bool:
        """Whether an exchange was found that pays."""
        for outgoing in tuple(self._seating.seats[child]):
            if self._own_price(child, outgoing) == 0:
                continue
            for exchange in self._exchanges(child, outgoing):
                if self._looks >= EXCHANGES:
                    return False
                self._looks += 1
                if self._gain(exchange) > 0:
                    self._make(exchange)
                    return True
        return False

    def _own_price(self, child: str, name: str) -> int:
        """What of the price of the panel would go if `name` went."""
        there = self._seating.seats[child]
        others = [other for other in there if other != name]
        return self._unmixed(there) + self._met(name, others, (child,))

    def _exchanges(self, child: str, outgoing: str) -> Iterator[_Exchange]:
        """Those that keep the squared loads: with somebody one below who has room, or a swap."""
        seating = self._seating
        for name in seating.free(seating.level[outgoing] - 1):
            if seating.may(child, name):
                yield _Exchange(child, outgoing, name)
        for other, names in seating.seats.items():
            if not seating.may(other, outgoing):
                continue
            for name in tuple(names):
                if seating.may(child, name):
                    yield _Exchange(child, outgoing, name, other)

    def _gain(self, x: _Exchange) -> int:
        """By how much the exchange lowers the total price."""
        gain = self._lowers(x.child, x.outgoing, x.incoming, x)
        return gain + self._lowers(x.other, x.incoming, x.outgoing, x) if x.other else gain

    def _lowers(self, child: str, leaves: str, comes: str, x: _Exchange) -> int:
        there = self._seating.seats[child]
        others = [name for name in there if name != leaves]
        besides = (x.child, x.other) if x.other else (x.child,)
        before = self._unmixed(there) + self._met(leaves, others, besides)
        after = self._unmixed([*others, comes]) + self._met(comes, others, besides)
        return before - after

    def _make(self, x: _Exchange) -> None:
        self._seating.move(x.child, x.outgoing, x.incoming)
        if x.other:
            self._seating.move(x.other, x.incoming, x.outgoing)
