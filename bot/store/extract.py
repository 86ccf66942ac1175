"""All that the store holds about one child: for a subject access request (UK GDPR, Art. 15)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, false, or_, select

from bot.store.held import HELD, Held
from bot.store.tables import draws, metadata, rounds
from bot.store.transaction import Transaction

# What would only repeat the proof, and says nothing of a child.
_LEFT_OUT = frozenset({"content", "hash", "raw", "sha256"})

Rows = Sequence[Mapping[str, Any]]


def about_child(work: Transaction, ids: Collection[str]) -> dict[str, Rows]:
    """Table -> rows, for a child known by these ids; tables with nothing are left out."""
    refs = _references(work, ids)
    found: dict[str, Rows] = {}
    for table in metadata.sorted_tables:
        rows = _of_child(work, table, ids, refs)
        if rows:
            found[table.name] = rows
    return found


def _references(work: Transaction, ids: Collection[str]) -> set[str]:
    """The audits of the child, and everything that belongs to one of them."""
    refs: set[str] = set()
    while True:
        more = {
            str(row.ref)
            for table in metadata.sorted_tables
            if "ref" in table.c
            for row in work.execute(select(table.c.ref).where(_theirs(table, ids, refs)))
        }
        if more <= refs:
            return refs
        refs |= more


def _of_child(work: Transaction, table: Table, ids: Collection[str], refs: set[str]) -> Rows:
    if table in (rounds, draws):
        return _named(work, table, ids)
    shown = [column for column in table.c if column.name not in _LEFT_OUT]
    query = select(*shown).where(_theirs(table, ids, refs))
    return [dict(row._mapping) for row in work.execute(query)]


def _theirs(table: Table, ids: Collection[str], refs: Collection[str]) -> ColumnElement[bool]:
    """Whether a row names the child, or belongs to a record that does."""
    if table in (rounds, draws):
        return false()
    wanted = {"child": ids, "audit": refs, "about": refs, "ref": refs}
    return or_(false(), *(table.c[n].in_(list(v)) for n, v in wanted.items() if n in table.c))


def _named(work: Transaction, table: Table, ids: Collection[str]) -> Rows:
    """A round and its draw hold many children: only that this one was among them is told."""
    key = next(iter(table.primary_key))
    columns = [c for c in table.c if HELD[table.name].get(c.name) is Held.CHILD]
    found = []
    for row in work.execute(select(key, *columns)):
        places = [c.name for c in columns if any(_holds(row._mapping[c.name], i) for i in ids)]
        if places:
            found.append({key.name: row[0], "names the child among": ", ".join(places)})
    return found


def _holds(value: Any, child: str) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(each, child) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(each, child) for each in value)
    return bool(value == child)
