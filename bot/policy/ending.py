"""What becomes of an audit, and of a disagreement on it, once remedial actions have ended."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.policy.life import Event, after
from bot.policy.matters import Dispute, DisputeOutcome, DisputeStep
from bot.policy.model import Action, ActionStatus, Audit, AuditFile, Status
from bot.policy.occasion import Occasion

_WITH_TEAM = (Status.WITH_TEAM_MANAGER, Status.DISPUTED)


def due_of(action: Action, occasion: Occasion) -> date:
    """R-9.3-1: counted from the Case Note, or till its date is known from the day it was required.

    Days for which a disagreement has stopped the clock are not counted.
    """
    start = action.case_note_on or action.created_on
    return occasion.calendar.add(start, action.days + action.paused_days)


def paused(action: Action, occasion: Occasion) -> Action:
    """The clock stands still, but never that of a safeguarding action (R-9.8-6)."""
    if action.safeguarding or action.paused_on:
        return action
    return replace(action, paused_on=occasion.today)


def resumed(action: Action, occasion: Occasion) -> Action:
    """The clock runs on, with as many working days left as it had."""
    if action.paused_on is None:
        return action
    stood = occasion.calendar.between(action.paused_on, occasion.today)
    stood = max(stood, 0)
    return replace(
        action,
        paused_on=None,
        paused_days=action.paused_days + stood,
        due=occasion.calendar.add(action.due, stood),
    )


def with_changed(file: AuditFile, changed: Iterable[Action]) -> tuple[Action, ...]:
    """The actions of the file, those of `changed` in place of what they were."""
    new = {action.ref: action for action in changed}
    return tuple(new.get(action.ref, action) for action in file.actions)


def settled_by_end(file: AuditFile, changed: Iterable[Action], by: str, on: date) -> Dispute | None:
    """The open disagreement, settled if none of its actions is open any more."""
    dispute = file.dispute
    still = {a.ref for a in with_changed(file, changed) if a.status is ActionStatus.OPEN}
    if dispute is None or still.intersection(dispute.actions):
        return None
    return replace(
        dispute,
        step=DisputeStep.SETTLED,
        outcome=DisputeOutcome.STANDS,
        words="The actions have been closed.",
        settled_on=on,
        settled_by=by,
    )


def audit_after(file: AuditFile, changed: Iterable[Action], dispute: Dispute | None) -> Audit:
    """The audit once its actions are as in `changed`; `dispute`: as it stands now, if there is one.

    Closed when nothing is open any more; with the Team Manager again when only the disagreement is
    over (9.6, 9.8). Before it is with the Team Manager it stays where it is: what could not wait is
    done, and the rest is still to come (A-8).
    """
    if file.audit.status not in _WITH_TEAM:
        return file.audit
    left = any(a.status is ActionStatus.OPEN for a in with_changed(file, changed))
    if not left:
        return after(file.audit, Event.CLOSE)
    if file.audit.status is Status.DISPUTED and (dispute is None or not dispute.is_open):
        return after(file.audit, Event.RESOLVE)
    return file.audit
