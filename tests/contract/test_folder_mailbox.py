"""What only a folder of mails can do: half-written files, file names, mails of people."""

import os
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Folder, OutgoingMail
from connectors.local_folder.files import ILLEGAL, safe_name
from connectors.local_folder.letter import message
from connectors.local_folder.mailbox import LocalMailbox
from connectors.local_folder.people import PersonsMail, drop, read_back, sent_mails

NINE = datetime(2025, 7, 1, 8, 0, tzinfo=UTC)  # 9:00 in London
LETTER = OutgoingMail(
    key="r1|assigned|AU-7K3F-Q2|Zoë",
    to="zoe@council.example",
    cc=("bo@council.example",),
    subject="Audit: AU-7K3F-Q2 / due?",
    text="Dear Zoë",
    html="<p>Dear Zoë</p>",
    in_reply_to="<1@council.example>",
    urgent=True,
)


@pytest.fixture
def mailbox(tmp_path: Path) -> LocalMailbox:
    return LocalMailbox(tmp_path, "audit-bot@council.example")


def test_a_letter_opens_as_a_mail_and_carries_what_was_asked(
    mailbox: LocalMailbox, tmp_path: Path
) -> None:
    mailbox.send(LETTER, NINE)

    [path] = (tmp_path / "Mailbox/Sent").iterdir()
    assert path.name.startswith("2025-07-01 0900 Audit AU-7K3F-Q2 due [")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert mail["Date"] == "Tue, 01 Jul 2025 09:00:00 +0100"
    assert mail["X-Audit-Bot-Key"] == LETTER.key
    assert mail["X-Auto-Response-Suppress"] == "DR, RN, NRN, AutoReply"
    assert mail["References"] == mail["In-Reply-To"] == "<1@council.example>"
    assert mail["Importance"] == "high"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "Dear Zoë" in mail.get_body(("plain",)).get_content()


def test_the_same_letter_at_the_same_time_is_the_same_file(
    mailbox: LocalMailbox, tmp_path: Path
) -> None:
    mailbox.send(LETTER, NINE)
    [path] = (tmp_path / "Mailbox/Sent").iterdir()
    first = path.read_bytes()
    mailbox.send(LETTER, NINE)

    assert [p.read_bytes() for p in (tmp_path / "Mailbox/Sent").iterdir()] == [first]


def test_line_breaks_in_a_subject_add_no_header(mailbox: LocalMailbox, tmp_path: Path) -> None:
    subject = "Audit\r\nBcc: everybody@council.example"
    mailbox.send(OutgoingMail("k", "a@b.example", (), subject, "t", "h"), NINE)

    [path] = (tmp_path / "Mailbox/Sent").iterdir()
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Audit Bcc: everybody@council.example"


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"From: ada@council.example\r\n" + b"x" * 4_069,
        b'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\n\r\nHello',
    ],
    ids=["empty", "whole blocks", "no last boundary"],
)
def test_a_mail_that_is_being_copied_in_waits_until_it_is_whole_or_old(
    mailbox: LocalMailbox, tmp_path: Path, half: bytes
) -> None:
    path = tmp_path / "Mailbox/Inbox/half.eml"
    path.write_bytes(half)
    assert list(mailbox.waiting()) == []

    os.utime(path, (path.stat().st_mtime - 120,) * 2)
    assert [mail.raw for mail in mailbox.waiting()] == [half]


def test_a_second_mail_under_the_name_of_a_handled_one_is_another_mail(
    mailbox: LocalMailbox, tmp_path: Path
) -> None:
    path = tmp_path / "Mailbox/Inbox/Re Audit.eml"
    path.write_bytes(b"From: a@b.example\r\n\r\nDone.\r\n")
    [first] = mailbox.waiting()
    mailbox.file(first.id, Folder.HANDLED)
    path.write_bytes(b"From: a@b.example\r\n\r\nA child is not safe.\r\n")
    [second] = mailbox.waiting()
    mailbox.file(first.id, Folder.HANDLED)  # the first again, after a crash

    assert second.id != first.id
    assert path.exists()
    mailbox.file(second.id, Folder.HANDLED)
    assert len(list((tmp_path / "Mailbox/Handled").iterdir())) == 2


@pytest.mark.parametrize(
    "date", ["", "Date: nonsense\r\n", "Date: Mon, 99 Foo 2025 1:2:3 +9999\r\n"]
)
def test_a_mail_without_a_readable_date_has_the_time_of_its_file(
    mailbox: LocalMailbox, tmp_path: Path, date: str
) -> None:
    path = tmp_path / "Mailbox/Inbox/x.eml"
    path.write_bytes(f"From: a@b.example\r\n{date}\r\nHi\r\n".encode())
    os.utime(path, (1_764_579_600,) * 2)

    [mail] = mailbox.waiting()
    assert mail.received == datetime(2025, 12, 1, 9, 0, tzinfo=UTC)


def test_only_mails_are_taken_from_the_inbox(mailbox: LocalMailbox, tmp_path: Path) -> None:
    inbox = tmp_path / "Mailbox/Inbox"
    (inbox / "folder.eml").mkdir()
    (inbox / "notes.txt").write_text("not a mail")
    (inbox / ".half.eml").write_text("a draft")
    (inbox / "link.eml").symlink_to(tmp_path / "elsewhere.eml")

    assert list(mailbox.waiting()) == []


@given(st.text(max_size=300))
def test_any_subject_makes_a_name_that_every_system_accepts(subject: str) -> None:
    name = safe_name(subject)

    assert 0 < len(name.encode()) <= 101
    assert not ILLEGAL.search(name)
    assert name == name.strip(". ")


def test_a_person_reads_a_letter_and_answers_it_as_outlook_would(
    mailbox: LocalMailbox, tmp_path: Path
) -> None:
    message_id = mailbox.send(LETTER, NINE)
    [letter] = sent_mails(tmp_path)
    assert (letter.message_id, letter.key, letter.to) == (message_id, LETTER.key, LETTER.to)
    assert letter.cc == LETTER.cc
    assert letter.date == NINE
    assert letter.text.strip() == "Dear Zoë"

    answer = PersonsMail(letter.to, letter.sender, "Done.", NINE, answers=letter, html=True)
    drop(tmp_path, answer)
    drop(tmp_path, answer)

    [waiting] = mailbox.waiting()
    mail = message_from_bytes(waiting.raw, policy=default)
    assert mail["Subject"] == "RE: Audit: AU-7K3F-Q2 / due?"
    assert mail["In-Reply-To"] == mail["References"] == message_id
    assert mail["X-MS-Exchange-Organization-AuthAs"] == "Internal"
    text = mail.get_body(("plain",)).get_content()
    assert text.startswith("Done.\r\n")
    assert "Sent: 01 July 2025 09:00" in text
    assert 'id="divRplyFwdMsg"' in mail.get_body(("html",)).get_content()


def test_letters_that_are_known_already_are_not_read_again(
    mailbox: LocalMailbox, tmp_path: Path
) -> None:
    mailbox.send(LETTER, NINE)
    [known] = sent_mails(tmp_path)
    mailbox.send(OutgoingMail("k2", "a@b.example", (), "Round", "t", "h"), NINE)

    assert [mail.key for mail in sent_mails(tmp_path, skip={known.file})] == ["k2"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_any_subject_and_key_is_read_back(words: str) -> None:
    shown = " ".join(words.split())
    mail = OutgoingMail(f"k|{shown}", "a@b.example", (), words, words, words)
    found = read_back("x", message(mail, NINE, sender=("Bot", "bot@b.example")).as_bytes())

    assert (found.subject, found.key) == (shown, f"k|{shown}")
    assert found.text.rstrip("\n") == words.rstrip("\n")


def test_a_mail_from_outside_carries_no_internal_stamp(
    mailbox: LocalMailbox, tmp_path: Path
) -> None:
    sender = "someone@elsewhere.example"
    headers = {"Auto-Submitted": "auto-replied"}
    mail = PersonsMail(sender, "b@c.example", "Hi", NINE, "Away", internal=False, headers=headers)
    drop(tmp_path, mail)

    [waiting] = mailbox.waiting()
    assert b"AuthAs" not in waiting.raw
    assert b"Auto-Submitted: auto-replied" in waiting.raw
