"""What each reply has done, kept for as long as UNDO may take it back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.policy.undo import Act, Change
from bot.store.dialect import insert_new
from bot.store.records import from_json, to_json
from bot.store.tables import acts
from bot.store.transaction import Transaction


def record(work: Transaction, act: Act) -> None:
    row = {
        "cause": act.cause,
        "person": act.person,
        "audit": act.audit,
        "what": act.what,
        "done_at": act.done_at,
        "changes": [
            {"before": to_json(c.before) if c.before else None, "after": to_json(c.after)}
            for c in act.changes
        ],
        "questions": list(act.questions),
        "concern": act.concern,
    }
    insert_new(work, acts, [row], ["cause"])


def of_mail(work: Transaction, cause: str) -> Act | None:
    """What the mail did that is behind this cause."""
    row = work.execute(select(acts).where(acts.c.cause == cause)).first()
    return _act(row) if row else None


def last(work: Transaction, person: str, audit: str | None = None) -> Act | None:
    """What the person's last reply that did anything has done; of all audits if none is given."""
    query = select(acts).where(acts.c.person == person).order_by(acts.c.id.desc()).limit(1)
    row = work.execute(query.where(acts.c.audit == audit) if audit else query).first()
    return _act(row) if row else None


def beside(work: Transaction, act: Act) -> list[Act]:
    """What the same mail has done, each audit its own, where it spoke of several; this one too."""
    mail, colon, _ = act.cause.partition(": ")
    return parts_of(work, mail) if colon else [act]


def parts_of(work: Transaction, mail: str) -> list[Act]:
    """What a mail about several audits has done; nothing where it was about one."""
    of_it = acts.c.cause.startswith(f"{mail}: ", autoescape=True)
    return [_act(row) for row in work.execute(select(acts).where(of_it).order_by(acts.c.id))]


def later(work: Transaction, act: Act) -> Act | None:
    """A reply that changed the same audit after this one, and stands."""
    mine = select(acts.c.id).where(acts.c.cause == act.cause).scalar_subquery()
    query = select(acts).where(
        acts.c.audit == act.audit, acts.c.id > mine, acts.c.undone_at.is_(None)
    )
    found = (_act(row) for row in work.execute(query.order_by(acts.c.id)))
    return next((other for other in found if other.changes or other.questions), None)


def undone(work: Transaction, cause: str, at: datetime) -> None:
    work.execute(
        update(acts).where(acts.c.cause == cause).values(undone_at=at, changes=[], questions=[])
    )


def forget(work: Transaction, before: datetime) -> None:
    """Erase what the records were before that time: it is too late to take it back (promise 8)."""
    work.execute(update(acts).where(acts.c.done_at < before).values(changes=[]))


def _act(row: Row[Any]) -> Act:
    changes = tuple(
        Change(from_json(c["before"]) if c["before"] else None, from_json(c["after"]))
        for c in row.changes
    )
    return Act(
        row.cause,
        row.person,
        row.audit,
        row.what,
        row.done_at,
        changes,
        tuple(row.questions),
        row.concern,
        row.undone_at is not None,
    )
