"""The one thing that SQLite and PostgreSQL say differently: insert, unless it is there already."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Table

from bot.store.transaction import Transaction


def insert_new(
    work: Transaction, table: Table, rows: Sequence[Mapping[str, Any]], unique: Sequence[str]
) -> int:
    """Insert the rows that are not there yet; how many those were."""
    if not rows:
        return 0
    statement = _insert_new(work.dialect.name, table, tuple(unique))
    return work.execute(statement, list(rows) if len(rows) > 1 else rows[0]).rowcount


def put(work: Transaction, table: Table, row: Mapping[str, Any], unique: Sequence[str]) -> None:
    """Insert the row, or replace what is there."""
    rest = tuple(name for name in row if name not in unique)
    work.execute(_put(work.dialect.name, table, tuple(unique), rest), row)


@cache
def _insert_new(dialect: str, table: Table, unique: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table).on_conflict_do_nothing(index_elements=unique)
    # Without it psycopg's count of the rows is not asked for, and every insert counts as -1.
    return statement.execution_options(preserve_rowcount=True)


@cache
def _put(dialect: str, table: Table, unique: tuple[str, ...], rest: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    new = {name: statement.excluded[name] for name in rest}
    return statement.on_conflict_do_update(index_elements=unique, set_=new)


def _insert(dialect: str, table: Table) -> Any:
    # Each dialect takes a tenth of a second to import: only the one in use is.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
