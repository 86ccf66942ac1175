"""Two publications of Annexe A in, what became of each child in between out.

List 6 shows a child's latest episode alone and forgets a closure after six months, so the same
change looks different by what stood there before. An absent child is never a closed one: a closed
child stays on List 6 for six months.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.annexe.likeness import with_new_ids
from bot.annexe.statuses import CLOSED
from bot.policy.council import tidy
from bot.policy.publication import Change, ChangeKind, ChildRow


@dataclass(frozen=True, slots=True)
class Between:
    """The days that the two publications speak of."""

    since: date
    as_at: date


_Found: TypeAlias = Iterator[tuple[ChangeKind, date | None]]
_LEAVER = (9,)
_ASSESSMENT = (4,)
_ORDER = tuple(ChangeKind)


def compare(
    old: Mapping[str, ChildRow], new: Mapping[str, ChildRow], *, since: date, as_at: date
) -> tuple[Change, ...]:
    """Every change from `old`, as at the day `since`, to `new`, as at `as_at`; by child.

    A child may change in several ways at once. An id that changed is told as one change, and only
    where the dates of both records leave no doubt; else one child vanished and another is new.
    """
    between = Between(since, as_at)
    found = [
        change
        for child in old.keys() | new.keys()
        if not _stands(before := old.get(child), after := new.get(child))
        for change in _changes(child, before, after, between)
    ]
    changes = with_new_ids(found)
    return tuple(sorted(changes, key=lambda c: (c.child, _ORDER.index(c.kind))))


def _stands(old: ChildRow | None, new: ChildRow | None) -> bool:
    """Open as before: most are. Of one that is closed, a date to come may have come meanwhile."""
    return old == new and new is not None and new.in_frame and not new.end_unreadable


def _changes(
    child: str, old: ChildRow | None, new: ChildRow | None, between: Between
) -> Iterator[Change]:
    for kind, on in _kinds(old, new, between):
        yield Change(child, kind, on, None, old, new)


def _kinds(old: ChildRow | None, new: ChildRow | None, between: Between) -> _Found:
    if old is None:
        return _first_seen(new, between) if new else iter(())
    if _absent(old, new) or new is None:
        return _gone(old)
    if new.end_unreadable or old.end_unreadable:
        return _in_doubt(old, new, between)
    if new.in_frame:
        return _still_open(old, new, between) if old.in_frame else _opened(old, new, between)
    return _closed(old, new, between) if old.in_frame else _still_closed(old, new, between)


def _absent(old: ChildRow, new: ChildRow | None) -> bool:
    """Gone from Lists 6 to 9; a finished assessment stays on List 4 whatever becomes of it."""
    if new is None:
        return True
    held = any(number in new.on for number in (6, 7, 8, 9)) or new.in_frame
    return not held and old.on != _ASSESSMENT


def _gone(old: ChildRow) -> _Found:
    """A closed child that is gone has aged out; an open one has not been closed."""
    if old.in_frame:
        leaver = old.open_on == _LEAVER
        yield (ChangeKind.LEAVER_GONE if leaver else ChangeKind.VANISHED), None


def _first_seen(new: ChildRow, between: Between) -> _Found:
    if new.in_frame:
        yield ChangeKind.NEW, new.start or new.care_start or new.plan_start
    elif new.end is not None and new.end >= between.since and 6 in new.on:
        yield ChangeKind.OPENED_AND_CLOSED, new.end


def _in_doubt(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    """Whether it is, or was, open cannot be read: nothing is guessed."""
    if new.end_unreadable:
        if old.in_frame:
            yield ChangeKind.NOT_READABLE, None
    elif not new.in_frame and new.end is not None and new.end >= between.since:
        yield ChangeKind.CLOSED, new.end


def _closed(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    if old.open_on == _LEAVER:
        yield ChangeKind.LEAVER_GONE, None
    elif 6 in old.on and 6 not in new.on:
        yield ChangeKind.VANISHED, None  # what is left are ended rows of other lists
    else:
        yield _closure(new, between)


def _closure(new: ChildRow, between: Between) -> tuple[ChangeKind, date | None]:
    on = new.end if 6 in new.on else _last_end(new)
    if new.status == CLOSED and (on is None or on > between.as_at):
        return ChangeKind.CLOSED_NO_DATE, None  # a date still to come is none yet
    backdated = on is not None and on < between.since
    return (ChangeKind.CLOSED_BACKDATED if backdated else ChangeKind.CLOSED), on


def _last_end(row: ChildRow) -> date | None:
    """When a child who is not on List 6 was last in care, on a plan or assessed."""
    ends = (row.plan_end, row.care_end, row.assessment_end)
    return max((end for end in ends if end), default=None)


def _still_closed(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    if new.end is None or new.end > between.as_at:
        return
    undated = old.status == CLOSED and (old.end is None or old.end > between.since)
    first = 6 not in old.on and new.end >= between.since
    if first or (6 in old.on and _later_episode(old, new, between)):
        yield ChangeKind.OPENED_AND_CLOSED, new.end
    elif undated:
        yield _closure(new, between)  # the date that was missing has come


def _later_episode(old: ChildRow, new: ChildRow, between: Between) -> bool:
    """Begun after the old one ended: a start that was only corrected is no new episode."""
    if new.start is None or (old.start is not None and new.start <= old.start):
        return False
    if old.end is None:
        return old.start is not None
    # A closure that still lay ahead need not have come.
    return new.start >= old.end or new.start > between.since


def _opened(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    if 6 in old.on and 6 in new.open_on:
        yield _back_on_list_6(old, new, between)
        return
    # Seen before on other lists alone, or closed on List 6 and now open on another.
    before = any(number in old.on for number in (6, 7, 8)) and new.open_on != _LEAVER
    start = new.start if 6 in new.open_on else (new.care_start or new.plan_start)
    yield (ChangeKind.REOPENED if before else ChangeKind.NEW), start


def _back_on_list_6(
    old: ChildRow, new: ChildRow, between: Between
) -> tuple[ChangeKind, date | None]:
    if _later_episode(old, new, between):
        return ChangeKind.REOPENED, new.start
    return ChangeKind.CLOSURE_REVERSED, old.end


def _still_open(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    yield from _on_list_6(old, new, between)
    if new.end is not None and new.end != old.end and 6 in new.open_on:
        yield ChangeKind.CLOSES_LATER, new.end
    if 6 in new.open_on:
        yield from _stepped_down(old, new, between)
    if 9 in old.open_on and 9 not in new.on:
        yield ChangeKind.LEAVER_GONE, None
    yield from _held_by(old, new)


def _stepped_down(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    """The end of care, or of a plan, has come or was written anew; the case goes on."""
    ends = (
        (8, old.care_end, new.care_end, ChangeKind.LEFT_CARE),
        (7, old.plan_end, new.plan_end, ChangeKind.PLAN_ENDED),
    )
    for number, before, now, kind in ends:
        if now is None or number in new.open_on:
            continue
        if number in old.open_on or (now != before and now > between.since):
            yield kind, now


def _on_list_6(old: ChildRow, new: ChildRow, between: Between) -> _Found:
    """The episode of need may end, or begin again, while the child stays open on another list."""
    if 6 in old.open_on and 6 in new.open_on:
        if new.start and old.start and new.start > max(old.start, between.since):
            yield ChangeKind.REOPENED, new.start  # closed and open again in between
    elif 6 in old.open_on and 6 in new.on:
        only_leaving = all(number in (4, 9) for number in new.open_on)
        yield _closure(new, between) if only_leaving else (ChangeKind.CONTRADICTED, new.end)
    elif 6 in old.on and 6 in new.open_on:
        yield _back_on_list_6(old, new, between)


def _held_by(old: ChildRow, new: ChildRow) -> _Found:
    if new.team and old.team and tidy(new.team) != tidy(old.team):
        yield ChangeKind.MOVED, None
    elif new.worker and old.worker and tidy(new.worker) != tidy(old.worker):
        yield ChangeKind.WORKER_CHANGED, None
    if (old.worker and not new.worker) or (old.team and not new.team):
        yield ChangeKind.UNALLOCATED, None
