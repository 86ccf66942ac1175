"""Stopped anywhere and started again, the service ends as if it had never been (promise 1).

`python -m tests.crash_everywhere` tries every step of the same week; `test_kills.py` kills real
processes in it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.crash_everywhere import failures, spread, stops
from tests.jobs.crashes import Played, State, play_failing, play_stopped, play_undisturbed
from tests.jobs.week import WEEK
from tests.jobs.world import World

STOPS, FAILURES = 20, 8


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Played], State]:
    return play_undisturbed(tmp_path_factory.mktemp("week"))


def test_the_scripted_week_holds_a_letter_of_every_kind_that_matters(
    undisturbed: tuple[list[Played], State],
) -> None:
    _, end = undisturbed
    sent = {key.split("|")[1] for key, *_ in end["letters"]}
    assert sent >= {
        "round_proposed",
        "assignment",
        "completed_receipt",
        "audit_result",
        "request_received",
        "request_granted",
        "reallocated_away",
        "put_aside",
        "not_delivered",
        "safeguarding_notice",
        "safeguarding_chase",
        "safeguarding_answered",
        "reminder",
        "overdue",
        "actions_wanted",
        "action_receipt",
        "digest",
        "decisions_waiting",
    }


@pytest.mark.requirement("R-B-1")
def test_no_look_of_the_week_does_anything_when_it_is_repeated(tmp_path: Path) -> None:
    world = World(tmp_path)
    for moment in WEEK:
        moment.act(world)
        world.cycle(moment.when)
        world.look_again()
    world.close()


@pytest.mark.requirement("R-B-1")
def test_stopped_at_any_step_the_service_ends_as_if_it_had_not_been(
    undisturbed: tuple[list[Played], State],
) -> None:
    played, end = undisturbed
    steps = spread(stops(played), STOPS)
    assert len(steps) >= STOPS
    found = {}
    for look, step in steps:
        with TemporaryDirectory() as folder:
            found[look, step] = play_stopped(Path(folder), played, end, look, step)
    assert {step: words for step, words in found.items() if words} == {}


@pytest.mark.requirement("R-B-1")
def test_a_call_that_fails_for_the_moment_is_made_up_for(
    undisturbed: tuple[list[Played], State],
) -> None:
    played, end = undisturbed
    found = {}
    for look, step in spread(failures(played), FAILURES):
        with TemporaryDirectory() as folder:
            found[look, step] = play_failing(Path(folder), played, end, look, step)
    assert {step: words for step, words in found.items() if words} == {}
