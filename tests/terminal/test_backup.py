"""A backup and what is made of it: nothing is lost, and nobody gets a letter twice."""

import json
import shutil
import stat
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from bot.demo.returns import graded
from bot.wiring import opened
from bot.workspace import CONFIGURATION, STORE
from connectors.local_folder.people import sent_mails
from tests.terminal.conftest import Cli, begun, coordinator


@pytest.fixture
def backup(cli: Cli, workspace: Path, tmp_path: Path) -> Path:
    file = tmp_path / "backups" / "monday.zip"
    assert cli("backup", workspace, "--to", file).exit_code == 0
    return file


def test_a_restored_workspace_holds_what_was_there_and_is_paused(
    cli: Cli, workspace: Path, backup: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    told = cli("restore", backup, again)

    assert told.exit_code == 0
    assert f"audit-bot resume {again}" in told.stdout
    assert "2. Put the folder Mailbox and the configuration workbook" in told.stdout
    assert {m.key for m in sent_mails(again)} == {m.key for m in sent_mails(workspace)}
    assert "restored from the backup of Tuesday 02 December" in cli("status", again).stdout
    assert cli("verify", again).exit_code == 0


def test_what_is_restored_though_its_settings_cannot_be_read_says_so(
    cli: Cli, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_BOT_CONNECTOR_KIND", "pigeons")
    told = cli("restore", backup, tmp_path / "again")

    assert told.exit_code == 0
    assert "2. Mend the settings:" in told.stdout


def test_a_backup_is_made_while_the_service_runs(cli: Cli, workspace: Path, tmp_path: Path) -> None:
    with opened(workspace):
        told = cli("backup", workspace, "--to", tmp_path / "now.zip")

    assert told.exit_code == 0


def test_only_its_owner_reads_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_what_happened_since_the_backup_is_not_told_anybody_twice(
    cli: Cli, workspace: Path, backup: Path, tmp_path: Path
) -> None:
    letter = next(m for m in sent_mails(workspace) if "|assignment|" in m.key)
    _, _, ref, auditor, *_ = letter.key.split("|")
    words = graded("COMPLETE\nRemedial actions: none", Random(1))
    cli("reply", ref, words, "--as", auditor, "--workspace", workspace)
    cli("run", workspace)
    sent = sorted(m.key for m in sent_mails(workspace))

    again = tmp_path / "again"
    cli("restore", backup, again)
    _the_world_went_on(workspace, again)
    for mail in (again / "Mailbox" / "Handled").iterdir():  # as the words of restore say
        mail.rename(again / "Mailbox" / "Inbox" / mail.name)
    cli("resume", again)
    cli("run", again)

    assert sorted(m.key for m in sent_mails(again)) == sent
    assert cli("show", ref, "--workspace", again).stdout == _shown(cli, ref, workspace)


def test_a_round_deployed_since_the_backup_comes_out_the_same(cli: Cli, tmp_path: Path) -> None:
    council, again = tmp_path / "council", tmp_path / "again"
    begun(council, cli)
    cli("run", council)
    cli("backup", council, "--to", tmp_path / "before.zip")
    cli("decide", "1", "Deploy", "--as", coordinator(council), "--workspace", council)
    cli("run", council)
    sent = sorted(m.key for m in sent_mails(council))
    assert any("|assignment|" in key for key in sent)

    cli("restore", tmp_path / "before.zip", again)
    _the_world_went_on(council, again)
    cli("resume", again)
    cli("decide", "1", "Deploy", "--as", coordinator(council), "--workspace", again)
    cli("run", again)

    assert sorted(m.key for m in sent_mails(again)) == sent


def _the_world_went_on(council: Path, again: Path) -> None:
    """The mailbox and the lists are not in the backup: they are as they are today."""
    shutil.rmtree(again / "Mailbox")
    shutil.copytree(council / "Mailbox", again / "Mailbox")
    shutil.copy(council / CONFIGURATION, again / CONFIGURATION)


def _shown(cli: Cli, ref: str, council: Path) -> str:
    return str(cli("show", ref, "--workspace", council).stdout)


def _broken(backup: Path, name: str, content: bytes) -> Path:
    """The backup with other content under `name`, and all else as it was."""
    other = backup.with_name("other.zip")
    with ZipFile(backup) as found, ZipFile(other, "w") as made:
        for held in found.namelist():
            made.writestr(held, content if held == name else found.read(held))
    return other


def test_a_backup_that_was_changed_is_refused(cli: Cli, backup: Path, tmp_path: Path) -> None:
    told = cli("restore", _broken(backup, STORE.as_posix(), b"nothing"), tmp_path / "again")

    assert told.exit_code == 2
    assert f"{STORE.as_posix()} is not what was put in" in told.stderr
    assert not list(tmp_path.glob("again*"))


@pytest.mark.parametrize("name", ["../outside", "/outside", "..\\outside", "C:\\outside"])
def test_a_file_that_would_land_elsewhere_is_refused(
    cli: Cli, backup: Path, tmp_path: Path, name: str
) -> None:
    with ZipFile(backup) as found:
        about = json.loads(found.read("backup.json"))
    about["files"] = {name: "0" * 64}
    other = _broken(backup, "backup.json", json.dumps(about).encode())
    told = cli("restore", other, tmp_path / "in" / "again")

    assert told.exit_code == 2
    assert "was made by something else" in told.stderr
    assert not (tmp_path / "outside").exists()


def test_nothing_is_written_over(cli: Cli, workspace: Path, backup: Path, tmp_path: Path) -> None:
    twice = cli("backup", workspace, "--to", backup)
    over = cli("restore", backup, workspace)
    no_backup = cli("restore", workspace / "settings.toml", tmp_path / "again")

    assert (twice.exit_code, "is there already" in twice.stderr) == (2, True)
    assert (over.exit_code, "is not empty" in over.stderr) == (2, True)
    assert (no_backup.exit_code, "is no backup" in no_backup.stderr) == (2, True)
