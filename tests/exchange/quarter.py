"""Weeks of the demonstration on the emulated Exchange Server, in peace and with faults.

    .venv/bin/python -m tests.exchange.quarter --seeds 20 --weeks 3

plays them once in peace and then with each seed of faults, and the process killed now and then, and
says where the end differs.
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from bot.demo.exchange.faults import misbehaving
from bot.demo.exchange_stage import ExchangeStage
from bot.demo.play import Play, prepare_on_exchange
from bot.jobs.publish import TRACKING
from bot.jobs.service import Service
from tests.exchange.specification import Specification
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
)


def play(folder: Path, days: int, *, faults: int | None = None, kill: float = 0.0) -> Played:
    mishaps = None if faults is None else misbehaving(faults, SHARE)
    made = prepare_on_exchange(folder, QUARTER, faults=mishaps)
    stage = made.stage
    assert isinstance(stage, ExchangeStage)
    specification = Specification()
    stage.service.watches.append(specification.watch)
    reaper = Reaper(Random(f"kill {faults}"), kill)

    def again(service: Service) -> Service:
        outside = stage.connectors(partial(Mortal, reaper))  # type: ignore[arg-type]
        return replace(service, mailbox=outside.mailbox)

    if kill:
        made.cycle = mortal(stage, reaper, again)
    failed = last_failed(made, stage.service, reaper, days)
    happened = mishaps.happened.total() if mishaps else 0
    breaches = specification.breaches
    return Played(_seen(made), stage.requests, happened, reaper.kills, breaches, failed)


def _seen(made: Play) -> Seen:
    stage = made.stage
    assert isinstance(stage, ExchangeStage)
    return seen(
        (departed.raw for departed in stage.box.departed),
        stage.folder,
        rows={},
        workbook=(stage.folder / TRACKING).read_bytes(),
        files=(path.name for path in stage.folder.glob("Annexe A/*")),
    )


if __name__ == "__main__":
    sys.exit(command(play, __doc__ or "", seeds=20, weeks=3))
