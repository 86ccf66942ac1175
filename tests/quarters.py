"""Weeks of the demonstration in which things go wrong, held against the same weeks in peace."""

import argparse
import gc
import logging
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, zip_longest
from pathlib import Path
from random import Random
from typing import Any, ClassVar, Protocol

from openpyxl import load_workbook
from sqlalchemy import select

from bot.demo.emulation.mishaps import Faultless
from bot.demo.play import START, Play
from bot.jobs.cycle import Outcome, run_cycle
from bot.jobs.service import Service
from bot.policy.working_days import ONE_DAY
from bot.store.case_events import confirmed_ids
from bot.store.store import open_sqlite
from bot.store.tables import inbox
from bot.workspace import STORE
from connectors.local_folder.people import read_back

QUARTER = 2025  # the seed of the quarter itself
SHARE = 0.1  # of all requests, those that go wrong
ATTACHMENT = re.compile(rb"(?im)^Content-Disposition: attachment.*(?:\r?\n[ \t].*)*")
ABOUT = re.compile(r"[A-Z]{2}-\w{4}-\w{2}: |Annexe A: ")  # the line of a digest
# A fault may move what they tell to the next day's.
GATHERED = ("digest", "decisions_waiting")
ANSWERED = re.compile(r"(?<=^mail )[0-9a-f]{16}\b")
TIME_OF_DAY = re.compile(r"\b\d{1,2}([:.]\d\d)?(am|pm)\b|\b\d\d:\d\d(:\d\d)?\b")


class Killed(BaseException):
    """The process is gone: nothing may handle this."""


@dataclass(frozen=True)
class Seen:
    """What people can see in the end, without the time of day: a fault may cost minutes."""

    letters: Sequence[tuple[str, ...]]
    gathered: Sequence[tuple[str, ...]]  # letters that tell of a day
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


class Mortal:
    """A way to a service before and behind which the process may end."""

    def __init__(self, reaper: Reaper, way: Any) -> None:
        self._reaper, self._way = reaper, way

    def ask(self, *wanted: Any, **given: Any) -> Any:
        self._reaper.step()
        answer = self._way.ask(*wanted, **given)
        self._reaper.step()
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._way, name)


def mortal(
    stage: Any, reaper: Reaper, again: Callable[[Service], Service]
) -> Callable[[Service, datetime], list[Outcome]]:
    """A cycle that is killed now and then, and begun anew by a process that remembers nothing.

    `again`: the service as after a start.
    """

    def cycle(service: Service, at: datetime) -> list[Outcome]:
        stage.before = reaper.step
        try:
            while True:
                fresh = again(service)
                try:
                    return run_cycle(fresh, at)
                except Killed:
                    continue
        finally:
            stage.before = lambda step: None

    return cycle


class Kept:
    """A source of Annexe A that makes each publication once: every seed plays the same quarter."""

    contents: ClassVar[dict[date, bytes]] = {}

    def __init__(self, source: Any) -> None:
        self._source = source

    def publish(self, day: date) -> bytes:
        if day not in self.contents:
            self.contents[day] = self._source.publish(day)
        return self.contents[day]


def last_failed(made: Play, emulator: Any, reaper: Reaper, days: int) -> Sequence[Outcome]:
    """Play the days, without faults from the last working day on; what failed then.

    On others the service need not look, and what waits would wait still.
    """
    last = max(
        day
        for number in range(days)
        if made.calendar.is_working_day(day := START + number * ONE_DAY)
    )
    made.source = Kept(made.source)  # type: ignore[assignment]
    failed: list[Outcome] = []
    for day in islice(made.days(), days):
        if day.day >= last:
            failed += day.failed
        if day.day + ONE_DAY == last:
            emulator.faults = Faultless()
            reaper.share = 0.0
    return failed


@dataclass
class Played:
    seen: Seen
    requests: int
    faults: int
    kills: int
    breaches: Sequence[str]
    last_failed: Sequence[Outcome]


class Plays(Protocol):
    def __call__(
        self, folder: Path, days: int, *, faults: int | None = None, kill: float = 0.0
    ) -> Played:
        """`faults`: their seed; none: in peace. `kill`: the share of steps that end the process.

        The last working day has neither, so that what was waited for can be done.
        """
        ...


def seen(
    raw: Iterable[bytes],
    folder: Path,
    *,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    workbook: bytes,
    files: Iterable[str],
) -> Seen:
    """What the letters of `raw`, the lists and the workbook show; `folder` holds the record."""
    letters = _letters(raw, folder)
    gathered = [letter for letter in letters if _name(letter) in GATHERED]
    return Seen(
        letters=[letter for letter in letters if letter not in gathered],
        gathered=gathered,
        rows=rows,
        workbook=sheets(workbook, folder),
        files=sorted(files),
    )


def _letters(raw: Iterable[bytes], folder: Path) -> Sequence[tuple[str, ...]]:
    """Each with the id that its child has in the end: a fault may delay a letter past a change.

    A key names the mail that it answers by its content; here by its Message-ID, for who answers
    a letter that came later quotes another time of day.
    """
    with closing(open_sqlite(folder / STORE)) as store, store.reading() as work:
        later = confirmed_ids(work)
        mails = work.execute(select(inbox.c.sha256, inbox.c.message_id)).all()
    by_content = {content[:16]: name for content, name in mails}
    return sorted(_letter(each, later, by_content) for each in raw)


def _name(letter: Sequence[str]) -> str:
    return letter[0].split("|")[1]


def _told(seen: Seen) -> Counter[tuple[str, str]]:
    """Who is told what in digests, on whichever day.

    What waits for a decision is told again until it is made, and when that was, the lists show.
    """
    digests = (letter for letter in seen.gathered if _name(letter) == "digest")
    lines = ((to, line) for _, to, *words in digests for line in "\n".join(words).splitlines())
    return Counter((to, line) for to, line in lines if ABOUT.match(line))


def _letter(raw: bytes, later: Mapping[str, str], by_content: Mapping[str, str]) -> tuple[str, ...]:
    mail = read_back("", raw)
    key = ANSWERED.sub(lambda found: by_content.get(found[0], found[0]), mail.key)
    names = [found.decode() for found in ATTACHMENT.findall(raw)]
    words = [timeless(text) for text in (mail.subject, mail.text, mail.html)]
    for old, new in later.items():
        words = [re.sub(rf"\b{re.escape(old)}\b", new, text) for text in words]
    return (key, mail.to, *mail.cc, *words, *names)


def sheets(content: bytes, folder: Path) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    file = folder / "seen.xlsx"
    file.write_bytes(content)
    book = load_workbook(file, read_only=True)
    return {
        sheet.title: [
            tuple(timeless(str(value)) for value in row if value is not None)
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }


def timeless(text: str) -> str:
    return TIME_OF_DAY.sub("(time)", text)


def differences(quiet: Seen, other: Seen) -> list[str]:
    """Where they are not the same, in a line for each."""
    missing = [each for each in quiet.letters if each not in other.letters]
    besides = {each[:2]: each for each in other.letters if each not in quiet.letters}
    found = [
        f"letter differs: {each[:2]}: {_where_it_differs(each, besides.pop(each[:2]))}"
        if each[:2] in besides
        else f"letter missing: {each[:2]}"
        for each in missing
    ]
    found += [f"letter too many: {name}" for name in besides]
    if len(quiet.letters) != len(other.letters):
        found.append(f"{len(other.letters)} letters, not {len(quiet.letters)}")
    sent = Counter(each[:2] for each in other.gathered)
    found += [f"letter sent twice: {name}" for name, times in sent.items() if times > 1]
    for words, left in (
        ("not told", _told(quiet) - _told(other)),
        ("told too often", _told(other) - _told(quiet)),
    ):
        found += [f"{words}: {each}" for each in left.elements()]
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


def _where_it_differs(one: Sequence[str], other: Sequence[str]) -> str:
    for ours, theirs in zip_longest(one, other, fillvalue=""):
        lines = zip_longest(ours.splitlines(), theirs.splitlines(), fillvalue="")
        for here, there in lines:
            if here != there:
                return f"{here!r}, not {there!r}"
    return ""


def command(play: Plays, about: str, *, seeds: int, weeks: int) -> int:
    """Ask the command line how many; play; say of each seed whether it ended as in peace."""
    given = _asked(about, seeds, weeks)
    _hurry()
    begun = _seconds()
    with tempfile.TemporaryDirectory() as place:
        quiet = play(Path(place) / "quiet", given.weeks * 7)
    took = f"{_seconds() - begun:.0f} s"
    counted = f"{len(quiet.seen.letters)} letters and {_told(quiet.seen).total()} lines of digests"
    _say(f"in peace: {counted}, {quiet.requests} requests, {took}")
    same = 0
    with ProcessPoolExecutor(given.processes, initializer=_hurry) as pool:
        doing = {
            pool.submit(_compared, play, quiet.seen, given.weeks, given.kill, seed): seed
            for seed in range(given.first, given.first + given.seeds)
        }
        for done in as_completed(doing):
            broke = done.exception()
            lines = [f"seed {doing[done]}: broke", repr(broke)] if broke else done.result()
            same += len(lines) == 1
            _say("\n  ".join(lines))
    _say(f"{same} of {given.seeds} seeds ended as the quiet run")
    return 0 if same == given.seeds else 1


def _asked(about: str, seeds: int, weeks: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=seeds)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--weeks", type=int, default=weeks)
    parser.add_argument("--kill", type=float, default=0.002, help="share of steps that kill")
    parser.add_argument("--processes", type=int, default=1, help="seeds played at a time")
    return parser.parse_args()


def _hurry() -> None:
    """Little of what a quarter makes is garbage: looking for it as often as usual costs a tenth."""
    gc.set_threshold(100_000, 50, 100)
    logging.getLogger("bot").setLevel(logging.CRITICAL)  # faults are told by the thousand


def _compared(play: Plays, quiet: Seen, weeks: int, kill: float, seed: int) -> list[str]:
    """How the seed ended, and a line for each thing that is not as in peace."""
    begun = _seconds()
    with tempfile.TemporaryDirectory() as place:
        played = play(Path(place) / "played", weeks * 7, faults=seed, kill=kill)
    found = [*differences(quiet, played.seen), *played.breaches]
    gc.collect()  # a whole council and its tenant, which hold each other
    said = f"{played.requests} requests, {played.faults} faults, {played.kills} kills"
    ended = "differs" if found else "the same"
    return [f"seed {seed}: {ended}, {said}, {_seconds() - begun:.0f} s", *found]


def _seconds() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
