"""The clockwork of `serve`: when to look, never what is owed."""

import logging
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType

from bot import clock
from bot.jobs.beat import beat
from bot.jobs.cycle import run_cycle
from bot.jobs.service import Service
from bot.monitoring.board import Board
from bot.monitoring.figures import counted, of_cycle
from bot.monitoring.server import answering
from bot.store.store import StoreError
from bot.wiring import opened

log = logging.getLogger(__name__)


def serve_for_ever(workspace: Path) -> None:
    """A cycle at once, then every few minutes. Stops after the cycle in hand when told to.

    Each job computes what is owed, so that a missed cycle is harmless and a doubled one does
    nothing. Between two cycles a stopwatch runs: a clock that is set back keeps none from coming.
    """
    board = Board(clock.now)
    stopped: SimpleQueue[int] = SimpleQueue()  # alone may be filled by what interrupts its reader

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.put(number)

    with opened(workspace) as service, answering(board, service.settings.serve.listen):
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        log.info("serving %s", workspace.name)
        over_and_over(
            partial(tick, service, board, stopped.empty),
            service.settings.serve.minutes * 60.0,
            partial(_told, stopped),
        )


def over_and_over(
    act: Callable[[], None], seconds: float, stopped: Callable[[float], bool]
) -> None:
    """At once, then every so many seconds by the stopwatch; one that lasts longer is not doubled.

    `stopped` waits for so many seconds, and says whether it is to end.
    """
    next_at = clock.stopwatch()
    while not stopped(max(next_at - clock.stopwatch(), 0.0)):
        next_at = max(next_at + seconds, clock.stopwatch())
        act()


def _told(stopped: "SimpleQueue[int]", seconds: float) -> bool:
    """Whether it is told to stop within this time."""
    try:
        stopped.get(timeout=seconds)
    except Empty:
        return False
    return True


def tick(service: Service, board: Board, goes_on: Callable[[], bool]) -> None:
    """A cycle; and the next at once while letters are left over that may leave."""
    while _cycle(service, board) and goes_on():
        log.info("letters are left over: the next cycle begins at once")


def _cycle(service: Service, board: Board) -> bool:
    """Whether the next one need not wait."""
    began = clock.stopwatch()
    try:
        outcomes = run_cycle(service, clock.now())
        for outcome in outcomes:
            log.info("%s: %s", outcome.job, "failed" if outcome.failed else outcome.words)
        ended = clock.now()
        figures = of_cycle(outcomes, ended, clock.stopwatch() - began)
        well = not any(outcome.failed for outcome in outcomes)
        board.cycle_ended(ended, [*figures, *counted(service.store)], well=well)
        beat(service, outcomes)
        return any(outcome.more for outcome in outcomes)
    except StoreError as error:
        board.cycle_broke()
        log.error("the cycle was broken off, and the next one makes up for it: %s", error)
        return False
    except Exception as error:  # whatever it was, the next cycle tries again
        board.cycle_broke()
        # The type alone: the text of an error may hold what a person wrote.
        log.error("the cycle failed: %s", type(error).__name__)
        return False
