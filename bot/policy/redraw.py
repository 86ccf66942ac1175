"""Making a draw again from what was stored of it, and saying where it differs (6.2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.policy.draw import Draw, FrameCase, draw, fingerprint
from bot.policy.model import Audit, Case, Round
from bot.policy.strata import Sharing
from bot.policy.wording import count_words

SHOWN = 10  # places at which a draw differs: the rest is counted


@dataclass(frozen=True, slots=True)
class StoredDraw:
    """What is kept of the draw of a round, besides what the round itself says."""

    size: int  # cases that were asked for
    frame: tuple[FrameCase, ...]
    drawn: tuple[str, ...]  # children, in the order of the draw

    @property
    def open(self) -> tuple[FrameCase, ...]:
        """The cases that could be drawn."""
        return tuple(case for case in self.frame if case.left_out is None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of making the draw again: `differences` is empty if it is the same."""

    what: str  # was compared, in words
    differences: tuple[str, ...]


def verify(round_: Round, stored: StoredDraw, audits: Sequence[Audit]) -> Verdict:
    """Draw again from the stored frame, and compare with the stored draw and the round's audits."""
    sharing = Sharing.named(
        round_.algorithm, {s.name: s.spread for s in round_.strata if s.spread is not None}
    )
    what = (
        f"{count_words(len(stored.drawn), 'case')} drawn again from {len(stored.open)} of "
        f"{count_words(len(stored.frame), 'stored case')}"
    )
    if sharing is None:
        return Verdict(what, (_unknown(round_.algorithm),))
    again = draw(map(_as_case, stored.open), stored.size, round_.seed, sharing)
    return Verdict(
        what,
        (
            *_frame_differences(round_, stored),
            *_strata_differences(round_, again),
            *_place_differences(stored, again, audits),
            *_audit_differences(stored, again, audits),
        ),
    )


def _unknown(algorithm: str) -> str:
    return (
        f"It was drawn by “{algorithm}”, which this version of Audit Bot does not know. Verify it "
        "with the version that drew it."
    )


def _as_case(case: FrameCase) -> Case:
    return Case(case.child, (), "", None, None, None, case.stratum)


def _frame_differences(round_: Round, stored: StoredDraw) -> Iterator[str]:
    found = fingerprint(stored.frame)
    if found != round_.frame_sha256:
        yield (
            f"The frame differs: the SHA-256 of the stored one is {found}, that of the round is "
            f"{round_.frame_sha256}. A case or its stratum was altered, added or taken out."
        )
    if len(stored.frame) != round_.open_cases:
        yield (
            f"The frame differs: {count_words(len(stored.frame), 'case')} are stored, the round "
            f"was drawn from {round_.open_cases}."
        )


def _strata_differences(round_: Round, again: Draw) -> Iterator[str]:
    before = {s.name: (s.open, s.drawn) for s in round_.strata}
    now = {s.name: (s.open, s.drawn) for s in again.strata}
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            yield f"Stratum {name}: {_counts(before.get(name))}; again {_counts(now.get(name))}."


def _counts(stratum: tuple[int, int] | None) -> str:
    return f"{stratum[1]} of {stratum[0]} drawn" if stratum else "none"


def _place_differences(stored: StoredDraw, again: Draw, audits: Iterable[Audit]) -> Iterator[str]:
    """Place by place. A case is named by its audit, never by the child."""
    ref_of = {audit.child: audit.ref for audit in audits}
    redrawn = [case.child for case in again.cases]
    if sorted(redrawn) == sorted(stored.drawn):
        moved = [n for n, (a, b) in enumerate(zip(stored.drawn, redrawn, strict=True), 1) if a != b]
        if moved:
            yield f"Another order: the same cases, but not at {_places(moved)}."
        return
    if len(redrawn) != len(stored.drawn):
        yield f"Another number: {len(stored.drawn)} cases are stored, again {len(redrawn)}."
    extra = [n for n, child in enumerate(stored.drawn, 1) if child not in set(redrawn)]
    missing = [n for n, child in enumerate(redrawn, 1) if child not in set(stored.drawn)]
    if extra:
        refs = [ref_of[c] for n in extra if (c := stored.drawn[n - 1]) in ref_of]
        named = f" ({', '.join(refs[:SHOWN])})" if refs else ""
        yield f"Another case: stored at {_places(extra)}{named}, and not drawn again."
    if missing:
        yield f"Another case: drawn again at {_places(missing)}, and not stored."


def _places(places: Sequence[int]) -> str:
    shown = ", ".join(map(str, places[:SHOWN]))
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return f"place {shown}{more}" if len(places) == 1 else f"places {shown}{more}"


def _audit_differences(stored: StoredDraw, again: Draw, audits: Iterable[Audit]) -> Iterator[str]:
    """An audit is of a case that was drawn, or of a reserve that replaced one (9.6)."""
    known = {case.child for case in (*again.cases, *again.reserves)} | set(stored.drawn)
    for audit in audits:
        if audit.child not in known:
            yield f"{audit.ref} is of a case that was neither drawn nor a reserve."
