"""PostgreSQL goes away in the middle of a cycle and is back an hour later: all is done once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.store import history
from tests.faults.conftest import Served
from tests.faults.mornings import morning
from tests.jobs.crashes import Watched
from tests.jobs.world import World
from tests.postgres import Cluster, InDatabase

pytestmark = pytest.mark.requirement("R-B-1")


@pytest.fixture
def world(tmp_path: Path, postgres: Cluster) -> Iterator[World]:
    made = World(tmp_path, place=InDatabase(postgres, postgres.database()))
    made.deploy("1 Dec 2025")
    yield made
    made.close()


def test_a_database_that_is_gone_for_an_hour_is_asked_again_until_it_is_back(
    world: World, postgres: Cluster, served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    morning(world)
    left: list[str] = []

    def away(step: str) -> None:
        left.append(step)
        if step == "after mailbox.send" and left.count(step) == 2:
            postgres.stop()

    before = len(world.letters())
    mailbox = world.mailbox
    world.service = replace(world.service, mailbox=Watched(mailbox, "mailbox", away))  # type: ignore[arg-type]
    try:
        for minute in range(0, 60, 15):
            served(world, f"8 Dec 2025 10:{minute:02}")
    finally:
        postgres.start()
    assert len(world.letters()) - before == 2
    said = [each.getMessage() for each in caplog.records if each.name.startswith("bot.")]
    assert len(said) == 4
    assert all(words.startswith("the cycle was broken off") for words in said)

    served(world, "8 Dec 2025 11:00")
    keys = [mail.key for mail, _ in mailbox.letters]
    assert len(keys) == len(set(keys))
    assert world.readers("safeguarding_notice") == ["Pat Lead"]
    assert world.readers("completed_receipt") == ["Ben Cole"]
    assert mailbox.inbox == {}
    with world.store.reading() as work:
        assert history.first_broken(work) is None
