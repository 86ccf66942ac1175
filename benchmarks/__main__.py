"""Runs the benchmarks at their normal sizes, and writes docs/performance.md from what they find.

    python -m benchmarks [--only PART ...] [--without PART ...] [--million]

The page is written after each part; the parts that are left out keep what an earlier run has found.
"""

import argparse
import sys
from pathlib import Path

from benchmarks import page
from benchmarks.figures import Figure, show
from benchmarks.parts import PARTS, Part
from bot import clock

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def main() -> int:
    """0 if every part could be measured; a goal that is missed is for people to judge."""
    words = f"Measures, and writes docs/performance.md. PART is one of: {', '.join(PARTS)}."
    wanted = argparse.ArgumentParser(prog="python -m benchmarks", description=words)
    wanted.add_argument(
        "--only", nargs="+", choices=PARTS, metavar="PART", default=[], help="measure these"
    )
    wanted.add_argument(
        "--without", nargs="+", choices=PARTS, metavar="PART", default=[], help="not these"
    )
    wanted.add_argument("--million", action="store_true", help="1,000,000 old audits as well")
    wanted.add_argument("--to", type=Path, default=PAGE, help="another page than docs/")
    given = wanted.parse_args()
    well = True
    for name in (n for n in given.only or PARTS if n not in given.without):
        part = PARTS[name]
        print(f"\n{part.title}   {part.command}", flush=True)
        figures, failed = measured(part, million=given.million)
        well = well and not failed
        before = given.to.read_text("utf-8") if given.to.exists() else ""
        section = page.section(part, figures, clock.now().date())
        given.to.write_text(page.with_section(before, part, section), "utf-8")
    return 0 if well else 1


def measured(part: Part, *, million: bool) -> tuple[list[Figure], bool]:
    """What it has found, told as it is found; and whether it broke off."""
    figures: list[Figure] = []
    try:
        for figure in part.measure(million=million):
            show([figure])
            figures.append(figure)
    except Exception as error:  # the other parts are measured all the same
        why = f"broken off: {type(error).__name__}: {error}".splitlines()[0]
        figures.append(Figure(part.title, None, "", beside=why))
        show(figures[-1:])
        return figures, True
    return figures, False


if __name__ == "__main__":
    sys.exit(main())
