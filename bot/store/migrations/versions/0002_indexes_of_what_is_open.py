"""Indexes of what is open, however many old audits there are."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOLE = (("audits", "completed_on"), ("concerns", "audit"), ("reviews", "sent_on"))
_OF_SOME = (
    ("audits_named", "audits", ["ref"], "child > ''"),
    ("case_notes_open", "case_notes", ["wanted_on", "ref"], "confirmed_by IS NULL AND text > ''"),
    (
        *("action_checks_not_told", "action_checks", ["due", "ref"]),
        "kind = 'Four months after the audit' AND told_on IS NULL",
    ),
)


def upgrade() -> None:
    op.drop_index("ix_case_notes_confirmed_by", "case_notes")
    op.drop_index("ix_action_checks_told_on", "action_checks")
    for table, column in _WHOLE:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for name, table, columns, only in _OF_SOME:
        where = sa.text(only)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
