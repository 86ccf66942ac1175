"""Whether a letter that was owed when it was decided is still owed when it leaves (C3, C4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.chasing_second_looks import silent_in
from bot.policy.consensus import Together
from bot.policy.decision import Letter
from bot.policy.life import AUDITORS_TURN, UNFINISHED
from bot.policy.matters import Dispute, ManagementDecision, ManagementDecisionStatus
from bot.policy.model import (
    WITH_AUDITOR,
    AuditFile,
    Concern,
    ConcernStatus,
    Fact,
    Request,
    RequestStatus,
    Status,
)
from bot.policy.raising import TEAM_RUNG
from bot.policy.reviews import Review, ReviewStatus


@dataclass(frozen=True, slots=True)
class Now:
    """How things stand at the moment of sending, for the reference that the letter is about."""

    file: AuditFile | None = None
    request: Request | None = None
    concern: Concern | None = None
    decision: ManagementDecision | None = None
    dispute: Dispute | None = None
    review: Review | None = None
    panel: Together | None = None


def is_checked(letter: Letter) -> bool:
    """Whether it is asked once more, when it leaves, if the letter is still owed."""
    return letter.name in _CHECKS


def why_withhold(letter: Letter, now: Now) -> str | None:
    """Why the letter must not leave any more; None: it is still owed.

    Only chasers are checked. A receipt, a decision or a first notice tells what has happened, and
    that stays true.
    """
    check = _CHECKS.get(letter.name)
    return check(letter, now) if check else None


def _still_theirs(letter: Letter, now: Now) -> str | None:
    audit = now.file.audit if now.file else None
    if audit is None or audit.status not in WITH_AUDITOR:
        return "the audit is no longer waiting for its auditor"
    if audit.auditor != _told(letter, "auditor"):
        return f"the audit is now with {audit.auditor}"
    if audit.due is not None and audit.due.isoformat() != _told(letter, "due"):
        return "the due date has moved"
    return None


def _still_under_way(letter: Letter, now: Now) -> str | None:
    if now.file is None or now.file.audit.status is Status.WITHDRAWN:
        return "the audit was withdrawn"
    return None


def _still_unstated(letter: Letter, now: Now) -> str | None:
    if now.file is None or now.file.audit.status is not Status.COMPLETED:
        return "it has been stated whether actions are required"
    return None


def _still_open(letter: Letter, now: Now) -> str | None:
    running = now.file.open_actions if now.file else ()
    open_refs = {action.ref for action in running if action.paused_on is None}
    if open_refs.isdisjoint(_action_refs(letter)):
        return "none of its remedial actions is open any more, or it is disputed"
    return None


def _still_waiting(letter: Letter, now: Now) -> str | None:
    if now.decision is None or now.decision.status is not ManagementDecisionStatus.WAITING:
        return "the Management Decision does not wait any more"
    return None


def _still_disputed(letter: Letter, now: Now) -> str | None:
    """What has happened stays true; that somebody is asked again does not."""
    if letter.facts.get("again") and (now.dispute is None or not now.dispute.is_open):
        return "the disagreement is settled"
    return None


def _still_unfinished(letter: Letter, now: Now) -> str | None:
    if now.file is None or now.file.audit.status not in UNFINISHED:
        return "the audit is complete, or has ended"
    if letter.facts.get("you") == "auditor" and now.file.audit.status not in AUDITORS_TURN:
        return "the audit is no longer waiting for its auditor"
    return None


def _still_pending(letter: Letter, now: Now) -> str | None:
    if now.request is None or now.request.status is not RequestStatus.PENDING:
        return "the request has been decided"
    return None


def _still_reviewing(letter: Letter, now: Now) -> str | None:
    if now.review is None or now.review.status is not ReviewStatus.WITH_REVIEWER:
        return "the review is over"
    if now.review.reviewer != letter.to:
        return f"the review is now with {now.review.reviewer}"
    return None


def _still_their_look(letter: Letter, now: Now) -> str | None:
    """A reminder of a review, or of a panel to somebody who has not said a word yet."""
    if now.panel is None:
        return _still_reviewing(letter, now)
    if reason := _still_looked_at(letter, now):
        return reason
    return None if letter.to in silent_in(now.panel) else f"{letter.to} has answered"


def _still_looked_at(letter: Letter, now: Now) -> str | None:
    """Whoever is told that a second look is late has no part in it."""
    if now.panel is None:
        reviewing = now.review and now.review.status is ReviewStatus.WITH_REVIEWER
        return None if reviewing else "the review is over"
    same = now.panel.panel.awaited == letter.facts.get("kind")
    return None if same else "the panel has gone on"


def _still_unanswered(letter: Letter, now: Now) -> str | None:
    if now.concern is None or now.concern.status is not ConcernStatus.OPEN:
        return "the concern has been acknowledged"
    return None


def _still_undecided(letter: Letter, now: Now) -> str | None:
    if now.concern is None or now.concern.status is not ConcernStatus.ACKNOWLEDGED:
        return "it has been recorded how the concern is raised"
    return None


def _still_with_team(letter: Letter, now: Now) -> str | None:
    if now.concern is None or now.concern.status is not ConcernStatus.WITH_TEAM:
        return "somebody of the team has answered"
    return None


def _still_silent(letter: Letter, now: Now) -> str | None:
    """The alarm of chain A, or of chain B, which says so in its cause."""
    if not letter.cause.startswith(TEAM_RUNG):
        return _still_unanswered(letter, now)
    if now.concern is None or now.concern.status is ConcernStatus.RAISED:
        return "somebody of the team has answered"
    return None


_CHECKS: Mapping[str, Callable[[Letter, Now], str | None]] = {
    "assignment": _still_theirs,
    "audit_under_way": _still_under_way,
    "reminder": _still_theirs,
    "overdue": _still_theirs,
    "overdue_escalated": _still_theirs,
    "actions_wanted": _still_unstated,
    "action_reminder": _still_open,
    "action_overdue": _still_open,
    "action_overdue_escalated": _still_open,
    "case_closed": _still_unfinished,
    "case_closed_actions": _still_open,
    "case_reopened": _still_open,
    "worker_away": _still_open,
    "decision_to_authorise": _still_waiting,
    "dispute_referred": _still_disputed,
    "dispute_review": _still_disputed,
    "dispute_reviewer_wanted": _still_disputed,
    "dispute_discussion": _still_disputed,
    "request_to_decide": _still_pending,
    "review_request": _still_reviewing,
    "second_look_reminder": _still_their_look,
    "second_look_overdue": _still_looked_at,
    "safeguarding_chase": _still_unanswered,
    "safeguarding_alarm": _still_silent,
    "safeguarding_decide": _still_undecided,
    "safeguarding_to_team": _still_with_team,
}


def _told(letter: Letter, key: str) -> Fact:
    audit = letter.facts.get("audit")
    return audit.get(key) if isinstance(audit, Mapping) else None


def _action_refs(letter: Letter) -> list[str]:
    actions = letter.facts.get("actions")
    listed = actions if isinstance(actions, Sequence) else ()
    return [str(action["ref"]) for action in listed if isinstance(action, Mapping)]
