"""Each command: what it prints, what it changes, and how it ends."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from bot import __version__
from bot.cli import app
from bot.demo.annexe_changes import following_monday
from bot.demo.annexe_generator import write_annexe
from bot.demo.annexe_world import make_world
from bot.demo.returns import graded
from bot.settings import CONFIG
from bot.store import programme
from bot.wiring import opened
from bot.workspace import CONFIGURATION, STORE
from connectors.local_folder.people import SentMail, sent_mails
from tests.terminal.conftest import TUESDAY, Cli, Hands, begun, coordinator

COMMANDS = sorted(
    str(c.name or getattr(c.callback, "__name__", "")) for c in app.registered_commands
)


def assignment(workspace: Path) -> SentMail:
    return next(m for m in sent_mails(workspace) if "|assignment|" in m.key)


def assignment_looked_at_by_one(workspace: Path) -> SentMail:
    """The letter of an audit without a panel or a review, whose completion closes it."""
    with closing(sqlite3.connect(workspace / STORE)) as store:
        alone = "SELECT ref FROM audits WHERE panel IS NULL EXCEPT SELECT audit FROM reviews"
        refs = {ref for (ref,) in store.execute(alone)}
    letters = (m for m in sent_mails(workspace) if "|assignment|" in m.key)
    return next(letter for letter in letters if ref_of(letter) in refs)


def ref_of(letter: SentMail) -> str:
    return letter.key.split("|")[2]


def name_of(letter: SentMail) -> str:
    return letter.key.split("|")[3]


def contents(workspace: Path) -> dict[str, str]:
    """Every file but the lock, which is no content."""
    return {
        file.relative_to(workspace).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in workspace.rglob("*")
        if file.is_file() and file.suffix not in (".lock", ".db-shm", ".db-wal")
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_ends_with_an_example(cli: Cli, command: str) -> None:
    result = cli(command, "--help")

    assert result.exit_code == 0
    assert f"Example:  audit-bot {command}" in result.stdout


def test_without_arguments_the_help_says_how_to_begin(cli: Cli) -> None:
    assert "audit-bot demo" in cli().output


def test_the_version_is_that_of_the_package(cli: Cli) -> None:
    assert cli("--version").stdout.strip() == f"audit-bot {__version__}"


def test_from_init_to_a_completed_audit_by_hand(cli: Cli, workspace: Path) -> None:
    letter = assignment_looked_at_by_one(workspace)
    words = graded("COMPLETE\nRemedial actions: none", Random(1))
    told = cli("reply", ref_of(letter), words, "--as", name_of(letter), "--workspace", workspace)
    assert told.exit_code == 0
    assert "an answer to" in told.stdout
    assert cli("run", workspace).exit_code == 0

    shown = cli("show", ref_of(letter), "--workspace", workspace)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"{ref_of(letter)}\nClosed")
    for step in ("assigned", "completed by the auditor; 0 remedial actions", "-> letter"):
        assert step in " ".join(shown.stdout.split())
    assert "completed_receipt" in {m.key.split("|")[1] for m in sent_mails(workspace)}


def test_running_twice_sends_nothing_the_second_time(cli: Cli, workspace: Path) -> None:
    before = contents(workspace)
    result = cli("run", workspace)

    assert result.exit_code == 0
    changed = {name for name, mark in contents(workspace).items() if before.get(name) != mark}
    assert changed <= {"Store/audit-bot.db"}  # the ledger of cycles


def test_a_dry_run_shows_what_would_be_sent_and_changes_no_file(cli: Cli, workspace: Path) -> None:
    letter = assignment(workspace)
    words = "COMPLETE\\nRemedial actions: none"
    cli("reply", ref_of(letter), words, "--as", name_of(letter), "--workspace", workspace)
    before = contents(workspace)
    result = cli("run", workspace, "--dry-run")

    assert result.exit_code == 0
    assert "nothing was changed" in result.stdout
    assert ref_of(letter) in result.stdout
    assert contents(workspace) == before


def test_decisions_are_listed_with_their_choices_and_carried_out(cli: Cli, tmp_path: Path) -> None:
    workspace = tmp_path / "my-council"
    begun(workspace, cli)
    cli("run", workspace)
    listed = cli("decide", "--workspace", workspace).stdout
    assert "1. Deploy the round of December 2025" in listed
    assert "Deploy / Draw again / Discard" in listed

    done = cli("decide", "1", "deploy", "--as", coordinator(workspace), "-w", workspace)
    assert done.stdout.startswith("Done: Deploy.")
    assert cli("decide", "--workspace", workspace).stdout.strip() == "Nothing waits for a decision."
    cli("run", workspace)
    assert assignment(workspace)


def test_who_decides_during_a_pause_is_told_that_the_letters_wait(cli: Cli, tmp_path: Path) -> None:
    workspace = tmp_path / "my-council"
    cli("init", workspace, "--with-annexe")
    cli("run", workspace)
    cli("pause", workspace)
    done = cli("decide", "1", "Deploy", "--as", coordinator(workspace), "-w", workspace)
    assert done.stdout.startswith("Done: Deploy. These are quiet days: the letters leave")


def test_a_new_workspace_has_every_setting_with_all_that_explains_it(workspace: Path) -> None:
    explained = (CONFIG / "settings.toml").read_text("utf-8")
    every = [
        line.removeprefix("# ") for line in explained[explained.index("[council]\n") :].splitlines()
    ]
    made = (workspace / "settings.toml").read_text("utf-8").splitlines()
    assert [line.removeprefix("# ") for line in made[2:]] == every


def test_init_never_overwrites_a_workspace(cli: Cli, workspace: Path) -> None:
    before = contents(workspace)
    result = cli("init", workspace)

    assert result.exit_code == 2
    assert "is a workspace already" in result.stderr
    assert contents(workspace) == before


@pytest.mark.parametrize("command", ["run", "serve", "doctor"])
def test_a_workspace_that_lacks_a_file_is_never_to_be_made_anew(
    cli: Cli, workspace: Path, command: str
) -> None:
    (workspace / CONFIGURATION).unlink()
    refused = cli(command, str(workspace))
    assert refused.exit_code == 2
    assert f"lacks its file '{CONFIGURATION}': put it back" in refused.stderr
    assert "init" not in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "{nowhere}"), "is no workspace"),
        (("run", "{nowhere}", "--dry-run"), "is no workspace"),
        (("status", "{nowhere}"), "is no workspace"),
        (("verify", "{nowhere}"), "is no workspace"),
        (("serve", "{nowhere}"), "is no workspace"),
        (("decide", "-w", "{nowhere}"), "is no workspace"),
        (("show", "AU-0000-00", "-w", "{nowhere}"), "is no workspace"),
        (("show", "AU-0000-00", "-w", "{workspace}"), "AU-0000-00"),
        (("reply", "AU-0000-00", "Hello", "--as", "Nobody Known", "-w", "{workspace}"), "Nobody"),
        (("reply", "AU-0000-00", "Hello", "--as", "x", "-w", "{nowhere}"), "is no workspace"),
        (("decide", "99", "Deploy", "--as", "x", "-w", "{workspace}"), "no question 99"),
        (("annexe", "{nowhere}/none.xlsx"), "none.xlsx"),
        (("read", "{nowhere}"), ""),
        (("read", "{nowhere}", "--role", "auditor"), "Say both who has sent it"),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_said_in_a_sentence_without_a_traceback(
    cli: Cli, workspace: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    places = {"nowhere": tmp_path / "nowhere", "workspace": workspace}
    result = cli(*(a.format(**places) for a in arguments))

    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.startswith("audit-bot: ")
    assert "Traceback" not in result.output
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_choice_that_is_not_offered_is_answered_with_those_that_are(
    cli: Cli, tmp_path: Path
) -> None:
    workspace = tmp_path / "my-council"
    begun(workspace, cli)
    cli("run", workspace)
    wrong = cli("decide", "1", "Perhaps", "--as", coordinator(workspace), "-w", workspace)
    assert wrong.exit_code == 2
    assert "Deploy / Draw again / Discard" in wrong.stderr

    nobody = cli("decide", "1", "Deploy", "--as", "Nobody Known", "-w", workspace)
    assert nobody.exit_code == 2
    assert "who decides" in nobody.stderr


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(
    cli: Cli, workspace: Path
) -> None:
    letter = assignment(workspace)
    first = name_of(letter).split()[0]
    result = cli("reply", ref_of(letter), "Hello", "--as", first, "-w", workspace)

    assert result.exit_code == 2
    assert f"Did you mean {name_of(letter)}" in result.stderr


def test_a_second_service_in_the_same_workspace_says_so(cli: Cli, workspace: Path) -> None:
    with opened(workspace):
        result = cli("run", workspace)
        looked = cli("status", workspace)

    assert result.exit_code == 2
    assert "is running in" in result.stderr
    assert "Stop it there" in result.stderr
    assert looked.exit_code == 0  # looking is always possible


def test_status_says_how_the_service_stands(cli: Cli, workspace: Path) -> None:
    words = cli("status", workspace).stdout

    for heading in (
        "Last cycle",
        "Annexe A",
        "Safeguarding",
        "Audits",
        "Decisions",
        "To read",
        "Letters",
    ):
        assert heading in words
    assert "as at Monday 1 December 2025" in words


def test_status_is_healthy_for_an_hour_after_a_cycle(
    cli: Cli, workspace: Path, hands: Hands
) -> None:
    assert cli("status", workspace, "--healthy").exit_code == 0
    hands.now = TUESDAY + timedelta(hours=1, minutes=1)
    try:
        assert cli("status", workspace, "--healthy").exit_code == 1
        assert cli("status", workspace).exit_code == 0
    finally:
        hands.now = TUESDAY


def test_a_command_goes_by_the_day_in_london(cli: Cli, tmp_path: Path, hands: Hands) -> None:
    hands.now = datetime(2026, 6, 28, 23, 30, tzinfo=UTC)  # there it is Monday already
    try:
        assert cli("init", tmp_path / "new", "--with-annexe").exit_code == 0
    finally:
        hands.now = TUESDAY
    assert [file.stem for file in (tmp_path / "new" / "Annexe A").glob("*.xlsx")] == [
        "Annexe A 2026-06-29"
    ]


def test_a_clock_that_was_set_back_is_told(cli: Cli, workspace: Path, hands: Hands) -> None:
    hands.now = TUESDAY - timedelta(hours=2)
    try:
        shown = cli("doctor", workspace)
        assert cli("status", workspace, "--healthy").exit_code == 1
    finally:
        hands.now = TUESDAY
    assert shown.exit_code == 1
    told = " ".join(shown.stdout.split())
    assert "FAULT The clock was set back: a cycle has ended at 10:00 on Tuesday 2 December" in told
    assert "it is only 08:00 on Tuesday 2 December 2025" in told


def test_verify_finds_that_the_history_was_altered(cli: Cli, workspace: Path) -> None:
    whole = cli("verify", workspace)
    assert whole.exit_code == 0
    seal = whole.stdout.rpartition(" ")[2].strip()
    assert cli("verify", workspace, "--seal", seal).exit_code == 0
    assert cli("verify", workspace, "--seal", "another").exit_code == 1
    with sqlite3.connect(workspace / "Store" / "audit-bot.db") as connection:
        connection.execute("UPDATE history SET what = 'nothing' WHERE seq = 2")
    connection.close()
    result = cli("verify", workspace)

    assert result.exit_code == 1
    assert "row 2" in result.stdout


@pytest.mark.requirement("R-6.2-1")
def test_a_draw_can_be_made_again_and_one_that_was_altered_is_found(
    cli: Cli, workspace: Path
) -> None:
    same = cli("verify-draw", "2025-12", "--workspace", workspace)
    assert (same.exit_code, "The same: every case, in the same order." in same.stdout) == (0, True)

    with closing(sqlite3.connect(workspace / STORE)) as store, store:
        (frame,) = store.execute("SELECT frame FROM draws").fetchone()
        left = json.dumps(json.loads(frame)[1:])
        store.execute("UPDATE draws SET frame = ?", (left,))
    told = cli("verify-draw", "2025-12", "--workspace", workspace, "--json")

    assert told.exit_code == 1
    assert json.loads(told.stdout)["same"] is False
    assert json.loads(told.stdout)["differences"][0].startswith("The frame differs: the SHA-256")


def test_an_annexe_that_is_accepted_is_told_as_text_and_as_json(cli: Cli, made: Path) -> None:
    (file,) = (made / "Annexe A").glob("*.xlsx")
    text, found = cli("annexe", file), cli("annexe", file, "--json")

    assert (text.exit_code, found.exit_code) == (0, 0)
    assert "120" in text.stdout
    told = json.loads(found.stdout)
    assert set(told) >= {
        "accepted",
        "problems",
        "lists",
        "open_cases",
        "by_team",
        "by_stratum",
    }
    assert (told["accepted"], told["open_cases"]) == (True, 120)
    assert sum(told["by_team"].values()) == sum(told["by_stratum"].values()) == 120


def test_two_annexes_are_compared_and_files_without_a_date_are_of_the_week_they_bear_out(
    cli: Cli, tmp_path: Path
) -> None:
    before = make_world(as_at=date(2025, 11, 24), open_cases=60, seed=3)
    after, made_up = following_monday(before, 3)
    old, new = tmp_path / "last.xlsx", tmp_path / "this.xlsx"
    old.write_bytes(write_annexe(before))
    new.write_bytes(write_annexe(after))

    text = cli("annexe", "compare", old, new)
    found = json.loads(cli("annexe", "compare", old, new, "--json").stdout)
    changes = [*found["changes"], *found["also"]]
    assert {(c["child"], c["kind"]) for c in changes} == {(c.child, c.kind) for c in made_up}
    assert (found["from"], found["to"]) == ("2025-11-24", "2025-12-01")
    assert "From 24/11/2025 to 01/12/2025" in text.stdout
    assert all(change["child"] in text.stdout for change in changes)

    turned = cli("annexe", "compare", new, old)
    assert "the right way round?" in turned.stdout
    assert cli("annexe", old, new).exit_code == 2


def test_a_file_that_cannot_be_compared_says_why(cli: Cli, tmp_path: Path, made: Path) -> None:
    file = tmp_path / "notes.xlsx"
    file.write_bytes(b"not a workbook")
    other = next((made / "Annexe A").glob("*.xlsx"))
    compared = cli("annexe", "compare", other, file)
    assert (compared.exit_code, "notes.xlsx: " in compared.stdout) == (1, True)


def test_an_annexe_that_is_refused_says_why_and_fails(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "Annexe A 2025-12-01.xlsx"
    file.write_bytes(b"not a workbook")
    text, found = cli("annexe", file), cli("annexe", file, "--json")

    # Whoever reads the object finds it there; a person's command fails.
    assert (text.exit_code, found.exit_code) == (1, 0)
    told = json.loads(found.stdout)
    assert told["accepted"] is False
    (problem,) = told["problems"]
    assert set(problem) == {"severity", "sheet", "row", "column", "value", "message"}


def test_mails_are_shown_as_they_are_understood(cli: Cli, workspace: Path) -> None:
    letter = assignment(workspace)
    cli("reply", ref_of(letter), "COMPLETE", "--as", name_of(letter), "-w", workspace)
    result = cli("read", workspace / "Mailbox" / "Inbox")

    assert result.exit_code == 0
    assert "wish      complete" in result.stdout


def test_texts_are_read_line_by_line_from_standard_input(cli: Cli) -> None:
    line = {"id": "1", "text": "COMPLETE\nRemedial actions: none", "reference_date": "2025-12-02"}
    result = cli("read", "--jsonl", stdin=json.dumps(line) + "\n")

    assert result.exit_code == 0
    assert len(result.stdout.strip().splitlines()) == 1
    json.loads(result.stdout)


def test_a_pause_is_shown_and_ends_when_it_is_resumed(cli: Cli, workspace: Path) -> None:
    paused = cli("pause", str(workspace), "--why", "server move")
    assert f"audit-bot resume {workspace}" in paused.stdout
    assert "server move" in cli("status", str(workspace)).stdout
    assert cli("pause", str(workspace)).stdout.startswith("Paused already")

    resumed = cli("resume", str(workspace))

    assert resumed.stdout.startswith("Resumed.")
    assert "Paused" not in cli("status", str(workspace)).stdout
    assert cli("resume", str(workspace)).stdout.startswith("It is not paused.")


def test_an_extract_is_written_once_and_says_what_it_holds(cli: Cli, workspace: Path) -> None:
    child = json.loads(cli("extract", "nobody", "--json", "-w", str(workspace)).stdout)
    assert child == {}
    with opened(workspace) as service, service.store.reading() as work:
        known = programme.all_files(work)[0].audit.child
    to = workspace / "extract.xlsx"

    result = cli("extract", known, "--to", str(to), "-w", str(workspace))

    assert "rows in" in result.stdout
    assert load_workbook(to).sheetnames[:2] == ["Cover", "Contents"]
    again = cli("extract", known, "--to", str(to), "-w", str(workspace))
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
