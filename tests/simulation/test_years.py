"""A few simulated quarters of small councils: every property holds on every day.

`python -m tests.simulated_years` plays hundreds of them.
"""

import logging

import pytest

from bot.terminal.simulating import play
from tests.simulated_years import small_plan


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_property_holds_on_every_day(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="bot")
    values = play(small_plan(seed), weeks=6, seed=seed)
    assert values["broken"] == []
    assert values["checked"]["letters"] > 100
    assert values["checked"]["days run twice"] >= 25
