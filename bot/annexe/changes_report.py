"""What has changed between two publications: as JSON for other tools, as text for a person."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.policy.publication import BESIDE, Change, ChangeKind, ChildRow

_WORDS: dict[ChangeKind, str] = {
    ChangeKind.CLOSED: "Closed",
    ChangeKind.CLOSED_BACKDATED: "Closed, dated back before the earlier file",
    ChangeKind.VANISHED: "Gone without a closure (another id, adopted, or a fault of the extract)",
    ChangeKind.CLOSES_LATER: "Still open, with a closure date to come",
    ChangeKind.CLOSED_NO_DATE: "Closed by its status, without a date that has come",
    ChangeKind.REOPENED: "Opened again: a new episode",
    ChangeKind.CLOSURE_REVERSED: "Open again: the closure was taken back",
    ChangeKind.OPENED_AND_CLOSED: "Opened and closed in between",
    ChangeKind.MOVED: "With another team",
    ChangeKind.UNALLOCATED: "No team or no worker any more",
    ChangeKind.LEFT_CARE: "Left care, still open",
    ChangeKind.ID_CHANGED: "The same child under another id, by all dates",
    ChangeKind.NEW: "New",
    ChangeKind.LEAVER_GONE: "Care leaver who is not on List 9 any more",
    ChangeKind.WORKER_CHANGED: "With another worker of the same team",
    ChangeKind.PLAN_ENDED: "Child protection plan ended, still open",
    ChangeKind.CONTRADICTED: "Closed on List 6, still open on List 7 or 8",
    ChangeKind.NOT_READABLE: "The closure date cannot be read any more",
}


def as_json(
    changes: Sequence[Change], *, since: date, as_at: date, problems: Sequence[str]
) -> dict[str, object]:
    """The keys are fixed: other tools read them. Of less weight is what stands in `also`."""
    return {
        "from": since.isoformat(),
        "to": as_at.isoformat(),
        "problems": list(problems),
        "changes": [_change(c) for c in changes if c.kind not in BESIDE],
        "also": [_change(c) for c in changes if c.kind in BESIDE],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "child": change.child,
        "kind": change.kind.value,
        "date": _iso(change.on),
        "now": change.now,
        "before": _row(change.before),
        "after": _row(change.after),
    }


def _row(row: ChildRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    dates = {
        "start": row.start,
        "end": row.end,
        "plan_start": row.plan_start,
        "plan_end": row.plan_end,
        "care_start": row.care_start,
        "care_end": row.care_end,
    }
    return {
        "open": row.in_frame,
        "lists": list(row.on),
        "status": row.status,
        "team": row.team,
        "worker": row.worker,
        **{name: _iso(day) for name, day in dates.items()},
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_text(changes: Sequence[Change], *, since: date, as_at: date, problems: Sequence[str]) -> str:
    """Counts first, then every child by what became of them."""
    return "\n".join(
        [
            f"From {_uk(since)} to {_uk(as_at)}: {len(changes):,} changes",
            *(f"  {problem}" for problem in problems),
            *_counts(changes),
            *(line for kind in ChangeKind for line in _of_kind(kind, changes)),
            "",
        ]
    )


def _counts(changes: Sequence[Change]) -> Iterator[str]:
    wide = max(map(len, _WORDS.values()))
    for kind, words in _WORDS.items():
        if number := sum(change.kind is kind for change in changes):
            yield f"  {words:{wide}}  {number:>6,}"


def _of_kind(kind: ChangeKind, changes: Sequence[Change]) -> Iterator[str]:
    found = [change for change in changes if change.kind is kind]
    if found:
        yield from ("", _WORDS[kind])
    for change in found:
        yield f"  {change.child:<12}  {_detail(change)}".rstrip()


def _detail(change: Change) -> str:
    before, after = change.before, change.after
    if change.kind is ChangeKind.ID_CHANGED:
        return f"now {change.now}" if change.now else "several new ids fit: look at each"
    if change.kind in (ChangeKind.MOVED, ChangeKind.WORKER_CHANGED) and before and after:
        return f"{_holder(before)}, now {_holder(after)}"
    return _uk(change.on) if change.on else ""


def _holder(row: ChildRow) -> str:
    return f"{row.team or 'no team'} ({row.worker or 'no worker'})"


def _uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"
