"""The inbox as a queue: nothing is missed, nothing is lost, and nobody is believed unproven."""

from datetime import timedelta
from email import message_from_bytes

import pytest

from bot.demo.microsoft365.mailbox import Message
from bot.mail.reading import Read, read
from bot.policy.said import MailKind
from bot.ports import Folder, OutgoingMail, RawMail, TemporaryError
from connectors.arriving import with_proof
from tests.graph import faults
from tests.graph.emulated import ADDRESS, NINE, emulated
from tests.graph.faults import Named

OURS = ("moorbridge.example",)


def mail(number: int, more: str = "") -> bytes:
    return (
        f"From: ada@moorbridge.example\r\nMessage-ID: <{number}@x>\r\n{more}"
        f"Subject: Re: Audit {number}\r\n\r\nDone.\r\n"
    ).encode()


def understood(found: RawMail) -> Read:
    return read(found.raw, received=found.received, context=None, own_domains=OURS, trusted=())


def test_every_mail_of_every_page_is_met_once_though_each_is_filed_at_once() -> None:
    with emulated(watched=False) as tenant:
        for n in range(120):
            tenant.box.deliver(mail(n), NINE + timedelta(minutes=n))
        mailbox = tenant.mailbox()
        met = []
        for found in mailbox.waiting():
            met.append(found.raw)
            mailbox.file(found.id, Folder.HANDLED)

        assert met == [mail(n) for n in range(120)]
        assert tenant.box.named("Inbox") == []
        assert mailbox.count(Folder.HANDLED) == 120


def test_it_does_not_matter_who_has_read_a_mail() -> None:
    with emulated() as tenant:
        tenant.box.deliver(mail(1)).facts["isRead"] = True
        assert len(list(tenant.mailbox().waiting())) == 1


def test_a_mail_that_a_person_takes_away_meanwhile_stops_nothing() -> None:
    with emulated() as tenant:
        kept = [tenant.box.deliver(mail(n), NINE + timedelta(minutes=n)) for n in range(3)]
        mailbox = tenant.mailbox()
        walk = iter(mailbox.waiting())
        first = next(walk)
        del tenant.box.messages[kept[0].id]
        del tenant.box.messages[kept[1].id]

        assert [found.id for found in walk] == [kept[2].id]
        mailbox.file(first.id, Folder.HANDLED)


def test_the_same_mail_delivered_twice_is_two_mails_of_one_message_id() -> None:
    with emulated() as tenant:
        tenant.box.deliver(mail(1))
        tenant.box.deliver(mail(1))
        found = list(tenant.mailbox().waiting())
        assert len({one.id for one in found}) == 2
        assert len({one.raw for one in found}) == 1


def test_ids_stay_when_mails_are_moved() -> None:
    with emulated() as tenant:
        held = tenant.box.deliver(mail(1))
        [found] = tenant.mailbox().waiting()
        tenant.box.move(held, tenant.box.folder("deleteditems"))
        tenant.mailbox().file(found.id, Folder.PUT_ASIDE)

        assert tenant.box.named("Put aside") == [held]


@pytest.mark.parametrize("fault", [faults.cut_after, faults.timeout_after, faults.revoked])
def test_a_mail_whose_moving_was_not_answered_is_moved_once(fault: faults.Fault) -> None:
    with emulated(Named({"POST /move": fault})) as tenant:
        tenant.box.deliver(mail(1))
        mailbox = tenant.mailbox()
        [found] = mailbox.waiting()
        mailbox.file(found.id, Folder.HANDLED)
        assert len(tenant.box.named("Handled")) == 1


def test_a_folder_that_somebody_deletes_is_made_again() -> None:
    with emulated() as tenant:
        mailbox = tenant.mailbox()
        tenant.box.deliver(mail(1))
        tenant.box.deliver(mail(2))
        first, second = mailbox.waiting()
        mailbox.file(first.id, Folder.HANDLED)
        assert mailbox.count(Folder.HANDLED) == 1
        del tenant.box.folders[tenant.box.folder_named("Handled")]

        mailbox.file(second.id, Folder.HANDLED)
        assert second.id in [held.id for held in tenant.box.named("Handled")]


def test_the_folders_are_found_whatever_their_case() -> None:
    with emulated() as tenant:
        tenant.box.make_folder("HANDLED")
        assert tenant.mailbox().count(Folder.HANDLED) == 0
        assert "Handled" not in tenant.box.folders.values()


class Stuck:
    """One mail that Exchange cannot hand over."""

    def __init__(self, stuck: list[Message]) -> None:
        self.stuck = stuck

    def around(self, request: object, tenant: object, well: faults.Well) -> object:
        if any(f"{m.id}/$value" in request.path for m in self.stuck):  # type: ignore[attr-defined]
            return faults.timeout_before(request, tenant, well)  # type: ignore[arg-type]
        return well(request)  # type: ignore[arg-type]


def test_one_mail_that_cannot_be_had_stops_no_other_and_ends_with_a_person() -> None:
    stuck: list[Message] = []
    with emulated(Stuck(stuck)) as tenant:  # type: ignore[arg-type]
        stuck += [tenant.box.deliver(mail(n)) for n in (1, 2)]
        tenant.hands.wait(60)
        tenant.box.deliver(mail(3))
        mailbox = tenant.mailbox()
        assert [found.raw for found in mailbox.waiting()] == [mail(3)]

        tenant.hands.wait(3600)
        first, second, _ = mailbox.waiting()
        assert first.raw != second.raw  # lest the second pass for the first
        assert understood(first).reading.kind in (MailKind.REPLY, MailKind.OTHER)
        assert not understood(first).sender.proven


def test_an_inbox_that_cannot_be_read_is_told_as_such() -> None:
    class Down:
        def around(self, request: object, tenant: object, well: object) -> object:
            return faults.timeout_before(request, tenant, well)  # type: ignore[arg-type]

    with emulated(Down()) as tenant, pytest.raises(TemporaryError):  # type: ignore[arg-type]
        list(tenant.mailbox().waiting())


# --- Who sent it ----------------------------------------------------------------------------------

AUTH_AS = "X-MS-Exchange-Organization-AuthAs"
INTERNAL = f"{AUTH_AS}: Internal\r\n"
CHECKED = "header.from=moorbridge.example"


@pytest.mark.requirement("R-B-3")
@pytest.mark.parametrize(
    ("inside", "beside", "proven"),
    [
        (INTERNAL, [], True),
        ("", [(AUTH_AS, "Internal")], True),
        ("", [], False),
        ("", [(AUTH_AS, "Anonymous")], False),
        (INTERNAL.replace("Internal", "Anonymous"), [(AUTH_AS, "Internal")], False),
        ("", [("Authentication-Results", f"spf=pass; dmarc=pass {CHECKED}")], True),
        ("", [("Authentication-Results", f"spf=pass; dmarc=fail {CHECKED}")], False),
        ("", [("X-Other", INTERNAL.strip())], False),
    ],
)
def test_the_proof_of_a_sender_is_read_with_the_mail_and_beside_it(
    inside: str, beside: list[tuple[str, str]], proven: bool
) -> None:
    with emulated() as tenant:
        held = tenant.box.deliver(mail(1, inside))
        held.headers = beside
        [found] = tenant.mailbox().waiting()

        assert understood(found).sender.proven is proven


def test_a_proof_in_the_words_of_a_mail_or_in_a_mail_that_it_carries_is_none() -> None:
    forged = mail(1).replace(b"Done.", INTERNAL.encode())
    with emulated() as tenant:
        tenant.box.deliver(forged)
        [found] = tenant.mailbox().waiting()
        assert not understood(found).sender.proven


def test_a_proof_beside_a_mail_adds_no_header_of_its_own() -> None:
    lines = [{"name": "Authentication-Results", "value": "x\r\nFrom: fay@moorbridge.example"}]
    found = message_from_bytes(with_proof(mail(1), lines))
    assert found.get_all("From") == ["ada@moorbridge.example"]


# --- What could not be delivered ------------------------------------------------------------------


@pytest.mark.parametrize("key", ["r|assigned|AU-7K3F-Q2|Ada Obi", "r|assigned|AU-7K3F-Q2|Zoë Łuk"])
def test_a_delivery_failure_names_the_letter_that_came_back(key: str) -> None:
    with emulated() as tenant:
        tenant.box.undeliverable.add("gone@moorbridge.example")
        letter = OutgoingMail(key, "gone@moorbridge.example", (), "Audit", "t", "<p>t</p>")
        message_id = tenant.mailbox().send(letter, NINE)
        [found] = tenant.mailbox().waiting()

        looked = understood(found)
        assert looked.reading.kind is MailKind.BOUNCE
        assert looked.bounce is not None
        assert (looked.bounce.message_id, looked.bounce.key) == (message_id, key)
        assert looked.bounce.unknown_address
        assert ADDRESS not in looked.bounce.recipients
