"""docs/performance.md: a section for each part, kept until the part is measured again."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.parts import PARTS, Part

HEAD = """\
# Performance, and how it grows

For whoever asks whether it is quick enough, now and in ten years. This page is written by

    .venv/bin/uv pip install --require-hashes -r requirements-bench.lock    other libraries, once
    .venv/bin/python -m benchmarks

Each figure comes from a command of its own, printed with it; a library beside ours is measured in
the same run. `--only PART` measures a part again, `--without PART` leaves one out (by the names of
`benchmarks/parts.py`), `--million` adds a million old audits. Nothing else should run meanwhile.
How well mails are read stands in [mail.md](mail.md), how well the statistics hold in
[statistics.md](statistics.md).
"""
NOT_YET = "Not measured yet."
_LIBRARIES = ("pandas", "openpyxl", "python-calamine", "mail-parser-reply", "quotequail")


def section(part: Part, figures: Sequence[Figure], on: date) -> str:
    """The table of one part, with its command and the machine."""
    rows = ["| What | Figure | Goal | In the same run |", "| --- | --- | --- | --- |"]
    rows += [_row(f.what, f.words, f.goal_in_words, f.beside) for f in figures]
    table = "\n".join(rows)
    return f"{_start(part)}\n{table}\n\nMeasured on {on.day} {on:%B %Y}: {machine()}.\n"


def with_section(page: str, part: Part, section: str) -> str:
    """The page with this section in place of the last one of its part."""
    kept = dict(_sections(page))
    kept[part.title] = section
    every = [kept.get(p.title, f"{_start(p)}\n{NOT_YET}\n") for p in PARTS.values()]
    return "\n".join([HEAD, *every])


def empty() -> str:
    """The page before anything has been measured."""
    first = next(iter(PARTS.values()))
    return with_section("", first, f"{_start(first)}\n{NOT_YET}\n")


def _sections(page: str) -> Mapping[str, str]:
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].removeprefix("## "): part.rstrip("\n") + "\n" for part in parts}


def _start(part: Part) -> str:
    return f"## {part.title}\n\n    .venv/bin/{part.command}\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def machine() -> str:
    """What it was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    told = [
        f"{os.cpu_count()} cores ({_processor()})",
        f"{memory:.0f} GB of memory",
        platform.system(),
        f"Python {platform.python_version()}",
        *(f"{name} {found}" for name in _LIBRARIES if (found := _version(name))),
    ]
    return ", ".join(told)


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", file.read_text()) if file.exists() else None
    return found[1] if found else platform.machine()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
