"""A dry run tells what the next cycle will do, all of it, and does nothing."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot import clock
from bot.jobs.cycle import run_cycle
from bot.outside import Outside, reached
from bot.settings import load_settings
from bot.terminal.dry_run import dry_run
from bot.terminal.dry_run_words import in_words
from bot.wiring import opened
from bot.workspace import CONFIGURATION
from connectors.dry_run import DryLibrary, DryLists, DryMailbox, Ledger
from connectors.local_folder.people import sent_mails
from tests.terminal.conftest import Cli, coordinator
from tests.terminal.test_commands import assignment, contents, name_of, ref_of


@pytest.fixture
def slipped(workspace: Path) -> Path:
    """The coordinator has made a mistake."""
    book = load_workbook(workspace / CONFIGURATION)
    book["Absences"]["A4"] = "Nobody Known"
    book.save(workspace / CONFIGURATION)
    return workspace


@pytest.fixture
def answered(slipped: Path, cli: Cli) -> Path:
    """An auditor has completed besides."""
    letter = assignment(slipped)
    words = "COMPLETE\\nAction: Update the chronology"
    cli("reply", ref_of(letter), words, "--as", name_of(letter), "--workspace", slipped)
    return slipped


@pytest.mark.requirement("R-B-1")
def test_a_dry_run_shows_letters_rows_and_files_and_changes_nothing(
    cli: Cli, answered: Path
) -> None:
    before = contents(answered)
    result = cli("run", answered, "--dry-run")
    assert result.exit_code == 0
    assert contents(answered) == before

    shown = result.stdout
    ref = ref_of(assignment(answered))
    assert "A dry run: nothing was changed." in shown
    assert re.search(rf"^  \S+@\S+: .*{ref}.*$", shown, re.MULTILINE)
    assert "  Absences, row 4\n      Bot check: OK -> " in shown
    assert "  Audit Bot Tracking.xlsx: written anew\n      " in shown
    assert "  1 mail to Handled" in shown


def test_the_cycle_that_follows_does_what_the_dry_run_has_shown(answered: Path) -> None:
    before = {mail.file for mail in sent_mails(answered)}
    shown = dry_run(answered, lambda outcome: None).ledger

    real = reached(answered, load_settings(answered))
    done = Ledger()
    with opened(answered, outside=_written_down(real, done)) as service:
        run_cycle(service, clock.now())
    assert shown.letters == done.letters
    assert shown.rows == done.rows
    assert shown.files.keys() == done.files.keys()
    assert shown.filed == done.filed
    assert {mail.file for mail in sent_mails(answered)} == before


def _written_down(real: Outside, ledger: Ledger) -> Outside:
    return Outside(
        DryMailbox(real.mailbox, ledger),
        DryLibrary(real.library, ledger),
        DryLists(real.lists, ledger),
    )


def test_a_dry_run_may_be_made_while_the_service_is_running(answered: Path) -> None:
    with opened(answered):
        found = dry_run(answered, lambda outcome: None)
    assert found.ledger.letters


def test_a_dry_run_of_a_new_workspace_shows_the_first_round(cli: Cli, tmp_path: Path) -> None:
    cli("init", tmp_path / "new", "--with-annexe")
    before = contents(tmp_path / "new")
    found = dry_run(tmp_path / "new", lambda outcome: None)
    words = "\n".join(in_words(found))
    assert "  Decisions, a new row\n      Question: Deploy the round of December 2025" in words
    assert "Choices: Deploy / Draw again / Discard" in words
    assert contents(tmp_path / "new") == before


def test_a_cycle_that_owes_nothing_says_so(slipped: Path, cli: Cli) -> None:
    cli("run", slipped)
    (last,) = [line for line in in_words(dry_run(slipped, lambda outcome: None)) if line]
    assert "0 letters" in last
    assert coordinator(slipped) not in last
