"""Packs by hand: of a month that is over, into a folder, and nothing written over."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.terminal.conftest import Cli, Hands

MONDAY = datetime.fromisoformat("2026-01-05T10:00+00:00")


@pytest.fixture
def january(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "now", MONDAY)


@pytest.mark.requirement("R-5.3-1")
def test_the_pack_of_one_meeting_is_written_into_a_folder(
    cli: Cli, made: Path, january: None, tmp_path: Path
) -> None:
    out = tmp_path / "packs"
    done = cli("pack", "--month", "2025-12", "--meeting", "emm", "--out", out, "-w", made)
    assert done.exit_code == 0
    stem = "2025-12 (written 2026-01-05 1000)"
    names = {f"EMM pack {stem}.docx", f"EMM figures {stem}.xlsx"}
    assert {file.name for file in out.iterdir()} == names
    assert all(name in done.output for name in names)

    before = {file: file.read_bytes() for file in out.iterdir()}
    again = cli("pack", "--month", "2025-12", "--meeting", "EMM", "--out", out, "-w", made)
    assert again.exit_code == 2
    assert "is there already, and stays as it is" in again.output
    assert {file: file.read_bytes() for file in out.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--month", "January"), "'January' is no month. Write it as 2026-01."),
        (("--month", "2026-01"), "January 2026 is not over. The last that is: 2025-12."),
        (("--meeting", "SLT"), "'SLT' is no meeting: PMM, SCMT, EMM."),
    ],
)
def test_what_cannot_be_written_is_said_in_words(
    arguments: tuple[str, ...], words: str, cli: Cli, made: Path, january: None, tmp_path: Path
) -> None:
    result = cli("pack", *arguments, "--out", tmp_path, "-w", made)
    assert result.exit_code == 2
    assert words in result.output
    assert list(tmp_path.iterdir()) == []
