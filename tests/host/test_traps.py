"""Each trap of the queue engine that was reproduced, and how it is gone round (bot/DECISIONS.md).

Those that show between whole workers are in `test_workers.py`: a worker that stands still (4), the
database away (5), locked jobs left lying (7).
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import Any, TypeVar

import pytest

from bot.host.processes import Ended, Processes
from bot.host.queue import HEARTBEAT, QUICK, SLOW, TAKEN_FOR_DEAD, Queue, queue_of
from tests.host.conftest import Host
from tests.postgres import InDatabase

T = TypeVar("T")

DEAD = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
LIVING = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"
BEGIN = (
    "UPDATE procrastinate_jobs SET status = 'doing',"
    " worker_id = (SELECT max(id) FROM procrastinate_workers)"
)
LONG_AGO = "UPDATE procrastinate_events SET at = at - interval '{}'"


def on_queue(host: Host, act: Callable[[Queue], Awaitable[T]]) -> T:
    async def nobody(council: str, queue: str) -> None: ...

    async def opened() -> T:
        queue = queue_of(host.settings, nobody)
        async with queue.app.open_async():
            return await act(queue)

    return asyncio.run(opened())


async def put(queue: Queue) -> None:
    await queue.put("fairshire", QUICK)


async def fetch(queue: Queue) -> str | None:
    """Whose turn the engine would give next."""
    worker = await queue.app.job_manager.register_worker()
    job = await queue.app.job_manager.fetch_job(queues=None, worker_id=worker)
    return job.lock if job else None


def jobs(host: Host, what: str) -> list[tuple[Any, ...]]:
    return host.ask(f"SELECT {what} FROM procrastinate_jobs ORDER BY id")


def test_1_of_one_council_there_is_never_a_row_of_jobs_to_be_drained(host: Host) -> None:
    for _ in range(3):
        on_queue(host, put)
    assert jobs(host, "status") == [("todo",)]
    assert on_queue(host, lambda queue: queue.waiting()) == {"fairshire"}


def test_2_no_job_is_for_later_and_none_is_tried_again_by_the_engine(host: Host) -> None:
    on_queue(host, put)
    assert jobs(host, "scheduled_at") == [(None,)]
    tasks = on_queue(host, _tasks)
    assert [task.retry_strategy for task in tasks.values()] == [None]


async def _tasks(queue: Queue) -> dict[str, Any]:
    return {name: task for name, task in queue.app.tasks.items() if "builtin" not in name}


def test_3_what_a_dead_worker_had_in_hand_is_ended_also_beside_one_that_waits(host: Host) -> None:
    on_queue(host, put)
    host.tell(DEAD, BEGIN)
    on_queue(host, put)
    assert on_queue(host, fetch) is None  # the council is blocked

    assert on_queue(host, lambda queue: queue.clear_stalled()) == ["fairshire"]
    assert on_queue(host, fetch) == "fairshire"


def test_4_the_record_itself_is_the_fence_and_not_the_lock_of_the_engine(
    host: Host, in_postgres: InDatabase
) -> None:
    url = in_postgres.cluster.url(in_postgres.database)
    workspace = host.council("fairshire")
    (workspace / "settings.toml").write_text(
        f'[store]\nurl = "{url}"\nschema_name = "{in_postgres.schema}"\n'
    )
    with closing(in_postgres.open(alone=True)):
        ended = asyncio.run(Processes(1, "bot.host.cycle").run(workspace, 60))
    assert ended.busy
    assert "running on the schema fairshire" in ended.words


@pytest.mark.parametrize(
    ("queue", "since", "cleared"),
    [
        (QUICK, "4 minutes", 0),
        (QUICK, "6 minutes", 1),
        (SLOW, "1 hour", 0),
        (SLOW, "63 minutes", 1),
    ],
)
def test_6_what_a_living_worker_could_not_report_as_ended_is_ended_by_its_age(
    host: Host, queue: str, since: str, cleared: int
) -> None:
    on_queue(host, lambda opened: opened.put("fairshire", queue))
    host.tell(LIVING, BEGIN, LONG_AGO.format(since))
    assert len(on_queue(host, lambda opened: opened.clear_stalled())) == cleared


def test_8_no_cron_line_says_when_a_council_is_due(host: Host) -> None:
    async def periodic(queue: Queue) -> int:
        return len(queue.app.periodic_registry.periodic_tasks)

    assert on_queue(host, periodic) == 0


def test_9_a_worker_says_more_often_that_it_lives_than_it_is_taken_for_dead() -> None:
    assert 3 * HEARTBEAT < TAKEN_FOR_DEAD


def test_a_cycle_that_takes_too_long_is_stopped_and_goes_on_among_the_slow(host: Host) -> None:
    hanging = host.council("hanging")
    ended = asyncio.run(Processes(1, "tests.host.cycles").run(hanging, 1))
    assert ended == Ended("stopped: it took too long", failed=True, late=True)
