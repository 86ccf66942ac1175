"""The emulated library does what the documentation of SharePoint says of a real one."""

from urllib.parse import quote, urlsplit

import pytest

from bot.demo.microsoft365.drive import Drive
from tests.emulator.client import Client, Got
from tests.emulator.conftest import SITE, Hands


@pytest.fixture
def drive(client: Client) -> Drive:
    return client.service.tenant.site(SITE).drive


def put(client: Client, drive: Drive, path: str, content: bytes) -> Got:
    place = f"/drives/{drive.id}/root:/{quote(path)}:/content"
    return client.ask("PUT", place, content, {"Content-Type": "application/octet-stream"})


@pytest.mark.parametrize("name", ["Annexe A #1.xlsx", "50 % & more.xlsx", "Ada's form.xlsx"])
def test_a_file_of_any_name_is_written_and_read_back(
    client: Client, drive: Drive, name: str
) -> None:
    assert put(client, drive, f"Annexe A/{name}", b"PK").status == 201
    assert put(client, drive, f"Annexe A/{name}", b"PK2").status == 200
    listed = client.ask("GET", f"/drives/{drive.id}/root:/Annexe%20A:/children").json()["value"]
    got = client.ask("GET", f"/drives/{drive.id}/root:/{quote('annexe a/' + name)}:/content")

    assert [each["name"] for each in listed] == [name]
    assert got.status == 302
    link = urlsplit(got.headers["Location"])
    assert client.send("GET", link.path).content == b"PK2"


def test_a_download_link_takes_no_token_and_does_not_last(
    client: Client, drive: Drive, hands: Hands
) -> None:
    put(client, drive, "a.xlsx", b"PK")
    got = client.ask("GET", f"/drives/{drive.id}/root:/a.xlsx:/content")
    path = urlsplit(got.headers["Location"]).path

    assert client.send("GET", path, headers={"Authorization": "Bearer x"}).status == 401
    hands.turn(minutes=6)
    assert client.send("GET", path).status == 404


def test_a_file_that_is_open_can_be_read_and_not_written(client: Client, drive: Drive) -> None:
    put(client, drive, "a.xlsx", b"old")
    drive.find("a.xlsx").open = True

    refused = put(client, drive, "a.xlsx", b"new")
    assert (refused.status, refused.json()["error"]["innerError"]["code"]) == (
        423,
        "resourceLocked",
    )
    place = f"/drives/{drive.id}/root:/a.xlsx:/createUploadSession"
    assert client.ask("POST", place, {}).status == 423
    assert drive.files() == {"a.xlsx": b"old"}


def test_a_file_that_changed_meanwhile_is_not_overwritten(client: Client, drive: Drive) -> None:
    etag = put(client, drive, "a.xlsx", b"one").json()["eTag"]
    put(client, drive, "a.xlsx", b"two")
    place = f"/drives/{drive.id}/root:/a.xlsx:/content"

    assert client.ask("PUT", place, b"three", {"If-Match": etag}).status == 412


def test_a_big_file_goes_in_fragments(client: Client, drive: Drive) -> None:
    place = f"/drives/{drive.id}/root:/big.xlsx:/createUploadSession"
    body = {"item": {"@microsoft.graph.conflictBehavior": "replace"}}
    target = urlsplit(client.ask("POST", place, body).json()["uploadUrl"]).path

    assert client.send("PUT", target, b"abc", {"Content-Range": "bytes 0-2/5"}).status == 202
    assert client.send("GET", target).json()["nextExpectedRanges"] == ["3-"]
    assert client.send("PUT", target, b"de", {"Content-Range": "bytes 3-4/5"}).status == 201
    assert drive.files() == {"big.xlsx": b"abcde"}


def test_names_that_sharepoint_does_not_take_are_refused(client: Client, drive: Drive) -> None:
    assert put(client, drive, "what?.xlsx", b"x").code() == "invalidRequest"
    assert put(client, drive, "~$a.xlsx", b"x").code() == "invalidRequest"
