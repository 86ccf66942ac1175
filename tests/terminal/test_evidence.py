"""The command that writes an evidence pack: two files, and refusals in a sentence."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.terminal.conftest import Cli


def test_the_pack_of_a_round_is_a_workbook_and_a_page(cli: Cli, made: Path, tmp_path: Path) -> None:
    result = cli("evidence", "--round", "2025-12", "--to", tmp_path / "pack", "-w", made)
    assert result.exit_code == 0, result.stderr
    book = load_workbook(tmp_path / "pack" / "Evidence round December 2025.xlsx")
    assert book.sheetnames[:4] == ["Cover", "Contents", "Rounds", "Strata"]
    assert book.sheetnames[-4:] == ["Rules", "Rule changes", "Decisions", "Notes"]
    cover = [str(row[0].value) for row in book["Cover"].iter_rows(max_col=1)]
    assert any("The history is whole" in line for line in cover)
    (again,) = [row[11].value for row in book["Rounds"].iter_rows(min_row=4)]
    assert again == "The same"

    page = (tmp_path / "pack" / "Evidence round December 2025.html").read_text("utf-8")
    assert page.count("<h1>") == 1
    assert '<html lang="en-GB">' in page
    assert "<script" not in page
    assert "Draw made again" in page

    again = cli("evidence", "--round", "2025-12", "--to", tmp_path / "pack", "-w", made)
    assert again.exit_code == 2
    assert "is there already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Please say of what"),
        (("--round", "2024-01"), "There is no round 2024-01"),
        (("--from", "2026-02-01", "--until", "2026-01-01"), "is after"),
        (("--from", "2020-01-01", "--until", "2020-02-01"), "Nothing is held"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(
    cli: Cli, made: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = cli("evidence", *arguments, "--to", tmp_path / "pack", "-w", made)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "pack").exists()
