"""Reads hostile workbooks as the service would, in a process that may take only so much.

    python -m tests.hostile.readers FOLDER

prints a JSON object for each file: what each reader said of it.
"""

import json
import resource
import sys
from datetime import date
from pathlib import Path

from bot.annexe.reading import read_annexe
from bot.workbooks.opening import NotOpened, open_workbook

MEGABYTES = 700  # above what the process holds before it reads anything
SECONDS = 60  # of the processor, for all of them


def main(folder: Path) -> None:
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = held + MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for file in sorted(folder.glob("*.xlsx")):
        content = file.read_bytes()
        said = {"file": file.stem, "annexe": _annexe(content), "returned": _returned(content)}
        sys.stdout.write(f"{json.dumps(said)}\n")


def _annexe(content: bytes) -> str:
    reading = read_annexe(content, file="Annexe A.xlsx", as_at=date(2025, 12, 1), areas={})
    return "read" if reading.accepted else " ".join(problem.kind for problem in reading.problems)


def _returned(content: bytes) -> str:
    try:
        return " ".join(
            str(cell) for grid in open_workbook(content) for row in grid.rows for cell in row
        )
    except NotOpened as refusal:
        return f"refused: {refusal}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
