"""When the names and words of an audit are no longer needed (A-29, requirements 10.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.policy.council import Council, tidy
from bot.policy.model import (
    OPEN_STATUSES,
    ActionStatus,
    Audit,
    AuditFile,
    Concern,
    ConcernStatus,
    Status,
)
from bot.policy.rules import Rules
from bot.policy.themes import months_after


@dataclass(frozen=True, slots=True)
class Ended:
    """An audit with everything that may keep it in use."""

    file: AuditFile
    proposed_on: date  # of its round
    in_use: bool = False  # a concern, a disagreement or a review of it is open


def time_has_come(ended: Ended, council: Council, rules: Rules, today: date) -> bool:
    """Whether names, ids and words go now; what is counted stays.

    The months run from the four-month review of 10.1, or from when its last action ended if that
    was later. Whatever is open, held, or still keeps the child from being drawn again stays.
    """
    audit = ended.file.audit
    is_open = audit.status in OPEN_STATUSES or audit.status is Status.PROPOSED
    unfinished = any(a.status is ActionStatus.OPEN for a in ended.file.actions)
    if is_open or unfinished or ended.in_use:
        return False
    last = max(_days(ended))
    until = months_after(last, rules.compliance_months + rules.retention_months)
    drawn_again = months_after(last, rules.repeat_audit_months)
    return today >= max(until, drawn_again) and not held(audit, council, today)


def concern_time_has_come(concern: Concern, council: Council, rules: Rules, today: date) -> bool:
    """The same of a concern that named no audit: as long, from when it was raised with the team."""
    if concern.status is not ConcernStatus.RAISED:
        return False
    last = (concern.decided_at or concern.raised_at).date()
    until = months_after(last, rules.compliance_months + rules.retention_months)
    return today >= until and not _held((concern.ref,), council, today)


def held(audit: Audit, council: Council, today: date) -> bool:
    """Whether a person has said that this audit, or all of this child, must be kept.

    Annexe A may have given the child another id since the audit, or since the hold (A-26).
    """
    return _held((audit.ref, *council.ids_of(audit.child)), council, today)


def _held(names: Iterable[str], council: Council, today: date) -> bool:
    theirs = {tidy(name) for name in names}
    return any(
        tidy(hold.what) in theirs and (hold.until is None or today <= hold.until)
        for hold in council.holds
    )


def _days(ended: Ended) -> list[date]:
    audit = ended.file.audit
    days = [ended.proposed_on, audit.assigned_on, audit.due, audit.completed_on]
    days += [action.done_on for action in ended.file.actions]
    return [day for day in days if day is not None]
