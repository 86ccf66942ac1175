"""Rounds, audits, actions, requests and concerns: what can be asked of the record."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from bot.policy.action_checks import ActionCheck
from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import (
    OPEN_STATUSES,
    WITH_AUDITOR,
    Action,
    ActionStatus,
    Audit,
    AuditFile,
    Concern,
    ConcernStatus,
    Request,
    RequestStatus,
    Round,
    RoundStatus,
    Status,
)
from bot.policy.panels import Panel
from bot.policy.reviews import Review
from bot.store.files import files_of
from bot.store.records import TABLES, from_row
from bot.store.tables import actions, audits, concerns, requests, rounds
from bot.store.transaction import Transaction

R = TypeVar(
    "R",
    Round,
    Audit,
    Action,
    Request,
    Concern,
    AuditReturn,
    ActionCheck,
    ManagementDecision,
    Dispute,
    CaseNote,
    Panel,
    Review,
)


def get(work: Transaction, kind: type[R], ref: str | None) -> R | None:
    """The record with this reference; None if there is none."""
    table = TABLES[kind]
    row = work.execute(select(table).where(table.c.ref == ref)).first() if ref else None
    return from_row(kind, row) if row else None


def taken(work: Transaction, ref: str) -> bool:
    return any(
        work.execute(select(table.c.ref).where(table.c.ref == ref)).first() is not None
        for table in TABLES.values()
    )


def audit_file(work: Transaction, ref: str | None) -> AuditFile | None:
    """The audit with all that belongs to it."""
    audit = get(work, Audit, ref)
    return next(iter(files_of(work, [audit])), None) if audit else None


def open_files(work: Transaction) -> list[AuditFile]:
    """Every audit that somebody still owes something about, in order of reference."""
    wanted = [status.value for status in OPEN_STATUSES]
    rows = work.execute(select(audits).where(audits.c.status.in_(wanted)).order_by(audits.c.ref))
    return files_of(work, [from_row(Audit, row) for row in rows])


def ended_before(work: Transaction, day: date) -> list[AuditFile]:
    """Every audit that ended before `day` and is still known by the child's id."""
    ended = [Status.CLOSED.value, Status.WITHDRAWN.value]
    last = func.coalesce(audits.c.completed_on, audits.c.due, audits.c.assigned_on)
    query = select(audits).where(
        audits.c.status.in_(ended), audits.c.child != "", (last < day) | last.is_(None)
    )
    return files_of(work, [from_row(Audit, row) for row in work.execute(query)])


def open_audits_of(work: Transaction, auditor: str) -> list[Audit]:
    query = select(audits).where(
        audits.c.auditor == auditor,
        audits.c.status.in_([s.value for s in (*WITH_AUDITOR, Status.COMPLETED)]),
    )
    return [from_row(Audit, row) for row in work.execute(query.order_by(audits.c.ref))]


def all_files(work: Transaction) -> list[AuditFile]:
    """Every audit that was not withdrawn: proposed ones first, then the newest round."""
    query = select(audits).where(audits.c.status != Status.WITHDRAWN.value)
    query = query.order_by(audits.c.assigned_on.desc().nulls_first(), audits.c.ref)
    return files_of(work, [from_row(Audit, row) for row in work.execute(query)])


def open_concerns(work: Transaction) -> list[Concern]:
    query = select(concerns).where(concerns.c.status == ConcernStatus.OPEN.value)
    return [from_row(Concern, row) for row in work.execute(query.order_by(concerns.c.raised_at))]


def unsettled_concerns(work: Transaction) -> list[Concern]:
    """The concerns that have not been raised with the team: somebody is chased about each."""
    query = select(concerns).where(concerns.c.status != ConcernStatus.RAISED.value)
    return [from_row(Concern, row) for row in work.execute(query.order_by(concerns.c.raised_at))]


def all_concerns(work: Transaction) -> list[Concern]:
    rows = work.execute(select(concerns).order_by(concerns.c.raised_at.desc()))
    return [from_row(Concern, row) for row in rows]


def concerns_of(work: Transaction, audit: str) -> list[Concern]:
    query = select(concerns).where(concerns.c.audit == audit).order_by(concerns.c.raised_at)
    return [from_row(Concern, row) for row in work.execute(query)]


def all_rounds(work: Transaction) -> list[Round]:
    return [
        from_row(Round, row)
        for row in work.execute(select(rounds).order_by(rounds.c.period.desc()))
    ]


def round_of(work: Transaction, period: str) -> Round | None:
    """The period's round, unless it was discarded or taken back."""
    gone = (RoundStatus.DISCARDED.value, RoundStatus.UNDEPLOYED.value)
    query = select(rounds).where(rounds.c.period == period, rounds.c.status.not_in(gone))
    row = work.execute(query).first()
    return from_row(Round, row) if row else None


def audits_of(work: Transaction, round_ref: str) -> tuple[Audit, ...]:
    query = select(audits).where(audits.c.round == round_ref).order_by(audits.c.ref)
    return tuple(from_row(Audit, row) for row in work.execute(query))


def audited_since(work: Transaction, day: date) -> frozenset[str]:
    """The children whose record has been audited, or is being audited, since `day` (C23)."""
    query = select(audits.c.child).where(
        (audits.c.assigned_on >= day) | (audits.c.status == Status.PROPOSED.value),
        audits.c.status != Status.WITHDRAWN.value,
    )
    return frozenset(work.execute(query).scalars())


def load_since(work: Transaction, day: date) -> Mapping[str, int]:
    """Audits given to each auditor since `day`."""
    query = (
        select(audits.c.auditor, func.count())
        .where(audits.c.assigned_on >= day, audits.c.status != Status.WITHDRAWN.value)
        .group_by(audits.c.auditor)
    )
    return {row[0]: row[1] for row in work.execute(query)}


def open_action_count(work: Transaction) -> int:
    query = select(func.count()).where(actions.c.status == ActionStatus.OPEN.value)
    return int(work.execute(query).scalar_one())


def pending_requests(work: Transaction) -> list[Request]:
    query = select(requests).where(requests.c.status == RequestStatus.PENDING.value)
    return [from_row(Request, row) for row in work.execute(query.order_by(requests.c.ref))]
