"""What can be asked of the looks back at remedial actions (policy 10)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.model import Action, ActionStatus, Audit
from bot.store import memory
from bot.store.tables import FOUR_MONTHS, NAMED, NOT_TOLD, action_checks, actions, audits
from bot.store.transaction import Transaction

Pair = tuple[ActionCheck, Action]

_NOTHING_TO_SEE = (ActionStatus.TAKEN_BACK, ActionStatus.NOT_REQUIRED)
_LOOKED_AT = select(action_checks.c.ref).where(action_checks.c.action == actions.c.ref).exists()
_TO_LOOK_AT = (
    select(actions.c.ref)
    .where(
        actions.c.audit == audits.c.ref,
        actions.c.status.not_in([status.value for status in _NOTHING_TO_SEE]),
        ~_LOOKED_AT,
    )
    .exists()
)


def not_looked_at(work: Transaction, completed_before: date) -> list[str]:
    """The audits completed by that day with an action that nobody was asked to look at yet."""
    done = audits.c.completed_on <= completed_before
    query = select(audits.c.ref).where(NAMED, done, _TO_LOOK_AT).order_by(audits.c.ref)
    return memory.made_of(
        work,
        (Audit, Action, ActionCheck),
        ("not looked at", completed_before),
        lambda: list(work.execute(query).scalars()),
    )


def all_checks(work: Transaction) -> list[Pair]:
    """Every look back with its action, in order of due date: for statistics."""
    return _with_actions(work, memory.every(work, ActionCheck).values())


def checks_of(work: Transaction, refs: Iterable[str]) -> list[Pair]:
    """The looks back at these actions, in order of due date."""
    return _with_actions(work, memory.where(work, ActionCheck, "action", refs))


def looked_at(work: Transaction, refs: Iterable[str], kind: CheckKind) -> frozenset[str]:
    """Those of these actions that have a look back of this kind, recorded or not."""
    found = memory.where(work, ActionCheck, "action", refs)
    return frozenset(check.action for check in found if check.kind is kind)


def checks_in(work: Transaction, refs: Iterable[str]) -> list[ActionCheck]:
    """The looks back at the actions of these audits, in order of due date."""
    return sorted(memory.where(work, ActionCheck, "audit", refs), key=_in_order)


def not_recorded(work: Transaction) -> list[Pair]:
    """What nobody has answered yet, in order of due date."""
    return _with_actions(work, memory.where(work, ActionCheck, "recorded_on", (None,)))


def recorded_since(work: Transaction, day: date) -> list[Pair]:
    """The looks after four months that were recorded since `day`, in order of due date."""
    query = select(action_checks).where(FOUR_MONTHS, action_checks.c.recorded_on >= day)
    found = memory.selected(work, ActionCheck, ("recorded since", day), query)
    return _with_actions(work, found)


def not_told(work: Transaction) -> list[Pair]:
    """The looks after four months of which the team has not heard, in order of due date."""
    query = select(action_checks).where(NOT_TOLD)
    return _with_actions(work, memory.selected(work, ActionCheck, "not told", query))


def waiting_check(work: Transaction, action: str) -> ActionCheck | None:
    """The newest look back at this action, recorded or not."""
    found = memory.where(work, ActionCheck, "action", (action,))
    return max(found, key=lambda check: check.due, default=None)


def open_actions(work: Transaction) -> list[Action]:
    return memory.where(work, Action, "status", (ActionStatus.OPEN,))


def _with_actions(work: Transaction, found: Iterable[ActionCheck]) -> list[Pair]:
    checks = sorted(found, key=_in_order)
    looked_at = memory.where(work, Action, "ref", (check.action for check in checks))
    by_ref = {action.ref: action for action in looked_at}
    return [(check, by_ref[check.action]) for check in checks]


def _in_order(check: ActionCheck) -> tuple[date, str]:
    return (check.due, check.ref)
