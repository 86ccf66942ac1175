"""A PostgreSQL server of the tests' own: in a temporary folder, without a port, gone at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text

from bot.store.postgres import open_postgres
from bot.store.store import Store, open_sqlite
from bot.store.tables import REVISION, metadata

# pytest-postgresql starts no server where the tests run as root, as they do in a container.
NOT_THERE = "PostgreSQL is not installed (Debian: apt install postgresql), so this is not tried"
# What was committed outlives a kill of the server, as anywhere; not a loss of power, which no test
# brings about.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
autovacuum = off
max_connections = 60
shared_buffers = 32MB
max_wal_size = 256MB
"""
USER = "audit_bot"


def programs() -> Path | None:
    """The folder of `initdb`; Debian keeps it out of the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _run_as() -> dict[str, Any]:
    """PostgreSQL refuses root."""
    if os.name == "nt" or os.getuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody", "group": None}


@dataclass
class Cluster:
    """One server; each test has a database of its own in it."""

    programs: Path
    folder: Path

    def __post_init__(self) -> None:
        self._numbers = count()

    def make(self) -> None:
        if user := _run_as().get("user"):
            shutil.chown(self.folder, user)
        options = (f"--username={USER}", "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8")
        self._call("initdb", *options, "-D", str(self._data))
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(folder=self.folder))

    def start(self) -> None:
        """After a kill it begins once the last process of the killed server has gone."""
        log = str(self.folder / "log")
        for tries_left in reversed(range(60)):
            try:
                self._call("pg_ctl", "start", "-w", "-s", "-D", str(self._data), "-l", log)
                return
            except subprocess.CalledProcessError:
                if not tries_left:
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        self._call("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", str(self._data))

    def kill(self) -> None:
        """kill -9 of the server: its processes go with it, and nothing is tidied up."""
        server = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(server, signal.SIGKILL)

    def database(self, template: str = "template0") -> str:
        """A new one, empty or a copy of another to which nobody is connected."""
        name = f"test_{next(self._numbers)}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _sql(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _call(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_run_as(),
        )


@contextmanager
def running() -> Iterator[Cluster]:
    """A server for as long as it is wanted; skips the test where none is installed."""
    found = programs()
    if found is None:
        pytest.skip(NOT_THERE)
    folder = Path(mkdtemp(prefix="audit-bot-"))  # short: a socket's path has 107 characters at most
    cluster = Cluster(found, folder)
    try:
        cluster.make()
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class InFile:
    """A store in a file."""

    file: Path

    def open(self, before: Callable[[str], None] = lambda step: None) -> Store:
        return open_sqlite(self.file, before)

    def copy(self, folder: Path) -> "InFile":
        """The store as it is, once nobody has it open."""
        return InFile(Path(shutil.copy(self.file, folder)))

    def engine(self) -> Engine:
        return create_engine(f"sqlite:///{self.file}")


@dataclass(frozen=True, slots=True)
class InDatabase:
    """A store in a schema of PostgreSQL."""

    cluster: Cluster
    database: str
    schema: str = "fairshire"

    def open(
        self, before: Callable[[str], None] = lambda step: None, *, alone: bool = False
    ) -> Store:
        return open_postgres(self.cluster.url(self.database), self.schema, "", before, alone=alone)

    def empty(self) -> None:
        """As if it had never been used: a tenth of the time of a new database."""
        tables = [table.name for table in reversed(metadata.sorted_tables)]
        statements = [f'DELETE FROM "{name}"' for name in tables]
        statements += [
            f"ALTER SEQUENCE {sequence} RESTART"
            for sequence in ("acts_id_seq", "history_seq_seq", "outbox_id_seq")
        ]
        statements.append(f"UPDATE alembic_version SET version_num = '{REVISION}'")
        engine = self.engine()
        with engine.begin() as connection:
            connection.execute(text("; ".join(statements)))
        engine.dispose()

    def copy(self, _folder: Path) -> "InDatabase":
        return InDatabase(self.cluster, self.cluster.database(self.database), self.schema)

    def engine(self) -> Engine:
        return create_engine(
            self.cluster.url(self.database).replace("postgresql:", "postgresql+psycopg:"),
            connect_args={"options": f"-c search_path={self.schema}"},
        )


Place = InFile | InDatabase
