"""Looks every package of the lock up among known weaknesses; where it cannot, it says so plainly.

    python -m tests.audit_packages [requirements.lock]

Fails when a weakness is known, or when a single package is not known at all. Without a network, or
behind a mirror that keeps no list of weaknesses, nothing is audited and that is no failure.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.house.imports import ROOT

LOCK = "requirements.lock"
PATIENCE = 120.0  # seconds: some ninety packages are asked for one by one
NOT_AUDITED = (
    "The packages were not audited: no list of known weaknesses can be reached from here."
    " Run `python -m tests.audit_packages` on a machine with a network before a release."
)

Package = Mapping[str, Any]


def main(lock: str = LOCK) -> int:
    words, code = verdict(_looked_up(ROOT / lock))
    print(words)  # noqa: T201
    return code


def _looked_up(lock: Path) -> Sequence[Package]:
    """What pip-audit found of each package; nothing where it cannot look."""
    options = ("--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off")
    command = [sys.executable, "-m", "pip_audit", f"--requirement={lock}", *options]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        found: Sequence[Package] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return ()
    return found


def verdict(packages: Sequence[Package]) -> tuple[str, int]:
    """In words, and the exit code."""
    known = [each for each in packages if "vulns" in each]
    if not known:
        return NOT_AUDITED, 0
    lines = [
        f"{each['name']} {each['version']}: {weak['id']}, mended in {_versions(weak)}"
        for each in known
        for weak in each["vulns"]
    ]
    lines += [f"{each['name']}: not known there" for each in packages if "vulns" not in each]
    return "\n".join([*lines, f"{len(known)} packages looked up, {len(lines)} faults."]), bool(
        lines
    )


def _versions(weakness: Mapping[str, Any]) -> str:
    return ", ".join(weakness["fix_versions"]) or "no version yet"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
