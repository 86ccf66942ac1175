"""The one thing that SQLite and PostgreSQL say differently: insert, unless it is there already."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from sqlalchemy import Table

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


def _insert(work: Transaction, table: Table) -> Any:
    # Each dialect takes a tenth of a second to import: only the one in use is.
    return import_module(f"sqlalchemy.dialects.{work.dialect.name}").insert(table)
