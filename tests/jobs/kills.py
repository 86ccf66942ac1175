"""Plays the scripted week with kill -9: of the service, of workers, of PostgreSQL itself.

The world is a workspace, so that nothing lives on but what was written: mails and letters are
files, lists a workbook. Each cycle runs in a process of its own, which is killed and begun anew.
"""

import os
import signal
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from random import Random
from typing import Any

from bot.jobs.cycle import run_cycle
from tests.jobs.council import CONFIGURED
from tests.jobs.crashes import (
    A_LITTLE_LATER,
    State,
    Watch,
    end_of,
    watched,
)
from tests.jobs.embedded import made, opened
from tests.jobs.week import Moment
from tests.jobs.world import BOT, World, at
from tests.postgres import Cluster, Place

_SHORTER = 0.7  # a cycle that goes on where another was killed has less to do
# Of `kept`: what goes by the times of files, or by numbers that a database gives.
_OWN = ("version of the records", "annexe looked at", "tracking workbook looked at")


@dataclass(frozen=True, slots=True)
class AtStep:
    """Just before or just after a commit or a call of a connector: the n-th of the cycle."""

    number: int


@dataclass(frozen=True, slots=True)
class AtInstant:
    """So many seconds after the cycle has begun."""

    seconds: float


@dataclass(frozen=True, slots=True)
class OfServer:
    """PostgreSQL is killed so many seconds after the cycle has begun, and started again."""

    seconds: float


Kill = AtStep | AtInstant | OfServer

# Of each cycle, in this order, ever later in it.
IN_A_FILE: tuple[type[Kill], ...] = (*[AtStep] * 4, AtInstant, *[AtStep] * 2)
IN_A_DATABASE: tuple[type[Kill], ...] = (AtStep, OfServer, AtInstant, AtStep)


@dataclass(frozen=True, slots=True)
class Look:
    """One cycle of the undisturbed week: how many steps it had, and how long it took."""

    steps: int
    seconds: float


def world_of(folder: Path, place: Place) -> World:
    return World(folder, outside=opened(folder / "workspace", BOT), place=place)


def play_undisturbed(
    folder: Path, place: Place, moments: Sequence[Moment], shown_after: Collection[int] = ()
) -> tuple[list[Look], dict[int, State]]:
    """What each look took, and how all is at the end, and after these numbers of looks."""
    looks, states = [], {}
    made(folder / "workspace", BOT, CONFIGURED)
    for moment in moments:
        act(folder, place, moment)
        world, watch = world_of(folder, place), Watch()
        began = time.monotonic()
        outcomes = run_cycle(watched(world, watch), at(moment.when), without=World.without)
        failed = [f"{moment.when} {one.job}: {one.words}" for one in outcomes if one.failed]
        assert not failed, failed
        looks.append(Look(len(watch.steps), time.monotonic() - began))
        world.close()
        look_later(folder, place, moment)
        if len(looks) in (*shown_after, len(moments)):
            states[len(looks)] = shown(folder, place)
    # The first has loaded what all the others use.
    return [replace(looks[0], seconds=looks[1].seconds), *looks[1:]], states


def play_killed(
    folder: Path,
    place: Place,
    moments: Sequence[Moment],
    kills: Sequence[Sequence[Kill]],
    cluster: Cluster | None = None,
    *,
    most: float = inf,
    tell: Callable[[int], None] = lambda done: None,
) -> tuple[int, State]:
    """How many kills there were, no more than `most`, and how it all ends.

    `tell` is told after each cycle how many there were so far.
    """
    done = 0
    made(folder / "workspace", BOT, CONFIGURED)
    for moment, planned in zip(moments, kills, strict=True):
        act(folder, place, moment)
        for kill in planned:
            if done < most:
                done += _killed(folder, place, moment, kill, cluster)
        _ended(_begun(folder, place, moment, None))
        look_later(folder, place, moment)
        tell(done)
    return done, shown(folder, place)


def act(folder: Path, place: Place, moment: Moment) -> None:
    """What people have done by then, while the service does not run."""
    world = world_of(folder, place)
    moment.act(world)
    world.lists.names()
    for name in list(world.lists.lists):
        world.lists.read(name)  # what they typed is in the workbook
    world.close()


def look_later(folder: Path, place: Place, moment: Moment) -> None:
    world = world_of(folder, place)
    run_cycle(world.service, at(moment.when) + A_LITTLE_LATER, without=World.without)
    world.close()


def shown(folder: Path, place: Place) -> State:
    """All that can be seen at the end, but for numbers that a database gives: a kill skips some."""
    world = world_of(folder, place)
    end = end_of(world)
    world.close()
    stored: dict[str, list[tuple[Any, ...]]] = end["store"]
    stored["outbox"] = sorted(row[1:] for row in stored["outbox"])
    for table in ("acts", "forms", "history", "rule_changes"):
        stored[table] = [row[1:] for row in stored[table]]
    stored["kept"] = [row for row in stored["kept"] if row[0] not in _OWN]
    place_of = {row[0]: place for place, row in enumerate(stored["publications"])}
    stored["publications"] = [row[1:] for row in stored["publications"]]
    stored["cases"] = [
        (child, place_of[since], place_of.get(until), *case)
        for child, since, until, *case in stored["cases"]
    ]
    return end


def plan(looks: Sequence[Look], kinds: Sequence[type[Kill]], seed: int) -> list[list[Kill]]:
    """For each look a kill of each kind, ever later in the cycle; other ones for another seed."""
    lot = Random(seed)

    def kill(kind: type[Kill], look: Look, part: float) -> Kill:
        if kind is AtStep:
            return AtStep(int(look.steps * part * _SHORTER))
        return kind(look.seconds * part * _SHORTER)  # type: ignore[arg-type]

    return [
        [kill(kind, look, (n + lot.random()) / len(kinds)) for n, kind in enumerate(kinds)]
        for look in looks
    ]


def _killed(folder: Path, place: Place, moment: Moment, kill: Kill, cluster: Cluster | None) -> int:
    """1 if there was anything to kill: a cycle that is begun anew is shorter."""
    if isinstance(kill, AtStep):
        return int(not _ended(_begun(folder, place, moment, kill.number)))
    process = _begun(folder, place, moment, None)
    if _has_ended(process, kill.seconds):
        return 0
    if isinstance(kill, AtInstant):
        os.kill(process, signal.SIGKILL)
        return int(not _ended(process))
    assert cluster is not None
    cluster.kill()
    _ended(process)
    cluster.start()
    return 1


def _begun(folder: Path, place: Place, moment: Moment, kill_at: int | None) -> int:
    """A process that runs one cycle, and kills itself at that step."""
    process = os.fork()
    if process:
        return process
    try:
        world = world_of(folder, place)
        service = watched(world, _Killing(kill_at))
        run_cycle(service, at(moment.when), without=World.without)
        world.close()
    finally:
        os._exit(0)  # whatever became of it: nothing of the tests may run on in here


class _Killing(Watch):
    def __init__(self, nth: int | None) -> None:
        super().__init__(nth)

    def __call__(self, step: str) -> None:
        self.steps.append(step)
        if self.nth == len(self.steps) - 1:
            os.kill(os.getpid(), signal.SIGKILL)


def _has_ended(process: int, within: float) -> bool:
    limit = time.monotonic() + within
    while time.monotonic() < limit:
        if os.waitpid(process, os.WNOHANG)[0]:
            return True
        time.sleep(0.005)
    return False


def _ended(process: int) -> bool:
    """Whether it came to its end by itself."""
    _, status = os.waitpid(process, 0)
    return os.WIFEXITED(status)
