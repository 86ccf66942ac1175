"""Another program holds the file of the record: what comes in waits, and is dealt with once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.faults.conftest import Served
from tests.faults.mornings import WHEN, morning
from tests.jobs.world import World

pytestmark = pytest.mark.requirement("R-B-1")


@contextmanager
def held(world: World) -> Iterator[None]:
    """Longer than the service waits, which it does here for a moment in place of half a minute."""
    with world.store.reading() as work:
        work.exec_driver_sql("PRAGMA busy_timeout=20")
    with closing(sqlite3.connect(world._path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_store_that_another_program_holds_is_waited_for_and_the_log_says_so(
    december: World, served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    morning(december)
    with held(december):
        served(december, WHEN)
    (said,) = caplog.messages
    assert "database is locked. Another program has it open: close it" in said
    assert december.names(since=WHEN) == []
    assert len(december.mailbox.inbox) == 2

    served(december, "8 Dec 2025 10:10")
    assert december.readers("safeguarding_notice") == ["Pat Lead"]
    assert december.mailbox.inbox == {}
