"""One cycle from the command line, with a line for each job; or a rehearsal of it."""

from pathlib import Path

from rich.console import Console

from bot import clock
from bot.jobs.beat import beat
from bot.jobs.cycle import Outcome, run_cycle
from bot.terminal.dry_run import dry_run
from bot.terminal.dry_run_words import in_words
from bot.wiring import opened


def run_once(workspace: Path, *, dry_run: bool) -> int:
    """0 if every job went well, 1 if one did not."""
    if dry_run:
        return _rehearse(workspace)
    with opened(workspace) as service:
        outcomes = run_cycle(service, clock.now(), _print)
        beat(service, outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _print(outcome: Outcome) -> None:
    console = Console(highlight=False)
    mark = "[red]![/red]" if outcome.failed else " "
    console.print(f"{mark} {outcome.job:<22}", end="")
    console.print(outcome.words, markup=False)


def _rehearse(workspace: Path) -> int:
    """Run the cycle without changing anything, and list what it would change."""
    found = dry_run(workspace, _print)
    console = Console(highlight=False, soft_wrap=True)
    for line in in_words(found):
        console.print(line, markup=False)
    return 1 if any(outcome.failed for outcome in found.outcomes) else 0
