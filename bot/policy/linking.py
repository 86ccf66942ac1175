"""An action that is the same as one of another audit ends as that one does (C17)."""

from dataclasses import replace

from bot.policy.actions import ended
from bot.policy.decision import Decision
from bot.policy.model import Action, ActionStatus, AuditFile
from bot.policy.occasion import Occasion

_ENDED = (ActionStatus.DONE, ActionStatus.NOT_ACHIEVABLE)


def follow(
    file: AuditFile, action: Action, other: Action | None, occasion: Occasion
) -> Decision | None:
    """What becomes of `action`, which is linked to `other`; None: nothing yet.

    It follows once nobody can take back any more what was said of the other one. If that one is not
    required any more, this one stands for itself.
    """
    if other is None or other.status in (ActionStatus.TAKEN_BACK, ActionStatus.NOT_REQUIRED):
        return Decision(
            f"{action.ref} stands for itself: {action.linked_to} is not required any more",
            (replace(action, linked_to=None),),
        )
    if other.status not in _ENDED or other.done_on is None:
        return None
    if occasion.calendar.between(other.done_on, occasion.today) <= occasion.rules.undo_days:
        return None
    closed = replace(action, status=other.status, done_on=other.done_on, done_by=other.done_by)
    line = f"{action.ref} is {other.status.value.lower()}, as {other.ref}, which is the same"
    return Decision(line, ended(file, (closed,), other.done_by or "", occasion))
