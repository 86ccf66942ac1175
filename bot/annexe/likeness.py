"""Whether a child who vanished and one who is new are the same under another id (A-26)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.policy.council import tidy
from bot.policy.publication import Change, ChangeKind, ChildRow

_GONE = (ChangeKind.VANISHED, ChangeKind.LEAVER_GONE)
_Sign: TypeAlias = tuple[object, ...]
_SignOf: TypeAlias = Callable[[ChildRow], _Sign | None]


def with_new_ids(changes: Sequence[Change]) -> list[Change]:
    """The changes, with each pair of a vanished and a new child that are one made a change of id.

    They are one if all dates of their records agree, and team or worker; or if only the noughts
    before the id have gone or come. Of brothers and sisters whose ids changed together it cannot
    be told which new id is whose: `now` stays empty.
    """
    gone = [c for c in changes if c.kind in _GONE and c.before and c.after is None]
    fresh = [c for c in changes if c.kind is ChangeKind.NEW and c.before is None]
    pairs = list(_pairs(gone, fresh))
    settled = {id(change) for pair in pairs for change in pair}
    kept = [change for change in changes if id(change) not in settled]
    return kept + _changed(pairs)


def _changed(pairs: Sequence[tuple[Change, Change]]) -> list[Change]:
    """One change of id for each vanished child; its new id where but one fits."""
    fitting: dict[str, list[Change]] = defaultdict(list)
    for old, new in pairs:
        fitting[old.child].append(new)
    vanished = {old.child: old for old, _ in pairs}
    return [
        replace(
            vanished[child],
            kind=ChangeKind.ID_CHANGED,
            now=found[0].child if len(found) == 1 else None,
            after=found[0].after if len(found) == 1 else None,
        )
        for child, found in fitting.items()
    ]


def _pairs(gone: Sequence[Change], fresh: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
    """By the surest sign first; who has found a partner is not looked at again."""
    left, right = list(gone), list(fresh)
    for sign in (_noughts, _team_and_worker, _team, _worker):
        found = list(_agreeing(left, right, sign))
        yield from found
        taken = {id(change) for pair in found for change in pair}
        left = [change for change in left if id(change) not in taken]
        right = [change for change in right if id(change) not in taken]


def _agreeing(
    gone: Sequence[Change], fresh: Sequence[Change], sign: _SignOf
) -> Iterator[tuple[Change, Change]]:
    groups: dict[_Sign, tuple[list[Change], list[Change]]] = defaultdict(lambda: ([], []))
    for side, changes in enumerate((gone, fresh)):
        for change in changes:
            row = change.after or change.before
            if row and (agreed := sign(row)):
                groups[agreed][side].append(change)
    for old, new in groups.values():
        # As many gone as come: one for one. Any other number proves nothing.
        if len(old) == len(new):
            yield from ((before, after) for before in old for after in new)


def _noughts(row: ChildRow) -> _Sign | None:
    return (row.child.lstrip("0"), *_dates(row))


def _team_and_worker(row: ChildRow) -> _Sign | None:
    held = (tidy(row.team or ""), tidy(row.worker or ""))
    return (*_dates(row), *held) if _dated(row) else None


def _team(row: ChildRow) -> _Sign | None:
    return (*_dates(row), tidy(row.team)) if _dated(row) and row.team else None


def _worker(row: ChildRow) -> _Sign | None:
    return (*_dates(row), tidy(row.worker)) if _dated(row) and row.worker else None


def _dates(row: ChildRow) -> _Sign:
    return (row.start, row.plan_start, row.care_start)


def _dated(row: ChildRow) -> bool:
    return any(_dates(row))
