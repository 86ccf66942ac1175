"""What no allocation can do better than: how good one is can be told without knowing the best."""

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import product

from bot.policy.panel_mix import UNMIXED, Panels


def least_squares(seats: int, *, room: Mapping[str, int], load: Mapping[str, int]) -> int:
    """At least so much is the sum of squared loads when so many seats are filled.

    Each seat goes to whoever has least, as if there were no conflicts: fewer rules, a lower sum.
    """
    left = dict(room)
    waiting = [(load.get(name, 0), name) for name in room]
    total = sum(level * level for level, _ in waiting)
    heapify(waiting)
    while seats and waiting:
        level, name = heappop(waiting)
        if left[name]:
            left[name] -= 1
            seats -= 1
            total += 2 * level + 1
            heappush(waiting, (level + 1, name))
    return total


def least_price(
    seats: Mapping[str, int],
    names: Sequence[str],
    *,
    may: Callable[[str, str], bool],
    panels: Panels,
) -> int:
    """At least so much is the price of panels with so many `seats` each, child by child.

    Each panel is made up as if it were the only one; of a panel of three the mix alone is asked.
    """
    return sum(
        _cheapest([name for name in names if may(child, name)], number, panels)
        for child, number in seats.items()
        if number > 1
    )


def _cheapest(able: Sequence[str], number: int, panels: Panels) -> int:
    old = [name for name in able if name in panels.experienced]
    new = [name for name in able if name not in panels.experienced]
    if number > 2:
        return 0 if old and new else UNMIXED
    least = UNMIXED
    for pair in product(old, new):
        least = min(least, panels.together.get(frozenset(pair), 0))
        if least == 0:
            break
    return least
