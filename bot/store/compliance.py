"""What can be asked of the looks back at remedial actions (policy 10)."""

from datetime import date

from sqlalchemy import select

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.model import Action, ActionStatus
from bot.store.records import from_row
from bot.store.tables import action_checks, actions, audits
from bot.store.transaction import Transaction

Pair = tuple[ActionCheck, Action]


def not_looked_at(work: Transaction, completed_before: date) -> list[str]:
    """The audits completed by that day with an action that nobody was asked to look at yet."""
    query = (
        select(audits.c.ref)
        .join(actions, actions.c.audit == audits.c.ref)
        .outerjoin(action_checks, action_checks.c.action == actions.c.ref)
        .where(
            audits.c.completed_on <= completed_before,
            action_checks.c.ref.is_(None),
            actions.c.status.not_in(
                [ActionStatus.TAKEN_BACK.value, ActionStatus.NOT_REQUIRED.value]
            ),
        )
    )
    return sorted(set(work.execute(query).scalars()))


def checks(work: Transaction, kind: CheckKind | None = None) -> list[Pair]:
    """Every look back with its action, in order of due date."""
    query = select(action_checks).order_by(action_checks.c.due, action_checks.c.ref)
    rows = work.execute(query.where(action_checks.c.kind == kind.value) if kind else query).all()
    found = [from_row(ActionCheck, row) for row in rows]
    wanted = {check.action for check in found}
    by_ref = {
        row.ref: from_row(Action, row) for row in work.execute(select(actions)) if row.ref in wanted
    }
    return [(check, by_ref[check.action]) for check in found]


def waiting_check(work: Transaction, action: str) -> ActionCheck | None:
    """The newest look back at this action, recorded or not."""
    query = select(action_checks).where(action_checks.c.action == action)
    row = work.execute(query.order_by(action_checks.c.due.desc(), action_checks.c.ref)).first()
    return from_row(ActionCheck, row) if row else None


def open_actions(work: Transaction) -> list[Action]:
    query = select(actions).where(actions.c.status == ActionStatus.OPEN.value)
    return [from_row(Action, row) for row in work.execute(query.order_by(actions.c.ref))]
