"""How often each keyed mark of a possible signature was seen, by sender; never its words."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.store.dialect import insert_new
from bot.store.tables import signatures
from bot.store.transaction import Transaction


def saw(work: Transaction, person: str, marks: Collection[str], at: datetime) -> None:
    """Count one more mail of the person under which these stood."""
    rows = [{"person": person, "mark": mark, "mails": 0, "seen_at": at} for mark in marks]
    if not rows:
        return
    insert_new(work, signatures, rows, ["person", "mark"])
    mine = (signatures.c.person == person, signatures.c.mark.in_(list(marks)))
    counted = {"mails": signatures.c.mails + 1, "seen_at": at}
    work.execute(update(signatures).where(*mine).values(counted))


def seen(work: Transaction, person: str, marks: Collection[str], times: int) -> frozenset[str]:
    """Those of the marks that stood under at least so many mails of the person."""
    values = {"person": person, "marks": list(marks), "times": times}
    return frozenset(work.execute(_SEEN, values).scalars())


_SEEN = select(signatures.c.mark).where(  # for every mail, and built but once
    signatures.c.person == bindparam("person"),
    signatures.c.mark.in_(bindparam("marks", expanding=True)),
    signatures.c.mails >= bindparam("times"),
)


def forget(work: Transaction, before: datetime) -> None:
    """Erase what has not been seen since then: its sender signs otherwise, or has left."""
    work.execute(delete(signatures).where(signatures.c.seen_at < before))
