"""The history: append-only, and hash-chained so that an edited row is found (promise 9).

The chain goes over the hash of what each row says, so that retention can take the words away.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select, update

from bot.store import keeping, memory
from bot.store.tables import history
from bot.store.transaction import Transaction

_START = "0" * 64
ERASED = "(erased: its time had come)"
RETENTION = "retention"
_NEWEST = "newest hash of the history"
_HEAD = "head of the history"
_LAST = select(history.c.hash).order_by(history.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that has happened: what, to which reference, by whom, because of what."""

    at: datetime
    about: str
    what: str
    by: str
    cause: str
    evidence: str = ""


def append(work: Transaction, lines: Iterable[Line]) -> None:
    previous = memory.besides(work, _HEAD, lambda: work.execute(_LAST).scalar())
    rows = []
    for line in lines:
        content = _content(line)
        previous = _hash(previous or _START, content)
        rows.append({**_columns(line), "content": content, "hash": previous})
    if rows:
        work.execute(insert(history), rows)
        keeping.keep(work, _NEWEST, previous)
        memory.put_besides(work, _HEAD, previous)


def of(work: Transaction, about: Iterable[str]) -> list[Line]:
    """Everything that has happened to these references, oldest first."""
    rows = work.execute(
        select(history).where(history.c.about.in_(list(about))).order_by(history.c.seq)
    )
    return [Line(r.at, r.about, r.what, r.by, r.cause, r.evidence) for r in rows]


def length(work: Transaction) -> int:
    """How many lines there are: it grows with whatever happens."""
    return int(work.execute(select(func.coalesce(func.max(history.c.seq), 0))).scalar_one())


def first_broken(work: Transaction) -> int | None:
    """The number of the first row that does not fit the chain; None: nothing has been altered."""
    previous, seq = _START, 0
    for row in work.execute(select(history).order_by(history.c.seq)):
        line = Line(row.at, row.about, row.what, row.by, row.cause, row.evidence)
        previous, seq = _hash(previous, row.content), int(row.seq)
        if previous != row.hash or (row.erased_on is None and _content(line) != row.content):
            return seq
    # A chain without its last rows is whole in itself.
    return None if newest(work) in ("", previous) else seq + 1


def newest(work: Transaction) -> str:
    """The hash of the last row: kept elsewhere, it proves all rows until now. Empty: no row yet."""
    return keeping.kept_value(work, _NEWEST) or ""


def holds(work: Transaction, seal: str) -> bool:
    """Whether some row has this hash: a chain that was written anew has not."""
    return work.execute(select(history.c.seq).where(history.c.hash == seal)).first() is not None


def erase(work: Transaction, about: Sequence[str], at: datetime) -> int:
    """Take the words of these references' lines out; that something happened stays provable.

    Returns how many lines lost their words: a new line tells it, for `verify` to count against.
    """
    blank = {"what": ERASED, "by": "", "cause": "", "evidence": "", "erased_on": at.date()}
    wanted = (history.c.about.in_(list(about))) & history.c.erased_on.is_(None)
    number = work.execute(update(history).where(wanted).values(**blank)).rowcount
    if number:
        what = f"the words of {number} lines were erased: their time had come"
        append(work, [Line(at, RETENTION, what, "Audit Bot", "retention", str(number))])
    return number


def erased(work: Transaction) -> tuple[int, int]:
    """How many lines have lost their words, and how many of them the history tells of."""
    query = select(func.count()).where(history.c.erased_on.is_not(None))
    told = select(history.c.evidence).where(history.c.about == RETENTION)
    return int(work.execute(query).scalar_one()), sum(map(int, work.execute(told).scalars()))


def _columns(line: Line) -> dict[str, object]:
    return {
        "at": line.at,
        "about": line.about,
        "what": line.what,
        "by": line.by,
        "cause": line.cause,
        "evidence": line.evidence,
    }


def _content(line: Line) -> str:
    values = {**_columns(line), "at": line.at.astimezone(UTC).isoformat()}
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _hash(previous: str, content: str) -> str:
    return hashlib.sha256((previous + content).encode()).hexdigest()
