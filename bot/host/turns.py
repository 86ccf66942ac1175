"""Whose turn it is: one row for each council. All of it can be lost, and then all are due."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.host.settings import HostSettings
from bot.store.dialect import insert_new
from bot.store.tables import UtcDateTime

metadata = MetaData()
turns = Table(
    "turns",
    metadata,
    Column("council", String, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("began_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("worker", String),
    Column("outcome", String, nullable=False),
    Column("failures", Integer, nullable=False),  # one after the other
    Column("slow", Boolean, nullable=False),
)


_IN_ORDER = select(turns).order_by(turns.c.due_at, turns.c.council)


class HostError(Exception):
    """The queue of the host cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How one council stands."""

    council: str
    due_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    worker: str | None
    outcome: str
    failures: int
    slow: bool

    def runs(self) -> bool:
        """As far as is known: it has begun, and not ended."""
        return self.began_at is not None and (
            self.ended_at is None or self.ended_at < self.began_at
        )


class Turns:
    """The ledger of turns, in the schema of the queue."""

    def __init__(self, settings: HostSettings) -> None:
        self._engine = engine_of(settings)
        self._every = timedelta(minutes=settings.minutes)

    def know(self, councils: Collection[str], at: datetime) -> None:
        """A council that is new has its first turn now."""
        rows = [
            {"council": name, "due_at": at, "outcome": "", "failures": 0, "slow": False}
            for name in councils
        ]
        with self._work() as work:
            insert_new(work, turns, rows, ["council"])

    def every(self) -> list[Turn]:
        """Who has waited longest comes first."""
        with self._work() as work:
            return [Turn(*row) for row in work.execute(_IN_ORDER)]

    def due(self, councils: Collection[str], at: datetime) -> list[Turn]:
        with self._work() as work:
            rows = work.execute(_IN_ORDER.where(self._is_due(at)))
            return [Turn(*row) for row in rows if row.council in councils]

    def begins(self, council: str, worker: str, at: datetime) -> bool:
        """From now on its next turn is a later one. False: somebody has given it this one."""
        values = {"began_at": at, "ended_at": None, "worker": worker, "due_at": at + self._every}
        still_due = (turns.c.council == council) & self._is_due(at)
        with self._work() as work:
            return work.execute(update(turns).where(still_due).values(**values)).rowcount == 1

    def ends(self, council: str, outcome: str, at: datetime, *, failed: bool, slow: bool) -> None:
        failures = turns.c.failures + 1 if failed else 0
        self._set(council, ended_at=at, outcome=outcome, failures=failures, slow=slow)

    def owe(self, councils: Sequence[str], at: datetime) -> None:
        """Its next turn is then: it was cut off, or has more to do."""
        for council in councils:
            self._set(council, due_at=at)

    def _is_due(self, at: datetime) -> ColumnElement[bool]:
        # Turns are `every` apart: one that is further away was written by a clock that was ahead.
        return (turns.c.due_at <= at) | (turns.c.due_at > at + 2 * self._every)

    def close(self) -> None:
        self._engine.dispose()

    def _set(self, council: str, **values: object) -> None:
        with self._work() as work:
            work.execute(update(turns).where(turns.c.council == council).values(**values))

    @contextmanager
    def _work(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as work:
                yield work
        except DBAPIError as error:
            raise HostError(f"The queue cannot be used: {error.orig}") from error


def engine_of(settings: HostSettings) -> Engine:
    """A connection for each question, in the schema of the queue."""
    arguments = {"options": f"-c search_path={settings.schema_name}", "connect_timeout": 10}
    if password := settings.password():
        arguments["password"] = password
    url = settings.url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, poolclass=NullPool, connect_args=arguments)
