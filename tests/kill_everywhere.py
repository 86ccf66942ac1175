"""Kills the service, and PostgreSQL, a thousand times in the scripted week, each time anywhere.

    python -m tests.kill_everywhere [--kills 1000] [--seed 1]

Round after round: the whole week, ten kills in each cycle, in turn with the record in a file and in
PostgreSQL. At the end of each round letters, lists, workbooks and the record are compared with the
undisturbed week. The test run does a small part of the same.
"""

import argparse
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.jobs.crashes import State, difference
from tests.jobs.kills import (
    AtInstant,
    AtStep,
    Kill,
    Look,
    OfServer,
    plan,
    play_killed,
    play_undisturbed,
)
from tests.jobs.week import WEEK
from tests.postgres import Cluster, InDatabase, InFile, Place, running

IN_A_FILE: tuple[type[Kill], ...] = (AtStep, AtStep, AtStep, AtInstant) * 2
IN_A_DATABASE: tuple[type[Kill], ...] = (AtStep, AtStep, AtInstant, OfServer, AtStep, AtInstant)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory() as folder, running() as cluster:
        undisturbed = play_undisturbed(Path(folder), InFile(Path(folder) / "store.db"), WEEK)
        killed, wrong, seed = 0, 0, wanted.seed
        while killed < wanted.kills:
            number, words = _round(undisturbed, seed, cluster)
            killed, wrong, seed = killed + number, wrong + bool(words), seed + 1
            print(f"round {seed - 1}: {number} kills, {words or 'no difference'}", flush=True)  # noqa: T201
    print(f"{killed} kills, {wrong} rounds that ended otherwise than the undisturbed week.")  # noqa: T201
    return 1 if wrong else 0


def _round(
    undisturbed: tuple[list[Look], dict[int, State]], seed: int, cluster: Cluster
) -> tuple[int, str | None]:
    """How many kills there were, and what differed at the end."""
    looks, ends = undisturbed
    in_file = bool(seed % 2)
    with TemporaryDirectory() as name:
        folder = Path(name)
        place: Place = (
            InFile(folder / "store.db") if in_file else InDatabase(cluster, cluster.database())
        )
        kinds = IN_A_FILE if in_file else IN_A_DATABASE
        number, found = play_killed(folder, place, WEEK, plan(looks, kinds, seed), cluster)
    return number, difference(found, ends[len(WEEK)])


if __name__ == "__main__":
    sys.exit(main())
