"""Weeks of the demonstration on the emulated Microsoft 365, and all that can be seen of them.

    .venv/bin/python -m tests.emulator.quarter --seeds 100 --weeks 13

plays the quarter once in peace and then with each seed of faults, and the process killed now and
then, and says where the end differs. It takes minutes for each seed.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from bot.demo.emulation.mishaps import Faultless
from bot.demo.microsoft365.faults import misbehaving
from bot.demo.play import Play, prepare
from bot.demo.tenant_stage import TenantStage
from bot.jobs.cycle import Outcome, run_cycle
from bot.jobs.publish import TRACKING
from bot.jobs.service import Service
from connectors.graph.door import Door, Request
from connectors.graph.failures import Answer
from tests.emulator.specification import STRICT, Specification
from tests.quarters import (
    QUARTER,
    SHARE,
    Killed,
    Played,
    Reaper,
    Seen,
    command,
    letters,
    sheets,
    timeless,
)


class MortalDoor:
    """A door before and behind which the process may end."""

    def __init__(self, reaper: Reaper, door: Door) -> None:
        self._reaper, self._door = reaper, door

    def ask(self, wanted: Request) -> Answer:
        self._reaper.step()
        answer = self._door.ask(wanted)
        self._reaper.step()
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._door, name)


def play(folder: Path, days: int, *, faults: int | None = None, kill: float = 0.0) -> Played:
    mishaps = None if faults is None else misbehaving(faults, SHARE)
    made = prepare(folder, QUARTER, microsoft365=True, faults=mishaps)
    stage = made.stage
    assert isinstance(stage, TenantStage)
    specification = Specification() if STRICT.exists() else None
    if specification:
        stage.service.watches.append(specification.watch)
    reaper = Reaper(Random(f"kill {faults}"), kill)
    if kill:
        made.cycle = mortal(stage, reaper)
    failed: Sequence[Outcome] = ()
    for number, day in enumerate(islice(made.days(), days), start=1):
        failed = day.failed
        if number == days - 1:
            stage.service.faults = Faultless()
            reaper.share = 0.0
    return Played(
        seen(made),
        stage.requests,
        mishaps.happened.total() if mishaps else 0,
        reaper.kills,
        specification.breaches if specification else (),
        failed,
    )


def mortal(stage: TenantStage, reaper: Reaper) -> Callable[[Service, datetime], list[Outcome]]:
    """A cycle that is killed now and then, and begun anew by a process that remembers nothing."""

    def cycle(service: Service, at: datetime) -> list[Outcome]:
        stage.before = reaper.step
        try:
            return until_done(service, at)
        finally:
            stage.before = lambda step: None

    def until_done(service: Service, at: datetime) -> list[Outcome]:
        while True:
            outside = stage.connectors(partial(MortalDoor, reaper))  # type: ignore[arg-type]
            fresh = replace(
                service,
                mailbox=outside.mailbox,
                library=outside.library,
                lists=outside.lists,
                views=outside.views,
            )
            try:
                return run_cycle(fresh, at)
            except Killed:
                continue

    return cycle


def seen(made: Play) -> Seen:
    stage = made.stage
    assert isinstance(stage, TenantStage)
    drive = stage.site.drive.files()
    return Seen(
        letters=letters(departed.raw for departed in stage.box.departed),
        rows={held.name: _rows(held.items.values()) for held in stage.site.lists.values()},
        workbook=sheets(drive[TRACKING], stage.folder),
        files=sorted(drive),
    )


def _rows(items: Any) -> Sequence[Mapping[str, Any]]:
    return [{k: timeless(str(v)) for k, v in sorted(item.fields.items())} for item in items]


if __name__ == "__main__":
    sys.exit(command(play, __doc__ or "", seeds=100, weeks=13))
