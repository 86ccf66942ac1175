"""What sort of mail it is: structure first, subject last, and people's mail is never dropped."""

import pytest

from bot.mail.bounce import bounce_of
from bot.mail.kind import kind_of
from bot.mail.raw import parse
from bot.policy.said import MailKind
from tests.mail.mails import OUTLOOK_TEXT_HEADER, mail, multipart

AUTO = "Auto-Submitted: auto-replied"

_REPORT = """Reporting-MTA: dns; mail.example.gov.uk

Final-Recipient: rfc822; gone@example.gov.uk
Action: {action}
Status: {status}
"""


def report(action: str = "failed", status: str = "5.1.1") -> bytes:
    return multipart(
        "Content-Type: text/plain\n\nYour message could not be delivered.\n",
        "Content-Type: message/delivery-status\n\n" + _REPORT.format(action=action, status=status),
        "Content-Type: message/rfc822\n\nFrom: audits@example.gov.uk\nMessage-ID: <sent@bot>\n"
        "X-Audit-Bot-Key: m1|assignment|AU-1|Ada\n\nReply COMPLETE\n",
        kind='report"; report-type="delivery-status',
    )


AUTOMATIC = (
    ("out of office", mail("I am on leave until 12 January.", AUTO), MailKind.OUT_OF_OFFICE),
    (
        "out of office whose headers a gateway took",
        mail("I am away.", subject="Automatic reply: Audit"),
        MailKind.OUT_OF_OFFICE,
    ),
    (
        "Welsh out of office",
        mail("Rwyf ar wyliau tan 12 Ionawr.", AUTO, subject="Ateb awtomatig: Audit"),
        MailKind.OUT_OF_OFFICE,
    ),
    ("an automatic answer of another kind", mail("Ticket 12 opened.", AUTO), MailKind.AUTOMATIC),
    ("a vacation program", mail("Hello", "X-Autoreply: yes"), MailKind.AUTOMATIC),
    ("no-reply", mail("Thank you.", sender="no-reply@example.gov.uk"), MailKind.AUTOMATIC),
    (
        "an auto-reply with a null return path",
        mail("Away from my desk.", "Return-Path: <>"),
        MailKind.OUT_OF_OFFICE,
    ),
    ("our own letter come back", mail("Audit this.", "X-Audit-Bot-Key: k"), MailKind.OWN),
    ("a delivery report", report(), MailKind.BOUNCE),
    ("a report of a delay", report("delayed", "4.4.7"), MailKind.BOUNCE),
    ("a report that it arrived", report("delivered", "2.0.0"), MailKind.RECEIPT),
    (
        "a bounce in words",
        mail(
            "I wasn't able to deliver.", sender="MAILER-DAEMON@x.example", subject="failure notice"
        ),
        MailKind.BOUNCE,
    ),
    (
        "Exchange's own bounce",
        mail(
            "Your message couldn't be delivered.",
            sender="Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>",
            subject="Undeliverable: Audit",
        ),
        MailKind.BOUNCE,
    ),
    (
        "a read receipt",
        multipart(
            "Content-Type: text/plain\n\nYour message was read.\n",
            "Content-Type: message/disposition-notification\n\nDisposition: x; displayed\n",
            kind='report"; report-type="disposition-notification',
        ),
        MailKind.RECEIPT,
    ),
    (
        "an answer of a calendar",
        multipart(
            "Content-Type: text/plain\n\n",
            "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n",
            kind="alternative",
        ),
        MailKind.CALENDAR,
    ),
    (
        "a recall",
        mail('Ada would like to recall the message, "Audit".', subject="Recall: Audit"),
        MailKind.AUTOMATIC,
    ),
)

PEOPLE = (
    ("a plain answer", mail("Completed.")),
    ("Auto-Submitted: no", mail("Completed.", "Auto-Submitted: no")),
    ("through a list", mail("Completed.", "List-Id: <team.example>", "Precedence: list")),
    ("stamped as bulk", mail("Completed.", "Precedence: bulk")),
    ("an answer that suppresses answers", mail("Completed.", "X-Auto-Response-Suppress: All")),
    ("forwarded by a rule", mail("Completed.", "X-MS-Exchange-Inbox-Rules-Loop: a@b.example")),
    ("an answer to an out of office", mail("Back now.", subject="RE: Automatic reply: Audit")),
    ("says that they are out of office", mail("I'm out of office next week, please defer.")),
    ("begins like a bounce", mail("Can we talk?", subject="Undeliverable actions in the plan")),
    ("begins like an absence", mail("Can you?", subject="Out of office cover - can you help?")),
    ("begins like a receipt", mail("See my comments.", subject="Read: case notes first")),
    ("begins like an auto-reply", mail("Stop these.", subject="Automatic allocation of audits")),
    ("begins like a meeting answer", mail("I declined it.", subject="Declined: my request")),
)

UNREADABLE = (
    ("S/MIME", mail("MIAG", content="application/pkcs7-mime; smime-type=enveloped-data")),
    ("a protected message", mail("Ada (a@b.example) has sent you a protected message.")),
    ("winmail.dat alone", multipart('Content-Type: application/ms-tnef; name="winmail.dat"\n\nx')),
    ("a picture alone", multipart('Content-Type: image/png; name="note.png"\n\nx')),
    (
        "rights management",
        multipart("Content-Type: application/x-microsoft-rpmsg-message; name=message.rpmsg\n\nx"),
    ),
)


def ids(row: tuple[object, ...]) -> list[str]:
    return [str(one[0]) for one in row]  # type: ignore[index]


@pytest.mark.parametrize(("name", "raw", "kind"), AUTOMATIC, ids=ids(AUTOMATIC))
def test_a_machine_is_known_by_its_structure(name: str, raw: bytes, kind: MailKind) -> None:
    assert kind_of(parse(raw)).kind is kind


@pytest.mark.parametrize(("name", "raw"), PEOPLE, ids=ids(PEOPLE))
def test_what_a_person_wrote_is_never_taken_for_a_machines(name: str, raw: bytes) -> None:
    assert kind_of(parse(raw)).kind is MailKind.REPLY


@pytest.mark.parametrize(("name", "raw"), UNREADABLE, ids=ids(UNREADABLE))
def test_what_cannot_be_read_is_said_to_be_so(name: str, raw: bytes) -> None:
    found = kind_of(parse(raw))
    assert found.kind is MailKind.OTHER
    assert found.unreadable


def test_a_bounce_tells_who_did_not_get_which_letter() -> None:
    found = bounce_of(parse(report()))
    assert found.recipients == ("gone@example.gov.uk",)
    assert found.message_id == "<sent@bot>"
    assert found.key == "m1|assignment|AU-1|Ada"
    assert found.permanent
    assert found.unknown_address


def test_a_delay_is_not_permanent() -> None:
    assert not bounce_of(parse(report("delayed", "4.4.7"))).permanent


def test_a_full_mailbox_is_no_unknown_address() -> None:
    assert not bounce_of(parse(report("failed", "5.2.2"))).unknown_address


def test_a_bounce_in_words_names_its_recipient_and_not_those_of_the_mail_below() -> None:
    words = "Sorry, this address failed:\n<gone@x.example>:\nno such user\n\n"
    body = f"{words}Message-ID: <1@2>\n{OUTLOOK_TEXT_HEADER}"
    raw = mail(body, sender="MAILER-DAEMON@x.example", subject="failure notice")
    assert bounce_of(parse(raw)).recipients == ("gone@x.example",)
