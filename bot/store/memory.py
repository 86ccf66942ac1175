"""Records as they were last read: while nobody else has written, none is read or decoded twice.

A cycle looks at the same open audits in a dozen jobs. What one database connection has read is kept
with it, and every transaction begins by asking whether another has committed since. SQLite answers
with one number (https://sqlite.org/pragma.html#pragma_data_version). PostgreSQL has none, so there
each transaction that changes records counts them on, before it commits.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select

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


@dataclass(slots=True)
class _Shelf:
    """Every record of one kind by reference, and by the values of the fields asked for so far."""

    records: dict[str, Any]
    by_field: dict[str, dict[object, dict[str, Any]]] = field(default_factory=dict)
    made: dict[object, Any] = field(default_factory=dict)  # from all of them; until one changes

    def of(self, name: str, value: object) -> dict[str, Any]:
        if name not in self.by_field:
            found: dict[object, dict[str, Any]] = {}
            for ref, record in self.records.items():
                found.setdefault(getattr(record, name), {})[ref] = record
            self.by_field[name] = found
        return self.by_field[name].get(value, {})

    def put(self, record: Any) -> None:
        before = self.records.get(record.ref)
        self.records[record.ref] = record
        self.made.clear()
        for name, found in self.by_field.items():
            if before is not None:
                found[getattr(before, name)].pop(record.ref)
            found.setdefault(getattr(record, name), {})[record.ref] = record


@dataclass(slots=True)
class _Memory:
    shelves: dict[type, _Shelf] = field(default_factory=dict)
    files: dict[str, AuditFile] = field(default_factory=dict)  # by the reference of the audit
    besides: dict[str, Any] = field(default_factory=dict)  # what is no record, by its name
    version: int | None = None  # as the database counts what others have committed
    written: bool = False  # by a transaction of which it is not known that it lasts

    def clear(self) -> None:
        self.shelves.clear()
        self.files.clear()
        self.besides.clear()


def every(work: Transaction, kind: type[R]) -> Mapping[str, R]:
    """All records of this kind, by reference."""
    return _shelf(work, kind).records


def where(work: Transaction, kind: type[R], name: str, values: Iterable[object]) -> list[R]:
    """The records whose field `name` has one of these values, in order of reference."""
    shelf = _shelf(work, kind)
    found = {ref: record for value in values for ref, record in shelf.of(name, value).items()}
    return [found[ref] for ref in sorted(found)]


def made_of(work: Transaction, kind: type, what: object, make: Callable[[], T]) -> T:
    """What `make` finds in all records of this kind; made again only once one has changed."""
    shelf = _shelf(work, kind)
    if what not in shelf.made:
        shelf.made[what] = make()
    found: T = shelf.made[what]
    return found


def note(work: Transaction, record: Record) -> None:
    """This record has just been written: from now on it is remembered so."""
    memory = _memory(work)
    memory.written = True
    shelf = memory.shelves.get(type(record))
    before = shelf.records.get(record.ref) if shelf else None
    stale = _files_with(work, before) if before else set()
    if shelf:
        shelf.put(stored(record))
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
    """The audits in whose files this record stands."""
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
    audit = every(work, Audit).get(ref)
    return [audit, *_panel_of(work, audit)] if audit else []


def _panel_of(work: Transaction, audit: Audit) -> list[Audit]:
    return where(work, Audit, "panel", (audit.panel,)) if audit.panel else []


def _version(work: Transaction) -> int:
    if work.dialect.name == "sqlite":
        return int(driver_of(work).execute("PRAGMA data_version").fetchone()[0])
    return int(work.execute(_COUNTED).scalar() or 0)


def _memory(work: Transaction) -> _Memory:
    found: _Memory = work.info.setdefault(_KEY, _Memory())
    return found


def _shelf(work: Transaction, kind: type) -> _Shelf:
    shelves = _memory(work).shelves
    if kind not in shelves:
        rows = work.execute(select(TABLES[kind]))
        records = (from_row(kind, row) for row in rows)
        shelves[kind] = _Shelf({record.ref: record for record in records})
    return shelves[kind]
