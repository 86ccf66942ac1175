"""Stories of buttons: the mail that one writes says which letter it came from, and whose."""

from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from bot.policy.model import Status
from bot.ports import Folder
from tests.jobs.council import address
from tests.jobs.world import World


def pressed(world: World, to: str, name: str, label: str) -> tuple[str, str]:
    """Subject and body of the mail that a button of somebody's newest such letter writes."""
    letters = [m for m, _ in world.mailbox.letters if m.to == address(to)]
    letter = [m for m in letters if m.key.split("|")[1] == name][-1]
    links = html.fromstring(letter.html).xpath("//table[@class='button']//a")
    link = next(a.get("href") for a in links if label in a.text_content())
    asked = parse_qs(urlsplit(link).query)
    return asked["subject"][0], asked["body"][0]


def test_a_pressed_button_does_what_it_says(december: World) -> None:
    audit = december.in_area("A&A")
    subject, body = pressed(december, audit.auditor, "assignment", "no remedial actions")
    assert audit.ref in subject
    assert "#" in subject
    december.write(audit.auditor, body, "8 Dec 2025 10:00", subject=subject)
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.CLOSED
    subject, body = pressed(december, audit.auditor, "completed_receipt", "Undo")
    december.write(audit.auditor, body, "8 Dec 2025 11:00", subject=subject)
    december.cycle("8 Dec 2025 11:05")
    assert december.audit(audit.ref).status is Status.ASSIGNED


@pytest.mark.parametrize("left", ["", "Sent from my iPhone"])
def test_a_button_whose_body_was_dropped_does_what_its_subject_says(
    december: World, left: str
) -> None:
    audit = december.in_area("A&A")
    subject, _ = pressed(december, audit.auditor, "assignment", "no remedial actions")
    december.write(audit.auditor, left, "8 Dec 2025 10:00", subject=subject)
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.COMPLETED
    assert "completed_receipt" in december.names(audit.auditor)
    assert audit.ref not in december.waiting()


def test_a_subject_that_lacks_the_rest_of_its_command_is_asked_for_it(december: World) -> None:
    audit = december.in_area("A&A")
    subject, _ = pressed(december, audit.auditor, "assignment", "later date")
    december.write(audit.auditor, "", "8 Dec 2025 10:00", subject=subject)
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert december.names(audit.auditor)[-1] == "say_again"


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_whose_body_was_dropped_is_raised(december: World) -> None:
    audit = december.in_area("A&A")
    subject, _ = pressed(december, audit.auditor, "assignment", "safeguarding concern")
    december.write(audit.auditor, "", "8 Dec 2025 10:00", subject=subject)
    december.cycle("8 Dec 2025 10:05")

    assert december.concern().audit == audit.ref


def test_a_button_in_a_letter_to_somebody_else_does_nothing_and_a_person_looks(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    subject, body = pressed(december, audit.auditor, "assignment", "no remedial actions")
    mail = december.write("Cara Head", body, "8 Dec 2025 10:00", subject=subject)
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert "a letter to somebody else" in december.letters("Fay Moss", "put_aside")[0].text


@pytest.mark.parametrize("made_up", ["#00000000", "#ZZZZZZZZ"])
def test_a_mark_that_was_made_up_does_nothing(december: World, made_up: str) -> None:
    audit = december.in_area("A&A")
    subject, body = pressed(december, audit.auditor, "assignment", "no remedial actions")
    forged = f"{subject.partition('#')[0]}{made_up}"
    mail = december.write(audit.auditor, body, "8 Dec 2025 10:00", subject=forged)
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.audit(audit.ref).status is Status.ASSIGNED


def test_the_mark_of_one_audit_does_not_serve_for_another(december: World) -> None:
    first, second = [a for a in december.audits() if a.auditor == "Ada Obi"]
    subject, body = pressed(december, "Ada Obi", "assignment", "no remedial actions")
    taken, other = (first, second) if first.ref in subject else (second, first)
    mail = december.write(
        "Ada Obi", body, "8 Dec 2025 10:00", subject=subject.replace(taken.ref, other.ref)
    )
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert {december.audit(a.ref).status for a in (first, second)} == {Status.ASSIGNED}


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_from_a_forwarded_letter_is_raised_all_the_same(december: World) -> None:
    audit = december.in_area("A&A")
    subject, body = pressed(december, audit.auditor, "assignment", "safeguarding concern")
    december.write("Tom Duty", f"{body} bruises", "8 Dec 2025 10:00", subject=subject)
    december.cycle("8 Dec 2025 10:05")

    assert december.concern().audit == audit.ref


def test_whoever_has_a_copy_may_press_the_button_too(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "DEFER UNTIL 9 January 2026", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    subject, body = pressed(december, "Cara Head", "request_to_decide", "Approve")
    december.write("Cara Head", body, "8 Dec 2025 11:00", subject=subject)
    december.cycle("8 Dec 2025 11:05")
    assert december.audit(audit.ref).deferrals == 1

    subject, body = pressed(december, audit.auditor, "request_granted", "Undo")
    december.write("Cara Head", body, "8 Dec 2025 12:00", subject=subject)
    december.cycle("8 Dec 2025 12:05")
    assert december.audit(audit.ref).deferrals == 0
