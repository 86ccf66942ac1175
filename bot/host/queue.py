"""The queue engine: it knows "give this council its cycle", and nothing of what that is.

The only import of Procrastinate. What it is used for and what it is not is a list of nine traps,
in `bot/DECISIONS.md`: no retries, no schedules, no job for later, one job of a council at a time.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from bot.host.settings import HostSettings

QUICK, SLOW = "quick", "slow"  # the two queues: a slow council never takes the place of another
TASK = "give_turn"
HEARTBEAT, TAKEN_FOR_DEAD = 5.0, 30.0  # seconds
POLL = 1.0  # seconds: the end of a job wakes nobody who waits for its lock
_ENDED_AT_LAST = (
    120.0  # seconds beyond the limit: its worker lives, and could not say that it ended
)

# Jobs of workers that have died, and of those that live but lost the database as the job ended.
_STALLED = """
SELECT job.id, job.lock AS council FROM procrastinate_jobs job
LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (
    worker.id IS NULL
    OR job.lock = ANY(%(ended)s)
    OR worker.last_heartbeat < now() - make_interval(secs => %(dead)s)
    OR (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id AND type = 'started')
       < now() - make_interval(secs => CASE queue_name WHEN 'slow' THEN %(slow)s ELSE %(quick)s END)
)
"""
_IN_QUEUE = "SELECT lock AS council FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"

Run = Callable[[str, str], Awaitable[None]]  # council, queue


@dataclass(frozen=True, slots=True)
class Queue:
    """An opened queue. Errors of the database come as procrastinate's ConnectorException."""

    app: App
    settings: HostSettings

    async def waiting(self) -> set[str]:
        """The councils whose turn has been queued, or is being given."""
        return {row["council"] for row in await self._ask(_IN_QUEUE)}

    async def put(self, council: str, queue: str) -> None:
        """Queue its turn, once: one that waits already stands for this one, too."""
        job = self.app.configure_task(TASK, lock=council, queueing_lock=council, queue=queue)
        try:
            await job.defer_async(council=council, queue=queue)
        except AlreadyEnqueued:
            return

    async def clear_stalled(self, ended: Collection[str] = ()) -> list[str]:
        """Take out the turns that nobody is giving any more; whose they were.

        `ended`: councils whose turn has ended for certain, whatever the queue says.
        """
        patience, limit = self.settings.patience * 60, self.settings.limit * 60
        stalled = await self._ask(
            _STALLED,
            ended=list(ended),
            dead=TAKEN_FOR_DEAD,
            quick=patience + _ENDED_AT_LAST,
            slow=limit + _ENDED_AT_LAST,
        )
        for row in stalled:
            # Ended, never put back: a job put back beside one that waits blocks its council.
            await self.app.job_manager.finish_job_by_id_async(
                row["id"], Status.FAILED, delete_job=True
            )
        return [row["council"] for row in stalled]

    async def work(self, queue: str, places: int) -> None:
        """Give turns until it is cancelled, which waits for those in hand; or the database goes."""
        await self.app.run_worker_async(
            queues=[queue],
            concurrency=places,
            delete_jobs="always",
            fetch_job_polling_interval=POLL,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=TAKEN_FOR_DEAD,
            install_signal_handlers=False,
        )

    async def _ask(self, query: str, **values: Any) -> list[dict[str, Any]]:
        return await self.app.connector.execute_query_all_async(query, **values)


def queue_of(settings: HostSettings, run: Run) -> Queue:
    """The queue, to be opened by `async with queue.app.open_async()`."""
    arguments = {"options": f"-c search_path={settings.schema_name}", "connect_timeout": 10}
    if password := settings.password():
        arguments["password"] = password
    app = App(connector=PsycopgConnector(conninfo=settings.url, kwargs=arguments, max_size=8))

    @app.task(name=TASK, retry=False)
    async def give_turn(council: str, queue: str) -> None:
        await run(council, queue)

    return Queue(app, settings)
