"""Weeks of the demonstration on the emulated Exchange Server, in peace and with faults.

    .venv/bin/python -m tests.exchange.quarter --seeds 20 --weeks 3

plays them once in peace and then with each seed of faults, and the process killed now and then, and
says where the end differs.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from bot.demo.emulation.mishaps import Faultless
from bot.demo.exchange.faults import misbehaving
from bot.demo.exchange_stage import ExchangeStage
from bot.demo.play import Play, prepare_on_exchange
from bot.jobs.cycle import Outcome, run_cycle
from bot.jobs.publish import TRACKING
from bot.jobs.service import Service
from connectors.exchange.ews import Ews
from tests.exchange.specification import Specification
from tests.quarters import QUARTER, SHARE, Killed, Played, Reaper, Seen, command, letters, sheets


class MortalEws:
    """A line before and behind which the process may end."""

    def __init__(self, reaper: Reaper, ews: Ews) -> None:
        self._reaper, self._ews = reaper, ews

    def ask(self, service: Any, **given: Any) -> Any:
        self._reaper.step()
        answer = self._ews.ask(service, **given)
        self._reaper.step()
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ews, name)


def play(folder: Path, days: int, *, faults: int | None = None, kill: float = 0.0) -> Played:
    mishaps = None if faults is None else misbehaving(faults, SHARE)
    made = prepare_on_exchange(folder, QUARTER, faults=mishaps)
    stage = made.stage
    assert isinstance(stage, ExchangeStage)
    specification = Specification()
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
    happened = mishaps.happened.total() if mishaps else 0
    breaches = specification.breaches
    return Played(seen(made), stage.requests, happened, reaper.kills, breaches, failed)


def mortal(stage: ExchangeStage, reaper: Reaper) -> Callable[[Service, datetime], list[Outcome]]:
    """A cycle that is killed now and then, and begun anew by a process that remembers nothing."""

    def cycle(service: Service, at: datetime) -> list[Outcome]:
        stage.before = reaper.step
        try:
            while True:
                through = partial(MortalEws, reaper)
                outside = stage.connectors(through)  # type: ignore[arg-type]
                try:
                    return run_cycle(replace(service, mailbox=outside.mailbox), at)
                except Killed:
                    continue
        finally:
            stage.before = lambda step: None

    return cycle


def seen(made: Play) -> Seen:
    stage = made.stage
    assert isinstance(stage, ExchangeStage)
    files = [path.name for path in stage.folder.glob("Annexe A/*")]
    return Seen(
        letters=letters(departed.raw for departed in stage.box.departed),
        rows={},
        workbook=sheets((stage.folder / TRACKING).read_bytes(), stage.folder),
        files=sorted(files),
    )


if __name__ == "__main__":
    sys.exit(command(play, __doc__ or "", seeds=20, weeks=3))
