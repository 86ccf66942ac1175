"""Plays the scripted week undisturbed, and again with one step that stops the service or fails.

A step is a commit of the store or a call of a connector, before and after it has happened.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.jobs.cycle import run_cycle
from bot.jobs.service import Service
from bot.ports import TemporaryError
from bot.store.store import Store
from bot.store.tables import outbox
from bot.store.transaction import Transaction
from tests.jobs.week import WEEK, Moment
from tests.jobs.world import Snapshot, World, at, dump, sha256

SHEETS = ("Needs attention", "Audits", "Remedial actions", "Requests", "Safeguarding", "Rounds")
A_LITTLE_LATER = timedelta(minutes=5)
CLOCK_TIME = re.compile(r"\b\d{1,2}(?::\d{2}(?::\d{2})?)?(?:am|pm)|\b\d{1,2}:\d{2}(?::\d{2})?")

State = dict[str, Any]


class Stop(BaseException):
    """The machine has lost its power: nothing may catch it."""


@dataclass
class Watch:
    """Counts the steps of one cycle, and raises at the n-th of them (the first: 0)."""

    nth: int | None = None
    error: BaseException | None = None
    steps: list[str] = field(default_factory=list)

    def __call__(self, step: str) -> None:
        self.steps.append(step)
        if self.error and self.nth == len(self.steps) - 1:
            raise self.error


class Watched:
    """A connector that tells the watch before and after each of its calls."""

    def __init__(self, inner: object, name: str, watch: Watch) -> None:
        self._inner, self._name, self._watch = inner, name, watch

    def __getattr__(self, call: str) -> Callable[..., object]:
        method = getattr(self._inner, call)

        def watched(*args: object, **named: object) -> object:
            self._watch(f"before {self._name}.{call}")
            result = method(*args, **named)
            self._watch(f"after {self._name}.{call}")
            return result

        return watched


class WatchedStore:
    """The store, telling the watch before and after each commit."""

    def __init__(self, inner: Store, watch: Watch) -> None:
        self._inner, self._watch = inner, watch
        self.reading = inner.reading

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._inner.transaction() as work:
            yield work
            self._watch("before store.commit")
        self._watch("after store.commit")


def watched(world: World, watch: Watch) -> Service:
    return replace(
        world.service,
        store=WatchedStore(world.store, watch),  # type: ignore[arg-type]
        mailbox=Watched(world.mailbox, "mailbox", watch),  # type: ignore[arg-type]
        library=Watched(world.library, "library", watch),  # type: ignore[arg-type]
        lists=Watched(world.lists, "lists", watch),  # type: ignore[arg-type]
    )


# --- undisturbed ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Played:
    """One look of the undisturbed week: how it began, its steps, and how it ended."""

    moment: Moment
    before: Snapshot
    steps: tuple[str, ...]
    after: State


def play_undisturbed(folder: Path) -> tuple[list[Played], State]:
    """Each look of the week, and the state at its end."""
    played = []
    world = World(folder)
    for moment in WEEK:
        moment.act(world)
        before, watch = world.snapshot(), Watch()
        outcomes = run_cycle(watched(world, watch), at(moment.when))
        failed = [f"{moment.when} {one.job}: {one.words}" for one in outcomes if one.failed]
        assert not failed, failed
        played.append(Played(moment, before, tuple(watch.steps), state(world)))
        run_cycle(world.service, at(moment.when) + A_LITTLE_LATER)
    end = end_of(world)
    world.close()
    return played, end


def state(world: World) -> State:
    """All that can be seen of the service: what it has sent, filed, written and kept."""
    stored = dump(world.store)
    stored["outbox"] = [_without_attempts(row) for row in stored["outbox"]]
    # A job that failed and has gone well since leaves an empty list behind.
    stored["kept"] = [row for row in stored["kept"] if row != ("jobs that fail", [])]
    return {
        "letters": sorted(
            (mail.key, mail.to, mail.cc, mail.subject, mail.text, str(when))
            for mail, when in world.mailbox.letters
        ),
        "waiting": sorted(world.mailbox.inbox),
        "filed": dict(world.mailbox.filed),
        "lists": {
            name: [tuple(row.items()) for row in rows.values()]
            for name, rows in world.lists.lists.items()
        },
        "files": {name: sha256(content) for name, (content, _) in world.library.files.items()},
        "store": stored,
    }


def end_of(world: World) -> State:
    """The same when all is over, with the tracking workbook by what it shows."""
    tracking = world.tracking()
    shown = {sheet: tracking[sheet] for sheet in SHEETS}
    return {**state(world), "files": sorted(world.library.files), "tracking": shown}


def _without_attempts(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """How often it was tried is the one thing that a stop leaves behind."""
    names = outbox.columns.keys()
    return tuple(v for n, v in zip(names, row, strict=True) if n not in ("attempts", "next_at"))


# --- disturbed ------------------------------------------------------------------------------------


def play_stopped(
    folder: Path, played: list[Played], end: State, look: int, step: int
) -> str | None:
    """Stop the service at one step, start it anew, go on. What differs at the end, if anything."""
    start = played[look]
    world = World(folder, start.before)
    watch = Watch(step, Stop())
    try:
        run_cycle(watched(world, watch), at(start.moment.when))
    except Stop:
        world = world.started_anew()
    run_cycle(world.service, at(start.moment.when))
    # What the service does depends on its store and on the world outside alone: once both are as
    # in the undisturbed week, so is all that follows.
    if state(world) == start.after:
        world.close()
        return None
    found = _go_on(world, played, look)
    return difference(found, end) if found else None


def play_failing(
    folder: Path, played: list[Played], end: State, look: int, step: int
) -> str | None:
    """Let one call of a connector fail for the moment. What differs at the end, but for minutes."""
    start = played[look]
    world = World(folder, start.before)
    watch = Watch(step, TemporaryError("not now"))
    run_cycle(watched(world, watch), at(start.moment.when))
    found = _go_on(world, played, look)
    return difference(_to_the_day(found), _to_the_day(end)) if found else None


def _go_on(world: World, played: list[Played], look: int) -> State | None:
    """The state at the end; None if all was as in the undisturbed week before it ended."""
    try:
        run_cycle(world.service, at(WEEK[look].when) + A_LITTLE_LATER)
        for one in played[look + 1 :]:
            if state(world) == played[look].after:
                return None
            look += 1
            one.moment.act(world)
            run_cycle(world.service, at(one.moment.when))
            run_cycle(world.service, at(one.moment.when) + A_LITTLE_LATER)
        return end_of(world)
    finally:
        world.close()


def _to_the_day(value: Any) -> Any:
    """The same without the time of day; lines and rows in an order and with numbers of their own.

    The history and its newest hash are left out: they depend on the minute of every line.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key != "history"}
        if "outbox" in kept:
            kept["outbox"] = [row[1:] for row in kept["outbox"]]
            kept["kept"] = [row for row in kept["kept"] if not row[0].startswith("newest hash")]
        return {key: _to_the_day(one) for key, one in kept.items()}
    if isinstance(value, list | tuple):
        return sorted((_to_the_day(one) for one in value), key=repr)
    if isinstance(value, str):
        return sorted(CLOCK_TIME.sub("(time)", value).splitlines())
    return value


def difference(found: State, expected: State, path: str = "") -> str | None:
    """Where two states differ first, in words."""
    for name in expected:
        if found.get(name) == expected[name]:
            continue
        if isinstance(expected[name], dict):
            return difference(found[name], expected[name], f"{path}{name}.")
        here = [one for one in found[name] if one not in expected[name]]
        there = [one for one in expected[name] if one not in found[name]]
        return f"{path}{name}: {here[:2]} instead of {there[:2]}"
    return None
