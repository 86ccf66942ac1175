"""The cycle of one council of the benchmark, at the moment that its host's folder names.

As bot/host/cycle.py gives it, but for the time: a Monday morning is measured on any day.
"""

from datetime import datetime
from pathlib import Path

from bot.host.processes import Ended
from bot.jobs.cycle import run_cycle
from bot.wiring import opened

MOMENT = "moment"  # a file beside the workspaces


def run(workspace: Path) -> Ended:
    at = datetime.fromisoformat((workspace.parent / MOMENT).read_text("utf-8"))
    with opened(workspace) as service:
        outcomes = run_cycle(service, at)
    failed = [outcome.job for outcome in outcomes if outcome.failed]
    words = f"failed: {', '.join(failed)}" if failed else "well"
    return Ended(words, bool(failed), any(outcome.more for outcome in outcomes))
