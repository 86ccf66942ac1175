"""The figures of the service are those of its record, and name nobody."""

from dataclasses import replace

import pytest

from bot.jobs.beat import beat
from bot.jobs.cycle import Outcome
from bot.monitoring.figures import Figure, counted
from bot.ports import TemporaryError
from tests.jobs.council import CONFIGURED
from tests.jobs.world import World


class FakeHeartbeat:
    def __init__(self, error: Exception | None = None) -> None:
        self.beats = 0
        self.error = error

    def beat(self) -> None:
        if self.error:
            raise self.error
        self.beats += 1


def by_name(figures: list[Figure]) -> dict[str, float]:
    return {" ".join([f.name, *f.labels.values()]): f.value for f in figures}


def test_what_is_owed_and_what_waits_is_counted(december: World) -> None:
    figures = by_name(counted(december.store))
    assert figures["audits_open"] == 4
    assert figures["concerns_unacknowledged"] == 0
    assert figures["letters sent"] == len(december.letters())
    assert figures["annexe_as_at_timestamp_seconds"] == 1764547200  # 1 December 2025, 00:00 UTC


def test_figures_name_nobody(december: World) -> None:
    said = repr(counted(december.store))
    assert [str(row["Name"]) for row in CONFIGURED["People"] if str(row["Name"]) in said] == []


@pytest.mark.parametrize(("failed", "beats"), [(False, 1), (True, 0)])
def test_the_heart_beats_after_a_cycle_without_a_failure_alone(
    december: World, failed: bool, beats: int
) -> None:
    heart = FakeHeartbeat()
    service = replace(december.service, heartbeat=heart)
    beat(service, [Outcome("letters", "", failed=failed), Outcome("mailbox", "")])
    assert heart.beats == beats


def test_a_heartbeat_that_nobody_hears_is_told_and_stops_nothing(
    december: World, caplog: pytest.LogCaptureFixture
) -> None:
    service = replace(december.service, heartbeat=FakeHeartbeat(TemporaryError("answered 503")))
    beat(service, [Outcome("letters", "")])
    assert "heartbeat: answered 503" in caplog.text
