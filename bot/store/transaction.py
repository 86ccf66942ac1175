"""The one transaction in which state, history and letters change together."""

from typing import Any, TypeAlias

from sqlalchemy import Connection

Transaction: TypeAlias = Connection


def driver_of(work: Transaction) -> Any:
    """The connection as the database's own library knows it."""
    return work.connection.driver_connection
