"""One cycle from the command line, with a line for each job; or a rehearsal of it."""

import shutil
import tempfile
from pathlib import Path

from rich.console import Console

from bot import clock
from bot.jobs.beat import beat
from bot.jobs.cycle import Outcome, run_cycle
from bot.settings import load_settings
from bot.wiring import opened
from bot.workspace import WorkspaceError, refuse_if_not_a_workspace
from connectors.local_folder.people import sent_mails


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
    """Run the cycle on a copy of the workspace, and list the letters that it would send."""
    refuse_if_not_a_workspace(workspace)
    if load_settings(workspace).connector.kind != "local_folder":
        raise WorkspaceError(
            "A rehearsal needs a copy of everything, and there is none of Microsoft 365. "
            'Set mode = "rehearsal" under [delivery]: letters then go to a folder, and to nobody.'
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "rehearsal"
        shutil.copytree(workspace, copy, ignore=shutil.ignore_patterns("*.lock"))
        before = {mail.file for mail in sent_mails(copy)}
        with opened(copy) as service:
            outcomes = run_cycle(service, clock.now(), _print)
        letters = sent_mails(copy, skip=before)
    console = Console(highlight=False)
    console.print(f"\nA rehearsal: nothing was changed. {len(letters)} letters would be sent:")
    for letter in letters:
        console.print(f"  {letter.to:<42} {letter.subject}", markup=False)
    return 1 if any(outcome.failed for outcome in outcomes) else 0
