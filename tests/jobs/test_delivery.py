"""Stories of letters leaving: office hours, digests, failures, and people without an address."""

from email import message_from_bytes

import pytest

from bot.ports import PermanentError, TemporaryError, Unavailable
from bot.store import outbox
from bot.store.outbox import State
from tests.fakes import Trap, nothing
from tests.jobs.council import address
from tests.jobs.world import World

BUSY = TemporaryError("the mail system is busy")
DONE = "COMPLETE\nRemedial actions: none"


def states(world: World) -> dict[str, int]:
    with world.store.reading() as work:
        return outbox.counts(work)


@pytest.mark.parametrize("when", ["8 Dec 2025 07:00", "8 Dec 2025 17:30", "6 Dec 2025 12:00"])
def test_outside_office_hours_nothing_leaves_but_safeguarding(december: World, when: str) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, DONE, when)
    before = len(december.letters())
    december.cycle(when)
    assert len(december.letters()) == before

    december.cycle("9 Dec 2025 08:30")
    assert "completed_receipt" in december.names(audit.auditor)


def test_digests_leave_once_a_day_with_all_that_happened(december: World) -> None:
    for when in ("15:59", "16:00", "16:10", "17:00"):
        december.cycle(f"1 Dec 2025 {when}")

    (digest,) = december.letters("Cara Head", "digest")
    assert digest.at.strftime("%H:%M") == "16:00"
    for audit in december.audits():
        assert audit.ref in digest.text
    december.cycle("2 Dec 2025 16:00")
    assert len(december.letters("Cara Head", "digest")) == 1  # nothing has happened since


def test_a_day_without_news_has_no_digest(december: World) -> None:
    december.cycle("1 Dec 2025 16:00")
    december.cycle("2 Dec 2025 16:00")

    assert december.names(since="2 Dec 2025 00:00") == ["annexe_missing"] or not december.names(
        since="2 Dec 2025 00:00"
    )


def test_the_coordinator_is_told_once_a_day_what_waits_for_a_decision(world: World) -> None:
    world.propose("1 Dec 2025")
    world.cycle("1 Dec 2025 16:00")
    world.cycle("1 Dec 2025 17:00")
    world.cycle("2 Dec 2025 16:00")

    asked = [letter.at.date().isoformat() for letter in world.letters("Fay Moss")]
    names = world.names("Fay Moss")
    waiting = [on for on, name in zip(asked, names, strict=True) if name == "decisions_waiting"]
    assert waiting == ["2025-12-01", "2025-12-02"]


def test_a_letter_whose_reader_is_on_no_list_is_given_up_and_told(december: World) -> None:
    audit = december.in_area("A&A")
    assert audit.auditor == "Ben Cole"
    del december.lists.lists["People"]["12"]
    december.cycle("30 Dec 2025 09:00")

    (row,) = [r for r in december.owed(audit.ref) if r.letter.name == "reminder"]
    assert row.state is State.FAILED
    (told,) = december.letters("Fay Moss", "not_delivered")
    assert "Ben Cole is not on the People list" in told.text


def test_a_letter_to_an_address_that_is_none_is_given_up_and_told(december: World) -> None:
    audit = december.in_area("A&A")
    december.mailbox.before = Trap("send", PermanentError("the address was refused"))
    december.reply(audit.auditor, audit.ref, "COMPLETE", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert states(december)["failed"] == 1
    assert "the address was refused" in december.letters("Fay Moss", "not_delivered")[0].text


def test_a_mailbox_that_fails_for_a_while_delays_letters_and_loses_none(december: World) -> None:
    audit = december.in_area("A&A")
    december.mailbox.before = failing("send")
    december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    for minute in (5, 10, 15):
        december.cycle(f"8 Dec 2025 10:{minute:02}")
    assert december.names(since="8 Dec 2025 00:00") == []

    december.mailbox.before = Trap("nothing", ValueError())
    december.cycle("8 Dec 2025 11:30")
    assert "completed_receipt" in december.names(audit.auditor)


def test_a_mail_system_that_is_away_for_days_uses_up_no_letter(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.mailbox.before = failing("send", Unavailable("the mail system is away"))
    for day in (8, 9, 10):
        for hour in range(10, 17):
            december.cycle(f"{day} Dec 2025 {hour}:05", well=False)
    assert december.names(since="8 Dec 2025 00:00") == []
    assert "failed" not in states(december)

    december.mailbox.before = nothing
    december.cycle("11 Dec 2025 10:00")
    assert "completed_receipt" in december.names(audit.auditor)


def test_when_the_mail_system_is_away_one_letter_is_tried_and_not_all(december: World) -> None:
    for audit in december.audits():
        december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    trap = Trap("send", Unavailable("the mail system is away"))
    december.mailbox.before = trap
    outcome = december.cycle("8 Dec 2025 10:05", well=False, settled=False)

    assert trap.calls.count("send") == 1
    assert outcome["letters"] == "not this time: the mail system is away"


def test_a_letter_that_may_be_leaving_still_keeps_back_no_other(december: World) -> None:
    for audit in december.audits():
        december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.mailbox.before = Doubts(1)
    december.cycle("8 Dec 2025 10:05")
    december.cycle("8 Dec 2025 10:10")
    assert len(december.letters(name="completed_receipt")) == 3
    assert states(december)["sending"] == 1

    december.mailbox.before = nothing
    december.cycle("8 Dec 2025 10:25")
    assert len(december.letters(name="completed_receipt")) == 4


def test_a_letter_in_doubt_each_time_is_given_up_in_the_end_and_told(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 09:00")
    for hour in range(9, 17):
        december.mailbox.before = Doubts(100)  # each time the letter is found not to have left
        december.cycle(f"8 Dec 2025 {hour}:00")
    assert "failed" not in states(december)

    december.mailbox.before = nothing
    december.cycle("8 Dec 2025 17:00")
    told = december.letters("Fay Moss", "not_delivered")
    assert len(told) == states(december)["failed"] > 0
    assert all("it was not known whether it had left" in letter.text for letter in told)


class Doubts:
    """Letters that may be leaving, as long as `leaving` says so; so many of them."""

    def __init__(self, letters: int) -> None:
        self.letters = letters
        self.leaving = False

    def __call__(self, call: str) -> None:
        doubtful = call == "send" and self.letters > 0
        if doubtful:
            self.letters -= 1
            self.leaving = True
        if doubtful or (call == "sent" and self.leaving):
            raise TemporaryError("it may be leaving")


def test_after_eight_failures_a_letter_is_given_up_and_the_coordinator_told(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "QUESTION\nWhich form?", "8 Dec 2025 10:00")
    december.mailbox.before = failing("send")
    for hour in range(10, 18):
        december.cycle(f"8 Dec 2025 {hour}:05")
    december.cycle("9 Dec 2025 09:00")
    december.mailbox.before = Trap("nothing", ValueError())
    december.cycle("9 Dec 2025 11:00")

    assert states(december)["failed"] >= 2
    assert december.readers("not_delivered") != []


def test_a_letter_on_which_the_code_fails_keeps_back_no_other(december: World) -> None:
    december.mailbox.before = Trap("send", ValueError("a mistake of ours"))
    for audit in december.audits():
        december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    first = len(december.letters(name="completed_receipt"))
    december.cycle("8 Dec 2025 10:10")

    assert (first, len(december.letters(name="completed_receipt"))) == (3, 4)


def failing(name: str, error: Exception = BUSY) -> object:
    def before(call: str) -> None:
        if call == name:
            raise error

    return before


def test_what_a_letter_was_told_is_erased_once_it_has_left(december: World) -> None:
    for audit in december.audits():
        for row in december.owed(audit.ref):
            if row.state is State.SENT:
                assert row.letter.facts == {}


def test_who_has_written_gets_the_answer_within_the_thread_and_nobody_else(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    mail_id = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    written = message_from_bytes(december.mailbox.inbox[mail_id].raw)["Message-ID"]
    december.cycle("8 Dec 2025 10:05")

    answers = {mail.to: mail.in_reply_to for mail, _ in december.mailbox.letters}
    assert answers.pop(address(audit.auditor)) == written
    assert set(answers.values()) == {None}


def test_no_letter_names_a_child_in_its_subject(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.cycle("8 Dec 2025 16:00")

    children = {one.child for one in december.audits()}
    for letter in december.letters():
        assert not any(child in letter.subject for child in children)
