"""Audits with all that belongs to each, in a handful of queries however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, select

from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import Action, ActionStatus, Audit, AuditFile, Request, Round, Status
from bot.policy.panels import Panel
from bot.policy.reviews import Review, ReviewKind
from bot.store.records import TABLES, from_row
from bot.store.tables import (
    actions,
    audits,
    case_notes,
    disputes,
    management_decisions,
    panels,
    requests,
    returns,
    reviews,
    rounds,
)
from bot.store.transaction import Transaction

B = TypeVar("B", Action, Request, ManagementDecision, Dispute, CaseNote)

_MOST_VALUES = 500  # SQLite allows so many values in a query, and some more


def files_of(work: Transaction, found: Iterable[Audit]) -> list[AuditFile]:
    """Each of these audits with all that belongs to it, and with the others of its panel."""
    return _with_panels(work, _alone(work, found))


def _alone(work: Transaction, found: Iterable[Audit]) -> list[AuditFile]:
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
    noted = _by_audit(work, CaseNote, wanted, case_notes.c.wanted_on, case_notes.c.ref)
    given = _returns(work, wanted)
    others = _open_by_child(work, {audit.child for audit in listed})
    reviewed = _reviews(work, wanted)
    of = {audit.round for audit in listed}
    begun = {
        r.ref: from_row(Round, r) for r in work.execute(_few(select(rounds), rounds.c.ref, of))
    }
    return [
        AuditFile(
            audit,
            tuple(own.get(audit.ref, ())),
            tuple(asked.get(audit.ref, ())),
            given.get(audit.ref),
            tuple(decided.get(audit.ref, ())),
            tuple(disputed.get(audit.ref, ())),
            tuple(a for a in others.get(audit.child, ()) if a.audit != audit.ref),
            notes=tuple(noted.get(audit.ref, ())),
            round=begun.get(audit.round),
            review=reviewed.get(audit.ref),
        )
        for audit in listed
    ]


def _reviews(work: Transaction, wanted: Collection[str]) -> Mapping[str, Review]:
    """The quality assurance of each audit that was selected for it."""
    query = select(reviews).where(reviews.c.kind == ReviewKind.QUALITY.value)
    rows = work.execute(_few(query, reviews.c.audit, wanted))
    return {row.audit: from_row(Review, row) for row in rows}


def _with_panels(work: Transaction, files: list[AuditFile]) -> list[AuditFile]:
    """The same files; those of a panel with the panel, and with its other audits."""
    wanted = {file.audit.panel for file in files if file.audit.panel}
    if not wanted:
        return files
    found = {row.ref: from_row(Panel, row) for row in work.execute(select(panels))}
    query = select(audits).where(
        audits.c.panel.is_not(None), audits.c.status != Status.WITHDRAWN.value
    )
    every = [from_row(Audit, row) for row in work.execute(query.order_by(audits.c.ref))]
    members: dict[str, list[AuditFile]] = defaultdict(list)
    for file in _alone(work, [audit for audit in every if audit.panel in wanted]):
        members[str(file.audit.panel)].append(file)
    return [_in_panel(file, found, members) for file in files]


def _in_panel(
    file: AuditFile, found: Mapping[str, Panel], members: Mapping[str, list[AuditFile]]
) -> AuditFile:
    ref = file.audit.panel
    if ref is None or ref not in found:
        return file
    others = tuple(one for one in members[ref] if one.audit.ref != file.audit.ref)
    return replace(file, panel=found[ref], others=others)


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
