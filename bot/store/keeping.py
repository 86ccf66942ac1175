"""Small things to be remembered: steps done once, cycles run, the last good configuration."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.policy.council import QuietDays
from bot.store import memory
from bot.store.dialect import insert_new, put
from bot.store.tables import away_hints, cycles, kept, steps
from bot.store.transaction import Transaction

_MOST_VALUES = 500  # SQLite allows so many values in a query, and some more


def once(work: Transaction, about: str, step: str, at: datetime) -> bool:
    """True the first time, and never again for the same step: how a rung is not climbed twice."""
    row = {"about": about, "step": step, "done_at": at}
    return insert_new(work, steps, [row], ["about", "step"]) == 1


def done(work: Transaction, about: str, step: str) -> bool:
    return work.execute(_STEP, {"ref": about, "done": step}).first() is not None


_STEP = select(steps.c.step).where(
    steps.c.about == bindparam("ref"), steps.c.step == bindparam("done")
)


def undone(work: Transaction, owed: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these steps, each with what it is about, that have not been done yet."""
    if not owed:
        return set()
    abouts = sorted({about for about, _ in owed})
    done = _STEPS if len(abouts) > _MOST_VALUES else _STEPS_ABOUT
    return set(owed) - {(row.about, row.step) for row in work.execute(done, {"abouts": abouts})}


_STEPS = select(steps.c.about, steps.c.step)
_STEPS_ABOUT = _STEPS.where(steps.c.about.in_(bindparam("abouts", expanding=True)))


def keep(work: Transaction, name: str, value: Any) -> None:
    """Remember a JSON value under a name."""
    put(work, kept, {"name": name, "value": value}, ["name"])
    memory.drop_besides(work, f"kept {name}")


def kept_value(work: Transaction, name: str) -> Any | None:
    """Not to be changed in place: the same one is given again."""

    def read() -> Any | None:
        return work.execute(_KEPT, {"wanted": name}).scalar()

    return memory.besides(work, f"kept {name}", read)


_KEPT = select(kept.c.value).where(kept.c.name == bindparam("wanted"))  # it is built but once


_PAUSE = "pause"


def pause(work: Transaction, since: date, why: str) -> None:
    """From now on nothing leaves but what safeguarding needs, until `resume`."""
    keep(work, _PAUSE, {"since": since.isoformat(), "why": why})


def resume(work: Transaction) -> None:
    keep(work, _PAUSE, None)


def paused(work: Transaction) -> QuietDays | None:
    """The pause that the operator has begun."""
    kept = kept_value(work, _PAUSE)
    return QuietDays(date.fromisoformat(kept["since"]), None, kept["why"]) if kept else None


_RESTORED = "restored"
_LOOK_FIRST = timedelta(days=60)  # what was owed when a backup was made has long left by then


def look_first(work: Transaction, at: datetime) -> None:
    """The store was restored: letters that it knows nothing of may have left already."""
    keep(work, _RESTORED, at.isoformat())


def looks_first(work: Transaction, at: datetime) -> bool:
    """Whether each letter is looked for in the mailbox before it is sent."""
    restored = kept_value(work, _RESTORED)
    return restored is not None and at - datetime.fromisoformat(restored) < _LOOK_FIRST


def heard_away(work: Transaction, person: str, until: date | None, at: datetime) -> None:
    """An out-of-office reply is a hint of absence, shown to a person; it never comes twice."""
    row = {"person": person, "heard_at": at, "until": until}
    heard = _heard(work)  # before it is one of them
    if insert_new(work, away_hints, [row], ["person", "heard_at"]):
        insort(heard, AwayHint(person, at.astimezone(UTC), until), key=_WHEN)
        memory.put_besides(work, _AWAY, heard)


@dataclass(frozen=True, slots=True)
class AwayHint:
    person: str
    heard_at: datetime
    until: date | None


def away(work: Transaction, since: datetime) -> list[AwayHint]:
    """What has been heard since then, by name."""
    heard = _heard(work)
    return sorted(heard[bisect_left(heard, since, key=_WHEN) :], key=attrgetter("person"))


def forget_away(work: Transaction, before: datetime) -> None:
    if work.execute(delete(away_hints).where(away_hints.c.heard_at < before)).rowcount:
        memory.drop_besides(work, _AWAY)


def _heard(work: Transaction) -> list[AwayHint]:
    """All of them, the oldest first: read once, as one more comes with every third mail."""

    def read() -> list[AwayHint]:
        return [AwayHint(r.person, r.heard_at, r.until) for r in work.execute(_HINTS)]

    return memory.besides(work, _AWAY, read)


_AWAY = "hints of absence"
_WHEN = attrgetter("heard_at")
_HINTS = select(away_hints).order_by(away_hints.c.heard_at, away_hints.c.person)


def cycle_started(work: Transaction, at: datetime) -> int:
    key = work.execute(insert(cycles).values(started_at=at, outcome="running")).inserted_primary_key
    return int(key[0]) if key else 0


def cycle_finished(work: Transaction, cycle: int, at: datetime, outcome: str) -> None:
    work.execute(_FINISH, {"cycle": cycle, "finished_at": at, "outcome": outcome})


_FINISH = update(cycles).where(cycles.c.id == bindparam("cycle"))


def last_cycle(work: Transaction) -> tuple[datetime, str] | None:
    """When the last cycle that ended did so, and how."""
    row = work.execute(_ENDED.order_by(cycles.c.id.desc()).limit(1)).first()
    return (row.finished_at, row.outcome) if row else None


def latest_end(work: Transaction) -> datetime | None:
    """The latest moment at which a cycle has ended; later than now if the clock was set back."""
    row = work.execute(_ENDED.order_by(cycles.c.finished_at.desc()).limit(1)).first()
    return row.finished_at if row else None


def set_back_at(work: Transaction) -> datetime | None:
    """When the first cycle ended that did so after the latest one; None if that is the last."""
    latest = select(cycles.c.id).where(cycles.c.finished_at.is_not(None))
    latest = latest.order_by(cycles.c.finished_at.desc()).limit(1)
    after = _ENDED.where(cycles.c.id > latest.scalar_subquery())
    row = work.execute(after.order_by(cycles.c.id).limit(1)).first()
    return row.finished_at if row else None


_ENDED = select(cycles.c.finished_at, cycles.c.outcome).where(cycles.c.finished_at.is_not(None))
