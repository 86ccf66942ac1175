"""Rounds, audits, actions, requests and concerns: what can be asked of the record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.policy import references
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
from bot.policy.publication import CaseEvent
from bot.policy.reviews import Review
from bot.store import memory
from bot.store.files import files_of
from bot.store.records import R
from bot.store.tables import NAMED, audits
from bot.store.transaction import Transaction

_KINDS: Mapping[str, Any] = {
    references.AUDIT: Audit,
    references.ACTION: Action,
    references.REQUEST: Request,
    references.CONCERN: Concern,
    references.ROUND: Round,
    references.CASE_EVENT: CaseEvent,
    references.DECISION: ManagementDecision,
    references.DISPUTE: Dispute,
    references.CASE_NOTE: CaseNote,
    references.PANEL: Panel,
    references.REVIEW: Review,
    references.CHECK: ActionCheck,
}
_GIVEN_SINCE = select(audits).where(
    audits.c.assigned_on >= bindparam("day"), audits.c.status != Status.WITHDRAWN.value
)
_ALL_NAMED = select(audits).where(NAMED).order_by(audits.c.ref)
_ENDED = _ALL_NAMED.where(
    audits.c.status.in_([Status.CLOSED.value, Status.WITHDRAWN.value]),
    func.coalesce(audits.c.completed_on, audits.c.due, audits.c.assigned_on, date.min)
    < bindparam("day"),
)


def get(work: Transaction, kind: type[R], ref: str | None) -> R | None:
    """The record with this reference; None if there is none."""
    if not ref or _is_of_another(kind, ref):
        return None
    return memory.get(work, kind, ref)


def _is_of_another(kind: type, ref: str) -> bool:
    """Whether it says so itself: the store need not be asked, once for each kind of record."""
    said = _KINDS.get(ref.partition("-")[0], kind)
    return said is not kind and kind is not AuditReturn  # which has the reference of its audit


def taken(work: Transaction, ref: str) -> bool:
    kind = _KINDS.get(ref.partition("-")[0])
    return kind is not None and memory.get(work, kind, ref) is not None


def audit_file(work: Transaction, ref: str | None) -> AuditFile | None:
    """The audit with all that belongs to it."""
    audit = get(work, Audit, ref)
    return next(iter(files_of(work, [audit])), None) if audit else None


def open_files(work: Transaction) -> list[AuditFile]:
    """Every audit that somebody still owes something about, in order of reference."""
    return files_of(work, memory.where(work, Audit, "status", OPEN_STATUSES))


def ended_before(work: Transaction, day: date) -> list[AuditFile]:
    """Every audit that ended before `day` and is still known by the child's id."""
    what = "ended before", day
    return files_of(work, memory.selected(work, Audit, what, _ENDED, values={"day": day}))


def open_audits_of(work: Transaction, auditor: str) -> list[Audit]:
    theirs = memory.where(work, Audit, "auditor", (auditor,))
    return [audit for audit in theirs if audit.status in (*WITH_AUDITOR, Status.COMPLETED)]


def all_files(work: Transaction) -> list[AuditFile]:
    """Every audit that was not withdrawn: proposed ones first, then the newest round.

    Those whose names have been erased are not among them, nor in the next: nobody can be told of
    these any more, only counted.
    """
    standing = [a for a in _named(work) if a.status is not Status.WITHDRAWN]
    return files_of(work, sorted(standing, key=lambda a: a.assigned_on or date.max, reverse=True))


def files_of_round(work: Transaction, round_ref: str) -> list[AuditFile]:
    """Every audit of a round that was ever given to somebody, withdrawn and erased ones too."""
    return files_of(work, (a for a in audits_of(work, round_ref) if a.assigned_on))


def files_given(work: Transaction, first: date, last: date) -> list[AuditFile]:
    """Every audit given on these days, both included; withdrawn and erased ones too."""
    query = select(audits).where(audits.c.assigned_on.between(first, last))
    return files_of(work, memory.selected(work, Audit, ("given", first, last), query))


def named_files(work: Transaction) -> list[AuditFile]:
    """Every audit that is still known by the child's id, withdrawn ones too, by reference."""
    return files_of(work, _named(work))


def every_file(work: Transaction) -> list[AuditFile]:
    """Every audit that ever was, in order of reference: for statistics."""
    found = memory.every(work, Audit)
    return files_of(work, [found[ref] for ref in sorted(found)])


def _named(work: Transaction) -> list[Audit]:
    return memory.selected(work, Audit, "named", _ALL_NAMED)


def open_concerns(work: Transaction) -> list[Concern]:
    return _as_raised(memory.where(work, Concern, "status", (ConcernStatus.OPEN,)))


def unsettled_concerns(work: Transaction) -> list[Concern]:
    """The concerns that have not been raised with the team: somebody is chased about each."""
    unsettled = [status for status in ConcernStatus if status is not ConcernStatus.RAISED]
    return _as_raised(memory.where(work, Concern, "status", unsettled))


def all_concerns(work: Transaction) -> list[Concern]:
    """The newest first."""
    return _as_raised(memory.every(work, Concern).values())[::-1]


def concerns_of(work: Transaction, audit: str) -> list[Concern]:
    return _as_raised(memory.where(work, Concern, "audit", (audit,)))


def concerns_without_audit(work: Transaction) -> list[Concern]:
    """Those of mails that named no audit, as long as it is known who raised them."""
    every = memory.every(work, Concern).values()
    return _as_raised(c for c in every if c.audit is None and c.raised_by)


def _as_raised(concerns: Iterable[Concern]) -> list[Concern]:
    return sorted(concerns, key=lambda concern: (concern.raised_at, concern.ref))


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
    proposed = memory.where(work, Audit, "status", (Status.PROPOSED,))
    return frozenset(audit.child for audit in (*proposed, *given_since(work, day)))


def load_since(work: Transaction, day: date) -> Mapping[str, int]:
    """Audits given to each auditor since `day`. Not to be changed in place: it is kept."""

    def count() -> Mapping[str, int]:
        return Counter(audit.auditor for audit in given_since(work, day))

    return memory.made_of(work, (Audit,), ("load since", day), count)


def given_since(work: Transaction, day: date) -> list[Audit]:
    """The audits that were given to an auditor since `day`, and not withdrawn."""
    return memory.selected(work, Audit, ("given since", day), _GIVEN_SINCE, values={"day": day})


def open_action_count(work: Transaction) -> int:
    return len(memory.where(work, Action, "status", (ActionStatus.OPEN,)))


def pending_requests(work: Transaction) -> list[Request]:
    return memory.where(work, Request, "status", (RequestStatus.PENDING,))
