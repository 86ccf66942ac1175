"""Stories of a job that fails: one bad hour is nobody's business, a bad day is (matrix row 24)."""

import pytest

from bot.policy.failures import WITHOUT
from bot.ports import Unavailable
from bot.store import keeping
from tests.fakes import Trap, nothing
from tests.jobs.world import World, day

HOURS = ("09:00", "15:00")

pytestmark = pytest.mark.requirement("R-B-1")


def fails(world: World, *moments: str) -> None:
    for moment in moments:
        world.cycle(moment, well=False)


def test_a_job_that_fails_for_hours_is_told_once_a_working_day_until_it_works(
    december: World,
) -> None:
    december.edit("People", 11, Roles="Wizard")
    december.lists.locked = True
    fails(december, "4 Dec 2025 09:00", "4 Dec 2025 12:55")
    assert december.letters(name="job_failing") == []

    fails(december, "4 Dec 2025 13:00", "4 Dec 2025 17:00")
    (told,) = december.letters(name="job_failing")
    assert (told.to, told.cc) == ("Fay Moss", ("cara@council.example",))
    assert "failed since 9am on Thursday 4 December 2025" in told.text
    assert "lists: your lists show nothing new" in told.text
    assert "Somebody has the list open." in told.text

    fails(december, "5 Dec 2025 09:00", "6 Dec 2025 09:00", "8 Dec 2025 09:00")
    assert len(december.letters(name="job_failing")) == 3  # Thursday, Friday, Monday

    december.lists.locked = False
    december.cycle("8 Dec 2025 09:05")
    december.cycle("9 Dec 2025 09:00")
    assert len(december.letters(name="job_failing")) == 3


def test_a_job_that_fails_all_through_a_pause_is_told_once_after_it(december: World) -> None:
    december.edit("People", 11, Roles="Wizard")
    december.add("Quiet days", From=day("2 Dec 2025"), Until=day("7 Dec 2025"))
    december.lists.locked = True
    fails(december, *(f"{number} Dec 2025 {hour}" for number in (2, 3, 4, 5) for hour in HOURS))
    fails(december, "8 Dec 2025 09:00")

    (told,) = december.letters("Fay Moss", "job_failing")
    assert told.at.date() == day("8 Dec 2025")


def test_a_job_that_has_worked_in_between_is_told_to_nobody(december: World) -> None:
    december.edit("People", 11, Roles="Wizard")
    december.lists.locked = True
    fails(december, "4 Dec 2025 09:00", "4 Dec 2025 11:00")
    december.lists.locked = False
    december.cycle("4 Dec 2025 11:05")
    december.edit("People", 11, Roles="Sorcerer")
    december.lists.locked = True
    fails(december, "4 Dec 2025 12:00", "4 Dec 2025 14:00")

    assert december.letters(name="job_failing") == []


def test_a_mistake_of_ours_on_a_list_is_noted_and_what_is_owed_of_safeguarding_leaves(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "The child is being harmed.", "4 Dec 2025 23:00")
    away = Unavailable("the mail system is away")
    december.mailbox.before = lambda call: Trap("send", away)(call)  # each time
    december.cycle("4 Dec 2025 23:00", well=False, settled=False)
    assert december.readers("safeguarding_notice") == []

    december.mailbox.before = nothing
    december.lists.before = Trap("read", ValueError("a strange cell"))
    words = december.cycle("4 Dec 2025 23:30", well=False, settled=False)

    assert words["configuration"] == "failed: ValueError"
    assert december.readers("safeguarding_notice") == ["Sal Lead"]
    with december.store.reading() as work:
        ((job, *_),) = keeping.kept_value(work, "jobs that fail")
    assert job == "configuration"


@pytest.mark.parametrize(
    "error", [ValueError("a strange cell"), Unavailable("The secret is wrong.")]
)
def test_lists_that_cannot_be_read_for_hours_are_told_once_a_working_day(
    december: World, error: Exception
) -> None:
    december.lists.before = lambda call: Trap("read", error)(call)  # each time
    fails(december, "4 Dec 2025 09:00", "4 Dec 2025 13:00", "4 Dec 2025 17:00")
    (told,) = december.letters(name="job_failing")
    assert (told.to, told.cc) == ("Fay Moss", ("cara@council.example",))
    assert "configuration: your lists are not read" in told.text

    fails(december, "5 Dec 2025 00:05", "5 Dec 2025 09:00", "6 Dec 2025 09:00")
    days = [letter.at.strftime("%a %H:%M") for letter in december.letters(name="job_failing")]
    assert days == ["Thu 13:00", "Fri 09:00"]
    stands = "nothing else goes on" in told.text
    assert stands is isinstance(error, ValueError)


def test_what_does_not_happen_is_said_of_every_job(world: World) -> None:
    world.publish("1 Dec 2025")
    assert set(world.cycle("1 Dec 2025 09:00")) | {"packs", "Annexe A again"} == set(WITHOUT)
