"""The one transaction in which state, history and letters change together."""

from typing import TypeAlias

from sqlalchemy import Connection

Transaction: TypeAlias = Connection
