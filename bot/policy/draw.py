"""The draw: which cases are audited. Anyone who has the frame and the seed can make it again.

Every case gets the rank SHA-256(seed, child); in each stratum the lowest ranks are drawn and the
following ones are its reserves, in order. No random number generator is involved, so the same frame
and seed give the same draw on every machine and in every language.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.policy.model import Case, Stratum
from bot.policy.strata import Sharing

PROPORTIONAL = Sharing()


class Listed(Protocol):
    """What the draw depends on: a case, or what is stored of one."""

    @property
    def child(self) -> str: ...

    @property
    def stratum(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FrameCase:
    """A case as it stood in the frame: what the draw depends on, and why it could not be drawn."""

    child: str
    stratum: str
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, with all that is needed to make it again."""

    seed: str
    algorithm: str
    size: int  # cases that were asked for
    frame: tuple[FrameCase, ...]
    strata: tuple[Stratum, ...]
    cases: tuple[Case, ...]
    reserves: tuple[Case, ...]


def draw(
    frame: Iterable[Case],
    size: int,
    seed: str,
    sharing: Sharing = PROPORTIONAL,
    left_out: Callable[[Case], str | None] = lambda case: None,
) -> Draw:
    """Draw `size` cases, from each stratum as many as `sharing` says.

    `left_out` says why a case of the frame cannot be drawn; None: it can.
    """
    entered = {case: FrameCase(case.child, case.stratum, left_out(case)) for case in frame}
    strata: dict[str, list[Case]] = defaultdict(list)
    for case, entry in entered.items():
        if entry.left_out is None:
            strata[case.stratum].append(case)
    sizes = sharing.sizes({name: len(members) for name, members in strata.items()}, size)
    drawn: list[Case] = []
    reserves: list[Case] = []
    for name in sorted(strata):
        ranked = sorted(strata[name], key=lambda case: rank(seed, case.child))
        drawn += ranked[: sizes[name]]
        reserves += ranked[sizes[name] :]
    return Draw(
        seed,
        sharing.algorithm,
        size,
        tuple(sorted(entered.values(), key=lambda entry: entry.child)),
        tuple(_stratum(name, len(strata[name]), sizes[name], sharing) for name in sorted(strata)),
        tuple(sorted(drawn, key=lambda case: rank(seed, case.child))),
        tuple(sorted(reserves, key=lambda case: rank(seed, case.child))),
    )


def _stratum(name: str, open_cases: int, drawn: int, sharing: Sharing) -> Stratum:
    """With the spread that it was drawn by, without which Neyman's draw cannot be made again."""
    return Stratum(name, open_cases, drawn, sharing.spread_in(name))


def rank(seed: str, child: str) -> str:
    return hashlib.sha256(f"{seed}\n{child}".encode()).hexdigest()


def fingerprint(cases: Iterable[Listed]) -> str:
    """The frame's SHA-256 over what the draw depends on: child and stratum, in order of child."""
    lines = (f"{case.child}\t{case.stratum}\n" for case in sorted(cases, key=lambda c: c.child))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
