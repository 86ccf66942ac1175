"""A council moves from the file of its workspace into PostgreSQL, and nothing is missing there."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import text

from bot.store.store import open_sqlite
from bot.workspace import MOVED, SETTINGS, STORE
from tests.postgres import InDatabase
from tests.terminal.conftest import Cli


@pytest.fixture
def database(in_postgres: InDatabase) -> Iterator[InDatabase]:
    yield in_postgres
    in_postgres.empty()


@pytest.fixture
def workspace(made: Path, database: InDatabase, tmp_path: Path) -> Path:
    """In a file as yet, with a database in its settings."""
    folder = Path(copytree(made, tmp_path / "my-council"))
    url = database.cluster.url(database.database)
    settings = (folder / SETTINGS).read_text("utf-8")
    place = f'[store]\nurl = "{url}"\nschema_name = "{database.schema}"\n'
    (folder / SETTINGS).write_text(settings.replace("[store]\n", place), "utf-8")
    return folder


def test_a_moved_council_goes_on_where_it_was(cli: Cli, made: Path, workspace: Path) -> None:
    before = cli("status", made).output

    moved = cli("store", "move", workspace)

    assert moved.exit_code == 0, moved.output
    assert "each table's SHA-256 is the same in both. The history is whole." in moved.output
    assert (workspace / MOVED).exists()
    assert not (workspace / STORE).exists()
    assert cli("status", workspace).output == before
    assert "The history is whole" in cli("verify", workspace).output
    assert cli("run", workspace).exit_code == 0
    assert not (workspace / STORE).exists()


def test_before_it_is_moved_nothing_begins_anew_beside_it(cli: Cli, workspace: Path) -> None:
    for command in ("run", "status", "pause"):
        refused = cli(command, workspace)
        assert refused.exit_code == 2
        assert f"audit-bot store move {workspace}" in refused.output


def test_a_schema_that_holds_another_record_is_left_as_it_is(
    cli: Cli, workspace: Path, tmp_path: Path
) -> None:
    other = Path(copytree(workspace, tmp_path / "another"))
    store = open_sqlite(other / STORE)
    with store.transaction() as work:
        work.execute(text("DELETE FROM kept WHERE name = 'secret'"))
    store.close()
    assert cli("store", "move", workspace).exit_code == 0

    refused = cli("store", "move", other)

    assert refused.exit_code == 2
    assert "The schema fairshire holds another record" in refused.output
    assert (other / STORE).exists()


def test_a_move_that_was_cut_off_before_its_end_is_ended_by_the_next(
    cli: Cli, workspace: Path
) -> None:
    cli("store", "move", workspace)
    (workspace / MOVED).replace(workspace / STORE)  # as if it had been stopped just before this

    assert cli("store", "move", workspace).exit_code == 0
    assert (workspace / MOVED).exists()


def test_a_history_that_was_altered_is_not_moved(cli: Cli, workspace: Path) -> None:
    store = open_sqlite(workspace / STORE)
    with store.transaction() as work:
        work.execute(text("UPDATE history SET what = 'nothing happened' WHERE seq = 2"))
    store.close()

    refused = cli("store", "move", workspace)

    assert "The history was altered at row 2" in refused.output
    assert (workspace / STORE).exists()


def test_a_backup_of_a_moved_council_is_restored_as_any_other(
    cli: Cli, workspace: Path, tmp_path: Path
) -> None:
    cli("store", "move", workspace)
    status = cli("status", workspace).output

    assert cli("backup", workspace, "--to", tmp_path / "one.zip").exit_code == 0
    restored = tmp_path / "restored"
    told = cli("restore", tmp_path / "one.zip", restored)
    assert "Name a new schema_name in settings.toml" in told.output
    settings = (restored / SETTINGS).read_text("utf-8")
    (restored / SETTINGS).write_text(settings.replace('"fairshire"', '"fairshire_again"'), "utf-8")
    assert cli("store", "move", restored).exit_code == 0
    again = cli("status", restored).output
    assert "Paused" in again
    assert set(status.splitlines()) < set(again.splitlines())


def test_a_rehearsal_of_a_moved_council_changes_nothing_in_the_database(
    cli: Cli, workspace: Path
) -> None:
    cli("store", "move", workspace)
    before = cli("status", workspace).output

    assert cli("run", workspace, "--dry-run").exit_code == 0
    assert cli("status", workspace).output == before


def test_doctor_says_when_the_database_cannot_be_used(
    cli: Cli, workspace: Path, database: InDatabase
) -> None:
    cli("store", "move", workspace)
    settings = (workspace / SETTINGS).read_text("utf-8")
    (workspace / SETTINGS).write_text(settings.replace(database.database, "nowhere"), "utf-8")

    told = cli("doctor", workspace)

    assert told.exit_code == 1
    assert "The database of the store cannot be used" in told.output
