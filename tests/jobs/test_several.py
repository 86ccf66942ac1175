"""Stories of one mail about several audits: each audit hears its own lines, or a person reads."""

import pytest

from bot.policy.model import Audit, RequestStatus, Status
from bot.policy.references import is_reference
from bot.ports import Attachment, Folder
from tests.jobs.world import World

BOTH = "{a}: complete, no remedial actions\n{b}: defer until 14 January"


def adas(world: World) -> tuple[Audit, Audit]:
    first, second = (audit for audit in world.audits() if audit.auditor == "Ada Obi")
    return first, second


def written(world: World, text: str, when: str = "8 Dec 2025 10:00", **how: object) -> str:
    """Ada writes about both of her audits. The mail's id."""
    a, b = adas(world)
    subject = how.pop("subject", "My audits")
    mail = world.write("Ada Obi", text.format(a=a.ref, b=b.ref), when, subject=subject, **how)
    world.cycle(when.replace(":00", ":05"))
    return mail


def answered(world: World, text: str) -> str:
    """Ada answers the letter that is about both. The mail's id."""
    letter = world.letters("Ada Obi", "answers")[-1]
    mail = world.reply("Ada Obi", letter.about, text, "8 Dec 2025 11:00")
    world.cycle("8 Dec 2025 11:05")
    return mail


@pytest.mark.parametrize(
    "text",
    [
        BOTH,
        "Hi Fay,\n\n* {a} - completed, no actions\n* {b} - please defer until 14 January\n\n"
        "Many thanks\nAda",
        "COMPLETE {a}\nRemedial actions: none\nDEFER UNTIL 14 January {b}",
        "{a}\nCOMPLETE\nRemedial actions: none\n\n{b}\nDEFER UNTIL 14 January",
    ],
)
def test_each_line_is_acted_on_for_its_own_audit_and_one_letter_answers_for_both(
    december: World, text: str
) -> None:
    a, b = adas(december)
    mail = written(december, text)

    assert december.audit(a.ref).status is Status.CLOSED
    assert december.audit(b.ref).status is Status.ASSIGNED
    assert december.request(b.ref).status is RequestStatus.PENDING
    assert december.file(a.ref).requests == ()
    (answer,) = december.letters("Ada Obi", since="8 Dec 2025 10:00")
    assert answer.name == "answers"
    complete, later = (
        answer.text.index(f"{a.ref}: Thank you"),
        answer.text.index(f"{b.ref}: We have"),
    )
    assert complete < later
    assert december.filed(mail) is Folder.HANDLED
    assert "put_aside" not in december.names("Fay Moss")


def test_what_is_not_clear_about_one_audit_is_asked_and_the_other_is_done(december: World) -> None:
    a, b = adas(december)
    mail = written(december, "{a}: complete, no remedial actions\n{b}: half way there, sorry")

    assert december.audit(a.ref).status is Status.CLOSED
    assert december.audit(b.ref).status is Status.ASSIGNED
    (asked,) = december.letters("Ada Obi", since="8 Dec 2025 10:00")
    assert f"{b.ref}: Please tell us again" in asked.text
    assert b.ref in december.waiting()
    assert december.filed(mail) is Folder.HANDLED


@pytest.mark.parametrize(
    "text",
    [
        "{a} and {b}: complete, no remedial actions",
        "{a}: complete\n{b}: complete\nRemedial actions: none",
        "{a}: complete\n\n{b}: complete\n\nBoth without actions.",
        "Complete, no remedial actions:\n{a}\n{b}",
        "Remedial actions: none\nCOMPLETE {a}\nCOMPLETE {b}",
        "I have not yet\ncompleted {a}\n{b}: complete, no remedial actions",
        "{a}: complete, no remedial actions but not\n{b}: complete",
    ],
)
def test_what_may_belong_to_either_audit_is_for_a_person(december: World, text: str) -> None:
    mail = written(december, text)

    assert {audit.status for audit in adas(december)} == {Status.ASSIGNED}
    assert december.filed(mail) is Folder.PUT_ASIDE
    (told,) = december.letters("Fay Moss", "put_aside")
    assert "it names several audits" in told.text
    assert december.letters("Ada Obi", since="8 Dec 2025 10:00") == []


def test_a_line_about_somebody_elses_audit_keeps_the_whole_mail_for_a_person(
    december: World,
) -> None:
    theirs = next(a for a in december.audits() if a.auditor == "Ben Cole")
    a, _ = adas(december)
    text = f"{a.ref}: complete, no remedial actions\n{theirs.ref}: complete, no remedial actions"
    mail = written(december, text)

    assert december.audit(a.ref).status is Status.ASSIGNED
    assert december.audit(theirs.ref).status is Status.ASSIGNED
    assert december.filed(mail) is Folder.PUT_ASIDE


def test_a_mistyped_reference_beside_a_right_one_is_for_a_person(december: World) -> None:
    a, b = adas(december)
    other = next(c for c in "XYZ" if not is_reference(b.ref[:-1] + c))
    text = f"{a.ref}: COMPLETE\nRemedial actions: none\n{b.ref[:-1]}{other}: COMPLETE\n"
    mail = written(december, text)

    assert {audit.status for audit in adas(december)} == {Status.ASSIGNED}
    assert december.filed(mail) is Folder.PUT_ASIDE
    (told,) = december.letters("Fay Moss", "put_aside")
    assert f"{b.ref[:-1]}{other}, which is none of our references" in told.text


def test_an_answer_to_the_letter_of_one_audit_may_speak_of_both(december: World) -> None:
    a, b = adas(december)
    december.reply("Ada Obi", a.ref, BOTH.format(a=a.ref, b=b.ref), "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(a.ref).status is Status.CLOSED
    assert december.request(b.ref).until is not None


def test_an_answer_about_one_audit_to_the_letter_of_another_is_for_a_person(
    december: World,
) -> None:
    a, b = adas(december)
    mail = december.reply("Ada Obi", a.ref, f"{b.ref}: complete, no actions", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(b.ref).status is Status.ASSIGNED
    assert december.filed(mail) is Folder.PUT_ASIDE


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_in_the_lines_of_one_audit_is_raised_about_its_child(december: World) -> None:
    a, b = adas(december)
    written(
        december,
        "{a}: complete, no remedial actions\n{b}: the child has unexplained bruises on both arms",
    )

    assert december.concern().audit == b.ref
    assert december.audit(a.ref).status is Status.CLOSED


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_that_stands_beside_the_lines_is_raised_about_no_child(december: World) -> None:
    mail = written(december, BOTH, subject="A child has bruises")

    assert december.concern().audit is None
    assert december.filed(mail) is Folder.PUT_ASIDE
    assert {audit.status for audit in adas(december)} == {Status.ASSIGNED}


@pytest.mark.parametrize("text", ["UNDO {a}", "{a}: UNDO"])
def test_undo_with_a_reference_takes_back_what_was_done_to_its_audit(
    december: World, text: str
) -> None:
    a, b = adas(december)
    written(december, BOTH)
    answered(december, text.format(a=a.ref))

    assert december.audit(a.ref).status is Status.ASSIGNED
    assert december.request(b.ref).status is RequestStatus.PENDING


def test_a_file_that_nobody_has_read_is_put_before_a_person(december: World) -> None:
    a, _ = adas(december)
    written(december, BOTH, attachments=(Attachment("notes.doc", "application/msword", b"x"),))

    assert december.audit(a.ref).status is Status.CLOSED
    assert a.ref in december.waiting()


@pytest.mark.parametrize("text", ["UNDO", "UNDO {a}\nUNDO {b}", "{a}: UNDO\n{b}: UNDO"])
def test_undo_of_the_mail_takes_back_all_that_it_did(december: World, text: str) -> None:
    a, b = adas(december)
    written(december, BOTH)
    written(december, text, "8 Dec 2025 11:00", subject="UNDO")

    assert december.audit(a.ref).status is Status.ASSIGNED
    assert december.request(b.ref).status is RequestStatus.OVERTAKEN
    (answer,) = december.letters("Ada Obi", since="8 Dec 2025 11:00")
    assert answer.text.count("We have taken it back") == 2


def test_undo_alone_in_answer_to_our_letter_takes_back_all_that_the_mail_did(
    december: World,
) -> None:
    a, b = adas(december)
    written(december, BOTH)
    answered(december, "UNDO")

    assert december.audit(a.ref).status is Status.ASSIGNED
    assert december.request(b.ref).status is RequestStatus.OVERTAKEN


def test_thanks_for_our_letter_about_both_need_nobody(december: World) -> None:
    written(december, BOTH)
    mail = answered(december, "Thank you, received.")

    assert december.filed(mail) is Folder.HANDLED
    assert december.waiting() == [december.request(adas(december)[1].ref).ref]


def test_an_act_in_answer_to_our_letter_about_both_must_say_which_it_means(
    december: World,
) -> None:
    written(december, "{a}: half way there, sorry\n{b}: half way there, sorry")
    mail = answered(december, "COMPLETE\nRemedial actions: none")

    assert {audit.status for audit in adas(december)} == {Status.ASSIGNED}
    assert december.filed(mail) is Folder.PUT_ASIDE


def test_a_consultant_head_decides_several_requests_in_one_mail(december: World) -> None:
    a, b = adas(december)
    written(december, "{a}: DEFER UNTIL 9 January 2026\n{b}: EXCUSE ME")
    first, second = december.request(a.ref), december.request(b.ref)
    december.write(
        "Cara Head", f"{first.ref}: approved\n{second.ref}: declined", "8 Dec 2025 12:00"
    )
    december.cycle("8 Dec 2025 12:05")

    assert december.request(a.ref).status is RequestStatus.GRANTED
    assert december.request(b.ref).status is RequestStatus.DECLINED
