"""The bill of materials says what the lock says, in the same bytes, and the audit is honest."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.audit_packages import NOT_AUDITED, verdict
from tests.house.imports import ROOT
from tests.house.test_locks import pins

PAGES = ("CONTRIBUTING.md", "docs/security.md")
COMMAND = re.compile(r"^(?: {4})?\.venv/bin/(cyclonedx-py .+) -o sbom\.json$", flags=re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(to: Path, *options: str) -> bytes:
    """By the command of both pages, which checks it against the schema of CycloneDX."""
    (found,) = {
        each for page in PAGES for each in COMMAND.findall((ROOT / page).read_text("utf-8"))
    }
    _, *given = shlex.split(found)
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", *given, *options]
    subprocess.run([*command, "-o", str(to)], cwd=ROOT, check=True, capture_output=True)
    return to.read_bytes()


def test_the_bill_of_materials_is_the_lock_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    made = bill(tmp_path / "one.json")
    assert made == bill(tmp_path / "two.json", "--no-validate")
    found = json.loads(made)
    assert (found["bomFormat"], found["metadata"]["component"]["name"]) == (
        "CycloneDX",
        "audit-bot",
    )
    parts = found["components"]
    assert {part["name"]: part["version"] for part in parts} == pins("requirements.lock")
    assert {digest for part in parts for digest in hashes(part)} == set(
        HASH.findall((ROOT / "requirements.lock").read_text("utf-8"))
    )


def hashes(part: Mapping[str, Any]) -> list[str]:
    return [each["content"] for link in part["externalReferences"] for each in link["hashes"]]


GOOD = {"name": "typer", "version": "1.0", "vulns": []}
WEAK = {
    "name": "lxml",
    "version": "6.0",
    "vulns": [
        {"id": "CVE-2030-1", "fix_versions": ["6.1"]},
        {"id": "CVE-2030-2", "fix_versions": []},
    ],
}
UNKNOWN = {"name": "rich", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "words", "code"),
    [
        ([], NOT_AUDITED, 0),
        ([UNKNOWN, UNKNOWN], NOT_AUDITED, 0),
        ([GOOD], "1 packages looked up, 0 faults.", 0),
        ([GOOD, UNKNOWN], "rich: not known there", 1),
        ([GOOD, WEAK], "lxml 6.0: CVE-2030-1, mended in 6.1", 1),
        ([WEAK], "lxml 6.0: CVE-2030-2, mended in no version yet", 1),
    ],
)
def test_an_audit_that_saw_nothing_says_so_and_one_that_found_something_fails(
    packages: list[Mapping[str, Any]], words: str, code: int
) -> None:
    said, found = verdict(packages)
    assert (words in said.splitlines(), found) == (True, code)
