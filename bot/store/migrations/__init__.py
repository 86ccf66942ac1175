"""Bring a store of any earlier version to this one's tables, without an ini file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, to: str = "head") -> None:
    """In the transaction of the connection: it holds whole, or leaves nothing."""
    command.upgrade(config(connection), to)


def config(connection: Connection) -> Config:
    """How Alembic is told of our migrations, and of the connection to run them on."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made
