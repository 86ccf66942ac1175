"""The programme: one table a record of bot.policy, columns named as its fields."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

from bot.store.tables.base import EMPTY, UtcDateTime, index_of, metadata

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
    Column("deployed_by", String),
    Column("kind", String, nullable=False, index=True),
    Column("theme", String, index=True),
    Column("complete_by", Date),
    Column("named", JSON, nullable=False),
    Column("reserves", JSON, nullable=False),
    Column("rules", JSON, nullable=False),
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
    Column("completed_on", Date, index=True),
    Column("panel", String, index=True),
    Column("replaces", String),
    Column("withdrawn", String),
)
NAMED = audits.c.child > EMPTY  # its names have not been erased, so it is not long over
index_of("audits_named", audits.c.ref, only=NAMED)

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
    Column("done_by", String),
    Column("category", String, nullable=False),
    Column("safeguarding", Boolean, nullable=False),
    Column("case_note_on", Date),
    Column("paused_on", Date),
    Column("paused_days", Integer, nullable=False),
    Column("linked_to", String, index=True),
    Column("owner", String),
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
    Column("audit", ForeignKey("audits.ref"), index=True),
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
    Column("how", Text),
    Column("by_whom", Text),
    Column("when", Text),
    Column("decided_by", String),
    Column("decided_at", UtcDateTime),
    Column("for_team", Text, nullable=False),
    Column("team_told", JSON, nullable=False),
    Column("team_answered_by", String),
)

# --- the audit form: each version that was ever in force, and what was given of it ----------------

forms = Table(
    "forms",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("grades", JSON, nullable=False),
    Column("categories", JSON, nullable=False),
)

# R-3.1-1: each change of a number of the policy, kept for good.
rule_changes = Table(
    "rule_changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("rule", String, nullable=False),
    Column("value", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("reason", Text),
    Column("proposed_by", String),
    Column("approved_by", String),
    Column("approved_on", Date),
)

returns = Table(
    "returns",
    metadata,
    Column("ref", String, primary_key=True),  # of the audit, or of the panel that has agreed
    Column("auditor", String, nullable=False),
    Column("form", String, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("grades", JSON, nullable=False),
    Column("good_practice", Text, nullable=False),
    Column("actions_required", Boolean),
    Column("actions", JSON, nullable=False),
    Column("safeguarding", Boolean),
    Column("whole_on", Date, index=True),
)
