"""The looks back at remedial actions (policy 10), columns named as the record's fields."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, String, Table, Text, literal_column

from bot.policy.action_checks import CheckKind
from bot.store.tables.base import index_of, metadata

action_checks = Table(
    "action_checks",
    metadata,
    Column("ref", String, primary_key=True),
    Column("action", ForeignKey("actions.ref"), nullable=False, index=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("due", Date, nullable=False),
    Column("fulfilled", Boolean),
    Column("fulfilled_by", String, nullable=False),
    Column("fulfilled_on", Date),
    Column("completed", Boolean),
    Column("completed_by", String, nullable=False),
    Column("completed_on", Date),
    Column("authorised", Boolean),
    Column("authorised_by", String, nullable=False),
    Column("authorised_on", Date),
    Column("sustained", Boolean),
    Column("note", Text, nullable=False),
    Column("recorded_by", String),
    Column("recorded_on", Date, index=True),
    Column("told_on", Date),
)
# Of the other looks back no team is told, so they would all stand among what it has not been told.
FOUR_MONTHS = action_checks.c.kind == literal_column(f"'{CheckKind.FOUR_MONTHS}'")
NOT_TOLD = FOUR_MONTHS & action_checks.c.told_on.is_(None)
index_of("action_checks_not_told", action_checks.c.due, action_checks.c.ref, only=NOT_TOLD)
