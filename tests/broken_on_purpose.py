"""Breaks the product on purpose, line by line: do the tests that cite a requirement notice?

    python -m tests.broken_on_purpose                   every row of broken_on_purpose.toml
    python -m tests.broken_on_purpose R-9.1-2 R-9.1-5   the rows of these requirements

Each row is applied to a copy of the project, where the tests that cite its requirement run until
one of them fails. A row that none of them notices is printed, and the command ends with 1. It takes
half an hour or more, so it is no part of the tests; they hold that each row still fits.
"""

import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.requirement_table import ROOT, by_paragraph, every_citation

TABLE = ROOT / "tests" / "broken_on_purpose.toml"
PARTS = ("bot", "connectors", "config", "message_templates", "tests", "docs", "deploy")
FILES = ("pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "start.py")
NOTICED, FELL_OVER = 1, (2, 3, 4, 5)  # how pytest ends: a test failed; it could not run them


@dataclass(frozen=True, slots=True)
class Row:
    """One way to break the product: `old`, which stands once in `file`, becomes `new`."""

    requirement: str
    how: str
    file: str
    old: str
    new: str


def rows() -> list[Row]:
    found = tomllib.loads(TABLE.read_text(encoding="utf-8"))["broken"]
    return sorted((Row(**row) for row in found), key=lambda row: by_paragraph(row.requirement))


def citing(root: Path = ROOT) -> Mapping[str, Sequence[str]]:
    """Requirement -> the tests that cite it, those of the policy first, for they are quick."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path, name, requirement in every_citation(root / "tests"):
        found[requirement][f"{path.relative_to(root).as_posix()}::{name}"] = None
    return {key: sorted(names, key=_slowness) for key, names in found.items()}


def _slowness(test: str) -> tuple[int, str]:
    quick = ("tests/policy/", "tests/configuration/", "tests/letters/", "tests/packs/")
    return 0 if test.startswith(quick) else 1 if "/jobs/" in test else 2, test


def main(wanted: Sequence[str]) -> int:
    tests = citing()
    unnoticed: list[Row] = []
    with TemporaryDirectory() as folder:
        copy = copied(Path(folder) / "project")
        for row in rows():
            if wanted and row.requirement not in wanted:
                continue
            noticed = notices(copy, row, tests[row.requirement])
            say(f"{'noticed' if noticed else 'NOT NOTICED':12} {row.requirement:9} {row.how}")
            unnoticed += [] if noticed else [row]
    say(f"{len(unnoticed)} not noticed")
    return 1 if unnoticed else 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def copied(to: Path) -> Path:
    to.mkdir()
    for part in PARTS:
        leave_out = shutil.ignore_patterns("__pycache__", "pictures")
        shutil.copytree(ROOT / part, to / part, ignore=leave_out)
    for name in FILES:
        shutil.copy(ROOT / name, to / name)
    shared = ROOT.parent / "shared"
    if shared.is_dir():
        (to.parent / "shared").symlink_to(shared)
    return to


def notices(copy: Path, row: Row, tests: Sequence[str]) -> bool:
    """Whether one of the tests fails while the row is applied. RuntimeError: they did not run."""
    with broken(copy, row):
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode in FELL_OVER:
        raise RuntimeError(f"{row.requirement}, {row.how}: {ended.stdout[-2000:]}{ended.stderr}")
    return ended.returncode == NOTICED


@contextmanager
def broken(copy: Path, row: Row) -> Iterator[None]:
    file = copy / row.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(row.old, row.new), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
