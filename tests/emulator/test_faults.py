"""Every way to go wrong happens, and is what it says."""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from bot.demo.emulation.mishaps import Cut
from bot.demo.microsoft365.faults import SPECIAL, USUAL, Failing, Fault, misbehaving
from bot.demo.microsoft365.server import Microsoft365
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Request
from tests.emulator.client import Client
from tests.emulator.conftest import COLUMNS, MAILBOX, SITE, Hands
from tests.emulator.test_mail import DRAFT, RAW

USER = f"/users/{MAILBOX}"


def named(name: str) -> Fault:
    return next(fault for fault in (*USUAL, *SPECIAL) if fault.name == name)


class Always:
    """One fault, wherever it fits."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def around(self, request: Request, tenant: Tenant, well: object) -> Answer:
        if not self._fault.fits(request):
            return well(request)  # type: ignore[operator, no-any-return]
        return self._fault.act(Failing(request, tenant, well))  # type: ignore[arg-type]


def draft(client: Client) -> str:
    return str(client.ask("POST", f"{USER}/messages", DRAFT).json()["id"])


@pytest.mark.parametrize("name", ["cut after it was done", "504, but done"])
def test_a_mail_may_have_left_though_nobody_says_so(
    client: Client, service: Microsoft365, name: str
) -> None:
    own = draft(client)
    service.faults = Always(named(name))
    try:
        assert client.ask("POST", f"{USER}/messages/{own}/send").status == 504
    except OSError:
        assert name.startswith("cut")

    assert len(service.tenant.mailbox(MAILBOX).departed) == 1


@pytest.mark.parametrize("name", ["cut before it was read", "504", "503"])
def test_a_mail_that_was_not_taken_has_not_left(
    client: Client, service: Microsoft365, name: str
) -> None:
    own = draft(client)
    service.faults = Always(named(name))
    try:
        assert client.ask("POST", f"{USER}/messages/{own}/send").status in (503, 504)
    except OSError:
        assert name.startswith("cut")

    assert service.tenant.mailbox(MAILBOX).departed == []


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("429 with seconds", "1"),
        ("429 with a fraction", "2.128"),
        ("429 with a date", "Mon, 01 Dec 2025 09:00:03 GMT"),
        ("429 with nothing", None),
    ],
)
def test_throttling_has_four_forms(
    client: Client, service: Microsoft365, name: str, header: str | None
) -> None:
    service.faults = Always(named(name))
    got = client.ask("GET", USER)

    assert (got.status, got.headers.get("Retry-After")) == (429, header)


def test_a_token_may_end_early_for_every_request(client: Client, service: Microsoft365) -> None:
    service.faults = Always(named("token ended early"))
    assert client.ask("GET", USER).status == 401
    with service.calm():
        assert client.ask("GET", USER).status == 401
        client.sign_in()
        assert client.ask("GET", USER).status == 200


def test_a_sent_mail_may_ask_to_wait_and_stay_a_draft_for_a_while(
    client: Client, service: Microsoft365, hands: Hands
) -> None:
    box = service.tenant.mailbox(MAILBOX)
    service.faults = Always(named("202 with Retry-After"))
    assert client.ask("POST", f"{USER}/messages/{draft(client)}/send").headers["Retry-After"] == "5"
    assert len(box.departed) == 1

    service.faults = Always(named("sent, and a draft for a while"))
    assert client.ask("POST", f"{USER}/messages/{draft(client)}/send").status == 202
    assert len(box.departed) == 1
    hands.turn(seconds=91)
    box.all()
    assert len(box.departed) == 2


def test_people_move_mails_and_transport_delivers_them_twice(
    client: Client, service: Microsoft365
) -> None:
    box = service.tenant.mailbox(MAILBOX)
    box.make_folder("Handled")
    target = {"destinationId": box.folder_named("Handled")}
    for name, left in (("moved by a person", 0), ("delivered twice", 1)):
        own = box.deliver(RAW).id
        service.faults = Always(named(name))
        assert client.ask("POST", f"{USER}/messages/{own}/move", target).status == 201
        assert len(box.named("Inbox")) == left

    assert len(box.named("Handled")) == 2


def test_a_row_is_saved_by_somebody_just_before(client: Client, service: Microsoft365) -> None:
    site = service.tenant.site(SITE)
    people = site.make_list("People", COLUMNS)
    row = people.add({"Name": "Ada"}, site.now())
    service.faults = Always(named("412"))
    place = f"/sites/{site.id}/lists/People/items/{row.id}/fields"

    assert client.ask("PATCH", place, {"Name": "Bo"}, {"If-Match": row.etag}).status == 412
    assert row.fields == {"Name": "Ada"}


def test_files_are_open_links_end_and_places_are_forgotten(
    client: Client, service: Microsoft365
) -> None:
    drive = service.tenant.site(SITE).drive
    drive.save("a.xlsx", b"PK")
    content = f"/drives/{drive.id}/root:/a.xlsx:/content"
    service.faults = Always(named("423"))
    assert client.ask("PUT", content, b"new").status == 423
    service.faults = Always(named("302 to what has ended"))
    link = client.ask("GET", content).headers["Location"]
    assert client.send("GET", urlsplit(link).path).status == 404
    service.faults = Always(named("410 between pages"))
    assert client.ask("GET", f"{USER}/messages?$skiptoken=p10").status == 410


def test_the_same_seed_brings_the_same_faults_and_all_of_them_happen() -> None:
    def happened(seed: int) -> list[str]:
        faults, names = misbehaving(seed, 0.5), []
        for request in REQUESTS * 40:
            with suppress(Cut):
                faults.around(request, TENANT, lambda request: Answer(200))
            names.append(str(faults.happened))
        assert 0.4 < faults.happened.total() / len(names) < 0.6
        return [*names, *sorted(faults.happened)]

    assert happened(7) == happened(7) != happened(8)
    assert happened(7)[-len(USUAL) - len(SPECIAL) :] == sorted(f.name for f in (*USUAL, *SPECIAL))


TENANT = Tenant(Hands().now, mailbox=MAILBOX, site=SITE)
TENANT.site(SITE).make_list("People", COLUMNS)
SIGNED = {"authorization": "Bearer x", "if-match": '"x"'}
REQUESTS = [
    Request(method, path, query, SIGNED, b"", "http://x/v1.0")
    for method, path, query in (
        ("POST", f"{USER}/messages/m/send", {}),
        ("POST", f"{USER}/messages/m/move", {}),
        ("GET", f"{USER}/messages", {"$skiptoken": "p10"}),
        ("PATCH", f"/sites/{TENANT.site(SITE).id}/lists/People/items/1/fields", {}),
        ("PUT", "/drives/d/root:/a.xlsx:/content", {}),
        ("GET", "/drives/d/root:/a.xlsx:/content", {}),
    )
]
