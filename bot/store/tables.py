"""Every table of the store, in one place to read. Times are UTC; dates are the council's."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

REVISION = "0001"  # the newest migration: what this code expects to find

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite forgets time zones, so they are turned to UTC here and back."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("the store keeps instants: a time without a zone is refused")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None else None


# --- Annexe A: of each publication the open cases, for closures and re-openings -------------------

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("as_at", Date, nullable=False, index=True),
    Column("file", String, nullable=False),
    Column("sha256", String, nullable=False, unique=True),
    Column("frame_sha256", String, nullable=False),
    Column("open_cases", Integer, nullable=False),
    Column("accepted_at", UtcDateTime, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("publication", ForeignKey("publications.id"), primary_key=True),
    Column("child", String, primary_key=True),
    Column("lists", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("team", String),
    Column("worker", String),
    Column("service_area", String),
    Column("stratum", String, nullable=False),
    Column("opened", Date),
)

# --- the programme: one table a record of bot.policy.model, columns named as its fields -----------

rounds = Table(
    "rounds",
    metadata,
    Column("ref", String, primary_key=True),
    Column("period", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("status", String, nullable=False),
    Column("as_at", Date, nullable=False),
    Column("frame_sha256", String, nullable=False),
    Column("algorithm", String, nullable=False),
    Column("seed", String, nullable=False),
    Column("open_cases", Integer, nullable=False),
    Column("available", Integer, nullable=False),
    Column("strata", JSON, nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("deployed_on", Date),
)

audits = Table(
    "audits",
    metadata,
    Column("ref", String, primary_key=True),
    Column("round", ForeignKey("rounds.ref"), nullable=False, index=True),
    Column("child", String, nullable=False, index=True),
    Column("team", String, nullable=False),
    Column("worker", String),
    Column("service_area", String, nullable=False),
    Column("stratum", String, nullable=False),
    Column("auditor", String, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),
    Column("assigned_on", Date, index=True),
    Column("due", Date),
    Column("original_due", Date),
    Column("deferrals", Integer, nullable=False),
    Column("completed_on", Date),
)

actions = Table(
    "actions",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("child", String, nullable=False, index=True),
    Column("team", String, nullable=False),
    Column("service_area", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("created_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("done_on", Date),
)

requests = Table(
    "requests",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("until", Date),
    Column("late", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("decided_by", String),
)

concerns = Table(
    "concerns",
    metadata,
    Column("ref", String, primary_key=True),
    Column("audit", ForeignKey("audits.ref")),
    Column("child", String),
    Column("team", String),
    Column("worker", String),
    Column("service_area", String),
    Column("raised_by", String, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    Column("told", JSON, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("rung", Integer, nullable=False),
    Column("next_rung_at", UtcDateTime),
    Column("acknowledged_by", String),
    Column("acknowledged_at", UtcDateTime),
    Column("raised_with_team", Text),
)

# --- what is owed, what has come in, what has been asked, what has happened -----------------------

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("reader", String, nullable=False, index=True),
    Column("about", String, nullable=False, index=True),
    Column("cause", String, nullable=False),
    Column("cc", JSON, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("facts", JSON, nullable=False),  # emptied once the letter has left
    Column("state", String, nullable=False, index=True),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("message_id", String, index=True),
    Column("note", Text),  # why it was withheld, or has failed
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", String, primary_key=True),  # the mailbox's immutable id
    Column("message_id", String, index=True),
    Column("sha256", String, nullable=False, index=True),
    Column("received", UtcDateTime, nullable=False),
    Column("raw", LargeBinary),  # erased once the mail lies in a folder of the mailbox
    Column("tries", Integer, nullable=False),
    Column("read_at", UtcDateTime, index=True),
    Column("kind", String),
    Column("folder", String, index=True),  # none: it is not finished with
    Column("filed", Boolean, nullable=False, index=True),
    Column("sender", String, nullable=False, index=True),  # a person's name, or "" for a stranger
    Column("about", String, index=True),
    Column("note", Text, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cause", String, nullable=False, unique=True),
    Column("person", String, nullable=False, index=True),
    Column("audit", String, nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("done_at", UtcDateTime, nullable=False),
    Column("changes", JSON, nullable=False),  # emptied once nothing can be taken back any more
    Column("questions", JSON, nullable=False),
    Column("concern", String),
    Column("undone_at", UtcDateTime),
)

steps = Table(
    "steps",
    metadata,
    Column("about", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("done_at", UtcDateTime, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("about", String, nullable=False, index=True),
    Column("asks", Text, nullable=False),
    Column("guess", String, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("data", JSON, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answer", String, index=True),
    Column("answered_by", String),
    Column("answered_at", UtcDateTime),
)

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("about", String, nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("hash", String, nullable=False),  # SHA-256 over this row and the hash before it
)

away_hints = Table(
    "away_hints",
    metadata,
    Column("person", String, primary_key=True),
    Column("heard_at", UtcDateTime, primary_key=True),
    Column("until", Date),
)

kept = Table(
    "kept",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

cycles = Table(
    "cycles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime, index=True),
    Column("outcome", Text, nullable=False),
)

Index("outbox_waiting", outbox.c.state, outbox.c.urgent, outbox.c.id)
