"""Letters owed. A row goes queued → sending → sent | failed | withheld; a digest line is merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.policy.decision import Letter
from bot.store.dialect import insert_new
from bot.store.tables import outbox
from bot.store.transaction import Transaction

# A letter is tried again within hours: a later time was set by a clock that was ahead.
_LONGEST_WAIT = timedelta(days=1)


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"  # handed to the mailbox: whether it left is looked up before it is repeated
    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "withheld"
    MERGED = "merged"  # a digest line that has gone into a digest


HAS_LEFT = frozenset({State.SENT, State.SENDING})  # its reader has it, or may have it already


@dataclass(frozen=True, slots=True)
class OutboxRow:
    id: int
    letter: Letter
    state: State
    attempts: int
    queued_at: datetime
    changed_at: datetime
    message_id: str | None
    note: str | None

    @property
    def as_cause(self) -> str:
        """What follows from this letter names it so: by its key, as PostgreSQL skips numbers."""
        return f"letter {sha256(self.letter.key.encode()).hexdigest()[:16]}"


def owe(work: Transaction, letters: Sequence[Letter], at: datetime) -> int:
    """Queue letters. One that is owed already, or has left, is not owed again: keys are unique.

    Returns how many are new.
    """
    rows = [
        {
            "key": letter.key,
            "name": letter.name,
            "reader": letter.to,
            "about": letter.about,
            "cause": letter.cause,
            "cc": list(letter.cc),
            "urgent": letter.urgent,
            "digest": letter.digest,
            "facts": dict(letter.facts),
            "state": State.QUEUED.value,
            "queued_at": at,
            "changed_at": at,
            "attempts": 0,
        }
        for letter in letters
    ]
    return insert_new(work, outbox, rows, ["key"])


def waiting(work: Transaction, at: datetime, *, urgent_only: bool) -> list[OutboxRow]:
    """The letters that may leave now: safeguarding first, then in the order in which they came."""
    query = _URGENT if urgent_only else _WAITING
    return [_row(row) for row in work.execute(query, {"now": at, "too_far": at + _LONGEST_WAIT})]


def sent_since(work: Transaction, at: datetime) -> dict[str, int]:
    """How many letters have left to each reader since then."""
    query = (
        select(outbox.c.reader, func.count())
        .where(outbox.c.state == State.SENT.value, outbox.c.changed_at >= at)
        .group_by(outbox.c.reader)
    )
    return {row[0]: row[1] for row in work.execute(query)}


def interrupted(work: Transaction) -> list[OutboxRow]:
    return [_row(row) for row in work.execute(_INTERRUPTED)]


def digest_lines(work: Transaction) -> list[OutboxRow]:
    query = (
        select(outbox)
        .where(outbox.c.state == State.QUEUED.value, outbox.c.digest.is_(True))
        .order_by(outbox.c.reader, outbox.c.id)
    )
    return [_row(row) for row in work.execute(query)]


def by_message_id(work: Transaction, message_ids: Sequence[str]) -> OutboxRow | None:
    """The letter that a mail answers."""
    row = work.execute(_ANSWERED, {"ids": list(message_ids)}).first()
    return _row(row) if row else None


def by_key(work: Transaction, key: str) -> OutboxRow | None:
    row = work.execute(select(outbox).where(outbox.c.key == key)).first()
    return _row(row) if row else None


def of(work: Transaction, about: Sequence[str]) -> list[OutboxRow]:
    query = select(outbox).where(outbox.c.about.in_(about)).order_by(outbox.c.id)
    return [_row(row) for row in work.execute(query)]


def because_of(
    work: Transaction, cause: str, *, to: str | None = None, urgent: bool = False
) -> list[OutboxRow]:
    """The letters and digest lines, `to` one reader or all, that one mail has made owed.

    The `urgent` ones if wished.
    """
    query = _BECAUSE_OF if to is None else _BECAUSE_OF_TO
    values = {"mail": cause, "part": f"{cause}: ", "to": to}
    rows = [_row(row) for row in work.execute(query, values)]
    return [row for row in rows if urgent or not row.letter.urgent]


def counts(work: Transaction) -> dict[str, int]:
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    return {row[0]: row[1] for row in work.execute(query)}


# Asked in every cycle or for every letter, and built but once.
_MOVE = update(outbox).where(outbox.c.id == bindparam("row"))
_ANSWERED = (
    select(outbox)
    .where(outbox.c.message_id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_BECAUSE_OF = (
    select(outbox)
    .where(
        # Such a cause holds neither % nor _: it is the name of a mail.
        (outbox.c.cause == bindparam("mail")) | outbox.c.cause.startswith(bindparam("part"))
    )
    .order_by(outbox.c.id)
)
_BECAUSE_OF_TO = _BECAUSE_OF.where(outbox.c.reader == bindparam("to"))
_INTERRUPTED = select(outbox).where(outbox.c.state == State.SENDING.value).order_by(outbox.c.id)
_WAITING = (
    select(outbox)
    .where(outbox.c.state == State.QUEUED.value, outbox.c.digest.is_(False))
    .where(
        (outbox.c.next_at.is_(None))
        | (outbox.c.next_at <= bindparam("now"))
        | (outbox.c.next_at > bindparam("too_far"))
    )
    .order_by(outbox.c.urgent.desc(), outbox.c.id)
)
_URGENT = _WAITING.where(outbox.c.urgent.is_(True))


def merge(work: Transaction, rows: Sequence[OutboxRow], at: datetime) -> None:
    """They have gone into one letter."""
    merged = {"state": State.MERGED.value, "changed_at": at, "facts": {}}
    work.execute(_MOVE, [{"row": row.id, **merged} for row in rows])


def move(work: Transaction, row_id: int, state: State, at: datetime, **values: object) -> None:
    """Change a row's state. What a letter was told is erased once it has left (promise 8)."""
    if state in (State.SENT, State.WITHHELD, State.MERGED):
        values["facts"] = {}
    work.execute(_MOVE, {"row": row_id, "state": state.value, "changed_at": at, **values})


def _row(row: Row[Any]) -> OutboxRow:
    letter = Letter(
        row.name, row.reader, row.about, row.cause, row.facts, tuple(row.cc), row.urgent, row.digest
    )
    return OutboxRow(
        row.id,
        letter,
        State(row.state),
        row.attempts,
        row.queued_at,
        row.changed_at,
        row.message_id,
        row.note,
    )


def failed(work: Transaction) -> list[OutboxRow]:
    query = select(outbox).where(outbox.c.state == State.FAILED.value).order_by(outbox.c.id)
    return [_row(row) for row in work.execute(query)]
