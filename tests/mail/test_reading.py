"""One mail, read whole: raw bytes to what was understood, and nothing done on a doubt."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.mail.reading import read
from bot.mail.show import as_json, read_files, read_lines
from bot.policy.references import new_reference
from bot.policy.said import MailKind, WishKind
from tests.mail.mails import (
    AUDITOR,
    CLIENTS,
    CONSULTANT_HEAD,
    INTERNAL,
    LETTER,
    RECEIVED,
    SIGNATURE,
    html_mail,
    mail,
    multipart,
)

WORD = CLIENTS[0]


def test_a_plain_answer_from_a_proven_sender_may_be_acted_on() -> None:
    raw = mail(f"Hi,\n\nCompleted, thanks.\n\nAda\n\n{SIGNATURE}", INTERNAL)
    found = read(raw, received=RECEIVED, context=AUDITOR)
    assert found.reading.kind is MailKind.REPLY
    assert [wish.kind for wish in found.reading.wishes] == [WishKind.COMPLETE]
    assert not found.reading.needs_person
    assert not found.reading.safeguarding


def test_an_unproven_sender_is_put_to_a_person_and_screened_all_the_same() -> None:
    raw = mail("Completed. The baby has a bruise.")
    found = read(raw, received=RECEIVED, context=AUDITOR).reading
    assert found.needs_person
    assert found.safeguarding
    assert "nothing vouches for the sender's address" in found.reasons


def test_a_concern_typed_into_our_letter_is_seen() -> None:
    typed = LETTER.replace("actions?", "actions? Yes - bruising on 3 Dec not followed up.")
    raw = WORD.write("See my answers.", letter=typed)
    found = read(raw, received=RECEIVED, context=AUDITOR, sent_text=LETTER).reading
    assert found.safeguarding
    assert found.needs_person


def test_our_own_words_below_an_answer_raise_no_alarm() -> None:
    for client in CLIENTS:
        found = read(client.write("Completed."), received=RECEIVED, context=AUDITOR).reading
        assert not found.safeguarding, client.name
        assert not found.to_read, client.name


def test_an_automatic_mail_has_no_wish_whatever_it_quotes() -> None:
    raw = mail("COMPLETE\nI am on leave until 19 January 2026.", "Auto-Submitted: auto-replied")
    found = read(raw, received=RECEIVED, context=AUDITOR).reading
    assert found.kind is MailKind.OUT_OF_OFFICE
    assert found.wishes == ()
    assert found.away_until == date(2026, 1, 19)


def test_a_bounce_is_told_with_its_facts() -> None:
    raw = mail(
        "no such user", "X-Failed-Recipients: gone@example.gov.uk", sender="MAILER-DAEMON@x.y"
    )
    found = read(raw, received=RECEIVED, context=None)
    assert found.reading.kind is MailKind.BOUNCE
    assert found.bounce is not None
    assert found.bounce.recipients == ("gone@example.gov.uk",)


def test_an_unreadable_mail_is_put_to_a_person() -> None:
    raw = mail("MIAG", INTERNAL, content="application/pkcs7-mime; smime-type=enveloped-data")
    found = read(raw, received=RECEIVED, context=AUDITOR).reading
    assert found.kind is MailKind.OTHER
    assert found.needs_person
    assert found.to_read


def test_a_mail_that_was_cut_is_put_to_a_person() -> None:
    raw = mail("Completed.\n" + "word " * 100_000, INTERNAL)
    found = read(raw, received=RECEIVED, context=AUDITOR).reading
    assert found.needs_person
    assert found.to_read


def test_a_button_whose_body_was_dropped_is_read_from_its_subject() -> None:
    raw = mail("", INTERNAL, subject="APPROVE RQ-7K3F-QT")
    found = read(raw, received=RECEIVED, context=CONSULTANT_HEAD).reading
    assert [wish.granted for wish in found.wishes] == [True]
    assert not found.needs_person


def test_dates_are_read_against_the_day_in_london() -> None:
    late = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)  # already Monday in London
    found = read(mail("Defer until tomorrow please", INTERNAL), received=late, context=AUDITOR)
    assert found.reading.wishes[0].until == date(2026, 6, 16)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("RE: Audit AU-AAAA-AR: due 2 February", "Completed."),
        ("[EXTERNAL] re: audit au-aaaa-ar", "Completed."),
        ("OFFICIAL: done", "AU-AAAA-AR is done"),
    ],
)
def test_our_references_are_found_in_subject_and_words(subject: str, body: str) -> None:
    ref = new_reference("AU", b"secret", "one", taken=lambda _: False)
    subject, body = (
        x.replace("AU-AAAA-AR", ref).replace("au-aaaa-ar", ref.lower()) for x in (subject, body)
    )
    found = read(mail(body, subject=subject), received=RECEIVED, context=None)
    assert found.references == (ref,)


def test_a_reference_in_the_quoted_letter_is_not_the_writers() -> None:
    found = read(WORD.write("Completed."), received=RECEIVED, context=None)
    assert found.references == ()


def test_words_that_no_parser_keeps_are_still_seen() -> None:
    deep = html_mail("<div>" * 400 + "The baby has a bruise." + "</div>" * 400)
    assert read(deep, received=RECEIVED, context=None).reading.safeguarding


def test_a_comment_beside_a_calendar_answer_is_screened() -> None:
    raw = multipart(
        "Content-Type: text/plain\n\nI can't come, the baby has a bruise.\n",
        "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n",
        kind="alternative",
    )
    found = read(raw, received=RECEIVED, context=None).reading
    assert found.kind is MailKind.CALENDAR
    assert found.safeguarding


def test_a_file_is_shown_with_the_fields_that_other_tools_read(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(mail("Defer until 19 January 2026"))
    (shown,) = read_files([path])
    json.dumps(shown)
    assert list(shown) == [
        "file", "kind", "own_words", "wishes", "safeguarding", "needs_person", "to_read", "reasons"
    ]  # fmt: skip
    assert shown["wishes"] == [
        {"kind": "defer", "until": "2026-01-19", "evidence": "Defer until 19 January 2026"}
    ]
    assert shown["needs_person"]


@pytest.mark.parametrize(
    ("subject", "kind", "thread"),
    [
        ("RE: Audit AU-7K3F-QZ", "complete", "assignment"),
        ("RE: Action RA-7K3F-Q1", "remedial_complete", "remedial"),
    ],
)
def test_a_file_that_names_a_reference_is_read_as_the_usual_answer_to_it(
    tmp_path: Path, subject: str, kind: str, thread: str
) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(mail("Done", INTERNAL, subject=subject))
    (shown,) = read_files([path])
    assert [wish["kind"] for wish in shown["wishes"]] == [kind]
    assert shown["needs_person"]
    assert thread in shown["reasons"][0]


def test_a_file_is_read_as_from_whom_it_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(mail("Approved", INTERNAL))
    (shown,) = read_files([path], context=CONSULTANT_HEAD)
    assert [wish["kind"] for wish in shown["wishes"]] == ["management_decision"]
    assert not shown["needs_person"]


@pytest.mark.parametrize(
    ("word", "says"), [("UNDO", "would be taken back"), ("CHANGE", "asked what was meant")]
)
def test_undo_and_change_are_shown_for_what_they_do(tmp_path: Path, word: str, says: str) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(mail(word, INTERNAL))
    (shown,) = read_files([path], context=AUDITOR)
    row = {"id": "1", "text": word, "reference_date": "2026-01-05", "context": asdict(AUDITOR)}
    (line,) = read_lines([json.dumps(row)])
    for found in (shown, line):
        assert says in found["reasons"][0]
        assert not found["needs_person"]


def test_lines_are_read_in_their_context() -> None:
    row = {
        "id": "1",
        "text": "Approved",
        "reference_date": "2026-01-05",
        "context": {"sender_role": "consultant_head", "thread": "request_pending"},
    }
    (shown,) = read_lines([json.dumps(row), "\n"])
    assert shown["id"] == "1"
    assert shown["wishes"] == [
        {"kind": "management_decision", "until": None, "evidence": "Approved"}
    ]


def test_everything_that_is_shown_is_json() -> None:
    for client in CLIENTS:
        json.dumps(as_json(read(client.write("Done"), received=RECEIVED, context=None).reading))
