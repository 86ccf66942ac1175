"""Records as they were last read: while nobody else has written, none is read or decoded twice.

A cycle looks at the same open audits in a dozen jobs. What one database connection has read is kept
with it, and every transaction begins by asking whether another has committed since. SQLite answers
with one number (https://sqlite.org/pragma.html#pragma_data_version). PostgreSQL has none, so there
each transaction that changes records counts them on, before it commits.

Only what is asked for is read. So what a cycle costs goes by what is open, and hardly by how many
audits have ended.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, select

from bot.policy.decision import Record
from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import Action, Audit, AuditFile, Request, Round
from bot.policy.panels import Panel
from bot.policy.reviews import Review
from bot.store.dialect import put
from bot.store.records import TABLES, R, from_row, stored
from bot.store.tables import kept
from bot.store.transaction import Transaction, driver_of

T = TypeVar("T")

_KEY = "remembered records"
_COUNT = "version of the records"
_COUNTED = select(kept.c.value).where(kept.c.name == _COUNT)
_AT_ONCE = 500  # values of one question: SQLite and PostgreSQL take thousands


@dataclass(slots=True)
class _Shelf:
    """The records of one kind that were asked for so far."""

    records: dict[str, Any] = field(default_factory=dict)  # by reference
    whole: bool = False  # there are no others
    # Field -> value -> the records with it: all of them, for each value that was asked for.
    groups: dict[str, dict[object, dict[str, Any]]] = field(default_factory=dict)

    def take(self, kind: type[Any], rows: Iterable[Row[Any]]) -> list[Any]:
        """The records of these rows; one that is known already is the same object."""
        found = []
        for row in rows:
            ref = row.ref
            if ref not in self.records:
                self.records[ref] = from_row(kind, row)
            found.append(self.records[ref])
        return found

    def put(self, record: Any) -> None:
        before = self.records.get(record.ref)
        self.records[record.ref] = record
        for name, groups in self.groups.items():
            if before is not None and getattr(before, name) in groups:
                groups[getattr(before, name)].pop(record.ref)
            if getattr(record, name) in groups:
                groups[getattr(record, name)][record.ref] = record


@dataclass(slots=True)
class _Memory:
    shelves: dict[type, _Shelf] = field(default_factory=dict)
    # What was found in records of some kinds: until one of these changes.
    made: dict[tuple[type, ...], dict[Hashable, Any]] = field(default_factory=dict)
    files: dict[str, AuditFile] = field(default_factory=dict)  # by the reference of the audit
    besides: dict[str, Any] = field(default_factory=dict)  # what is no record, by its name
    version: int | None = None  # as the database counts what others have committed
    written: bool = False  # by a transaction of which it is not known that it lasts

    def clear(self) -> None:
        self.shelves.clear()
        self.made.clear()
        self.files.clear()
        self.besides.clear()


def every(work: Transaction, kind: type[R]) -> Mapping[str, R]:
    """All records of this kind, by reference: however many that are."""
    shelf = _shelf(work, kind)
    if not shelf.whole:
        shelf.take(kind, work.execute(select(TABLES[kind])))
        shelf.whole = True
    return shelf.records


def get(work: Transaction, kind: type[R], ref: str) -> R | None:
    """The record with this reference; None if there is none."""
    shelf = _shelf(work, kind)
    if ref not in shelf.records and not shelf.whole:
        read(work, kind, "ref", (ref,))
    return shelf.records.get(ref)


def where(work: Transaction, kind: type[R], name: str, values: Iterable[object]) -> list[R]:
    """The records whose field `name` has one of these values, in order of reference."""
    values = tuple(values)
    read(work, kind, name, values)
    groups = _shelf(work, kind).groups[name]
    found = {ref: record for value in values for ref, record in groups[value].items()}
    return [found[ref] for ref in sorted(found)]


def read(work: Transaction, kind: type[R], name: str, values: Iterable[object]) -> None:
    """What `where` would find: many values asked for at once cost hardly more than one."""
    shelf = _shelf(work, kind)
    groups = shelf.groups.setdefault(name, {})
    unknown = iter({value for value in values if value not in groups})
    while some := list(islice(unknown, _AT_ONCE)):
        found: dict[object, dict[str, Any]] = {value: {} for value in some}
        for rows in _asked(work, kind, name, some):
            for record in shelf.take(kind, rows):
                found[getattr(record, name)][record.ref] = record
        groups.update(found)  # only now: a question that failed is to be asked again


def selected(
    work: Transaction,
    kind: type[R],
    what: Hashable,
    query: Select[Any],
    besides: tuple[type, ...] = (),
    values: Mapping[str, object] = MappingProxyType({}),
) -> list[R]:
    """The records that `query` finds, in its order; asked again only once one has changed.

    `what` names the question, with its values; `besides`: the other kinds that it looks at.
    """
    take = _shelf(work, kind).take
    return made_of(work, (kind, *besides), what, lambda: take(kind, work.execute(query, values)))


def made_of(work: Transaction, kinds: tuple[type, ...], what: Hashable, make: Callable[[], T]) -> T:
    """What `make` finds in records of these kinds; made again only once one has changed."""
    made = _memory(work).made.setdefault(kinds, {})
    if what not in made:
        made[what] = make()
    result: T = made[what]
    return result


def note(work: Transaction, record: Record) -> None:
    """This record has just been written: from now on it is remembered so."""
    memory = _memory(work)
    memory.written = True
    shelf = _shelf(work, type(record))
    before = shelf.records.get(record.ref)
    stale = _files_with(work, before) if before else set()
    shelf.put(stored(record))
    for kinds, made in memory.made.items():
        if type(record) in kinds:
            made.clear()
    for ref in stale | _files_with(work, record):
        memory.files.pop(ref, None)


def files(work: Transaction) -> dict[str, AuditFile]:
    """The audits that have been put together with all that belongs to them, and hold still."""
    return _memory(work).files


def besides(work: Transaction, name: str, read: Callable[[], T]) -> T:
    """What is no record, such as the newest frame: read once, unless somebody else has written."""
    remembered = _memory(work).besides
    if name not in remembered:
        remembered[name] = read()
    found: T = remembered[name]
    return found


def drop_besides(work: Transaction, name: str) -> None:
    """It has just been changed, and is to be read anew."""
    memory = _memory(work)
    memory.besides.pop(name, None)
    memory.written = True  # what is read now may yet be undone


def put_besides(work: Transaction, name: str, value: object) -> None:
    """It has just been written, and from now on is remembered so."""
    memory = _memory(work)
    memory.besides[name] = value
    memory.written = True


def forget(work: Transaction) -> None:
    """Records have been changed otherwise than one by one: they are to be read anew."""
    memory = _memory(work)
    memory.clear()
    memory.written = True


def recheck(work: Transaction) -> None:
    """At the beginning of a transaction: what somebody else may have changed is forgotten."""
    memory = _memory(work)
    version = _version(work)
    if version != memory.version or memory.written:  # or what the last one wrote did not last
        memory.clear()
    memory.version, memory.written = version, False


def settle(work: Transaction) -> None:
    """Before a commit: whoever else remembers these records will see that they have changed."""
    memory = _memory(work)
    if memory.written and work.dialect.name != "sqlite":
        memory.version = _version(work) + 1
        put(work, kept, {"name": _COUNT, "value": memory.version}, ["name"])


def committed(work: Transaction) -> None:
    """What was written lasts. Told by nobody after a rollback, nor after a commit that failed."""
    _memory(work).written = False


def _files_with(work: Transaction, record: Record) -> set[str]:
    """The audits that are remembered with all of theirs, and in whose files this record stands."""
    if not _memory(work).files:
        return set()
    match record:
        case Round():
            found = where(work, Audit, "round", (record.ref,))
        case Panel():
            found = where(work, Audit, "panel", (record.ref,))
        case Audit():
            found = [record, *_panel_of(work, record)]
        case Action():
            # Every audit of a child knows what is open from the others.
            of_child = where(work, Audit, "child", (record.child,))
            found = [*_with_panel(work, record.audit), *of_child]
            found += [mate for audit in of_child for mate in _panel_of(work, audit)]
        case AuditReturn():
            found = _with_panel(work, record.ref)
        case Request() | ManagementDecision() | Dispute() | CaseNote() | Review():
            found = _with_panel(work, record.audit)
        case _:
            found = []
    return {audit.ref for audit in found}


def _with_panel(work: Transaction, ref: str) -> list[Audit]:
    audit = get(work, Audit, ref)
    return [audit, *_panel_of(work, audit)] if audit else []


def _panel_of(work: Transaction, audit: Audit) -> list[Audit]:
    return where(work, Audit, "panel", (audit.panel,)) if audit.panel else []


def _version(work: Transaction) -> int:
    if work.dialect.name == "sqlite":
        return int(driver_of(work).execute("PRAGMA data_version").fetchone()[0])
    return int(work.execute(_COUNTED).scalar() or 0)


def _memory(work: Transaction) -> _Memory:
    info = work.info
    if _KEY not in info:
        info[_KEY] = _Memory()
    found: _Memory = info[_KEY]
    return found


def _shelf(work: Transaction, kind: type) -> _Shelf:
    shelves = _memory(work).shelves
    if kind not in shelves:
        shelves[kind] = _Shelf()
    return shelves[kind]


def _asked(
    work: Transaction, kind: type, name: str, values: Iterable[object]
) -> Iterator[Iterable[Row[Any]]]:
    plain = [value.value if isinstance(value, Enum) else value for value in values]
    some, none = _queries(kind, name)
    if given := [value for value in plain if value is not None]:
        yield work.execute(some, {"values": given})
    if None in plain:
        yield work.execute(none)


@cache
def _queries(kind: type, name: str) -> tuple[Select[Any], Select[Any]]:
    """The rows of which a column has one of some values, and those of which it has none."""
    table = TABLES[kind]
    among = table.c[name].in_(bindparam("values", expanding=True))
    return select(table).where(among), select(table).where(table.c[name].is_(None))
