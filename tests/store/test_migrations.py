"""A record of any earlier version is brought to this one's tables whole, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, MetaData, Table, event, inspect, select, text

from bot.settings import load_settings
from bot.store import migrations
from bot.store.store import StoreInUse
from bot.store.tables import REVISION, metadata
from bot.stores import open_store
from bot.workspace import STORE, alone_in
from tests.jobs.week import WEEK, Moment
from tests.jobs.world import World
from tests.postgres import InDatabase, InFile, Place
from tests.store.test_store import Stop

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
EARLIER = [script.revision for script in SCRIPTS.walk_revisions() if script.revision != REVISION]
NOTHING = "base"  # before the first of them
THE_CONCERN = 8  # looks of the scripted week until it is raised, at night

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

of_each_earlier_version = pytest.mark.parametrize("revision", EARLIER)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """One that has never been used."""
    if request.param == "sqlite":
        yield InFile(tmp_path / "audit-bot.db")
        return
    stored = replace(request.getfixturevalue("in_postgres"), schema="unused")
    yield stored
    drop(stored)


def drop(stored: InDatabase) -> None:
    with psycopg.connect(stored.cluster.url(stored.database), autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {stored.schema} CASCADE")  # type: ignore[call-overload]


@contextmanager
def connected(place: Place) -> Iterator[Connection]:
    engine = place.engine()
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def make(place: Place, revision: str) -> None:
    """A record of that version, without a row."""
    with connected(place) as connection:
        if isinstance(place, InDatabase):
            connection.execute(text(f"CREATE SCHEMA {place.schema}"))
        else:
            connection.execute(text("PRAGMA journal_mode=WAL"))
        migrations.upgrade(connection, revision)


def tables(connection: Connection) -> list[Table]:
    """As they are in the database; what others refer to comes first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def rows(place: Place) -> Rows:
    with connected(place) as connection:
        return {
            table.name: [
                dict(row._mapping)
                for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables(connection)
        }


def fill(place: Place, given: Rows) -> None:
    """With what of these rows a record of this version has room for."""
    with connected(place) as connection:
        for table in tables(connection):
            names = set(table.columns.keys())
            for row in given.get(table.name, ()):
                known = {name: value for name, value in row.items() if name in names}
                connection.execute(table.insert().values(known))


def invented(place: Place) -> Rows:
    """Two rows in every table, with something in every column."""
    with connected(place) as connection:
        return {
            table.name: [
                {column.name: value(column, number) for column in table.columns}
                for number in (1, 2)
            ]
            for table in tables(connection)
        }


def value(column: Column[Any], number: int) -> object:
    """Alike in all columns, so that what refers to another table finds its row."""
    some: dict[type, object] = {
        bool: number == 1,
        int: number,
        float: number / 2,
        str: f"no {number}",
        bytes: bytes([number]),
        dict: {"number": number},  # JSON, as PostgreSQL
        object: [number],  # and as SQLite says it
        date: date(2025, 12, number),
        datetime: datetime(2025, 12, number, 9),  # noqa: DTZ001 - as the database keeps it
    }
    return some[column.type.python_type]


def play(world: World, moments: Sequence[Moment]) -> None:
    for moment in moments:
        moment.act(world)
        world.cycle(moment.when)


def revision_of(place: Place) -> str | None:
    with connected(place) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def indexes(place: Place) -> set[str]:
    """Each as the database itself says that it was made."""
    if isinstance(place, InFile):
        query = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
    else:
        query = f"SELECT indexdef FROM pg_indexes WHERE schemaname = '{place.schema}'"
    with connected(place) as connection:
        found = set(connection.execute(text(query)).scalars())
    return {sql for sql in found if "alembic_version" not in sql}


@of_each_earlier_version
def test_a_record_of_an_earlier_version_keeps_every_row(place: Place, revision: str) -> None:
    make(place, revision)
    fill(place, invented(place))
    before = rows(place)
    place.open().close()

    after = rows(place)
    assert revision_of(place) == REVISION
    for table, held in before.items():
        assert len(held) == 2
        assert after[table] == [
            found | row for found, row in zip(after[table], held, strict=True)
        ], f"whatever is not kept of {table} is to be said here"


@pytest.mark.parametrize("revision", [NOTHING, *EARLIER])
def test_an_upgrade_makes_the_tables_and_indexes_that_the_code_knows(
    place: Place, revision: str
) -> None:
    """Of an index the comparison of Alembic sees the name alone, and not of which rows it is."""
    make(place, revision)
    place.open().close()
    with connected(place) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    found = indexes(place)
    with connected(place) as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)

    assert found == indexes(place)
    assert any(" WHERE " in sql for sql in found)


@pytest.mark.parametrize("revision", [NOTHING, *EARLIER])
def test_an_upgrade_that_is_cut_off_leaves_the_record_as_it_was(
    place: Place, revision: str
) -> None:
    make(place, revision)
    fill(place, invented(place))
    before, version = rows(place), revision_of(place)
    seen: list[str | None] = []

    def stop(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """At the very last step, once others have seen nothing of those before."""
        if statement.startswith("UPDATE alembic_version") and REVISION in statement:
            seen.append(revision_of(place))
            raise Stop

    event.listen(Engine, "before_cursor_execute", stop)
    try:
        with pytest.raises(Stop):
            place.open()
    finally:
        event.remove(Engine, "before_cursor_execute", stop)
    assert seen == [version]
    assert (rows(place), revision_of(place)) == (before, version)
    place.open().close()
    assert revision_of(place) == REVISION


@of_each_earlier_version
def test_of_several_that_begin_at_once_one_upgrades_and_all_go_on(
    place: Place, revision: str
) -> None:
    make(place, revision)
    open_at_once(place)
    assert revision_of(place) == REVISION


def test_of_several_that_begin_at_once_in_a_new_schema_one_makes_it(
    in_postgres: InDatabase,
) -> None:
    """In a file it cannot happen: of two services the second does not come so far."""
    place = replace(in_postgres, schema="new")
    open_at_once(place)
    assert revision_of(place) == REVISION
    drop(place)


def open_at_once(place: Place) -> None:
    with ThreadPoolExecutor(4) as hands:
        for store in list(hands.map(lambda _: place.open(), range(4))):
            store.close()


@of_each_earlier_version
def test_no_command_upgrades_a_file_on_which_a_service_runs(tmp_path: Path, revision: str) -> None:
    """One of the earlier version has it open, and would go on."""
    place = InFile(tmp_path / STORE)
    place.file.parent.mkdir()
    make(place, revision)
    with alone_in(tmp_path):
        with pytest.raises(StoreInUse, match=r"no service runs on it\. Audit Bot is running in"):
            open_store(tmp_path, load_settings(None, {}).store)
        assert revision_of(place) == revision
    open_store(tmp_path, load_settings(None, {}).store).close()
    assert revision_of(place) == REVISION


@of_each_earlier_version
def test_no_command_upgrades_a_schema_on_which_a_service_runs(
    in_postgres: InDatabase, revision: str
) -> None:
    place = replace(in_postgres, schema="running")
    service = place.open(alone=True)
    drop(place)
    make(place, revision)
    with pytest.raises(StoreInUse, match=r"no service runs on it\. Audit Bot is running on"):
        place.open()
    assert revision_of(place) == revision
    service.close()
    place.open(alone=True).close()
    assert revision_of(place) == REVISION
    drop(place)


@of_each_earlier_version
def test_the_service_goes_on_with_the_record_of_an_earlier_version(
    tmp_path: Path, revision: str
) -> None:
    """At night, a concern has been raised: letters are owed, others wait for the morning."""
    begun = World(tmp_path)
    play(begun, WEEK[:THE_CONCERN])
    earlier = InFile(tmp_path / "earlier.db")
    make(earlier, revision)
    fill(earlier, rows(InFile(tmp_path / "audit-bot.db")))
    with closing(begun.started_anew(earlier)) as world:
        world.look_again_at(WEEK[THE_CONCERN - 1].when)
        play(world, WEEK[THE_CONCERN:])
