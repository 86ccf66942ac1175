"""Every row of one store into another that is empty, and the proof that both hold the same."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CursorResult, Table, func, insert, select, text

from bot.store import history
from bot.store.tables import metadata
from bot.store.transaction import Transaction

_AT_ONCE = 500  # rows


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: two with the same hash hold the same rows."""

    table: str
    rows: int
    sha256: str


def copy_rows(found: Transaction, made: Transaction) -> None:
    for table in metadata.sorted_tables:  # what others refer to comes first
        for rows in _rows(found, table).partitions(_AT_ONCE):
            made.execute(insert(table), [dict(row._mapping) for row in rows])
        _count_on(made, table)


def contents(work: Transaction) -> list[Content]:
    """Of every table, in their order."""
    return [_content(work, table) for table in metadata.sorted_tables]


def is_unused(work: Transaction) -> bool:
    """Whether no cycle has ever run on it."""
    return history.length(work) == 0 and all(each.rows == 0 for each in contents(work))


def _content(work: Transaction, table: Table) -> Content:
    seen, number = hashlib.sha256(), 0
    for row in _rows(work, table):
        seen.update(json.dumps(list(row), default=_in_words, ensure_ascii=False).encode())
        number += 1
    return Content(table.name, number, seen.hexdigest())


def _rows(work: Transaction, table: Table) -> CursorResult[Any]:
    """In the order of their keys, which are texts and numbers: the same in every database."""
    query = select(table).order_by(*table.primary_key)
    return work.execute(query, execution_options={"yield_per": _AT_ONCE})


def _in_words(value: date | bytes) -> str:
    return value.hex() if isinstance(value, bytes) else value.isoformat()


def _count_on(work: Transaction, table: Table) -> None:
    """PostgreSQL counts on from the last number that it has given itself, which is none."""
    key = table.autoincrement_column
    if key is None or work.dialect.name == "sqlite":
        return
    newest = work.execute(select(func.max(key))).scalar()
    if newest is not None:
        sequence = f"pg_get_serial_sequence('{table.name}', '{key.name}')"
        work.execute(text(f"SELECT setval({sequence}, {int(newest)})"))
