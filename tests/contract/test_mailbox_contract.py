"""What every mailbox promises, whatever stands behind it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ports import Attachment, Folder, OutgoingMail, PermanentError
from tests.contract.conftest import MailboxWorld

NINE = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def mail(at: datetime, words: str) -> bytes:
    date = at.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return f"From: ada@council.example\r\nDate: {date}\r\n\r\n{words}\r\n".encode()


def letter(key: str = "round-1|assigned|AU-7K3F-Q2|Ada Obi", **changes: object) -> OutgoingMail:
    facts: dict[str, object] = {
        "key": key,
        "to": "ada@council.example",
        "cc": (),
        "subject": "Audit AU-7K3F-Q2: please answer by Wednesday 31 December 2025",
        "text": "Dear Ada",
        "html": "<p>Dear Ada</p>",
    }
    return OutgoingMail(**{**facts, **changes})  # type: ignore[arg-type]


def test_the_mails_of_the_inbox_come_oldest_first_and_unread(mailbox_world: MailboxWorld) -> None:
    raws = [mail(NINE + timedelta(hours=h), f"word {h}") for h in (2, 0, 1)]
    for hours, raw in zip((2, 0, 1), raws, strict=True):
        mailbox_world.deliver(raw, NINE + timedelta(hours=hours))

    waiting = list(mailbox_world.mailbox.waiting())

    assert [m.raw for m in waiting] == [raws[1], raws[2], raws[0]]
    assert [m.received for m in waiting] == [NINE + timedelta(hours=h) for h in (0, 1, 2)]


def test_a_mail_keeps_its_id_for_as_long_as_it_waits(mailbox_world: MailboxWorld) -> None:
    mailbox_world.deliver(mail(NINE, "one"), NINE)
    first = [m.id for m in mailbox_world.mailbox.waiting()]
    mailbox_world.deliver(
        mail(NINE - timedelta(hours=1), "an older one"), NINE - timedelta(hours=1)
    )

    assert [m.id for m in mailbox_world.mailbox.waiting()][1:] == first


@pytest.mark.parametrize("folder", list(Folder))
def test_a_filed_mail_is_moved_and_filing_it_again_is_no_error(
    mailbox_world: MailboxWorld, folder: Folder
) -> None:
    mailbox_world.deliver(mail(NINE, "done"), NINE)
    [waiting] = mailbox_world.mailbox.waiting()

    mailbox_world.mailbox.file(waiting.id, folder)
    mailbox_world.mailbox.file(waiting.id, folder)

    assert list(mailbox_world.mailbox.waiting()) == []
    assert mailbox_world.ended(folder) == 1


def test_the_mails_of_a_folder_are_counted(mailbox_world: MailboxWorld) -> None:
    for n in range(3):
        mailbox_world.deliver(mail(NINE + timedelta(minutes=n), f"{n}"), NINE)
    for n, waiting in enumerate(list(mailbox_world.mailbox.waiting())):
        mailbox_world.mailbox.file(waiting.id, Folder.PUT_ASIDE if n else Folder.HANDLED)

    assert mailbox_world.mailbox.count(Folder.HANDLED) == 1
    assert mailbox_world.mailbox.count(Folder.PUT_ASIDE) == 2


def test_filing_while_walking_through_the_inbox_meets_every_mail(
    mailbox_world: MailboxWorld,
) -> None:
    for n in range(5):
        mailbox_world.deliver(
            mail(NINE + timedelta(minutes=n), f"{n}"), NINE + timedelta(minutes=n)
        )

    for waiting in mailbox_world.mailbox.waiting():
        mailbox_world.mailbox.file(waiting.id, Folder.HANDLED)

    assert mailbox_world.ended(Folder.HANDLED) == 5


def test_a_mail_that_has_gone_already_is_no_error(mailbox_world: MailboxWorld) -> None:
    mailbox_world.mailbox.file("gone.eml#0123456789ab", Folder.HANDLED)

    assert mailbox_world.ended(Folder.HANDLED) == 0


@pytest.mark.requirement("R-B-1")
def test_a_letter_that_has_left_is_found_by_its_key_and_no_other_is(
    mailbox_world: MailboxWorld,
) -> None:
    message_id = mailbox_world.mailbox.send(letter(), NINE)

    found = mailbox_world.mailbox.sent(letter().key)
    assert found is not None
    assert found.message_id == message_id
    assert found.text.strip() == letter().text.strip()
    assert mailbox_world.mailbox.sent(letter().key + " ") is None
    assert mailbox_world.left() == 1


@pytest.mark.parametrize(
    "key",
    [
        "a|b|c|Zoë Ó'Brien-Łukasz",
        "mail-<1@x>|" + "long" * 200,
        "  spaces  within  |x",
        "=?utf-8?q?not_encoded?=",
        "[glob]*?|x",
    ],
)
def test_any_key_is_found_again(mailbox_world: MailboxWorld, key: str) -> None:
    message_id = mailbox_world.mailbox.send(letter(key), NINE)

    found = mailbox_world.mailbox.sent(key)
    assert found is not None
    assert found.message_id == message_id


def test_an_address_that_is_none_is_refused_for_good(mailbox_world: MailboxWorld) -> None:
    with pytest.raises(PermanentError, match="Ada Obi"):
        mailbox_world.mailbox.send(letter(to="Ada Obi"), NINE)

    assert mailbox_world.left() == 0


def test_a_letter_brings_its_files_along_as_they_are(mailbox_world: MailboxWorld) -> None:
    files = (
        Attachment("Audit return AU-7K3F-Q2.xlsx", EXCEL, bytes(range(256)) * 40),
        Attachment("Ó'Brien & Zoë #1 50%.txt", "text/plain", "Grüße\r\nline\n".encode()),
        Attachment("empty.pdf", "application/pdf", b""),
    )

    mailbox_world.mailbox.send(letter(attachments=files), NINE)

    assert tuple(mailbox_world.brought()) == files
    found = mailbox_world.mailbox.sent(letter().key)
    assert found is not None
    assert found.text.strip() == letter().text.strip()
