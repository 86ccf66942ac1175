"""Stories of UNDO and CHANGE: a reply that was wrong, or forged, is taken back by its writer."""

import pytest

from bot.policy.model import ActionStatus, RequestStatus, Status
from bot.ports import Folder
from bot.store import questions
from bot.store.outbox import State
from tests.jobs.world import World, day

DONE = "COMPLETE\nRemedial actions: none"
TWO_ACTIONS = "COMPLETE\nAction: Update the chronology\nAction: Record the child's views"


def completed(world: World, text: str = DONE) -> str:
    """An audit that its auditor has completed on Monday 8 December. Its reference."""
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, text, "8 Dec 2025 10:00")
    world.cycle("8 Dec 2025 10:05")
    assert world.audit(audit.ref).status is not Status.ASSIGNED
    return audit.ref


def test_the_receipt_says_what_was_read_and_until_when_it_can_be_undone(december: World) -> None:
    ref = completed(december)
    (receipt,) = december.letters(name="completed_receipt")
    assert "We read: “COMPLETE”" in receipt.text
    assert "Reply UNDO by Wednesday 10 December 2025" in receipt.text
    assert ref in receipt.text


@pytest.mark.embedded
def test_undo_reopens_a_completed_audit_and_tells_everybody_who_had_been_told(
    december: World,
) -> None:
    ref = completed(december)
    auditor, before = december.audit(ref).auditor, december.audit(ref)
    mail = december.reply(auditor, ref, "UNDO", "9 Dec 2025 10:00", letter="completed_receipt")
    december.cycle("9 Dec 2025 10:05")

    audit = december.audit(ref)
    assert (audit.status, audit.completed_on) == (Status.ASSIGNED, None)
    assert audit.due == before.due
    assert december.filed(mail) is Folder.HANDLED
    assert set(december.readers("taken_back")) == {"Cara Head", "Tom Duty", "Wyn Pell"}
    (undone,) = december.letters(auditor, "undone")
    assert f"The audit is with {auditor}, due on Wednesday 31 December 2025." in undone.text
    assert ref not in december.waiting()
    assert december.history(ref)[-1].startswith(f"taken back by {auditor}: completed")


def test_after_undo_the_audit_can_be_completed_again(december: World) -> None:
    ref = completed(december, TWO_ACTIONS)
    auditor, first = december.audit(ref).auditor, december.actions(ref)
    december.reply(auditor, ref, "UNDO", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")
    december.reply(auditor, ref, TWO_ACTIONS, "8 Dec 2025 12:00")
    december.cycle("8 Dec 2025 12:05")

    assert december.audit(ref).status is Status.WITH_TEAM_MANAGER
    status = {action.ref: action.status for action in december.actions(ref)}
    assert {status[action.ref] for action in first} == {ActionStatus.TAKEN_BACK}
    assert len(december.file(ref).open_actions) == 2
    assert december.readers("audit_result") == ["Tom Duty", "Tom Duty"]


def test_letters_that_have_not_left_are_withheld_and_their_readers_are_not_troubled(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 19:00")
    december.cycle("8 Dec 2025 19:05")
    december.reply(audit.auditor, audit.ref, "UNDO", "8 Dec 2025 19:10")
    december.cycle("8 Dec 2025 19:15")
    december.cycle("9 Dec 2025 08:40")

    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert december.readers("audit_result") == []
    assert december.readers("taken_back") == []
    assert december.readers("undone") == [audit.auditor]
    withheld = [row.letter.name for row in december.owed(audit.ref) if row.state is State.WITHHELD]
    assert {"completed_receipt", "audit_completed", "audit_result"} <= set(withheld)


def test_a_forged_completion_is_undone_by_the_auditor_whom_its_receipt_reaches(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    # Whoever wrote it, the mail system vouched for the auditor's address.
    december.write(audit.auditor, DONE, "8 Dec 2025 10:00", subject=f"COMPLETE {audit.ref}")
    december.cycle("8 Dec 2025 10:05")
    assert december.audit(audit.ref).status is Status.CLOSED
    december.write(
        audit.auditor, "UNDO\n\nI have not written that!", "8 Dec 2025 13:00", subject="UNDO"
    )
    december.cycle("8 Dec 2025 13:05")

    assert december.audit(audit.ref).status is Status.ASSIGNED
    # What was written besides is read by a person.
    assert audit.ref in december.waiting()


def test_change_takes_back_and_asks_what_was_meant(december: World) -> None:
    ref = completed(december)
    auditor = december.audit(ref).auditor
    december.reply(auditor, ref, "Change please", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")

    assert december.audit(ref).status is Status.ASSIGNED
    (letter,) = december.letters(auditor, "undone")
    assert "Now tell us what you meant" in letter.text
    assert "reply with DEFER UNTIL" in letter.text


def test_undo_makes_a_request_void_and_nobody_is_asked_about_it_any_more(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "DEFER UNTIL 9 January 2026", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    request = december.request(audit.ref)
    assert request.ref in december.waiting()
    december.reply(audit.auditor, audit.ref, "UNDO", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")

    assert december.request(audit.ref).status is RequestStatus.OVERTAKEN
    assert request.ref not in december.waiting()
    assert december.readers("taken_back") == ["Cara Head"]


def test_whoever_granted_a_request_by_mail_takes_it_back_and_it_is_asked_again(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "DEFER UNTIL 9 January 2026", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    ref = december.request(audit.ref).ref
    december.reply("Cara Head", ref, "APPROVE", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")
    assert december.audit(audit.ref).due == day("9 Jan 2026")
    (granted,) = december.letters(name="request_granted")
    assert granted.cc == ("cara@council.example",)
    assert "This is for Cara Head" in granted.text
    december.write("Cara Head", "UNDO", "8 Dec 2025 12:00", subject=f"UNDO {audit.ref}")
    december.cycle("8 Dec 2025 12:05")

    assert december.audit(audit.ref).due == day("31 Dec 2025")
    assert december.audit(audit.ref).deferrals == 0
    assert december.request(audit.ref).status is RequestStatus.PENDING
    assert december.readers("taken_back") == [audit.auditor]
    assert ref in december.waiting()
    december.choose(ref, "Decline")
    december.cycle("8 Dec 2025 12:30")
    assert december.request(audit.ref).status is RequestStatus.DECLINED


def test_undo_is_refused_with_its_reason_once_something_has_happened_since(december: World) -> None:
    ref = completed(december, TWO_ACTIONS)
    auditor = december.audit(ref).auditor
    first = december.actions(ref)[0]
    december.reply("Tom Duty", ref, f"DONE {first.ref}", "8 Dec 2025 14:00")
    december.cycle("8 Dec 2025 14:05")
    december.reply(auditor, ref, "UNDO", "8 Dec 2025 15:00")
    december.cycle("8 Dec 2025 15:05")

    assert december.audit(ref).status is Status.WITH_TEAM_MANAGER
    (refused,) = december.letters(auditor, "undo_refused")
    assert f"Something has happened since: {first.ref} is completed." in refused.text
    # What mail cannot mend a person sees.
    assert ref in december.waiting()


def test_undo_is_refused_when_it_is_too_late(december: World) -> None:
    ref = completed(december)
    auditor = december.audit(ref).auditor
    december.reply(auditor, ref, "UNDO", "11 Dec 2025 10:00")
    december.cycle("11 Dec 2025 10:05")

    assert december.audit(ref).status is Status.CLOSED
    (refused,) = december.letters(auditor, "undo_refused")
    assert "until Wednesday 10 December 2025" in refused.text


def test_undo_works_once(december: World) -> None:
    ref = completed(december)
    auditor = december.audit(ref).auditor
    for hour in (11, 12):
        december.reply(auditor, ref, "UNDO", f"8 Dec 2025 {hour}:00")
        december.cycle(f"8 Dec 2025 {hour}:05")

    assert december.names(auditor, since="8 Dec 2025 12:00") == ["undo_refused"]
    assert december.audit(ref).status is Status.ASSIGNED


def test_nobody_takes_back_what_somebody_else_has_done(december: World) -> None:
    ref = completed(december)
    december.reply("Tom Duty", ref, "UNDO", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")

    assert december.audit(ref).status is Status.CLOSED
    assert december.readers("undo_refused") == ["Tom Duty"]


def test_what_the_coordinator_has_decided_is_not_undone_by_mail(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "DEFER UNTIL 9 January 2026", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.choose(december.request(audit.ref).ref, "Grant")
    december.cycle("8 Dec 2025 11:00")
    for who in (audit.auditor, "Cara Head"):
        december.write(who, "UNDO", "8 Dec 2025 12:00", subject=audit.ref)
    december.cycle("8 Dec 2025 12:05")

    assert december.audit(audit.ref).due == day("9 Jan 2026")
    assert set(december.readers("undo_refused")) == {audit.auditor, "Cara Head"}


def test_a_reply_that_waits_for_the_coordinator_can_be_taken_back_until_they_decide(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    words = "I should like to defer until 9 January 2026, the family is abroad till then"
    december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    with december.store.reading() as work:
        asked = [q.key for q, _ in questions.unanswered(work) if q.key.startswith("reply")]
    assert asked
    december.reply(audit.auditor, audit.ref, "UNDO", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")

    with december.store.reading() as work:
        assert questions.answer_of(work, asked[0]) == "Taken back"
    assert december.readers("undone") == [audit.auditor]


@pytest.mark.requirement("R-9.1-2")
def test_a_safeguarding_concern_is_never_undone_by_mail(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(
        audit.auditor, audit.ref, "SAFEGUARDING\nMy concern: bruises", "8 Dec 2025 10:00"
    )
    december.cycle("8 Dec 2025 10:05")
    concern = december.concern()
    december.reply(audit.auditor, audit.ref, "UNDO", "8 Dec 2025 11:00")
    december.reply(audit.auditor, concern.ref, "UNDO", "8 Dec 2025 11:01")
    december.cycle("8 Dec 2025 11:05")

    assert december.concern().status is concern.status
    letters = december.letters(audit.auditor, "undo_refused")
    assert ["never taken back by mail" in letter.text for letter in letters] == [True, True]
    assert concern.ref in december.waiting()


@pytest.mark.requirement("R-9.1-2")
def test_undoing_a_completion_leaves_the_concern_of_the_same_mail_and_its_letters(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    text = f"{DONE}\n\nThe child has bruises on both arms that nobody has explained."
    december.reply(audit.auditor, audit.ref, text, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    concern = december.concern()
    december.reply(audit.auditor, audit.ref, "UNDO", "8 Dec 2025 11:00", letter="assignment")
    december.cycle("8 Dec 2025 11:05")

    assert december.concern() == concern
    (letter,) = december.letters(audit.auditor, "undone")
    assert "never taken back by mail" in letter.text


@pytest.mark.requirement("R-9.1-2")
def test_a_concern_written_under_undo_is_raised_all_the_same(december: World) -> None:
    ref = completed(december)
    auditor = december.audit(ref).auditor
    text = "UNDO\n\nThe child disclosed today that her stepfather hits her."
    december.reply(auditor, ref, text, "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")

    assert december.concern().audit == ref
    assert december.audit(ref).status is Status.ASSIGNED


def test_a_handed_over_audit_comes_back_when_the_consultant_head_takes_it_back(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "HAND OVER\nReason: workload", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.reply("Cara Head", december.request(audit.ref).ref, "APPROVE", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")
    moved = december.audit(audit.ref)
    assert moved.auditor != audit.auditor
    december.write("Cara Head", "UNDO", "8 Dec 2025 12:00", subject=f"UNDO {audit.ref}")
    december.cycle("8 Dec 2025 12:05")

    back = december.audit(audit.ref)
    assert (back.auditor, back.due) == (audit.auditor, audit.due)
    told = {audit.auditor, moved.auditor, "Wyn Pell"}  # the worker, who knew of the new auditor
    assert set(december.readers("taken_back")) == told
