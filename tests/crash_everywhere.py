"""Plays the scripted week once for every step at which the service can stop or a call can fail.

    python -m tests.crash_everywhere [--processes 2]

Takes some minutes. The test run tries a spread of the same steps.
"""

import argparse
import logging
import os
import sys
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.jobs.crashes import Played, play_failing, play_stopped, play_undisturbed

Step = tuple[int, int]  # the look of the week, and the step of that look

KINDS = {"stopped": play_stopped, "failed for the moment": play_failing}


def stops(played: list[Played]) -> list[Step]:
    """Every step: each commit and each call of a connector, before and after it."""
    return [(look, step) for look, one in enumerate(played) for step in range(len(one.steps))]


def failures(played: list[Played]) -> list[Step]:
    """Every step at which a connector may say that it cannot now, before or after it could."""
    return [(n, s) for n, s in stops(played) if "store" not in played[n].steps[s]]


def spread(steps: list[Step], wanted: int) -> list[Step]:
    """About so many of the steps, evenly, the same ones every time."""
    return steps[:: max(1, len(steps) // wanted)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    processes = parser.parse_args().processes
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory() as folder:
        played, end = play_undisturbed(Path(folder))
        # Forked, so that each process has the undisturbed week without its being sent there.
        with get_context("fork").Pool(processes, _undisturbed.extend, ([played, end],)) as pool:
            wrong = sum(_try_all(pool, kind, played) for kind in KINDS)
    return 1 if wrong else 0


def _try_all(pool: Any, kind: str, played: list[Played]) -> int:
    """How many of the steps end otherwise than the undisturbed week."""
    steps = stops(played) if kind == "stopped" else failures(played)
    wrong = 0
    found = pool.imap(partial(_ends, kind), steps)
    for number, ((look, step), differs) in enumerate(zip(steps, found, strict=True), 1):
        if differs:
            wrong += 1
            name = f"{played[look].moment.when}, step {step}, {played[look].steps[step]}"
            _say(f"{name}: {differs[:1000]}")
        if number % 100 == 0 and number < len(steps):
            _say(f"{kind}: {number} of {len(steps)} steps")
    _say(f"{len(steps)} steps {kind}: {len(steps) - wrong} ended as the undisturbed week.")
    return wrong


_undisturbed: list[Any] = []  # in each process: the looks of the week, and how it ended


def _ends(kind: str, of: Step) -> str | None:
    with TemporaryDirectory() as place:
        return KINDS[kind](Path(place), *_undisturbed, *of)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
