"""What all tables share: their list, instants that keep their zone, and indexes of some rows."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    MetaData,
    TypeDecorator,
    literal_column,
)

metadata = MetaData()
EMPTY: ColumnElement[str] = literal_column("''")  # what was erased


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


def index_of(name: str, *columns: Column[Any], only: ColumnElement[bool]) -> Index:
    """An index of the few rows that a cycle looks for, however many have ended.

    What it holds `only` is to stand in the question itself, and without parameters: before it has
    their values a database cannot see that no other rows are wanted.
    """
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)
