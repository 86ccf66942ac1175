"""The council in which these stories begin, and the service that runs on it."""

import logging
from collections.abc import Callable

import pytest

from bot import clock
from bot.monitoring.board import Board
from bot.schedule import tick
from tests.jobs.conftest import begin, beginnings, december
from tests.jobs.world import World, at

__all__ = ["begin", "beginnings", "december", "served"]

Served = Callable[[World, str], None]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Served:
    """`audit-bot serve` comes to its next cycle; what it logs is in `caplog`."""
    caplog.set_level(logging.WARNING, "bot")

    def at_this_time(world: World, when: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: at(when))
        tick(world.service, Board(clock.now), lambda: False)

    return at_this_time
