"""A letter leaves an Exchange Server once, whatever is answered and whenever the service stops."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.exchange import faults
from bot.demo.exchange.faults import Failing
from bot.demo.exchange.soap import Answer
from bot.ports import Attachment, Folder, OutgoingMail, PermanentError, TemporaryError, Unavailable
from tests.exchange.emulated import Emulated, emulated
from tests.exchange.stumbling import Stumbling
from tests.graph.emulated import NINE

FILES = (
    Attachment("return.xlsx", "application/x-made-up", b"sheet"),
    Attachment("note.txt", "text/plain", b"note"),
)


def letter(**changes: object) -> OutgoingMail:
    facts: dict[str, object] = {
        "key": "round-1|assigned|AU-7K3F-Q2|Ada Obi",
        "to": "ada@moorbridge.example",
        "cc": ("bo@moorbridge.example",),
        "subject": "Audit AU-7K3F-Q2",
        "text": "Dear Ada",
        "html": "<p>Dear Ada</p>",
        "attachments": FILES,
    }
    return OutgoingMail(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture
def stumbling() -> Stumbling:
    return Stumbling()


@pytest.fixture
def server(tmp_path: Path, stumbling: Stumbling) -> Iterator[Emulated]:
    with emulated(tmp_path, stumbling) as made:
        yield made


def until_sent(server: Emulated, mail: OutgoingMail) -> str:
    """As the job does it: on a failure look, and send again only what surely has not left.

    Each time by a connector that remembers nothing.
    """
    for _ in range(6):
        try:
            return server.mailbox().send(mail, NINE)
        except TemporaryError:
            server.hands.wait(11 * 60)
        try:
            found = server.mailbox().sent(mail.key)
        except TemporaryError:
            continue
        if found:
            return found.message_id
    raise AssertionError("it was never sent")


DOUBTS = (
    faults.cut_before,
    faults.cut_after,
    faults.gateway,
    faults.gateway_but_done,
    faults.away,
    faults.busy(90_000),
    faults.busy(None),
    faults.fails("ErrorTimeoutExpired", done=True),
    faults.fails("ErrorMailboxStoreUnavailable"),
    faults.signed_out,
    faults.changed_by_a_person,
)


@pytest.mark.requirement("R-B-1")
@pytest.mark.parametrize(
    "call", ["FindFolder", "FindItem", "CreateItem", "CreateAttachment", "SendItem"]
)
def test_whatever_goes_wrong_at_one_call_the_letter_leaves_once_with_its_files(
    tmp_path: Path, call: str
) -> None:
    for number, fault in enumerate(DOUBTS):
        stumbling = Stumbling()
        (tmp_path / str(number)).mkdir()
        with emulated(tmp_path / str(number), stumbling) as server:
            stumbling.next(call, fault)
            message_id = until_sent(server, letter())
            [departed] = server.box.departed
            assert message_id.encode() in departed.raw
            assert departed.raw.count(b'filename="') == len(FILES), (call, number)
            assert departed.to == ("ada@moorbridge.example", "bo@moorbridge.example")


def test_a_letter_that_transport_takes_late_is_neither_lost_nor_sent_twice(
    server: Emulated, stumbling: Stumbling
) -> None:
    stumbling.next("SendItem", faults.sent_late)
    message_id = server.mailbox().send(letter(), NINE)

    with pytest.raises(TemporaryError, match="is leaving"):
        server.mailbox().sent(letter().key)
    server.hands.wait(120)
    found = server.mailbox().sent(letter().key)
    assert found is not None
    assert found.message_id == message_id
    assert server.mailbox().send(letter(), NINE) == message_id
    assert len(server.box.departed) == 1


def test_a_draft_without_a_message_id_is_looked_at_once_it_has_left(
    server: Emulated, stumbling: Stumbling
) -> None:
    server.service.house.drafts_have_ids = False
    sent = server.mailbox().send(letter(), NINE)
    assert sent.encode() in server.box.departed[0].raw

    stumbling.next("SendItem", faults.sent_late)
    with pytest.raises(TemporaryError, match="is leaving"):
        server.mailbox().send(letter(key="another"), NINE)
    server.hands.wait(120)
    assert server.mailbox().sent("another") is not None
    assert len(server.box.departed) == 2


def test_a_letter_that_somebody_has_moved_from_sent_items_is_found(server: Emulated) -> None:
    message_id = server.mailbox().send(letter(), NINE)
    mailbox = server.mailbox()
    mailbox.count(Folder.HANDLED)
    for message in server.box.named("Sent Items"):
        server.box.move(message, server.box.folder_named("Handled"))

    found = mailbox.sent(letter().key)
    assert found is not None
    assert found.message_id == message_id


def test_what_was_left_lying_is_sent_as_it_is_today(server: Emulated, stumbling: Stumbling) -> None:
    stumbling.next("SendItem", faults.cut_before)
    with pytest.raises(TemporaryError):
        server.mailbox().send(letter(), NINE)
    with pytest.raises(TemporaryError, match="may be leaving"):
        server.mailbox().sent(letter().key)
    server.hands.wait(11 * 60)
    assert server.mailbox().sent(letter().key) is None

    server.mailbox().send(letter(subject="Audit AU-7K3F-Q2: today", cc=()), NINE)
    [departed] = server.box.departed
    assert b"Subject: Audit AU-7K3F-Q2: today" in departed.raw
    assert departed.to == ("ada@moorbridge.example",)
    assert departed.raw.count(b'filename="') == len(FILES)


def test_a_safeguarding_letter_in_doubt_is_sent_again_after_a_minute(
    server: Emulated, stumbling: Stumbling
) -> None:
    stumbling.next("SendItem", faults.cut_before)
    with pytest.raises(TemporaryError):
        server.mailbox().send(letter(urgent=True), NINE)
    server.hands.wait(61)
    assert server.mailbox().sent(letter().key) is None
    server.mailbox().send(letter(urgent=True), NINE)
    assert b"Importance: high" in server.box.departed[0].raw


def test_an_answer_stands_in_the_thread_and_asks_for_no_automatic_answers(
    server: Emulated,
) -> None:
    server.mailbox().send(letter(in_reply_to="<their@mail>"), NINE)
    raw = server.box.departed[0].raw
    assert b"In-Reply-To: <their@mail>" in raw
    assert b"References: <their@mail>" in raw
    assert b"X-Auto-Response-Suppress: DR, RN, NRN, AutoReply" in raw
    assert b"X-Audit-Bot-Key: round-1|assigned" in raw


def test_exchange_is_left_alone_for_as_long_as_it_asks(
    server: Emulated, stumbling: Stumbling
) -> None:
    stumbling.next("FindFolder", faults.busy(45_000))
    server.mailbox().send(letter(), NINE)
    assert server.hands.waits[0] == pytest.approx(45.5)


def test_one_who_throttles_on_and_on_holds_back_all_and_counts_against_no_letter(
    server: Emulated, stumbling: Stumbling
) -> None:
    stumbling.next("", *[faults.busy(120_000)] * 4)
    mailbox = server.mailbox()
    with pytest.raises(Unavailable, match="ErrorServerBusy"):
        mailbox.send(letter(), NINE)
    with pytest.raises(Unavailable, match="left alone"):
        mailbox.send(letter(), NINE)
    server.hands.wait(121)
    stumbling.planned.clear()
    mailbox.send(letter(), NINE)


def test_letters_leave_thirty_a_minute(server: Emulated) -> None:
    mailbox = server.mailbox()
    for number in range(31):
        mailbox.send(letter(key=f"{number}", attachments=()), NINE)
    assert server.hands.now() - NINE >= timedelta(minutes=1)
    assert server.hands.now() - NINE < timedelta(minutes=1, seconds=5)


@pytest.mark.parametrize(
    ("code", "words"),
    [("ErrorMessageSizeExceeded", "refused"), ("ErrorInvalidRecipients", "refused")],
)
def test_what_exchange_refuses_for_good_is_told(
    server: Emulated, stumbling: Stumbling, code: str, words: str
) -> None:
    refusing: Callable[[Failing], Answer] = faults.fails(code)
    stumbling.next("SendItem", refusing)
    with pytest.raises(PermanentError, match=words):
        server.mailbox().send(letter(), NINE)
    assert server.box.departed == []
