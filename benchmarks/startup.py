"""Measures how long the command line takes to start, beside an interpreter that does nothing.

    python benchmarks/startup.py [runs]

Prints the median of some runs (15 unless told) of each command, and how many times a bare
`python -c pass` that is.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

AUDIT_BOT = str(Path(sys.executable).with_name("audit-bot"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "audit-bot --version": [AUDIT_BOT, "--version"],
    "audit-bot --help": [AUDIT_BOT, "--help"],
    "audit-bot run --help": [AUDIT_BOT, "run", "--help"],
    "audit-bot status --help": [AUDIT_BOT, "status", "--help"],
}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    medians = {name: median(command, runs) for name, command in COMMANDS.items()}
    bare = next(iter(medians.values()))
    print(f"{'command':<26}{'median of ' + str(runs):>16}{'ratio':>8}")
    for name, seconds in medians.items():
        print(f"{name:<26}{seconds * 1000:>13.0f} ms{seconds / bare:>8.1f}")


def median(command: list[str], runs: int) -> float:
    """Seconds of wall clock; one run first that is not counted, as it fills the caches."""
    return statistics.median([seconds(command) for _ in range(runs + 1)][1:])


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
