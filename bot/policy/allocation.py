"""Which auditor gets which case: nobody in conflict, as even a load as can be, the same every time.

This is the optimal semi-matching of Harvey, Ladner, Lovász and Tamir (J. Algorithms 59, 2006): each
case goes to the least loaded auditor whom it can reach by handing other cases on.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.council import Person
from bot.policy.draw import rank
from bot.policy.model import Case


@dataclass(frozen=True, slots=True)
class Allocation:
    auditor_of: Mapping[str, str]  # child -> auditor's name
    nobody_for: tuple[tuple[str, str], ...]  # child and why


def allocate(
    cases: Sequence[Case],
    auditors: Sequence[Person],
    *,
    load: Mapping[str, int],
    against: Callable[[Person, Case], str | None],
    seed: str,
) -> Allocation:
    """Give every case an auditor where one without conflict has room; balance past load and new."""
    names = sorted((a.name for a in auditors), key=lambda name: rank(seed, name))
    people = {a.name: a for a in auditors}
    able = {case.child: [n for n in names if against(people[n], case) is None] for case in cases}
    room = {a.name: a.capacity for a in auditors}
    given: dict[str, list[str]] = {name: [] for name in names}
    holder: dict[str, str] = {}
    nobody: list[tuple[str, str]] = []
    for case in cases:
        path = _path(case.child, able, given, room, load)
        if path is None:
            nobody.append((case.child, _why_nobody(able[case.child])))
            continue
        for child, name in path:
            if child in holder:
                given[holder[child]].remove(child)
            holder[child] = name
            given[name].append(child)
    return Allocation(holder, tuple(nobody))


def _path(
    child: str,
    able: Mapping[str, Sequence[str]],
    given: Mapping[str, list[str]],
    room: Mapping[str, int],
    load: Mapping[str, int],
) -> list[tuple[str, str]] | None:
    """The moves that end at the least loaded auditor in reach who has room; None: nobody has."""
    came_from: dict[str, tuple[str, str | None]] = {}  # auditor -> (case moved to them, from whom)
    waiting: deque[tuple[str, str | None]] = deque([(child, None)])
    while waiting:
        moving, giver = waiting.popleft()
        for name in able[moving]:
            if name not in came_from:
                came_from[name] = (moving, giver)
                waiting.extend((other, name) for other in given[name])
    ends = [name for name in came_from if len(given[name]) < room[name]]
    if not ends:
        return None
    order = {name: place for place, name in enumerate(came_from)}
    here: str | None = min(ends, key=lambda n: (load.get(n, 0) + len(given[n]), order[n]))
    moves: list[tuple[str, str]] = []
    while here is not None:
        moved, giver = came_from[here]
        moves.append((moved, here))
        here = giver
    return moves


def _why_nobody(able: Sequence[str]) -> str:
    return "every auditor without conflict is full" if able else "no auditor is without conflict"
