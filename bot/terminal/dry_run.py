"""A cycle that changes nothing: every letter, list change and file that it would bring."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import clock
from bot.jobs.cycle import Outcome, run_cycle
from bot.outer_settings import StoreSettings
from bot.outside import Outside, reached
from bot.ports import Library
from bot.settings import load_settings
from bot.stores import copy_of, has_run
from bot.wiring import opened
from bot.workspace import OWN_LETTERS, SETTINGS, STORE, refuse_if_not_a_workspace
from connectors.dry_run import DryLibrary, DryLists, DryMailbox, DryViews, Ledger


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a cycle would do to the world outside."""

    outcomes: Sequence[Outcome]
    ledger: Ledger
    library: Library  # the real one, to say what a file holds now


def dry_run(workspace: Path, tell: Callable[[Outcome], None]) -> DryRun:
    """Run a cycle on a copy of the store; the world outside is only read.

    It may be asked for while the service is running, and of Microsoft 365 as of a folder.
    """
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace)
    real = reached(workspace, settings)
    ledger = Ledger()
    outside = Outside(
        DryMailbox(real.mailbox, ledger),
        DryLibrary(real.library, ledger),
        DryLists(real.lists, ledger),
        DryViews(real.views, ledger) if real.views else None,
    )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(workspace, settings.store, copy)
        in_file = settings.model_copy(
            update={"store": settings.store.model_copy(update={"url": ""})}
        )
        with opened(copy, outside=outside, settings=in_file) as service:
            outcomes = run_cycle(service, clock.now(), tell)
    return DryRun(outcomes, ledger, real.library)


def _copy(workspace: Path, store: StoreSettings, copy: Path) -> None:
    """The record, the settings and the council's own letters: what a cycle writes to itself."""
    (copy / STORE).parent.mkdir()
    if (workspace / SETTINGS).exists():
        shutil.copy(workspace / SETTINGS, copy / SETTINGS)
    else:
        (copy / SETTINGS).touch()
    if (workspace / OWN_LETTERS).is_dir():
        shutil.copytree(workspace / OWN_LETTERS, copy / OWN_LETTERS)
    if has_run(workspace, store):
        copy_of(workspace, store, copy / STORE)
