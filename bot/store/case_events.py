"""What became of the cases of audited children: the last word on each, for Annexe A forgets."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.policy.publication import CaseEvent, ChangeKind
from bot.store.records import from_row
from bot.store.tables import case_events
from bot.store.transaction import Transaction

_NO_WORD = {ChangeKind.ID_CHANGED.value}  # says who the child is, not where it stands


def latest(work: Transaction) -> Mapping[str, CaseEvent]:
    """For each child, the event of the newest publication that showed one."""
    query = select(case_events).where(case_events.c.kind.not_in(_NO_WORD))
    query = query.order_by(case_events.c.seen_on, case_events.c.noted_at)
    return {row.child: from_row(CaseEvent, row) for row in work.execute(query)}


def confirmed_ids(work: Transaction) -> dict[str, str]:
    """Earlier id -> later id, where a person has said that both are one child."""
    query = select(case_events.c.child, case_events.c.now).where(
        case_events.c.kind.in_(_NO_WORD), case_events.c.now.is_not(None)
    )
    return {row.child: row.now for row in work.execute(query.order_by(case_events.c.noted_at))}
