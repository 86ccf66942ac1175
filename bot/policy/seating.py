"""Who sits where while an allocation is made: as many seats as can be, as even a load as can be.

One seat is one audit. A case has one seat, a panel two or three, each for another auditor. The
result is an optimal semi-matching as in Harvey, Ladner, Lovász and Tamir, "Semi-matchings for
bipartite graphs and load balancing" (J. Algorithms 59, 2006): it is optimal if and only if no
cost-reducing path is left (their Theorem 3.1).
"""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence

# child, auditor -> how badly this auditor suits the panel of that child as it is; 0: well
Cost = Callable[[str, str], int]


class Seating:
    """The state of one allocation; `may` is asked only where it matters, and once."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        room: Mapping[str, int],
        load: Mapping[str, int],
        may: Callable[[str, str], bool],
    ) -> None:
        self.level = {name: load.get(name, 0) for name in names}  # audits done and given
        self.seats: defaultdict[str, list[str]] = defaultdict(list)  # child -> auditors, lead first
        self.given: dict[str, dict[str, None]] = {name: {} for name in names}  # -> children
        self._room = {name: room[name] for name in names}
        self._free: defaultdict[int, dict[str, None]] = defaultdict(dict)  # level -> who has room
        self._may = may
        self._known: dict[tuple[str, str], bool] = {}
        self._stuck: set[str] = set()  # full, with nobody in reach who has room: so for ever
        for name in names:
            self._list(name)

    def may(self, child: str, name: str) -> bool:
        """Whether `name` may have a seat of `child` that is not theirs yet."""
        if name in self.seats[child]:
            return False
        key = (child, name)
        if key not in self._known:
            self._known[key] = self._may(child, name)
        return self._known[key]

    def has_room(self, name: str) -> bool:
        return self._room[name] > 0

    def free(self, level: int) -> tuple[str, ...]:
        """Everybody of this level who has room."""
        return tuple(self._free.get(level, ()))

    def levels(self) -> list[int]:
        """The levels of those who have room, the lowest first."""
        return sorted(level for level, names in self._free.items() if names)

    # --- as many seats as can be ------------------------------------------------------------------

    def seat(self, child: str, cost: Cost) -> bool:
        """Give `child` one more auditor, handing other cases on where need be; False: nobody can.

        A seat that was given stays given, so whoever asks first is served first.
        """
        name = self._direct(child, cost)
        if name is None:
            return self._seat_by_handing_on(child)
        self._give(child, name)
        return True

    def _direct(self, child: str, cost: Cost) -> str | None:
        """Of those who have room the least loaded; among equals who suits the panel best."""
        for level in self.levels():
            able = (name for name in self._free[level] if self.may(child, name))
            best = None
            for name in able:
                price = cost(child, name)
                if best is None or price < best[0]:
                    best = price, name
                if price == 0:
                    break
            if best is not None:
                return best[1]
        return None

    def _seat_by_handing_on(self, child: str) -> bool:
        """The shortest chain of hand-overs that ends at somebody who has room."""
        if not self.levels():
            return False
        came_from: dict[str, tuple[str, str | None]] = {}  # auditor -> (case they take, from whom)
        unseen = [name for name in self.given if name not in self._stuck]
        waiting: deque[tuple[str, str | None]] = deque([(child, None)])
        while waiting:
            moving, giver = waiting.popleft()
            seen = [name for name in unseen if self.may(moving, name)]
            for name in seen:
                came_from[name] = (moving, giver)
                if self._room[name]:
                    self._hand_on(came_from, name)
                    return True
                waiting.extend((other, name) for other in self.given[name])
            if seen:
                unseen = [name for name in unseen if name not in came_from]
        self._stuck.update(came_from)
        return False

    def _hand_on(self, came_from: Mapping[str, tuple[str, str | None]], last: str) -> None:
        """From the end backwards: everybody takes a case, and its giver takes another."""
        taker: str | None = last
        while taker is not None:
            moved, giver = came_from[taker]
            self.move(moved, giver, taker)
            taker = giver

    # --- as even a load as can be -----------------------------------------------------------------

    def even_out(self) -> None:
        """Hand cases on until no chain of hand-overs makes the sum of squared loads smaller.

        Level by level from the lowest: whoever can hand a case down to a level, and is not two
        above it, has no better place to hand it to, and is left alone from then on.
        """
        settled: set[str] = set()
        for level in range(
            min(self.level.values(), default=0), max(self.level.values(), default=0)
        ):
            while self._relieve(level, settled):
                pass

    def _relieve(self, level: int, settled: set[str]) -> bool:
        """Take one case off somebody two above `level`, so that it ends at that level."""
        goes_to: dict[str, tuple[str, str] | None] = dict.fromkeys(self._free[level])
        for name in settled:
            goes_to.pop(name, None)
        waiting = deque(goes_to)
        unseen = [n for n in self.given if n not in goes_to and n not in settled]
        while waiting:
            taker = waiting.popleft()
            for giver in tuple(unseen):
                child = next((c for c in self.given[giver] if self.may(c, taker)), None)
                if child is None:
                    continue
                goes_to[giver] = (child, taker)
                if self.level[giver] >= level + 2:
                    self._hand_down(goes_to, giver)
                    return True
                waiting.append(giver)
            unseen = [n for n in unseen if n not in goes_to]
        settled.update(goes_to)
        return False

    def _hand_down(self, goes_to: Mapping[str, tuple[str, str] | None], first: str) -> None:
        giver = first
        while (step := goes_to[giver]) is not None:
            child, taker = step
            self.move(child, giver, taker)
            giver = taker

    # --- the smallest steps -----------------------------------------------------------------------

    def move(self, child: str, giver: str | None, taker: str) -> None:
        """The taker gets the giver's seat of `child`; without a giver a new one."""
        if giver is None:
            return self._give(child, taker)
        seats = self.seats[child]
        seats[seats.index(giver)] = taker
        del self.given[giver][child]
        self.given[taker][child] = None
        self._count(giver, -1)
        self._count(taker, +1)
        return None

    def _give(self, child: str, name: str) -> None:
        self.seats[child].append(name)
        self.given[name][child] = None
        self._count(name, +1)

    def _count(self, name: str, change: int) -> None:
        self._free[self.level[name]].pop(name, None)
        self.level[name] += change
        self._room[name] -= change
        self._list(name)

    def _list(self, name: str) -> None:
        if self._room[name] > 0:
            self._free[self.level[name]][name] = None
