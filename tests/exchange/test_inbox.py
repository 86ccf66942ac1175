"""No mail of the inbox is missed or read for another, whatever Exchange remembers or forgets."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.exchange import faults
from bot.mail.raw import parse
from bot.mail.sender import proof
from bot.ports import Folder, TemporaryError
from tests.exchange.emulated import Emulated, emulated
from tests.exchange.stumbling import Stumbling
from tests.graph.emulated import NINE


def mail(words: str, *headers: str) -> bytes:
    lines = ("From: ada@moorbridge.example", *headers)
    return "\r\n".join([*lines, "", words, ""]).encode()


def words(server: Emulated) -> list[str]:
    """By a connector that remembers only what is in its file."""
    return [m.raw.decode().split("\r\n")[-2] for m in server.mailbox().waiting()]


@pytest.fixture
def stumbling() -> Stumbling:
    return Stumbling()


@pytest.fixture
def server(tmp_path: Path, stumbling: Stumbling) -> Iterator[Emulated]:
    with emulated(tmp_path, stumbling) as made:
        yield made


def test_only_what_has_changed_is_asked_for_also_after_a_start(server: Emulated) -> None:
    for number in range(600):  # more than one answer holds
        server.box.deliver(mail(f"{number}"), NINE + timedelta(seconds=number))
    assert words(server) == [str(n) for n in range(600)]
    state = (server.folder / "inbox.json").read_text()

    server.box.deliver(mail("one more"), NINE + timedelta(hours=1))
    waiting = [m.id for m in server.mailbox().waiting()]
    assert len(waiting) == 601
    assert (server.folder / "inbox.json").read_text() != state


@pytest.mark.parametrize("lost", ["", "no json", "{}", '{"state": "made up", "mails": {}}', "[]"])
def test_a_memory_that_is_lost_or_wrong_costs_nothing(server: Emulated, lost: str) -> None:
    server.box.deliver(mail("one"))
    assert words(server) == ["one"]
    (server.folder / "inbox.json").write_text(lost)
    assert words(server) == ["one"]


def test_mails_that_exchange_counts_and_does_not_tell_of_are_asked_for_anew(
    server: Emulated,
) -> None:
    server.box.deliver(mail("one"))
    assert words(server) == ["one"]
    held = (server.folder / "inbox.json").read_text()
    server.box.deliver(mail("two"), NINE + timedelta(seconds=1))
    assert words(server) == ["one", "two"]
    # As if the second had been told, and forgotten.
    new = (server.folder / "inbox.json").read_text()
    state = new.split('"mails"')[0] + '"mails"' + held.split('"mails"')[1]
    (server.folder / "inbox.json").write_text(state)
    assert words(server) == ["one", "two"]


@pytest.mark.parametrize("fault", [faults.state_forgotten, faults.state_unreadable])
def test_a_state_that_exchange_forgets_is_begun_anew(
    server: Emulated, stumbling: Stumbling, fault: object
) -> None:
    server.box.deliver(mail("one"))
    assert words(server) == ["one"]
    server.box.deliver(mail("two"), NINE + timedelta(seconds=1))
    stumbling.next("SyncFolderItems", *[fault] * 5)  # type: ignore[list-item]
    assert words(server) == ["one", "two"]


def test_a_mail_that_somebody_moves_meanwhile_is_no_error(server: Emulated) -> None:
    first, second = (server.box.deliver(mail(w), NINE) for w in ("one", "two"))
    mailbox = server.mailbox()
    taken = [m.id for m in mailbox.waiting()]
    server.box.move(first, server.box.folder("junkemail"))
    for mail_id in taken:
        mailbox.file(mail_id, Folder.HANDLED)

    assert server.box.named("Handled") == [second]
    server.box.move(first, server.box.folder("inbox"))
    assert words(server) == ["one"]
    assert next(m.id for m in server.mailbox().waiting()) not in taken


def test_a_mail_that_goes_while_the_inbox_is_read_is_left_out(
    server: Emulated, stumbling: Stumbling
) -> None:
    server.box.deliver(mail("one"), NINE)
    two = server.box.deliver(mail("two"), NINE + timedelta(seconds=1))
    reading = server.mailbox().waiting()
    next(iter(reading))
    server.box.move(two, server.box.folder("junkemail"))
    assert list(reading) == []


def test_a_folder_that_somebody_deletes_is_made_again(server: Emulated) -> None:
    one = server.box.deliver(mail("one"))
    mailbox = server.mailbox()
    mailbox.count(Folder.HANDLED)
    del server.box.folders[server.box.folder_named("Handled")]
    mailbox.file(one.place_id, Folder.HANDLED)
    assert server.box.named("Handled") == [one]
    assert mailbox.count(Folder.HANDLED) == 1


def test_a_mail_that_cannot_be_had_for_an_hour_is_given_as_a_stand_in(
    server: Emulated, stumbling: Stumbling
) -> None:
    server.box.deliver(mail("one"), NINE)
    broken = faults.fails("ErrorMimeContentConversionFailed")
    stumbling.next("GetItem", broken)
    assert list(server.mailbox().waiting()) == []
    server.hands.wait(3700)
    stumbling.next("GetItem", broken)
    [given] = server.mailbox().waiting()
    assert b"Exchange Server does not hand over" in given.raw


def test_a_server_that_is_down_is_told_and_no_mail_is_given_up(
    server: Emulated, stumbling: Stumbling
) -> None:
    server.box.deliver(mail("one"), NINE)
    stumbling.next("", *[faults.away] * 5)
    with pytest.raises(TemporaryError, match="503"):
        list(server.mailbox().waiting())
    assert words(server) == ["one"]


@pytest.mark.requirement("R-B-4")
def test_who_sent_a_mail_is_proven_by_what_exchange_writes_beside_it(server: Emulated) -> None:
    server.box.deliver(mail("in", "X-MS-Exchange-Organization-AuthAs: Internal"), NINE)
    server.box.deliver(mail("out"), NINE + timedelta(seconds=1))
    beside = server.box.deliver(mail("beside"), NINE + timedelta(seconds=2))
    beside.headers.append(("X-MS-Exchange-Organization-AuthAs", "Internal"))
    proven = [proof(parse(m.raw)).proven for m in server.mailbox().waiting()]
    assert proven == [True, False, True]


def test_a_delivery_failure_comes_back_with_the_key_of_its_letter(server: Emulated) -> None:
    from tests.exchange.test_sending import letter

    server.box.undeliverable.add("ada@moorbridge.example")
    server.mailbox().send(letter(), NINE)
    [report] = server.mailbox().waiting()
    assert letter().key.encode() in report.raw
    assert b"message/delivery-status" in report.raw
