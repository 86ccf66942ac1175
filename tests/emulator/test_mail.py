"""The emulated mailbox does what the documentation of Graph says of a real one."""

from urllib.parse import urlsplit

import pytest

from bot.demo.microsoft365.mailbox import Mailbox
from tests.emulator.client import IMMUTABLE, Client
from tests.emulator.conftest import MAILBOX, Hands

USER = f"/users/{MAILBOX}"
RAW = b"From: ada@moorbridge.example\r\nMessage-ID: <1@x>\r\nSubject: Re: AU\r\n\r\nDone\r\n"
KEY = "String {5e7a1c0d-0000-4000-8000-0000000000aa} Name auditbot-key"
DRAFT = {
    "subject": "Your audit",
    "body": {"contentType": "html", "content": "<p>Dear Ada</p><p>Please &amp; thanks</p>"},
    "toRecipients": [{"emailAddress": {"address": "ada@moorbridge.example"}}],
    "internetMessageHeaders": [{"name": "x-auditbot-key", "value": "k1"}],
    "singleValueExtendedProperties": [{"id": KEY, "value": "k1"}],
}


@pytest.fixture
def box(client: Client) -> Mailbox:
    return client.service.tenant.mailbox(MAILBOX)


def search(value: str, name: str = KEY) -> str:
    where = f"singleValueExtendedProperties/Any(ep: ep/id eq '{name}' and ep/value eq '{value}')"
    return f"{USER}/messages?$filter={where.replace(' ', '%20')}"


def test_ten_mails_are_a_page_and_the_next_link_leads_to_the_rest(
    client: Client, box: Mailbox, hands: Hands
) -> None:
    for n in range(12):
        hands.turn(minutes=1)
        box.deliver(RAW.replace(b"<1@x>", b"<%d@x>" % n))
    first = client.ask(
        "GET", f"{USER}/mailFolders/inbox/messages?$orderby=receivedDateTime%20asc&$select=subject"
    ).json()
    rest = client.send(
        "GET",
        first["@odata.nextLink"].partition(client.service.login_url)[2],
        headers={"Authorization": f"Bearer {client.token}"},
    ).json()

    assert len(first["value"]) == 10
    assert set(first["value"][0]) == {"@odata.etag", "id", "subject"}
    assert len(rest["value"]) == 2
    assert "@odata.nextLink" not in rest


def test_a_moved_mail_keeps_its_id_only_for_those_who_asked_for_immutable_ones(
    client: Client, box: Mailbox
) -> None:
    box.make_folder("Handled")
    box.deliver(RAW)
    listed = f"{USER}/mailFolders/inbox/messages"
    plain = client.ask("GET", listed).json()["value"][0]["id"]
    stable = client.ask("GET", listed, headers=IMMUTABLE).json()["value"][0]["id"]
    target = {"destinationId": box.folder_named("Handled")}
    moved = client.ask("POST", f"{USER}/messages/{plain}/move", target).json()["id"]

    assert moved != plain
    assert client.ask("GET", f"{USER}/messages/{plain}").code() == "ErrorItemNotFound"
    assert client.ask("GET", f"{USER}/messages/{stable}", headers=IMMUTABLE).json()["id"] == stable
    assert [m.id for m in box.named("Handled")] == [stable]


def test_the_raw_mail_comes_as_it_was_delivered(client: Client, box: Mailbox) -> None:
    own = box.deliver(RAW).id

    assert client.ask("GET", f"{USER}/messages/{own}/$value").content == RAW


def test_headers_are_shown_to_those_who_name_them_and_never_of_what_was_sent(
    client: Client, box: Mailbox
) -> None:
    received = box.deliver(RAW).id
    sent = client.ask("POST", f"{USER}/messages", DRAFT, IMMUTABLE).json()["id"]
    client.ask("POST", f"{USER}/messages/{sent}/send")
    names = "?$select=internetMessageHeaders"

    assert "internetMessageHeaders" not in client.ask("GET", f"{USER}/messages/{received}").json()
    found = client.ask("GET", f"{USER}/messages/{received}{names}").json()
    assert {"name": "Subject", "value": "Re: AU"} in found["internetMessageHeaders"]
    assert (
        "internetMessageHeaders" not in client.ask("GET", f"{USER}/messages/{sent}{names}").json()
    )


def test_a_draft_leaves_when_it_is_sent_and_is_found_by_its_key(
    client: Client, box: Mailbox
) -> None:
    made = client.ask("POST", f"{USER}/messages", DRAFT, IMMUTABLE).json()
    assert client.ask("GET", search("K1")).json()["value"][0]["isDraft"] is True
    assert client.ask("POST", f"{USER}/messages/{made['id']}/send").status == 202

    [found] = client.ask("GET", search("k1"), headers=IMMUTABLE).json()["value"]
    assert (found["id"], found["isDraft"]) == (made["id"], False)
    assert found["parentFolderId"] == "f-sentitems"
    assert "singleValueExtendedProperties" not in found
    assert client.ask("GET", search("k2")).json()["value"] == []
    assert client.ask("GET", search("k1", KEY.upper())).json()["value"] == []
    [departed] = box.departed
    assert departed.to == ("ada@moorbridge.example",)
    assert b"x-auditbot-key: k1" in departed.raw
    assert b"Please & thanks" in departed.raw


def test_a_draft_may_leave_late_and_a_second_send_is_refused_or_sends_twice(
    client: Client, box: Mailbox, hands: Hands
) -> None:
    box.late = 90
    own = client.ask("POST", f"{USER}/messages", DRAFT, IMMUTABLE).json()["id"]
    client.ask("POST", f"{USER}/messages/{own}/send")
    assert client.ask("GET", f"{USER}/messages/{own}").json()["isDraft"] is True
    hands.turn(seconds=91)

    assert client.ask("GET", f"{USER}/messages/{own}").json()["isDraft"] is False
    assert client.ask("POST", f"{USER}/messages/{own}/send").status == 400
    box.sends_twice = True
    assert client.ask("POST", f"{USER}/messages/{own}/send").status == 202
    assert len(box.departed) == 2


def test_headers_that_are_not_ones_own_are_refused(client: Client) -> None:
    bad = {**DRAFT, "internetMessageHeaders": [{"name": "In-Reply-To", "value": "<1@x>"}]}

    assert client.ask("POST", f"{USER}/messages", bad).code() == "InvalidInternetMessageHeader"


def test_a_sort_order_that_the_filter_does_not_begin_with_is_refused(client: Client) -> None:
    where = "$filter=isRead%20eq%20false&$orderby=receivedDateTime"

    got = client.ask("GET", f"{USER}/mailFolders/inbox/messages?{where}")
    assert got.code() == "InefficientFilter"


def test_a_reply_stays_in_the_thread(client: Client, box: Mailbox) -> None:
    own = box.deliver(RAW).id
    got = client.ask("POST", f"{USER}/messages/{own}/createReply", {"comment": "Thank you"})
    client.ask("POST", f"{USER}/messages/{got.json()['id']}/send")

    assert got.json()["subject"] == "Re: AU"
    assert b"In-Reply-To: <1@x>" in box.departed[0].raw
    both = {"comment": "x", "message": {"body": {"contentType": "text", "content": "y"}}}
    assert client.ask("POST", f"{USER}/messages/{own}/createReply", both).status == 400


def test_a_letter_to_nobody_comes_back(client: Client, box: Mailbox) -> None:
    box.undeliverable.add("ada@moorbridge.example")
    own = client.ask("POST", f"{USER}/messages", DRAFT).json()["id"]
    client.ask("POST", f"{USER}/messages/{own}/send")

    [report] = box.named("Inbox")
    assert report.facts["subject"] == "Undeliverable: Your audit"
    assert b"multipart/report" in (report.raw or b"")
    assert b"Final-Recipient: rfc822;ada@moorbridge.example" in (report.raw or b"")


def test_no_more_leave_in_a_minute_than_exchange_online_allows(
    client: Client, box: Mailbox, hands: Hands
) -> None:
    box.minute_limit = 1
    ids = [client.ask("POST", f"{USER}/messages", DRAFT).json()["id"] for _ in range(2)]
    assert client.ask("POST", f"{USER}/messages/{ids[0]}/send").status == 202
    assert client.ask("POST", f"{USER}/messages/{ids[1]}/send").status == 429
    hands.turn(seconds=61)

    assert client.ask("POST", f"{USER}/messages/{ids[1]}/send").status == 202


def test_a_big_attachment_goes_in_fragments_to_an_address_that_takes_no_token(
    client: Client, box: Mailbox
) -> None:
    own = client.ask("POST", f"{USER}/messages", DRAFT, IMMUTABLE).json()["id"]
    item = {"AttachmentItem": {"attachmentType": "file", "name": "a.xlsx", "size": 5}}
    opened = client.ask("POST", f"{USER}/messages/{own}/attachments/createUploadSession", item)
    place = urlsplit(opened.json()["uploadUrl"]).path

    def put(content: bytes, span: str, **headers: str) -> int:
        return client.send("PUT", place, content, {"Content-Range": span, **headers}).status

    assert put(b"abc", "bytes 0-2/5", Authorization=f"Bearer {client.token}") == 401
    assert put(b"abc", "bytes 0-2/5") == 202
    assert put(b"abc", "bytes 0-2/5") == 416
    assert put(b"de", "bytes 3-4/5") == 201
    assert box.message(own).attachments[0]["size"] == 5


def test_mailboxes_that_are_not_granted_are_refused(client: Client) -> None:
    client.service.tenant.add_mailbox("head@moorbridge.example")

    got = client.ask("GET", "/users/head@moorbridge.example/messages")
    assert (got.status, got.code()) == (403, "ErrorAccessDenied")
    assert client.ask("GET", "/users/none@moorbridge.example").status == 404
