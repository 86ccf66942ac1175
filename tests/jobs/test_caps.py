"""Stories of mail without end: what answers itself is stopped, and a person is told once."""

from dataclasses import replace

import pytest

from bot.policy.model import Audit, ConcernStatus, Status
from bot.ports import Folder
from tests.jobs.test_safeguarding import never_reads
from tests.jobs.world import ReaderHere, World

QUESTION = "QUESTION\nWhich form is it? ({number})"
DONE = "COMPLETE\nRemedial actions: none"


def capped(world: World, **caps: int) -> None:
    """The same service with other caps."""
    world.service = replace(world.service, rules=replace(world.service.rules, **caps))


def ask(world: World, audit: Audit, number: int, **how: object) -> str:
    text = QUESTION.format(number=number)
    return world.reply(audit.auditor, audit.ref, text, f"8 Dec 2025 10:{number:02}", **how)


@pytest.mark.parametrize("cap", ["sender_cap", "audit_cap", "hour_cap"])
def test_beyond_a_cap_nothing_is_answered_and_the_coordinator_is_told_once(
    december: World, cap: str
) -> None:
    capped(december, **{cap: 3})
    audit = december.in_area("A&A")
    mails = [ask(december, audit, number) for number in range(6)]
    december.cycle("8 Dec 2025 10:30")

    folders = [december.filed(mail) for mail in mails]
    assert folders == [Folder.HANDLED] * 3 + [Folder.PUT_ASIDE] * 3
    assert len(december.letters(audit.auditor, "question_receipt")) == 3
    (told,) = december.letters("Fay Moss", "put_aside")
    assert "as if machines were answering each other" in told.text


def test_the_caps_of_a_person_and_of_an_audit_leave_the_others_alone(december: World) -> None:
    capped(december, sender_cap=2, audit_cap=2)
    audit, other = december.in_area("A&A"), december.in_area("CYPIC")
    for number in range(4):
        ask(december, audit, number)
    december.reply(other.auditor, other.ref, DONE, "8 Dec 2025 10:20")
    december.cycle("8 Dec 2025 10:30")

    assert december.audit(other.ref).status is Status.CLOSED


def test_the_next_day_a_person_is_heard_again(december: World) -> None:
    capped(december, sender_cap=2)
    audit = december.in_area("A&A")
    for number in range(4):
        ask(december, audit, number)
    december.cycle("8 Dec 2025 10:30")
    december.reply(audit.auditor, audit.ref, DONE, "9 Dec 2025 09:00")
    december.cycle("9 Dec 2025 09:05")

    assert december.audit(audit.ref).status is Status.CLOSED


def test_strangers_together_have_the_cap_of_one_person(december: World) -> None:
    capped(december, sender_cap=2)
    audit = december.in_area("A&A")
    for number in range(5):
        ask(december, audit, number, sender=f"stranger{number}@elsewhere.example")
    december.cycle("8 Dec 2025 10:30")

    assert len(december.letters("Fay Moss", "put_aside")) == 3
    assert december.letters(audit.auditor, "question_receipt") == []


@pytest.mark.requirement("R-9.1-2")
def test_mails_in_which_nobody_could_look_for_a_concern_are_told_of_at_once_beyond_every_cap(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped(december, sender_cap=1, audit_cap=1, hour_cap=1)
    monkeypatch.setattr(ReaderHere, "read", never_reads)
    audit = december.in_area("A&A")
    for number in range(6):
        december.reply(audit.auditor, audit.ref, f"{number}", "8 Dec 2025 23:01")
        if number in (3, 5):
            december.cycle(f"8 Dec 2025 23:{number:02}")

    letters = december.letters("Fay Moss", "put_aside")
    # The first as ever, and one letter for the others of each cycle.
    assert [x.at.minute for x in letters] == [3, 3, 5]
    for told in letters[1:]:
        assert "nobody could look whether it tells of a child at risk" in told.text


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_is_heard_and_acknowledged_beyond_every_cap(december: World) -> None:
    capped(december, sender_cap=1, audit_cap=1, hour_cap=1)
    audit = december.in_area("A&A")
    for number in range(3):
        ask(december, audit, number)
    december.reply(
        audit.auditor, audit.ref, "SAFEGUARDING\nMy concern: bruises", "8 Dec 2025 10:20"
    )
    december.cycle("8 Dec 2025 10:30")
    concern = december.concern()
    assert december.readers("safeguarding_notice") == list(concern.told)

    december.reply(concern.told[0], concern.ref, "ACKNOWLEDGE", "8 Dec 2025 10:40")
    december.cycle("8 Dec 2025 10:45")
    assert december.concern().status is ConcernStatus.ACKNOWLEDGED
