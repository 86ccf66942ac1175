"""Stories of a draw: shared out as the rules say, and kept so that it can be made again."""

import pytest

from bot.policy.redraw import verify
from bot.store import draws, programme
from tests.jobs.world import World, day

NO_ACTIONS = "COMPLETE\nRemedial actions: none"

pytestmark = pytest.mark.requirement("R-6.2-1")


def approve(world: World, rule: str, value: str) -> None:
    approval = {"Approved_by": "Gus Hill", "Approved_on": day("1 Dec 2025")}
    world.add("Rules", Rule=rule, Value=value, Reason="pilot", Proposed_by="Cara Head", **approval)


def differences(world: World) -> tuple[str, ...]:
    round_ = world.round()
    with world.store.reading() as work:
        stored = draws.of_round(work, round_.ref)
        audits = programme.audits_of(work, round_.ref)
    assert stored is not None
    return verify(round_, stored, audits).differences


def test_the_draw_of_a_round_can_be_made_again_whatever_came_of_its_audits(world: World) -> None:
    world.deploy("1 Dec 2025")
    first, second, *_ = world.audits()
    world.reply(first.auditor, first.ref, NO_ACTIONS, "8 Dec 2025 10:00")
    world.reply(
        second.auditor, second.ref, "I cannot do this, please reallocate.", "8 Dec 2025 10:05"
    )
    world.cycle("8 Dec 2025 11:00")

    assert differences(world) == ()


@pytest.mark.requirement("R-3.1-1")
def test_a_round_is_shared_out_and_sorted_as_the_rules_say(world: World) -> None:
    approve(world, "draw_method", "Equal")
    approve(world, "draw_strata", "status")
    world.deploy("1 Dec 2025")

    assert world.check("Rules", 1) == world.check("Rules", 2) == "OK"
    assert world.round().algorithm == "sha256-rank equal-minimum-1, version 1"
    assert all("," not in stratum.name for stratum in world.round().strata)
    assert {audit.stratum for audit in world.audits()} <= {s.name for s in world.round().strata}
    assert differences(world) == ()


@pytest.mark.requirement("R-3.1-1")
def test_a_way_to_share_out_that_there_is_not_changes_nothing_and_is_answered(
    world: World,
) -> None:
    approve(world, "draw_method", "by lot")
    world.deploy("1 Dec 2025")

    assert "'by lot' is not one of: proportional, equal, neyman, minimum" in world.check("Rules", 1)
    assert world.round().algorithm == "sha256-rank proportional-minimum-1, version 1"


def test_neymans_draw_goes_by_what_earlier_audits_found(world: World) -> None:
    approve(world, "draw_method", "neyman")
    world.deploy("1 Dec 2025")
    assert {s.spread for s in world.round().strata} == {0.5}  # nothing is known yet

    audit = world.audits()[0]
    world.reply(audit.auditor, audit.ref, NO_ACTIONS, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 11:00")
    with world.store.reading() as work:
        spread = draws.spreads(work, day("1 Jan 2025"))
        assert draws.spreads(work, day("1 Jan 2026")) == {}

    assert spread == {audit.stratum: pytest.approx((2 / 9) ** 0.5)}  # nothing in one: a third
    assert differences(world) == ()
