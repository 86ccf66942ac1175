"""Annexe A: of each publication the open cases, for closures and re-openings."""

from sqlalchemy import (
    JSON,
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
