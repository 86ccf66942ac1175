"""Stories of mail that comes in: each ends in exactly one place, and no machine is answered."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.mail.reading import Read
from bot.policy.model import Status
from bot.policy.said import MailKind
from bot.ports import Folder, TemporaryError
from bot.store import inbox, keeping
from tests.fakes import Trap, message_id
from tests.jobs.council import DOMAIN
from tests.jobs.world import BOT, OUT_OF_OFFICE, ReaderHere, World, at, day

DONE = "COMPLETE\nRemedial actions: none"


def test_an_out_of_office_reply_is_neither_answered_nor_acted_on_but_kept_as_a_hint(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    words = "Completed work is with my team. I am out of the office until 15 December 2025."
    mail = december.reply(
        audit.auditor,
        audit.ref,
        words,
        "1 Dec 2025 09:31",
        subject="Automatic reply: your audit",
        headers=OUT_OF_OFFICE,
    )
    before = len(december.letters())
    december.cycle("1 Dec 2025 09:35")

    assert december.filed(mail) is Folder.HANDLED
    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert len(december.letters()) == before
    with december.store.reading() as work:
        (hint,) = keeping.away(work, at("1 Dec 2025 00:00"))
    assert (hint.person, hint.until) == (audit.auditor, day("15 Dec 2025"))


def test_a_bounced_assignment_is_told_to_the_coordinator(december: World) -> None:
    audit = december.in_area("A&A")
    mail = december.mailbox.put(bounce_of(december, audit.ref), at("1 Dec 2025 09:40"))
    december.cycle("1 Dec 2025 09:45")

    assert december.filed(mail) is Folder.HANDLED
    (told,) = december.letters("Fay Moss", "not_delivered")
    assert audit.auditor in told.text
    assert told.about == audit.ref


def test_a_bounce_that_names_no_letter_of_ours_is_put_aside_and_told(december: World) -> None:
    raw = bounce_of(december, december.audits()[0].ref).replace(
        b"@council.example>\n\n", b".x>\n\n"
    )
    mail = december.mailbox.put(raw, at("1 Dec 2025 09:40"))
    december.cycle("1 Dec 2025 09:45")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.names("Fay Moss")[-1] == "put_aside"
    assert any("names no letter of ours" in row for row in december.tracked("Needs attention"))


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"internal": False}, "the sender could not be proven"),
        ({"sender": f"stranger@{DOMAIN}"}, "the sender is not on the People list"),
    ],
    ids=["unproven", "stranger"],
)
def test_a_sender_whom_we_do_not_know_is_put_aside_told_of_and_not_answered(
    december: World, how: dict[str, object], why: str
) -> None:
    audit = december.in_area("A&A")
    before = len(december.letters(audit.auditor))
    mail = december.reply(audit.auditor, audit.ref, DONE, "8 Dec 2025 10:00", **how)
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.audit(audit.ref).status is Status.ASSIGNED
    (told,) = december.letters("Fay Moss", "put_aside")
    assert why in told.text
    assert len(december.letters(audit.auditor)) == before


def test_a_person_who_has_nothing_to_do_with_the_audit_is_put_aside_and_told_of(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    mail = december.write("Tia Place", DONE, "8 Dec 2025 10:00", subject=audit.ref)
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert "nothing to do with the audit" in december.letters("Fay Moss", "put_aside")[0].text


def test_a_mail_that_names_two_audits_is_put_aside_and_told_of(december: World) -> None:
    one, two = december.audits()[:2]
    mail = december.write(one.auditor, DONE, "8 Dec 2025 10:00", subject=f"{one.ref} and {two.ref}")
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert "it names several audits" in december.letters("Fay Moss", "put_aside")[0].text


def test_a_mail_that_names_nothing_is_about_its_senders_only_audit(december: World) -> None:
    audit = december.in_area("A&A")
    december.write(audit.auditor, DONE, "8 Dec 2025 10:00", subject="done")
    december.cycle("8 Dec 2025 10:05")

    assert december.audit(audit.ref).status is Status.CLOSED


def test_a_mail_of_somebody_with_two_audits_that_names_none_is_put_aside(december: World) -> None:
    mail = december.write("Ada Obi", DONE, "8 Dec 2025 10:00", subject="done")
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert {a.status for a in december.audits()} == {Status.ASSIGNED}


def test_the_same_mail_twice_changes_nothing_the_second_time(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "COMPLETE", "8 Dec 2025 10:00")
    (raw,) = [mail.raw for mail in december.mailbox.inbox.values()]
    december.cycle("8 Dec 2025 10:05")
    letters, history = len(december.letters()), december.history(audit.ref)
    again = december.mailbox.put(raw, at("8 Dec 2025 10:00"))
    december.cycle("8 Dec 2025 10:10")

    assert december.filed(again) is Folder.HANDLED
    assert len(december.letters()) == letters
    assert december.history(audit.ref) == history


def test_another_mail_with_the_same_message_id_goes_to_a_person(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "QUESTION\nWhich form is it?", "8 Dec 2025 10:00")
    (raw,) = [mail.raw for mail in december.mailbox.inbox.values()]
    december.cycle("8 Dec 2025 10:05")
    forged = raw.replace(b"QUESTION", b"COMPLETE").replace(b"Which form is it?", b"")
    mail = december.mailbox.put(forged, at("8 Dec 2025 10:06"))
    december.cycle("8 Dec 2025 10:10")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.audit(audit.ref).status is Status.ASSIGNED
    assert "same Message-ID" in december.letters("Fay Moss", "put_aside")[0].text


def test_a_mail_that_makes_the_code_fail_is_put_aside_and_the_next_is_still_handled(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = december.in_area("A&A"), december.in_area("CYPIC")
    monkeypatch.setattr(ReaderHere, "read", failing_on(b"poison", ReaderHere.read))
    bad = december.reply(first.auditor, first.ref, "poison", "8 Dec 2025 10:00")
    good = december.reply(second.auditor, second.ref, DONE, "8 Dec 2025 10:01")
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(bad) is Folder.PUT_ASIDE
    assert december.filed(good) is Folder.HANDLED
    assert december.audit(second.ref).status is Status.CLOSED
    assert "please read it now" in december.letters("Fay Moss", "put_aside")[0].text


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"From: \xff\r\n\r\n" + b"A" * 10])
def test_bytes_that_are_no_mail_are_put_aside_and_told_of(december: World, raw: bytes) -> None:
    mail = december.mailbox.put(raw, at("8 Dec 2025 10:00"))
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.PUT_ASIDE
    assert december.readers("put_aside") == ["Fay Moss"]


def test_a_question_is_passed_on_and_its_writer_told_to_whom(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "QUESTION\nWhich form is it?", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert "Which form is it?" in december.letters("Fay Moss", "question_passed_on")[0].text
    assert "Fay Moss" in december.letters(audit.auditor, "question_receipt")[0].text


def test_a_reply_that_is_not_understood_is_asked_again(december: World) -> None:
    audit = december.in_area("A&A")
    mail = december.reply(audit.auditor, audit.ref, "See below", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.filed(mail) is Folder.HANDLED
    assert december.readers("say_again") == [audit.auditor]
    assert december.audit(audit.ref).status is Status.ASSIGNED


@pytest.mark.requirement("R-B-3")
@pytest.mark.parametrize(("row", "status"), [(0, Status.COMPLETED), (1, Status.ASSIGNED)])
def test_of_several_wishes_in_free_words_the_coordinator_chooses_each(
    december: World, row: int, status: Status
) -> None:
    audit = december.in_area("A&A")
    words = "I finished this one on Friday. Could somebody else do the next audit instead of me?"
    december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    rows = [
        r
        for r in december.lists.lists["Decisions"].values()
        if r["About"] == audit.ref and "Do it" in str(r["Choices"])
    ]
    assert len(rows) == 2
    rows[row].update({"Your choice": "Do it", "Your name": "Fay Moss"})
    rows[1 - row].update({"Your choice": "Leave it", "Your name": "Fay Moss"})
    december.cycle("8 Dec 2025 11:05")

    assert december.audit(audit.ref).status is status
    assert ("request_received" in december.names(audit.auditor)) is (row == 1)


def test_a_mailbox_that_cannot_be_reached_stops_nothing_else(december: World) -> None:
    december.publish("8 Dec 2025")
    december.mailbox.before = Trap("waiting", ConnectionError("no route"))
    words = december.cycle("8 Dec 2025 10:05", well=False, settled=False)

    assert words["mailbox"] == "failed: ConnectionError"
    assert words["Annexe A"] == "as at Monday 8 December 2025: 14 open cases"


def test_the_ledger_says_what_became_of_each_mail_and_keeps_no_words_of_it(december: World) -> None:
    audit = december.in_area("A&A")
    words = "QUESTION\nWhich form is it?"
    december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    with december.store.reading() as work:
        (entry,) = inbox.everything(work)
    assert (entry.kind, entry.folder, entry.about) == (
        MailKind.REPLY.value,
        Folder.HANDLED.value,
        audit.ref,
    )
    assert "form" not in entry.note


def bounce_of(world: World, ref: str) -> bytes:
    """A delivery failure as Exchange sends it (RFC 3464), with the headers of our letter."""
    (letter,) = [
        m for m, _ in world.mailbox.letters if m.key.split("|")[1:3] == ["assignment", ref]
    ]
    return (
        f"From: postmaster@{DOMAIN}\nTo: {BOT}\nSubject: Undeliverable: {letter.subject}\n"
        "Date: Mon, 1 Dec 2025 09:40:00 +0000\nMessage-ID: <ndr-1@mail.example>\n"
        "MIME-Version: 1.0\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; {letter.to}\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {message_id(letter.key)}\n\n--b--\n"
    ).encode()


def failing_on(words: bytes, reads: Callable[..., Read]) -> Callable[..., Read]:
    def read(reader: ReaderHere, raw: bytes, **how: object) -> Read:
        if words in raw:
            raise RuntimeError("a mistake of ours")
        return reads(reader, raw, **how)

    return read


def test_mails_of_every_kind_that_machines_send_are_never_answered(
    december: World, shared: Path
) -> None:
    """Real automatic replies and delivery failures, from the collection beside the project."""
    before = len(december.letters())
    files = sorted((shared / "mail" / "kinds" / "auto_replies").glob("*.eml"))[:20]
    for number, file in enumerate(files):
        december.mailbox.put(file.read_bytes(), at(f"8 Dec 2025 10:{number:02}"))
    december.cycle("8 Dec 2025 11:00")

    assert len(december.mailbox.filed) == len(files)
    assert [m for m in december.letters()[before:] if m.to not in ("Fay Moss", "Cara Head")] == []


def test_a_mail_that_cannot_be_looked_into_now_waits_and_the_next_is_still_handled(
    december: World,
) -> None:
    first, second = december.in_area("A&A"), december.in_area("CYPIC")
    december.mailbox.before = Trap("sent", TemporaryError("the mail system is busy"))
    mail = december.reply(first.auditor, first.ref, DONE, "8 Dec 2025 10:00")
    december.reply(second.auditor, second.ref, DONE, "8 Dec 2025 10:01")
    december.cycle("8 Dec 2025 10:05", settled=False)
    assert mail in december.mailbox.inbox
    assert december.audit(second.ref).status is Status.CLOSED

    december.cycle("8 Dec 2025 10:10")
    assert december.audit(first.ref).status is Status.CLOSED
    assert december.letters(name="put_aside") == []
