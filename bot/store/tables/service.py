"""What is owed, what has come in, what has been asked, what has happened."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.store.tables.base import UtcDateTime, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("reader", String, nullable=False, index=True),
    Column("about", String, nullable=False, index=True),
    Column("cause", String, nullable=False, index=True),
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
    Column("content", String, nullable=False),  # SHA-256 over what the row says
    Column("hash", String, nullable=False),  # SHA-256 over that and the hash before it
    Column("erased_on", Date, index=True),  # its words went with retention
)

away_hints = Table(
    "away_hints",
    metadata,
    Column("person", String, primary_key=True),
    Column("heard_at", UtcDateTime, primary_key=True),
    Column("until", Date),
)

# Keyed marks of what may be a signature, never its words: see bot/jobs/signatures.py.
signatures = Table(
    "signatures",
    metadata,
    Column("person", String, primary_key=True),
    Column("mark", String, primary_key=True),
    Column("mails", Integer, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
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

Index("outbox_ended", outbox.c.state, outbox.c.changed_at)
Index("outbox_waiting", outbox.c.state, outbox.c.urgent, outbox.c.id)
