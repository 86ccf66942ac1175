"""The Annexe A publications that were accepted, with their open cases."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.policy.conflicts import HeldBefore
from bot.policy.draw import fingerprint
from bot.policy.model import Case, Frame
from bot.policy.publication import ChildRow
from bot.store import memory
from bot.store.tables import cases, publications
from bot.store.tables import children as children_table
from bot.store.transaction import Transaction

_NEWEST, _CASES, _CHILDREN = "newest Annexe A", "its open cases", "its children"


_OF_A_CASE = tuple(cases.c[name] for name in Case._fields)


def _case(row: Row[Any]) -> Case:
    return Case._make(row)._replace(lists=tuple(row.lists))


@dataclass(frozen=True, slots=True)
class Publication:
    id: int
    as_at: date
    file: str
    open_cases: int
    accepted_at: datetime


def accept(
    work: Transaction,
    frame: Frame,
    children: Mapping[str, ChildRow],
    *,
    file: str,
    content_sha256: str,
    at: datetime,
) -> None:
    """Keep the frame, and of every child what the next publication is compared by.

    The caller has made sure that this content was not accepted before.
    """
    row = {
        "as_at": frame.as_at,
        "file": file,
        "sha256": content_sha256,
        "frame_sha256": fingerprint(frame.cases),
        "open_cases": len(frame.cases),
        "accepted_at": at,
    }
    key = work.execute(insert(publications).values(**row)).inserted_primary_key
    _keep_cases(work, frame, key[0] if key else 0)
    _keep_children(work, children)


def _keep_cases(work: Transaction, frame: Frame, publication: int) -> None:
    """A row ends where its case has closed or changed, and another begins."""
    before, now = _cases(work), {case.child: case for case in frame.cases}
    gone = [{"gone": child} for child, case in before.items() if now.get(child) != case]
    if gone:
        ended = update(cases).where(cases.c.child == bindparam("gone"), cases.c.until.is_(None))
        work.execute(ended.values(until=publication), gone)
    new = [case for child, case in now.items() if before.get(child) != case]
    if new:
        work.execute(insert(cases), [{"since": publication, **case._asdict()} for case in new])
    memory.put_besides(work, _CASES, now)
    memory.drop_besides(work, _NEWEST)


def _cases(work: Transaction) -> Mapping[str, Case]:
    """The open cases of the newest publication, by child."""

    def read() -> Mapping[str, Case]:
        open_now = select(*_OF_A_CASE).where(cases.c.until.is_(None)).order_by(cases.c.child)
        return {row.child: _case(row) for row in work.execute(open_now)}

    return memory.besides(work, _CASES, read)


def _keep_children(work: Transaction, children: Mapping[str, ChildRow]) -> None:
    """In place of what was kept before; of thousands, most rows are the same as a week ago."""
    before = children_before(work)
    # The reason for a closure is nobody's business here: the least is kept.
    now = {n: row._replace(reason=None) if row.reason else row for n, row in children.items()}
    gone = [{"gone": name} for name, row in before.items() if now.get(name) != row]
    if gone:
        work.execute(
            delete(children_table).where(children_table.c.child == bindparam("gone")), gone
        )
    new = [row._asdict() for name, row in now.items() if before.get(name) != row]
    for row in new:
        del row["reason"]
    if new:
        work.execute(insert(children_table), new)
    memory.put_besides(work, _CHILDREN, now)


def children_before(work: Transaction) -> Mapping[str, ChildRow]:
    """Every child of the newest accepted publication, as `accept` has kept them."""

    def read() -> Mapping[str, ChildRow]:
        found = (row._mapping for row in work.execute(select(children_table)))
        rows = (ChildRow(**{**row, "reason": None}) for row in found)
        return {r.child: r._replace(on=tuple(r.on), open_on=tuple(r.open_on)) for r in rows}

    return memory.besides(work, _CHILDREN, read)


def open_lists(work: Transaction, child: str) -> tuple[int, ...]:
    """The lists of the newest accepted publication on which the child is open."""
    query = select(children_table.c.open_on).where(children_table.c.child == child)
    found = work.execute(query).scalar()
    return tuple(found or ())


def known(work: Transaction, content_sha256: str) -> bool:
    query = select(publications.c.id).where(publications.c.sha256 == content_sha256)
    return work.execute(query).first() is not None


def latest(work: Transaction) -> Publication | None:
    """The accepted publication with the newest as-at date."""
    return memory.besides(work, _NEWEST, lambda: _first(work, _NEWEST_FIRST))


def _first(work: Transaction, query: Select[Any], **values: object) -> Publication | None:
    row = work.execute(query.limit(1), values).first()
    if row is None:
        return None
    return Publication(row.id, row.as_at, row.file, row.open_cases, row.accepted_at)


_NEWEST_FIRST = select(publications).order_by(publications.c.as_at.desc(), publications.c.id.desc())
_OF_MONTH = (
    select(publications)
    .where(publications.c.as_at >= bindparam("start"), publications.c.as_at <= bindparam("day"))
    .order_by(publications.c.as_at, publications.c.id)
)


def first_of_month(work: Transaction, day: date) -> Publication | None:
    """The first accepted publication of the month of `day`: what its round is drawn from (A-6)."""
    return _first(work, _OF_MONTH, start=day.replace(day=1), day=day)


def open_children(work: Transaction) -> frozenset[str]:
    """The ids of the open cases of the newest publication."""
    return frozenset(_cases(work))


def held_before(work: Transaction, ids: Collection[str], since: date) -> list[HeldBefore]:
    """Who has held the case of the child known by these ids, by the publications since that day."""
    rows = work.execute(_HELD, {"since": since, "ids": list(ids)})
    return [HeldBefore(row.worker, row.team, row.until) for row in rows]


def frame(work: Transaction, publication: Publication) -> Frame:
    if publication == latest(work):
        newest = _cases(work)
        return Frame(publication.as_at, tuple(newest[child] for child in sorted(newest)))
    query = select(*_OF_A_CASE).where(_stands_in(publication.id)).order_by(cases.c.child)
    found = tuple(_case(row) for row in work.execute(query))
    return Frame(publication.as_at, found)


def _stands_in(publication: int | ColumnElement[int]) -> ColumnElement[bool]:
    return and_(
        cases.c.since <= publication, or_(cases.c.until.is_(None), cases.c.until > publication)
    )


def forget(work: Transaction, day: date) -> None:
    """The cases that stand in no publication as at `day` or later."""
    kept = select(func.min(publications.c.id)).where(publications.c.as_at >= day)
    first = work.execute(kept).scalar()
    old = cases.c.until <= first if first is not None else cases.c.since.is_not(None)
    if work.execute(delete(cases).where(old)).rowcount and first is None:
        memory.forget(work)


_LAST = func.max(publications.c.as_at).label("until")
_HELD = (  # for every case that is given to somebody, and built but once
    select(cases.c.worker, cases.c.team, _LAST)
    .join(publications, _stands_in(publications.c.id))
    .where(
        publications.c.as_at >= bindparam("since"),
        cases.c.child.in_(bindparam("ids", expanding=True)),
    )
    .group_by(cases.c.worker, cases.c.team)
    .order_by(_LAST.desc())
)
