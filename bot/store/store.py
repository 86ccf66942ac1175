"""Opening the store, and its one way of changing it: a transaction that holds or leaves nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.store import memory
from bot.store.tables import REVISION
from bot.store.transaction import Transaction, driver_of

# What SQLite says -> what to do.
_REMEDIES = {
    "is full": ". Make room on its disk.",
    "I/O error": ". Is its disk full, or broken?",
    "readonly": ". Is its disk read-only, or the file another user's?",
    "is locked": ". Another program has it open: close it, or wait until it has ended.",
}


class StoreError(Exception):
    """The store cannot be used as it is. The text says what to do."""


class StoreInUse(StoreError):
    """A service is running on it, on this machine or another."""


class Store:
    """The record of one council."""

    def __init__(self, engine: Engine, before: Callable[[str], None] = lambda step: None) -> None:
        """`before` is called before every commit: the tests stop the service there."""
        event.listen(engine, "begin", memory.recheck)
        self._engine = engine
        self._before = before
        # A transaction is begun in the driver itself, whose errors SQLAlchemy has not dressed.
        self._failures = (OperationalError, engine.dialect.loaded_dbapi.OperationalError)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything done in the block becomes true together when it ends, or not at all."""
        with self._telling("written"), self._engine.connect() as connection:
            with connection.begin():
                yield connection
                memory.settle(connection)
                self._before("commit")
            memory.committed(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A look at one moment; nothing may be changed."""
        with self._telling("read"), self._engine.connect() as connection:
            connection.begin()  # at once: what is remembered is looked through when one begins
            yield connection
            connection.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """The same for as long as it takes: on PostgreSQL nobody waits until it ends."""
        with self._telling("read"), self._engine.connect() as connection:
            connection.execution_options(isolation_level="SERIALIZABLE", takes_turns=False)
            connection.begin()
            yield connection
            connection.rollback()

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            cause = str(getattr(error, "orig", error))
            remedy = next((words for part, words in _REMEDIES.items() if part in cause), "")
            raise StoreError(f"The store could not be {what}: {cause}{remedy}") from error

    def close(self) -> None:
        self._engine.dispose()


def open_sqlite(
    path: Path,
    before: Callable[[str], None] = lambda step: None,
    *,
    durable: bool = True,
    unused: Callable[[], None] = lambda: None,
) -> Store:
    """Open, and if need be make or upgrade, the store in one file. Raises StoreError.

    One that is not `durable` may be lost when the machine stops: for simulations. `unused`: asked
    before an upgrade; raises StoreInUse while a service runs on it.
    """
    engine = create_engine(f"sqlite+pysqlite:///{path}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    if not durable:
        event.listen(engine, "connect", _forgetful)
    event.listen(engine, "begin", _begin)
    try:
        upgraded(engine, lambda connection: unused())
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(
            f"The store {path} cannot be opened: {error.orig}. Is the disk full or read-only, does"
            " the file belong to another user? One that is damaged: take the last backup."
        ) from error
    return Store(engine, before)


def _prepare(connection: Any, _record: Any) -> None:
    # SQLAlchemy's own recipe: pysqlite must not begin transactions, or BEGIN comes too late.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _forgetful(connection: Any, _record: Any) -> None:
    for pragma in ("synchronous=OFF", "wal_autocheckpoint=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred BEGIN fails with "database is locked" as soon as two processes write.
    # Said to the driver itself: there are a hundred transactions in a cycle.
    driver_of(connection).execute("BEGIN IMMEDIATE")


def upgraded(engine: Engine, unused: Callable[[Connection], None]) -> None:
    """Make the tables, or bring them to this version. Raises StoreError for a newer one's.

    Look and upgrade are one transaction: of two who begin at once the second finds it done.
    `unused` raises StoreInUse while a service runs: one of an earlier version would not notice, and
    go on with tables that it does not know.
    """
    with engine.begin() as connection:
        found = _revision(connection)
        if found == REVISION:
            return
        if found is not None and found > REVISION:
            raise StoreError(
                f"The store was written by a newer version (revision {found}; this one knows"
                f" {REVISION}). Install the newer version, or restore a backup made before the"
                " upgrade."
            )
        if found is not None:
            _refuse_in_use(connection, unused)
        # Alembic takes half a second: only when it is needed.
        from bot.store.migrations import upgrade

        upgrade(connection)


def _refuse_in_use(connection: Connection, unused: Callable[[Connection], None]) -> None:
    try:
        unused(connection)
    except StoreInUse as error:
        raise StoreInUse(
            "The store was written by an earlier version, and is brought to this one only while no"
            f" service runs on it. {error}"
        ) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
