"""Every change of a number of the policy, in the order in which they came into force."""

from dataclasses import asdict

from sqlalchemy import insert, select

from bot.policy.rule_changes import RuleChange
from bot.store.tables import rule_changes
from bot.store.transaction import Transaction


def changes(work: Transaction) -> tuple[RuleChange, ...]:
    rows = work.execute(select(rule_changes).order_by(rule_changes.c.number))
    return tuple(
        RuleChange(
            row.rule,
            row.value,
            row.since,
            row.reason,
            row.proposed_by,
            row.approved_by,
            row.approved_on,
        )
        for row in rows
    )


def keep(work: Transaction, change: RuleChange) -> None:
    work.execute(insert(rule_changes).values(**asdict(change)))
