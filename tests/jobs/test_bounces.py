"""Stories of assignments that come back: the coordinator mends the address, or names another."""

import pytest

from bot.policy.bounced import SEND_AGAIN
from bot.policy.model import Status
from bot.ports import PermanentError
from tests.fakes import Trap
from tests.jobs.test_incoming import bounce_of
from tests.jobs.world import World, at, day


def bounced(world: World) -> str:
    """The reference of an audit whose assignment has come back."""
    audit = world.in_area("A&A")
    world.mailbox.put(bounce_of(world, audit.ref), at("1 Dec 2025 09:40"))
    world.cycle("1 Dec 2025 09:45")
    return audit.ref


def choices(world: World, ref: str) -> str:
    rows = [r for r in world.lists.lists["Decisions"].values() if r["About"] == ref]
    return str(rows[-1]["Choices"])


def test_a_bounced_assignment_asks_for_another_auditor_or_address(december: World) -> None:
    ref = bounced(december)
    audit = december.audit(ref)

    assert SEND_AGAIN in choices(december, ref)
    assert audit.auditor not in choices(december, ref)
    assert audit.status is Status.ASSIGNED
    assert december.readers("not_delivered") == ["Fay Moss"]


@pytest.mark.embedded
def test_another_auditor_is_chosen_and_has_the_full_time(december: World) -> None:
    ref = bounced(december)
    first = december.audit(ref).auditor
    other = choices(december, ref).split(" / ")[0]
    december.choose(ref, other)
    december.cycle("2 Dec 2025 09:00")

    audit = december.audit(ref)
    assert (audit.auditor, audit.due) == (other, day("2 Jan 2026"))
    assert other != first
    assert december.letters(other, "assignment")[-1].about == ref


def test_the_mended_address_gets_the_same_assignment_again(december: World) -> None:
    ref = bounced(december)
    audit = december.audit(ref)
    december.choose(ref, SEND_AGAIN)
    december.cycle("2 Dec 2025 09:00")

    assert december.audit(ref) == audit
    sent = [x for x in december.letters(audit.auditor, "assignment") if x.about == ref]
    assert len(sent) == 2
    assert "assignment sent again by Fay Moss" in december.history(ref)


def test_nothing_is_asked_about_an_assignment_that_is_done_with(december: World) -> None:
    audit = december.in_area("A&A")
    done = "COMPLETE\nRemedial actions: none"
    december.reply(audit.auditor, audit.ref, done, "1 Dec 2025 09:35")
    december.cycle("1 Dec 2025 09:36")
    assert audit.ref not in december.waiting()
    bounced_late = bounce_of(december, audit.ref)
    december.mailbox.put(bounced_late, at("1 Dec 2025 09:40"))
    december.cycle("1 Dec 2025 09:45")

    assert audit.ref not in december.waiting()


def test_an_assignment_that_could_not_be_sent_at_all_asks_the_same(world: World) -> None:
    world.propose("1 Dec 2025")
    world.choose(world.round().ref, "Deploy")
    world.mailbox.before = Trap("send", PermanentError("there is no such address"))
    world.cycle("1 Dec 2025 09:30")

    (row,) = [r for a in world.audits() for r in world.owed(a.ref) if r.state.value == "failed"]
    assert row.letter.name == "assignment"
    assert SEND_AGAIN in choices(world, row.letter.about)
