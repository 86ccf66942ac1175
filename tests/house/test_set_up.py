"""start.py, as far as it can be held without a network: an installation runs these very tests."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import start
from tests.house.imports import ROOT


def test_an_old_python_can_read_start_py_far_enough_to_refuse_kindly() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "python3 start.py test" in lines
    assert "set -euo pipefail" in lines  # so that it fails where they do
    assert "\npython3 start.py test" in readme
    assert "\npython3 start.py\n" in readme


@pytest.mark.parametrize(
    ("pip_says", "uv_is_told"),
    [
        ("", {}),
        ("global.index-url='A'", {"UV_DEFAULT_INDEX": "A"}),
        ("global.extra-index-url='A B'", {"UV_INDEX": "A B"}),
        ("global.extra-index-url='\\nA\\nB'", {"UV_INDEX": "A B"}),
        ("global.find-links='/a\\n/b'", {"UV_FIND_LINKS": "/a,/b"}),
        ("install.index-url='B'\nglobal.index-url='A'", {"UV_DEFAULT_INDEX": "B"}),
        (":env:.index-url='C'\ninstall.index-url='B'", {"UV_DEFAULT_INDEX": "C"}),
        ("global.timeout='60'\n:env:.default-timeout='180'", {"UV_HTTP_TIMEOUT": "180"}),
        ("global.index-url='a=b'", {"UV_DEFAULT_INDEX": "a=b"}),
        ("global.no-color='true'\nWARNING: the file is odd", {}),
    ],
)
def test_uv_is_told_what_pip_was_told(pip_says: str, uv_is_told: dict[str, str]) -> None:
    assert start.uv_settings(pip_says) == uv_is_told


def copy_of_start(folder: Path) -> ModuleType:
    """start.py in a checkout of its own, with a `.venv` that looks installed but for its stamp."""
    for name in ("start.py", "pyproject.toml", start.SETUP_LOCK, *start.LOCKS.values()):
        shutil.copy(ROOT / name, folder)
    spec = importlib.util.spec_from_file_location("copy_of_start", folder / "start.py")
    assert spec is not None
    assert spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    copy.PYTHON.parent.mkdir(parents=True)
    copy.PYTHON.touch()
    copy.AUDIT_BOT.write_text('#!/bin/sh\necho "audit-bot $*"\n', encoding="utf-8")
    copy.AUDIT_BOT.chmod(0o755)
    return copy


def finish(copy: ModuleType, kind: str) -> None:
    copy.stamp(kind).write_text(copy.expected(kind), encoding="utf-8")


def test_a_finished_set_up_is_recognised_until_a_lock_changes(tmp_path: Path) -> None:
    copy = copy_of_start(tmp_path)
    assert not copy.is_ready("runtime")
    finish(copy, "runtime")
    assert copy.is_ready("runtime")
    assert not copy.is_ready("dev")
    (tmp_path / copy.LOCKS["runtime"]).write_text("another", encoding="utf-8")
    assert not copy.is_ready("runtime")


def test_a_set_up_whose_python_has_gone_is_not_trusted(tmp_path: Path) -> None:
    copy = copy_of_start(tmp_path)
    finish(copy, "runtime")
    copy.PYTHON.unlink()
    assert not copy.is_ready("runtime")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for audit-bot is a shell script")
@pytest.mark.parametrize("kind", ["runtime", "dev"])
@pytest.mark.parametrize(
    ("typed", "command"), [([], "demo"), (["run", "my council"], "run my council")]
)
def test_once_set_up_it_hands_over_at_once_from_any_folder(
    tmp_path: Path, kind: str, typed: list[str], command: str
) -> None:
    checkout = tmp_path / "a folder with spaces"
    checkout.mkdir()
    finish(copy_of_start(checkout), kind)
    done = subprocess.run(
        [sys.executable, str(checkout / "start.py"), *typed],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == (f"audit-bot {command}\n", "")
