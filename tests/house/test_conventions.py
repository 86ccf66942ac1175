"""What keeps the code readable for the next person, as far as a test can see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.architecture import LONGER, LONGEST_FILE, LONGEST_FUNCTION
from tests.house.imports import ROOT, parse, sources

TEXT = {"", ".cfg", ".css", ".html", ".ini", ".lock", ".md", ".py", ".toml", ".txt", ".yml"}
MADE = {"__pycache__", "build", "demo", "dist", "node_modules"}  # folders that the project makes

# The folders of one person's machine, which the next person does not have.
MACHINE_PATH = re.compile(r"(?<![\w./-])(?:/(?:home|root|work|Users)/\w|[A-Z]:\\Users\\)")


def texts() -> Iterator[Path]:
    """Every text file of the project, and of `.ci`; no other hidden folder, nothing made."""
    for file in sorted(ROOT.rglob("*")):
        folders = file.relative_to(ROOT).parts[:-1]
        hidden = any(name.startswith(".") and name != ".ci" for name in folders)
        made = MADE.intersection(folders[:1]) or "__pycache__" in folders
        if file.is_file() and file.suffix in TEXT and not hidden and not made:
            yield file


def long_functions(file: Path, limit: int) -> Iterator[str]:
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            has_docstring = ast.get_docstring(node) is not None
            first = node.body[0]
            docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
            if (node.end_lineno or 0) - node.lineno + 1 - docstring > limit:
                yield node.name


def too_long() -> set[str]:
    """Every file, and every file:function, beyond the limits."""
    found = set()
    for file in [*sources(ROOT).values(), ROOT / "start.py"]:
        name = file.relative_to(ROOT).as_posix()
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE:
            found.add(name)
        found |= {f"{name}:{function}" for function in long_functions(file, LONGEST_FUNCTION)}
    return found


def test_nothing_is_longer_than_a_person_reads_at_a_sitting_but_for_a_reason() -> None:
    assert too_long() == LONGER.keys()


def test_no_file_knows_the_folders_of_one_machine() -> None:
    found = {
        f"{file.relative_to(ROOT).as_posix()}: {match[0]}"
        for file in texts()
        for match in MACHINE_PATH.finditer(file.read_text(encoding="utf-8", errors="replace"))
    }
    assert found == set()


@pytest.mark.parametrize("parts", [("see ", "home", "ada"), ("", "Users", "ada", "x")])
def test_a_folder_of_one_machine_is_recognised(parts: tuple[str, ...]) -> None:
    assert MACHINE_PATH.search("/".join(parts))


@pytest.mark.parametrize("text", ["https://example.org/work/x", "../home/x", "the /data volume"])
def test_other_paths_are_not_mistaken_for_one(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def test_a_long_function_is_found_without_its_docstring(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('def f():\n    """A\n    b\n    c"""\n    return 1\n', encoding="utf-8")
    assert list(long_functions(file, 2)) == []
    assert list(long_functions(file, 1)) == ["f"]
