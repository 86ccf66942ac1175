"""Stories of a job that fails: one bad hour is nobody's business, a bad day is (matrix row 24)."""

import pytest

from bot.policy.failures import WITHOUT
from tests.jobs.world import World

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


def test_what_does_not_happen_is_said_of_every_job(world: World) -> None:
    world.publish("1 Dec 2025")
    assert set(world.cycle("1 Dec 2025 09:00")) | {"packs", "Annexe A again"} == set(WITHOUT)
