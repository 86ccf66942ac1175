"""What comes up about remedial actions: one table a record of bot.policy.matters."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, String, Table, Text

from bot.store.tables.base import EMPTY, index_of, metadata

management_decisions = Table(
    "management_decisions",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("actions", JSON, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("reference", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("decided_by", String),
    Column("decided_on", Date),
)

disputes = Table(
    "disputes",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("actions", JSON, nullable=False),
    Column("raised_by", String, nullable=False),
    Column("raised_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("safeguarding", Boolean, nullable=False),
    Column("step", String, nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("lead", String),
    Column("reviewer", String),
    Column("outcome", String),
    Column("attendees", JSON, nullable=False),
    Column("words", Text, nullable=False),
    Column("settled_on", Date),
    Column("settled_by", String),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("wanted_on", Date, nullable=False),
    Column("not_before", Date, nullable=False),
    Column("entered_on", Date),
    Column("confirmed_by", String),
    Column("names", JSON, nullable=False),
)
# Still to be made. One that never was is not open for good: its words go with the audit's.
OPEN_NOTE = case_notes.c.confirmed_by.is_(None) & (case_notes.c.text > EMPTY)
index_of("case_notes_open", case_notes.c.wanted_on, case_notes.c.ref, only=OPEN_NOTE)
