"""Where letters leave slowly a cycle sends a part, and safeguarding never waits for the rest."""

from dataclasses import replace

import pytest

from bot import clock
from bot.jobs.cycle import Outcome, run_cycle
from bot.monitoring.board import Board
from bot.schedule import tick
from tests.jobs.world import World, at

ALARM = "SAFEGUARDING\nThe record shows bruising twice, and nobody has seen the child alone."


def letters_job(outcomes: list[Outcome]) -> Outcome:
    return next(outcome for outcome in outcomes if outcome.job == "letters")


def deployed_slowly(world: World, at_once: int) -> Outcome:
    """The cycle in which a round is deployed, where so many letters leave at once."""
    world.propose("1 Dec 2025")
    world.choose(world.round().ref, "Deploy")
    world.service = replace(world.service, at_once=at_once)
    world._looked = None  # a part is sent: another look sends more
    return letters_job(run_cycle(world.service, at("1 Dec 2025 09:30")))


def test_a_cycle_sends_a_part_and_says_that_there_is_more(world: World) -> None:
    first = deployed_slowly(world, 3)
    assert len(world.letters(name="assignment")) <= 3
    assert first.more
    assert first.words.startswith("3 sent, ")
    assert first.words.endswith("more in the next cycle")

    cycles = 1
    while letters_job(run_cycle(world.service, at("1 Dec 2025 09:31"))).more:
        cycles += 1
        assert cycles < 100
    assigned = sorted(letter.about for letter in world.letters(name="assignment"))
    assert assigned == sorted(audit.ref for audit in world.audits())


def test_without_a_limit_all_leave_in_one_cycle(world: World) -> None:
    world.deploy()
    assert len(world.letters(name="assignment")) == len(world.audits())


def test_a_concern_that_comes_while_a_round_is_leaving_does_not_wait_for_it(world: World) -> None:
    deployed_slowly(world, 1)
    first = world.letters(name="assignment")[0]
    audit = world.audit(first.about)
    before = len(world.letters())
    world.reply(audit.auditor, audit.ref, ALARM, "1 Dec 2025 09:31")

    outcome = letters_job(run_cycle(world.service, at("1 Dec 2025 09:32")))

    came = [letter.name for letter in world.letters()[before:]]
    assert came[0] == "safeguarding_notice"
    assert outcome.more, "the round was still leaving"
    assert len(world.letters(name="assignment")) < len(world.audits())


@pytest.mark.parametrize(("told_to_stop", "left"), [(False, 0), (True, 2)])
def test_the_next_cycle_begins_at_once_unless_the_service_is_told_to_stop(
    world: World, monkeypatch: pytest.MonkeyPatch, told_to_stop: bool, left: int
) -> None:
    deployed_slowly(world, 1)
    monkeypatch.setattr(clock, "now", lambda: at("1 Dec 2025 09:31"))

    tick(world.service, Board(clock.now), lambda: not told_to_stop)

    assert len(world.audits()) - len(world.letters(name="assignment")) == left
