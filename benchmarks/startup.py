"""Measures how long each command takes to start, beside an interpreter that does nothing.

    python benchmarks/startup.py [runs]

Prints the median of some runs (15 unless told) of each command's help, and how many times a bare
`python -c pass` that is; then of commands that look into a small workspace, so load what they need.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.main import get_command

from benchmarks.figures import Figure, ratio, show
from bot.cli import app

AUDIT_BOT = str(Path(sys.executable).with_name("audit-bot"))
RUNS = 15
BARE = {"python -c pass": [sys.executable, "-c", "pass"]}
LOOKS = ("status", "verify", "run")


def main() -> None:
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))


def measure(runs: int = RUNS) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="audit-bot-") as folder:
        workspace = str(Path(folder) / "council")
        for command in (["init", workspace, "--with-annexe"], ["run", workspace]):
            seconds([AUDIT_BOT, *command])
        bare = 0.0
        for name, command in {**BARE, **helps(), **looks(workspace)}.items():
            took = median(command, runs)
            bare = bare or took
            yield Figure(name, took * 1000, "ms", beside=f"{ratio(took, bare):.1f} times bare")


def helps() -> Mapping[str, list[str]]:
    """`--version`, and the help of the whole and of each command: what a wrong word costs."""
    names = ["--version", "--help"]
    for name, command in getattr(get_command(app), "commands", {}).items():
        parts = getattr(command, "commands", {})
        names += [f"{name} {part} --help" for part in parts] or [f"{name} --help"]
    return {f"audit-bot {name}": [AUDIT_BOT, *name.split()] for name in names}


def looks(workspace: str) -> Mapping[str, list[str]]:
    return {f"audit-bot {name} my-council": [AUDIT_BOT, name, workspace] for name in LOOKS}


def median(command: list[str], runs: int) -> float:
    """Seconds of wall clock; one run first that is not counted, as it fills the caches."""
    return statistics.median([seconds(command) for _ in range(runs + 1)][1:])


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
