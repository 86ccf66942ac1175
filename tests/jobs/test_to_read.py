"""Stories of mails that a person must read: shown with their age, and chased until somebody has."""

import pytest

from tests.jobs.world import World

WORDS = "QUESTION\nThe family has gone abroad, which form is it then?"


def written(world: World, when: str = "8 Dec 2025 10:00") -> str:
    """A mail in somebody's own words, about an audit. Its reference."""
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, WORDS, when)
    world.cycle(when.replace(":00", ":05"))
    assert audit.ref in world.waiting()
    return audit.ref


def test_the_daily_letter_says_how_old_the_oldest_unread_mail_is(december: World) -> None:
    written(december)
    december.cycle("9 Dec 2025 16:30")

    letter = december.letters("Fay Moss", "decisions_waiting")[-1]
    assert "1 mail to read. The oldest waits since 10:05am on Monday 8 December 2025" in letter.text
    assert "1 working day ago" in letter.text


@pytest.mark.requirement("R-B-3")
def test_a_mail_unread_for_more_than_a_working_day_goes_to_the_consultant_head_too(
    december: World,
) -> None:
    ref = written(december)
    december.cycle("9 Dec 2025 16:30")
    assert december.readers("mails_unread") == []
    december.cycle("10 Dec 2025 16:30")

    (letter,) = december.letters(name="mails_unread")
    assert letter.to == "Cara Head"
    assert ref in letter.text
    assert "Fay Moss" in letter.text


def test_it_is_chased_each_working_day_until_it_is_read(december: World) -> None:
    ref = written(december, "5 Dec 2025 10:00")  # a Friday
    for day in ("6", "7", "8", "9", "10"):
        december.cycle(f"{day} Dec 2025 16:30")
    assert len(december.letters(name="mails_unread")) == 2
    december.choose(ref, "Read")
    december.cycle("10 Dec 2025 17:00")
    december.cycle("11 Dec 2025 16:30")

    assert len(december.letters(name="mails_unread")) == 2
    assert ref not in december.waiting()


def test_other_decisions_do_not_count_as_unread_mail(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "DEFER UNTIL 9 January 2026", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.cycle("10 Dec 2025 16:30")

    letter = december.letters("Fay Moss", "decisions_waiting")[-1]
    assert "to read" not in letter.text
    assert december.readers("mails_unread") == []
