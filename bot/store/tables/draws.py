"""What a round was drawn from: enough to make the draw again, and no more of any child."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table

from bot.store.tables.base import metadata

draws = Table(
    "draws",
    metadata,
    Column("round", ForeignKey("rounds.ref"), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("frame", JSON, nullable=False),  # [child, stratum, why it was left out or null]
    Column("drawn", JSON, nullable=False),  # children, in the order of the draw
)
