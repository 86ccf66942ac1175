"""Panels and reviews: one table a record of bot.policy, columns named as its fields."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, String, Table, Text

from bot.store.tables.base import metadata

panels = Table(
    "panels",
    metadata,
    Column("ref", String, primary_key=True),
    Column("round", ForeignKey("rounds.ref"), nullable=False, index=True),
    Column("child", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("lead", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("agree_by", Date),
    Column("stated", Boolean, nullable=False),
    Column("agreed", JSON, nullable=False),
    Column("moderator", String),
    Column("settled_on", Date),
)

reviews = Table(
    "reviews",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("round", ForeignKey("rounds.ref"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("reviewer", String, index=True),
    Column("sent_on", Date, index=True),
    Column("due", Date),
    Column("done_on", Date),
    Column("words", Text, nullable=False),  # emptied once it is decided what becomes of the audit
    Column("released", JSON, nullable=False),
)
