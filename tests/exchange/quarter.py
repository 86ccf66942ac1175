"""Some weeks of the demonstration on the emulated Exchange Server, in peace and with faults.

    .venv/bin/python -m tests.exchange.quarter --seeds 20 --weeks 3

plays them once in peace and then with each seed of faults, and the process killed now and then, and
says where the end differs.
"""

import argparse
import sys
import tempfile
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
from tests.emulator.quarter import (
    QUARTER,
    SHARE,
    Killed,
    Played,
    Reaper,
    Seen,
    _letter,
    _sheets,
    differences,
)
from tests.exchange.specification import Specification


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
    """`faults`: their seed. The last day has none, so that what was waited for can be done."""
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
        letters=sorted(_letter(departed.raw) for departed in stage.box.departed),
        rows={},
        workbook=_sheets((stage.folder / TRACKING).read_bytes(), stage.folder),
        files=sorted(files),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--weeks", type=int, default=3)
    parser.add_argument("--kill", type=float, default=0.002, help="share of steps that kill")
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        quiet = play(Path(place) / "quiet", given.weeks * 7)
        _say(f"in peace: {len(quiet.seen.letters)} letters, {quiet.requests} requests")
        for seed in range(given.first, given.first + given.seeds):
            folder = Path(place) / f"{seed}"
            played = play(folder, given.weeks * 7, faults=seed, kill=given.kill)
            found = [*differences(quiet.seen, played.seen), *played.breaches]
            wrong += bool(found)
            said = f"{played.requests} requests, {played.faults} faults, {played.kills} kills"
            _say("\n  ".join([f"seed {seed}: {said}: {'NOT ' if found else ''}the same", *found]))
    _say(f"{given.seeds - wrong} of {given.seeds} seeds end as in peace")
    return 1 if wrong else 0


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
