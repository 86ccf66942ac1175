"""Plays the scripted week once for every step at which the service can stop or a call can fail.

    python -m tests.crash_everywhere

Takes some minutes. The test run tries a spread of the same steps.
"""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.jobs.crashes import Played, play_failing, play_stopped, play_undisturbed

Step = tuple[int, int]  # the look of the week, and the step of that look


def stops(played: list[Played]) -> list[Step]:
    """Every step: each commit and each call of a connector, before and after it."""
    return [(look, step) for look, one in enumerate(played) for step in range(len(one.steps))]


def failures(played: list[Played]) -> list[Step]:
    """Every step at which a connector may say that it cannot now, before or after it could."""
    return [(n, s) for n, s in stops(played) if "store" not in played[n].steps[s]]


def spread(steps: list[Step], wanted: int) -> list[Step]:
    """About so many of the steps, evenly, the same ones every time."""
    return steps[:: max(1, len(steps) // wanted)]


def unequal(folder: Path) -> Iterator[tuple[str, int, list[str]]]:
    """For each kind of disturbance: how many steps were tried, and what differed at the end."""
    played, end = play_undisturbed(folder)
    for kind, steps, play in (
        ("stopped", stops(played), play_stopped),
        ("failed for the moment", failures(played), play_failing),
    ):
        differ = []
        for look, step in steps:
            with TemporaryDirectory() as place:
                found = play(Path(place), played, end, look, step)
            if found:
                name = f"{played[look].moment.when}, step {step}, {played[look].steps[step]}"
                differ.append(f"{name}: {found[:1000]}")
        yield kind, len(steps), differ


def main() -> int:
    logging.disable(logging.CRITICAL)
    wrong = 0
    with TemporaryDirectory() as folder:
        for kind, tried, differ in unequal(Path(folder)):
            print(f"{tried} steps {kind}: {tried - len(differ)} ended as the undisturbed week.")  # noqa: T201
            print("\n".join(differ))  # noqa: T201
            wrong += len(differ)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
