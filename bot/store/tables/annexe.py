"""Annexe A: of each publication the open cases, of the newest every child, to compare the next."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
)

from bot.store.tables.base import UtcDateTime, metadata

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

# A row for as long as the case stands as it is: of thousands, few change from week to week.
cases = Table(
    "cases",
    metadata,
    Column("child", String, primary_key=True),
    Column("since", ForeignKey("publications.id"), primary_key=True),
    Column("until", ForeignKey("publications.id"), index=True),  # the first that has it otherwise
    Column("lists", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("team", String),
    Column("worker", String),
    Column("service_area", String),
    Column("stratum", String, nullable=False),
    Column("opened", Date),
)

# Of the newest publication alone: what the next one is compared by.
children = Table(
    "children",
    metadata,
    Column("child", String, primary_key=True),
    Column("on", JSON, nullable=False),
    Column("open_on", JSON, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("end_unreadable", Boolean, nullable=False),
    Column("status", String),
    Column("team", String),
    Column("worker", String),
    Column("plan_start", Date),
    Column("plan_end", Date),
    Column("care_start", Date),
    Column("care_end", Date),
    Column("assessment_end", Date),
    Column("in_frame", Boolean, nullable=False),
)

case_events = Table(
    "case_events",
    metadata,
    Column("ref", String, primary_key=True),
    Column("child", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("seen_on", Date, nullable=False),
    Column("noted_at", UtcDateTime, nullable=False),
    Column("on", Date),
    Column("now", String),
    Column("from_team", String),
    Column("to_team", String),
)
