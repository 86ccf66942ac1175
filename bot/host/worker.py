"""A worker: gives councils their turns until it is told to stop. Any number may run, anywhere."""

import asyncio
import logging
import os
import signal
import socket
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from procrastinate.exceptions import ConnectorException

from bot import clock
from bot.host.making import make_tables
from bot.host.processes import Ended, Processes
from bot.host.queue import QUICK, SLOW, Queue, queue_of
from bot.host.settings import HostSettings, load_host
from bot.host.turns import HostError, Turns
from bot.workspace import SETTINGS

log = logging.getLogger(__name__)

CYCLE = "bot.host.cycle"  # loaded where it runs: a worker itself is small
TICK = 5.0  # seconds between two looks at whose turn it is
AGAIN = 5.0  # seconds until the database is tried again
SOON = timedelta(minutes=1)  # a council is tried again that another service has in hand


def councils_in(folder: Path) -> dict[str, Path]:
    """The workspaces of the host, by the names of their folders."""
    return {file.parent.name: file.parent for file in sorted(folder.glob(f"*/{SETTINGS}"))}


def work(folder: Path, cycle: str = CYCLE) -> None:
    """Until SIGTERM or SIGINT, which waits for the cycles in hand. Raises SettingsError."""
    asyncio.run(Worker(folder, load_host(folder), cycle).work())


class Worker:
    """Looks whose turn it is, queues it, and gives turns from the queue, its own and others'."""

    def __init__(self, folder: Path, settings: HostSettings, cycle: str = CYCLE) -> None:
        self._folder, self._settings = folder, settings
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._turns = Turns(settings)
        self._processes = Processes(settings.places + settings.slow_places, cycle)
        self._stopped = asyncio.Event()
        self._in_hand: set[str] = set()
        self._given: set[str] = set()  # at the last look: by this worker, and ended

    async def work(self) -> None:
        """PostgreSQL may be away for as long as it likes: it is asked again until it is back."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stopped.set)
        logging.getLogger("procrastinate").setLevel(logging.WARNING)
        log.info("worker %s of %s", self._name, self._folder.name)
        while not self._stopped.is_set():
            try:
                await asyncio.to_thread(make_tables, self._settings)
                queue = queue_of(self._settings, self._give_turn)
                async with queue.app.open_async():
                    await self._serve(queue)
            except (ConnectorException, HostError) as error:
                log.warning("the queue cannot be reached, it is tried again: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), AGAIN)
        self._turns.close()

    async def _serve(self, queue: Queue) -> None:
        """Until it is stopped, or one of the parts has ended, as they do without a database."""
        tasks = [
            asyncio.create_task(queue.work(QUICK, self._settings.places)),
            asyncio.create_task(queue.work(SLOW, self._settings.slow_places)),
            asyncio.create_task(self._tick(queue)),
            asyncio.create_task(self._stopped.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _tick(self, queue: Queue) -> None:
        """Every worker looks; that a turn waits in the queue already is seen there."""
        while True:
            councils = councils_in(self._folder)
            ended = await self._ended_for_certain()
            # What has ended was a turn all the same; only those that nobody ended are due anew.
            lost = set(await queue.clear_stalled(ended)) - ended
            if lost:
                log.warning("taken over from a worker that is gone: %s", ", ".join(sorted(lost)))
            now = clock.now()
            await asyncio.to_thread(self._turns.know, councils, now)
            await asyncio.to_thread(self._turns.owe, sorted(lost), now)
            waiting = await queue.waiting()
            for turn in await asyncio.to_thread(self._turns.due, councils, now):
                if turn.council not in waiting:
                    await queue.put(turn.council, SLOW if turn.slow else QUICK)
            await asyncio.sleep(TICK)

    async def _ended_for_certain(self) -> set[str]:
        """Turns that this worker has given, and perhaps could not report for want of a database.

        At two looks, one after the other: the engine may be about to report one.
        """
        every = await asyncio.to_thread(self._turns.every)
        before, mine = self._given, {t.council for t in every if t.worker == self._name}
        self._given = mine - self._in_hand
        return self._given & before

    async def _give_turn(self, council: str, queue: str) -> None:
        self._in_hand.add(council)
        try:
            await self._give(council, queue)
        finally:
            self._in_hand.discard(council)

    async def _give(self, council: str, queue: str) -> None:
        workspace = councils_in(self._folder).get(council)
        if workspace is None:
            log.error("%s: this worker has no such workspace in %s", council, self._folder)
            return
        began = clock.now()
        if not await asyncio.to_thread(self._turns.begins, council, self._name, began):
            return  # queued again at the moment in which another worker took it
        minutes = self._settings.limit if queue == SLOW else self._settings.patience
        ended = await self._processes.run(workspace, minutes * 60)
        now = clock.now()
        slow = ended.late or now - began > timedelta(minutes=self._settings.patience)
        await asyncio.to_thread(
            self._turns.ends, council, ended.words, now, failed=ended.failed, slow=slow
        )
        if ended.busy:
            await asyncio.to_thread(self._turns.owe, [council], now + SOON)
        elif ended.more or (ended.late and queue == QUICK):
            await asyncio.to_thread(self._turns.owe, [council], now)
        _tell(council, ended)


def _tell(council: str, ended: Ended) -> None:
    log.log(logging.WARNING if ended.failed else logging.INFO, "%s: %s", council, ended.words)
