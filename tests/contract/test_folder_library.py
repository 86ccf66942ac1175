"""What only a folder of documents can do: locks, half workbooks, links, drafts."""

import os
from pathlib import Path

import pytest

from bot.ports import PermanentError, TemporaryError
from connectors.local_folder.files import is_settling
from connectors.local_folder.library import LocalLibrary


def test_half_a_workbook_is_not_read_while_it_is_fresh(tmp_path: Path) -> None:
    path = tmp_path / "Annexe A.xlsx"
    path.write_bytes(b"PK\x03\x04 half")
    with pytest.raises(TemporaryError, match="still being written"):
        LocalLibrary(tmp_path).read("Annexe A.xlsx")

    os.utime(path, (path.stat().st_mtime - 120,) * 2)
    assert LocalLibrary(tmp_path).read("Annexe A.xlsx") == b"PK\x03\x04 half"


def test_a_link_does_not_lead_out_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace/out").symlink_to(tmp_path)
    (tmp_path / "secret.txt").write_text("x")

    with pytest.raises(PermanentError, match="leads out"):
        LocalLibrary(tmp_path / "workspace").read("out/secret.txt")


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(TemporaryError):
        LocalLibrary(tmp_path).write("folder.xlsx", b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["folder.xlsx"]


def test_a_file_settles_by_the_clock_of_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.touch()
    assert is_settling(path)
    os.utime(path, (path.stat().st_mtime - 61,) * 2)
    assert not is_settling(path)
