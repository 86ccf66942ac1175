"""What can be asked of the looks back at remedial actions (policy 10)."""

from datetime import date

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.model import Action, ActionStatus, Audit
from bot.store import memory
from bot.store.transaction import Transaction

Pair = tuple[ActionCheck, Action]

_NOTHING_TO_SEE = (ActionStatus.TAKEN_BACK, ActionStatus.NOT_REQUIRED)


def not_looked_at(work: Transaction, completed_before: date) -> list[str]:
    """The audits completed by that day with an action that nobody was asked to look at yet."""
    looked = {check.action for check in memory.every(work, ActionCheck).values()}
    audits = memory.every(work, Audit)
    waiting = {
        action.audit
        for action in memory.every(work, Action).values()
        if action.ref not in looked and action.status not in _NOTHING_TO_SEE
    }
    done = ((ref, audits[ref].completed_on) for ref in waiting)
    return sorted(ref for ref, on in done if on and on <= completed_before)


def checks(work: Transaction, kind: CheckKind | None = None) -> list[Pair]:
    """Every look back with its action, in order of due date."""
    every = memory.every(work, ActionCheck).values()
    found = sorted((c for c in every if kind in (None, c.kind)), key=lambda c: (c.due, c.ref))
    actions = memory.every(work, Action)
    return [(check, actions[check.action]) for check in found]


def waiting_check(work: Transaction, action: str) -> ActionCheck | None:
    """The newest look back at this action, recorded or not."""
    found = memory.where(work, ActionCheck, "action", (action,))
    return max(found, key=lambda check: check.due, default=None)


def open_actions(work: Transaction) -> list[Action]:
    return memory.where(work, Action, "status", (ActionStatus.OPEN,))
