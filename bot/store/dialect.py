"""The one thing that SQLite and PostgreSQL say differently: insert, unless it is there already."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.transaction import Transaction


def insert_new(
    work: Transaction, table: Table, rows: Sequence[Mapping[str, Any]], unique: Sequence[str]
) -> int:
    """Insert the rows that are not there yet; how many those were."""
    added = 0
    for row in rows:
        statement = _insert(work, table).values(**row)
        added += work.execute(statement.on_conflict_do_nothing(index_elements=unique)).rowcount
    return added


def put(work: Transaction, table: Table, row: Mapping[str, Any], unique: Sequence[str]) -> None:
    """Insert the row, or replace what is there."""
    rest = {name: value for name, value in row.items() if name not in unique}
    statement = _insert(work, table).values(**row)
    work.execute(statement.on_conflict_do_update(index_elements=unique, set_=rest))


def _insert(work: Transaction, table: Table) -> sqlite.Insert | postgresql.Insert:
    if work.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
