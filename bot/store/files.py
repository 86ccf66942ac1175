"""Audits with all that belongs to each, in a handful of queries however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select

from bot.policy.form import AuditReturn
from bot.policy.matters import Dispute, ManagementDecision
from bot.policy.model import Action, ActionStatus, Audit, AuditFile, Request
from bot.store.records import TABLES, from_row
from bot.store.tables import actions, disputes, management_decisions, requests, returns
from bot.store.transaction import Transaction

B = TypeVar("B", Action, Request, ManagementDecision, Dispute)

_MOST_VALUES = 500  # SQLite allows so many values in a query, and some more


def files_of(work: Transaction, found: Iterable[Audit]) -> list[AuditFile]:
    """Each of these audits with its actions, requests, Management Decisions and disagreements."""
    listed = list(found)
    wanted = {audit.ref for audit in listed}
    own = _by_audit(work, Action, wanted, actions.c.ref)
    asked = _by_audit(work, Request, wanted, requests.c.asked_on, requests.c.ref)
    decided = _by_audit(
        work,
        ManagementDecision,
        wanted,
        management_decisions.c.asked_on,
        management_decisions.c.ref,
    )
    disputed = _by_audit(work, Dispute, wanted, disputes.c.raised_on, disputes.c.ref)
    given = _returns(work, wanted)
    others = _open_by_child(work, {audit.child for audit in listed})
    return [
        AuditFile(
            audit,
            tuple(own.get(audit.ref, ())),
            tuple(asked.get(audit.ref, ())),
            given.get(audit.ref),
            tuple(decided.get(audit.ref, ())),
            tuple(disputed.get(audit.ref, ())),
            tuple(a for a in others.get(audit.child, ()) if a.audit != audit.ref),
        )
        for audit in listed
    ]


def _by_audit(
    work: Transaction, kind: type[B], wanted: Collection[str], *order: ColumnElement[object]
) -> Mapping[str, list[B]]:
    table = TABLES[kind]
    query = _few(select(table).order_by(*order), table.c.audit, wanted)
    found: dict[str, list[B]] = defaultdict(list)
    for row in work.execute(query):
        if row.audit in wanted:
            found[row.audit].append(from_row(kind, row))
    return found


def _returns(work: Transaction, wanted: Collection[str]) -> Mapping[str, AuditReturn]:
    """A return has the reference of its audit."""
    rows = work.execute(_few(select(returns), returns.c.ref, wanted))
    return {row.ref: from_row(AuditReturn, row) for row in rows if row.ref in wanted}


def _open_by_child(work: Transaction, children: Collection[str]) -> Mapping[str, list[Action]]:
    query = select(actions).where(actions.c.status == ActionStatus.OPEN.value)
    found: dict[str, list[Action]] = defaultdict(list)
    for row in work.execute(_few(query.order_by(actions.c.ref), actions.c.child, children)):
        found[row.child].append(from_row(Action, row))
    return found


def _few(
    query: Select[tuple[object, ...]], column: ColumnElement[str], wanted: Collection[str]
) -> Select[tuple[object, ...]]:
    return query.where(column.in_(wanted)) if len(wanted) <= _MOST_VALUES else query
