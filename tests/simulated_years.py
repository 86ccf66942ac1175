"""Plays many years of a small council, and says on which seeds a property did not hold.

    python -m tests.simulated_years --seeds 200 --weeks 13

Each seed has its own size of council, so that not all share one shape. Exit code 1: it broke.
"""

import argparse
import logging
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from bot.simulation.plan import Plan, load_plan
from bot.terminal.simulating import play


def small_plan(seed: int) -> Plan:
    """A council of three to eight teams, in which more goes wrong than in most."""
    dice = random.Random(f"plan {seed}")
    plan = load_plan()
    council = plan.council.model_copy(
        update={
            "open_cases": dice.choice((60, 90, 140)),
            "teams": dice.randint(3, 8),
            "auditors": dice.randint(5, 12),
        }
    )
    week = plan.week.model_copy(update={"closed": 0.03, "opened": 0.03, "reopened": 0.05})
    concerns = plan.safeguarding.model_copy(update={"concerns": 0.1})
    rounds = plan.rounds.model_copy(update={"themes_a_year": 8, "inspections_a_year": 4})
    leavers = plan.leavers.model_copy(update={"share_a_year": 0.4})
    more = {
        "council": council,
        "week": week,
        "safeguarding": concerns,
        "rounds": rounds,
        "leavers": leavers,
    }
    return plan.model_copy(update=more)


def one(seed: int, weeks: int) -> tuple[int, dict[str, Any], float]:
    logging.getLogger("bot").setLevel(logging.CRITICAL)
    begun = time.process_time()
    return seed, play(small_plan(seed), weeks=weeks, seed=seed), time.process_time() - begun


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=13)
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    checked: Counter[str] = Counter()
    broken = 0
    seconds = 0.0
    with ProcessPoolExecutor(chosen.processes) as pool:
        for seed, values, took in pool.map(one, seeds, [chosen.weeks] * len(seeds)):
            checked.update(values["checked"])
            broken += bool(values["broken"])
            seconds += took
            for line in values["broken"][:5]:
                say(f"seed {seed}: {line}")
    say(f"{len(seeds)} seeds of {chosen.weeks} weeks, {broken} broken; {seconds:.0f} s in all")
    say(f"{checked.total():,} checks: {dict(checked)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
