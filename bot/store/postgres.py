"""The store on PostgreSQL: the schema of one council, over one connection that holds it alone."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.store import Store, StoreError, StoreInUse, upgraded
from bot.store.transaction import driver_of

# A machine that has lost its power, or a network that is cut, lets go of the council in a minute;
# a process that stands still for longer than a service ever rests (30 minutes), then.
_SESSION = {
    "tcp_keepalives_idle": "30s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "3",
    "idle_session_timeout": "35min",
    "idle_in_transaction_session_timeout": "10min",
    "lock_timeout": "30s",
}
_CLIENT = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


def open_postgres(
    url: str,
    schema: str,
    password: str = "",
    before: Callable[[str], None] = lambda step: None,
    *,
    alone: bool = False,
) -> Store:
    """Open, and if need be make or upgrade, the tables in this schema. Raises StoreError.

    `url` as in the settings. `alone`: for as long as the store is open no other may open it so.
    """
    engine = _engine(url, schema, password)

    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        try:
            _prepare(connection, schema)
            if alone:
                _hold(connection, schema, "pg_try_advisory_lock")
            connection.commit()
        except BaseException:
            connection.close()
            raise

    def unused(connection: Connection) -> None:
        # A lock that this connection holds already it gets once more.
        _hold(driver_of(connection), schema, "pg_try_advisory_xact_lock")

    turn = _key("transaction", schema)

    def begin(connection: Connection) -> None:
        # As SQLite's BEGIN IMMEDIATE: whoever changes a council's record, or looks at one moment of
        # it, does so one after the other. The chain of the history could not be kept otherwise.
        if connection.get_execution_options().get("takes_turns", True):
            driver_of(connection).execute("SELECT pg_advisory_xact_lock(%s)", [turn])

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    try:
        upgraded(engine, unused)
    except (OperationalError, engine.dialect.loaded_dbapi.Error) as error:
        engine.dispose()
        cause = getattr(error, "orig", error)
        raise StoreError(f"The database of the store cannot be used: {cause}") from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, before)


def _engine(url: str, schema: str, password: str) -> Engine:
    """One connection at most, made anew when it was lost."""
    options = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    arguments = {**_CLIENT, "options": f"-c search_path={schema} {options}"}
    if password:
        arguments["password"] = password
    try:
        return create_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args=arguments,
        )
    except ArgumentError as error:
        raise StoreError(f"store.url is no address of a database: {error}") from error


def _prepare(connection: Any, schema: str) -> None:
    """The schema is there, and the database keeps texts as SQLite does."""
    encoding, in_order, there = connection.execute(
        "SELECT current_setting('server_encoding'), 'B' < 'a' AND 'a-b' < 'aa',"
        " to_regnamespace(%s) IS NOT NULL",
        [schema],
    ).fetchone()
    if encoding != "UTF8" or not in_order:
        # A draw must be the same wherever it is made again, and it goes by the order of texts.
        raise StoreError(
            "The database of the store does not sort texts by their characters. Make it so:"
            " createdb --template=template0 --encoding=UTF8 --locale=C NAME"
        )
    if not there:
        # Even with IF NOT EXISTS it fails for one of two that make it at once.
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_key("transaction", schema)])
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')


def _hold(connection: Any, schema: str, by: str) -> None:
    """The fence: it stands for as long as this connection, over which alone the store is changed.

    Whoever was taken for dead has lost the connection, and with it the store.
    """
    held = connection.execute(f"SELECT {by}(%s)", [_key("service", schema)])
    if not held.fetchone()[0]:
        raise StoreInUse(
            f"Audit Bot is running on the schema {schema} of this database already. Stop it there,"
            " or wait until it ends; a machine that has gone is noticed within a minute."
        )


def _key(kind: str, schema: str) -> int:
    """The number by which PostgreSQL knows a lock (a signed integer of 64 bits)."""
    digest = hashlib.sha256(f"audit-bot {kind} {schema}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)
