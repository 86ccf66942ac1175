"""The history: append-only, and hash-chained so that an edited row is found (promise 9)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from bot.store import keeping
from bot.store.tables import history
from bot.store.transaction import Transaction

_START = "0" * 64
_NEWEST = "newest hash of the history"


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
    previous = work.execute(select(history.c.hash).order_by(history.c.seq.desc()).limit(1)).scalar()
    rows = []
    for line in lines:
        previous = _hash(previous or _START, line)
        rows.append({**_columns(line), "hash": previous})
    if rows:
        work.execute(insert(history), rows)
        keeping.keep(work, _NEWEST, previous)


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
        previous, seq = _hash(previous, line), int(row.seq)
        if previous != row.hash:
            return seq
    # A chain without its last rows is whole in itself.
    newest = keeping.kept_value(work, _NEWEST)
    return None if newest in (None, previous) else seq + 1


def _columns(line: Line) -> dict[str, object]:
    return {
        "at": line.at,
        "about": line.about,
        "what": line.what,
        "by": line.by,
        "cause": line.cause,
        "evidence": line.evidence,
    }


def _hash(previous: str, line: Line) -> str:
    values = {**_columns(line), "at": line.at.astimezone(UTC).isoformat()}
    text = previous + json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
