"""The clockwork of `serve`: when to look, never what is owed. The only import of APScheduler."""

import logging
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler  # type: ignore[import-untyped]

from bot import clock
from bot.jobs.beat import beat
from bot.jobs.cycle import run_cycle
from bot.jobs.service import Service
from bot.monitoring.board import Board
from bot.monitoring.figures import counted, of_cycle
from bot.monitoring.server import answering
from bot.wiring import opened

log = logging.getLogger(__name__)


def serve_for_ever(workspace: Path) -> None:
    """A cycle at once, then every few minutes. Stops after the cycle in hand when told to.

    Each job computes what is owed, so that a missed cycle is harmless and a doubled one does
    nothing; therefore a late start is never a reason to leave a cycle out.
    """
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    board = Board(clock.now)
    with opened(workspace) as service, answering(board, service.settings.serve.listen):
        scheduler = BlockingScheduler(timezone=service.settings.hours.zone)
        scheduler.add_job(
            tick,
            "interval",
            args=[service, board, lambda: bool(scheduler.running)],
            minutes=service.settings.serve.minutes,
            next_run_time=clock.now(),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

        def stop(_number: int, _frame: FrameType | None) -> None:
            if scheduler.running:  # a second signal, while it stops, asks for nothing new
                scheduler.shutdown(wait=False)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        log.info("serving %s", workspace.name)
        scheduler.start()


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
    except Exception as error:  # whatever it was, the next cycle tries again
        board.cycle_broke()
        # The type alone: the text of an error may hold what a person wrote.
        log.error("the cycle failed: %s", type(error).__name__)
        return False
