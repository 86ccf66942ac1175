"""Kills the service, and PostgreSQL, a thousand times in the scripted week, each time anywhere.

    python -m tests.kill_everywhere [--kills 1000] [--first 1]

Round after round: the whole week with kills in each cycle, in turn with the record in a file and in
PostgreSQL. At the end of each round letters, lists, workbooks and the record are compared with the
undisturbed week. Each round kills elsewhere, by its number; `--first` goes on with that one. A kill
takes some seconds of a processor, a round of a hundred some minutes. The test run does a small part
of the same.
"""

import argparse
import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.jobs.crashes import State, difference
from tests.jobs.kills import (
    IN_A_DATABASE,
    IN_A_FILE,
    Look,
    plan,
    play_killed,
    play_undisturbed,
)
from tests.jobs.week import WEEK
from tests.postgres import Cluster, InDatabase, InFile, Place, running


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--first", type=int, default=1, help="the number of the first round")
    wanted = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory() as folder, running() as cluster:
        _say(f"the undisturbed week of {len(WEEK)} cycles")
        undisturbed = play_undisturbed(Path(folder), InFile(Path(folder) / "store.db"), WEEK)
        killed, wrong, number = 0, 0, wanted.first
        while killed < wanted.kills:
            done, words = _round(undisturbed, number, cluster, wanted.kills - killed)
            killed, wrong = killed + done, wrong + bool(words)
            _say(f"round {number}: {done} kills, {words or 'no difference'}; {killed} in all")
            number += 1
    _say(f"{killed} kills, {wrong} rounds that ended otherwise than the undisturbed week")
    return 1 if wrong else 0


def _round(
    undisturbed: tuple[list[Look], dict[int, State]], number: int, cluster: Cluster, most: int
) -> tuple[int, str | None]:
    """How many kills there were, and what differed at the end."""
    looks, ends = undisturbed
    in_file = bool(number % 2)
    with TemporaryDirectory() as name:
        folder = Path(name)
        place: Place = (
            InFile(folder / "store.db") if in_file else InDatabase(cluster, cluster.database())
        )
        kills = plan(looks, IN_A_FILE if in_file else IN_A_DATABASE, number)
        where = "a file" if in_file else "PostgreSQL"

        def tell(done: int) -> None:
            _say(f"round {number}, the record in {where}: {done} kills so far")

        done, found = play_killed(folder, place, WEEK, kills, cluster, most=most, tell=tell)
    return done, difference(found, ends[len(WEEK)])


def _say(words: str) -> None:
    """With the processor time that this process and those that were killed have taken."""
    used = os.times()
    seconds = used.user + used.system + used.children_user + used.children_system
    print(f"{seconds:7.0f} s  {words}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
