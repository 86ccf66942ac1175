"""Rounds, audits, actions, requests and concerns: what can be asked of the record."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

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
from bot.store import memory
from bot.store.files import files_of
from bot.store.records import TABLES, R
from bot.store.transaction import Transaction


def get(work: Transaction, kind: type[R], ref: str | None) -> R | None:
    """The record with this reference; None if there is none."""
    return memory.every(work, kind).get(ref) if ref else None


def taken(work: Transaction, ref: str) -> bool:
    return any(ref in memory.every(work, kind) for kind in TABLES)


def audit_file(work: Transaction, ref: str | None) -> AuditFile | None:
    """The audit with all that belongs to it."""
    audit = get(work, Audit, ref)
    return next(iter(files_of(work, [audit])), None) if audit else None


def open_files(work: Transaction) -> list[AuditFile]:
    """Every audit that somebody still owes something about, in order of reference."""
    return files_of(work, memory.where(work, Audit, "status", OPEN_STATUSES))


def ended_before(work: Transaction, day: date) -> list[AuditFile]:
    """Every audit that ended before `day` and is still known by the child's id."""
    ended = memory.where(work, Audit, "status", (Status.CLOSED, Status.WITHDRAWN))
    return files_of(work, (audit for audit in ended if audit.child and _last_day(audit) < day))


def _last_day(audit: Audit) -> date:
    return audit.completed_on or audit.due or audit.assigned_on or date.min


def open_audits_of(work: Transaction, auditor: str) -> list[Audit]:
    theirs = memory.where(work, Audit, "auditor", (auditor,))
    return [audit for audit in theirs if audit.status in (*WITH_AUDITOR, Status.COMPLETED)]


def all_files(work: Transaction) -> list[AuditFile]:
    """Every audit that was not withdrawn: proposed ones first, then the newest round."""
    standing = [a for a in _in_order(work, Audit) if a.status is not Status.WITHDRAWN]
    return files_of(work, sorted(standing, key=lambda a: a.assigned_on or date.max, reverse=True))


def every_file(work: Transaction) -> list[AuditFile]:
    """Every audit, withdrawn ones too, in order of reference."""
    return files_of(work, _in_order(work, Audit))


def open_concerns(work: Transaction) -> list[Concern]:
    return [c for c in _concerns(work) if c.status is ConcernStatus.OPEN]


def unsettled_concerns(work: Transaction) -> list[Concern]:
    """The concerns that have not been raised with the team: somebody is chased about each."""
    return [c for c in _concerns(work) if c.status is not ConcernStatus.RAISED]


def all_concerns(work: Transaction) -> list[Concern]:
    """The newest first."""
    return _concerns(work)[::-1]


def concerns_of(work: Transaction, audit: str) -> list[Concern]:
    return [concern for concern in _concerns(work) if concern.audit == audit]


def _concerns(work: Transaction) -> list[Concern]:
    """In the order in which they were raised."""
    return sorted(memory.every(work, Concern).values(), key=lambda concern: concern.raised_at)


def all_rounds(work: Transaction) -> list[Round]:
    """The newest period first."""
    return sorted(memory.every(work, Round).values(), key=lambda r: r.period, reverse=True)


def round_called(work: Transaction, name: str) -> Round | None:
    """The round of this reference or period; of a period's proposals the one that counts."""
    if by_ref := get(work, Round, name):
        return by_ref
    gone = (RoundStatus.DISCARDED, RoundStatus.UNDEPLOYED, RoundStatus.DRAWN_AGAIN)
    found = list(memory.where(work, Round, "period", (name,)))
    standing = [round_ for round_ in found if round_.status not in gone]
    return next(reversed(standing or found), None)


def audits_of(work: Transaction, round_ref: str) -> tuple[Audit, ...]:
    return tuple(memory.where(work, Audit, "round", (round_ref,)))


def audited_since(work: Transaction, day: date) -> frozenset[str]:
    """The children whose record has been audited, or is being audited, since `day` (C23)."""
    return frozenset(
        audit.child
        for audit in memory.every(work, Audit).values()
        if audit.status is Status.PROPOSED or _was_given(audit, day)
    )


def load_since(work: Transaction, day: date) -> Mapping[str, int]:
    """Audits given to each auditor since `day`."""

    def count() -> Mapping[str, int]:
        audits = memory.every(work, Audit).values()
        return Counter(audit.auditor for audit in audits if _was_given(audit, day))

    return memory.made_of(work, Audit, ("load since", day), count)


def _was_given(audit: Audit, since: date) -> bool:
    on = audit.assigned_on
    return on is not None and on >= since and audit.status is not Status.WITHDRAWN


def open_action_count(work: Transaction) -> int:
    return len(memory.where(work, Action, "status", (ActionStatus.OPEN,)))


def pending_requests(work: Transaction) -> list[Request]:
    return memory.where(work, Request, "status", (RequestStatus.PENDING,))


def _in_order(work: Transaction, kind: type[R]) -> list[R]:
    found = memory.every(work, kind)
    return [found[ref] for ref in sorted(found)]
