"""The cycle of one council, as a worker gives it: the same as that of `audit-bot run`."""

from pathlib import Path

from bot import clock
from bot.host.processes import Ended
from bot.jobs.beat import beat
from bot.jobs.cycle import run_cycle
from bot.wiring import opened


def run(workspace: Path) -> Ended:
    with opened(workspace) as service:
        outcomes = run_cycle(service, clock.now())
        beat(service, outcomes)
    failed = [outcome.job for outcome in outcomes if outcome.failed]
    words = f"failed: {', '.join(failed)}" if failed else "well"
    return Ended(words, bool(failed), any(outcome.more for outcome in outcomes))
