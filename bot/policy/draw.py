"""The draw: which cases are audited. Anyone who has the frame and the seed can make it again.

Every case gets the rank SHA-256(seed, child); in each stratum the lowest ranks are drawn and the
following ones are its reserves, in order. No random number generator is involved, so the same frame
and seed give the same draw on every machine and in every language.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.model import Case, Stratum

ALGORITHM = "sha256-rank proportional-minimum-1, version 1"


@dataclass(frozen=True, slots=True)
class Draw:
    seed: str
    strata: tuple[Stratum, ...]
    cases: tuple[Case, ...]
    reserves: tuple[Case, ...]


def draw(cases: Iterable[Case], size: int, seed: str) -> Draw:
    """Draw `size` cases: proportionally by stratum, one of each if there is room (A-30)."""
    strata: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        strata[case.stratum].append(case)
    sizes = allot({name: len(members) for name, members in strata.items()}, size)
    drawn: list[Case] = []
    reserves: list[Case] = []
    for name in sorted(strata):
        ranked = sorted(strata[name], key=lambda case: rank(seed, case.child))
        drawn += ranked[: sizes[name]]
        reserves += ranked[sizes[name] :]
    return Draw(
        seed,
        tuple(Stratum(name, len(strata[name]), sizes[name]) for name in sorted(strata)),
        tuple(sorted(drawn, key=lambda case: rank(seed, case.child))),
        tuple(sorted(reserves, key=lambda case: rank(seed, case.child))),
    )


def rank(seed: str, child: str) -> str:
    return hashlib.sha256(f"{seed}\n{child}".encode()).hexdigest()


def allot(open_by_stratum: Mapping[str, int], size: int) -> dict[str, int]:
    """How many to draw from each stratum: its share, rounded to add up, one if possible."""
    total = sum(open_by_stratum.values())
    size = min(size, total)
    names = sorted(open_by_stratum, key=lambda name: (-open_by_stratum[name], name))
    floor = {name: 1 if size >= len(names) else 0 for name in names}
    exact = {name: size * open_by_stratum[name] / total for name in names} if total else {}
    sizes = {name: max(floor[name], int(exact[name])) for name in names}
    _settle(sizes, exact, floor, open_by_stratum, size)
    return sizes


def _settle(
    sizes: dict[str, int],
    exact: Mapping[str, float],
    floor: Mapping[str, int],
    limit: Mapping[str, int],
    size: int,
) -> None:
    """Give or take one at a time, where it is furthest from the exact share, until the sum fits."""

    def short(name: str) -> tuple[float, str]:
        return (exact[name] - sizes[name], name)

    while (missing := size - sum(sizes.values())) != 0:
        if missing > 0:
            best = max((n for n in sizes if sizes[n] < limit[n]), key=short)
            sizes[best] += 1
        else:
            worst = min((n for n in sizes if sizes[n] > floor[n]), key=short)
            sizes[worst] -= 1


def fingerprint(cases: Sequence[Case]) -> str:
    """The frame's SHA-256 over what the draw depends on: child and stratum, in order of child."""
    lines = (f"{case.child}\t{case.stratum}\n" for case in sorted(cases, key=lambda c: c.child))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
