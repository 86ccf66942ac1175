"""Some days of the demonstration on the emulated Microsoft 365, and all that can be seen of them.

    .venv/bin/python -m tests.emulator.quarter --seeds 100 --weeks 13

plays the quarter once in peace and then with each seed of faults, and the process killed now and
then, and says where the end differs. It takes minutes for each seed.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes, policy
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

from bot.demo.emulation.mishaps import Faultless
from bot.demo.microsoft365.faults import misbehaving
from bot.demo.play import Play, prepare
from bot.demo.tenant_stage import TenantStage
from bot.jobs.cycle import Outcome, run_cycle
from bot.jobs.publish import TRACKING
from bot.jobs.service import Service
from connectors.graph.door import Door, Request
from connectors.graph.failures import Answer
from connectors.local_folder.people import read_back
from tests.emulator.specification import STRICT, Specification

QUARTER = 2025  # the seed of the quarter itself
SHARE = 0.1  # of all requests, those that go wrong
TIME_OF_DAY = re.compile(r"\b\d{1,2}([:.]\d\d)?(am|pm)\b|\b\d\d:\d\d(:\d\d)?\b")


class Killed(BaseException):
    """The process is gone: nothing may handle this."""


@dataclass(frozen=True)
class Seen:
    """What people can see in the end, without the time of day: a fault may cost minutes."""

    letters: Sequence[tuple[str, ...]]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    workbook: Mapping[str, Sequence[tuple[Any, ...]]]
    files: Sequence[str]


@dataclass
class Reaper:
    """Kills the service at about one in so many of its steps: requests and commits."""

    dice: Random
    share: float
    kills: int = 0

    def step(self, what: str = "") -> None:
        if self.dice.random() < self.share:
            self.kills += 1
            raise Killed


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


@dataclass
class Played:
    seen: Seen
    requests: int
    faults: int
    kills: int
    breaches: Sequence[str]
    last_failed: Sequence[Outcome]


def play(folder: Path, days: int, *, faults: int | None = None, kill: float = 0.0) -> Played:
    """`faults`: their seed. The last day has none, so that what was waited for can be done."""
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
        letters=sorted(_letter(departed.raw) for departed in stage.box.departed),
        rows={held.name: _rows(held.items.values()) for held in stage.site.lists.values()},
        workbook=_sheets(drive[TRACKING], stage.folder),
        files=sorted(drive),
    )


def _letter(raw: bytes) -> tuple[str, ...]:
    mail = read_back("", raw)
    attached = message_from_bytes(raw, policy=policy.default).iter_attachments()
    names = [str(part.get_filename()) for part in attached]
    words = (mail.subject, mail.text, mail.html)
    return (mail.key, mail.to, *mail.cc, *map(_timeless, words), *names)


def _rows(items: Any) -> list[Mapping[str, Any]]:
    return [{k: _timeless(str(v)) for k, v in sorted(item.fields.items())} for item in items]


def _sheets(content: bytes, folder: Path) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    file = folder / "seen.xlsx"
    file.write_bytes(content)
    book = load_workbook(file, read_only=True)
    return {
        sheet.title: [
            tuple(_timeless(str(value)) for value in row if value is not None)
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }


def _timeless(text: str) -> str:
    return TIME_OF_DAY.sub("(time)", text)


def differences(quiet: Seen, other: Seen) -> list[str]:
    """Where they are not the same, in a line for each."""
    found = [f"letter missing: {each[:2]}" for each in quiet.letters if each not in other.letters]
    found += [f"letter too many: {each[:2]}" for each in other.letters if each not in quiet.letters]
    if len(quiet.letters) != len(other.letters):
        found.append(f"{len(other.letters)} letters, not {len(quiet.letters)}")
    for name, rows in quiet.rows.items():
        theirs = other.rows[name]
        found += [f"{name}: missing {row}" for row in rows if row not in theirs]
        found += [f"{name}: too much {row}" for row in theirs if row not in rows]
        if len(rows) != len(theirs):
            found.append(f"{name}: {len(theirs)} rows, not {len(rows)}")
    for sheet, lines in quiet.workbook.items():
        if lines != other.workbook.get(sheet):
            found.append(f"workbook, {sheet}: differs")
    return found if quiet.files == other.files else [*found, f"files: {other.files}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--weeks", type=int, default=13)
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
