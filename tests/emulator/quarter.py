"""Weeks of the demonstration on the emulated Microsoft 365, and all that can be seen of them.

    .venv/bin/python -m tests.emulator.quarter --seeds 100 --weeks 13 --processes 2

plays the quarter once in peace and then with each seed of faults, and the process killed now and
then, and says of each as it ends whether, and where, the end differs. It takes a minute or two for
each seed; less where temporary files lie in memory (TMPDIR=/dev/shm).
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bot.demo.microsoft365.faults import misbehaving
from bot.demo.play import Play, prepare
from bot.demo.tenant_stage import TenantStage
from bot.jobs.publish import TRACKING
from bot.jobs.service import Service
from tests.emulator.specification import STRICT, Specification
from tests.quarters import (
    QUARTER,
    SHARE,
    Mortal,
    Played,
    Reaper,
    Seen,
    command,
    last_failed,
    mortal,
    seen,
    timeless,
)


def play(folder: Path, days: int, *, faults: int | None = None, kill: float = 0.0) -> Played:
    mishaps = None if faults is None else misbehaving(faults, SHARE)
    made = prepare(folder, QUARTER, microsoft365=True, faults=mishaps)
    stage = made.stage
    assert isinstance(stage, TenantStage)
    specification = Specification() if STRICT.exists() else None
    if specification:
        stage.service.watches.append(specification.watch)
    reaper = Reaper(Random(f"kill {faults}"), kill)

    def again(service: Service) -> Service:
        outside = stage.connectors(partial(Mortal, reaper))  # type: ignore[arg-type]
        return replace(
            service,
            mailbox=outside.mailbox,
            library=outside.library,
            lists=outside.lists,
            views=outside.views,
        )

    if kill:
        made.cycle = mortal(stage, reaper, again)
    failed = last_failed(made, stage.service, reaper, days)
    return Played(
        _seen(made),
        stage.requests,
        mishaps.happened.total() if mishaps else 0,
        reaper.kills,
        specification.breaches if specification else (),
        failed,
    )


def _seen(made: Play) -> Seen:
    stage = made.stage
    assert isinstance(stage, TenantStage)
    drive = stage.site.drive.files()
    return seen(
        (departed.raw for departed in stage.box.departed),
        stage.folder,
        rows={held.name: _rows(held.items.values()) for held in stage.site.lists.values()},
        workbook=drive[TRACKING],
        files=drive,
    )


def _rows(items: Any) -> Sequence[Mapping[str, Any]]:
    return [{k: timeless(str(v)) for k, v in sorted(item.fields.items())} for item in items]


if __name__ == "__main__":
    sys.exit(command(play, __doc__ or "", seeds=100, weeks=13))
