"""`doctor` and `provision` where the mailbox is on an Exchange Server of the council's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.demo.exchange.house import DOMAIN, PASSWORD, USER, House
from bot.terminal.making import make_workspace
from bot.workspace import CONFIGURATION
from connectors.local_folder.lists import LocalLists
from tests.exchange.emulated import Emulated, emulated
from tests.graph.emulated import ADDRESS
from tests.terminal.conftest import TUESDAY, Cli
from tests.terminal.test_doctor import COLLEAGUE, POSTS, faults

SETTINGS = """
[council]
name = "Moorbridge"
mailbox = "{mailbox}"
[connector]
kind = "exchange"
[exchange]
server = "{server}"
user = '{user}'
sign_in = "basic"
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulated]:
    monkeypatch.setenv("AUDIT_BOT_EXCHANGE_PASSWORD", PASSWORD)
    with emulated(tmp_path) as made:
        made.hands.at = TUESDAY
        yield made


@pytest.fixture
def workspace(tmp_path: Path, server: Emulated) -> Path:
    folder = tmp_path / "my-council"
    user, url = f"{DOMAIN}\\{USER}", server.service.url
    grace = {"Name": "Grace", "Address": COLLEAGUE, "Roles": "; ".join(POSTS)}
    written = SETTINGS.format(mailbox=ADDRESS, server=url, user=user)
    make_workspace(folder, {"People": [grace]}, written)
    return folder


def test_a_mailbox_that_is_set_up_by_the_book_has_no_fault_and_is_left_as_it_was(
    cli: Cli, workspace: Path, server: Emulated
) -> None:
    server.box.make_folder("Handled")
    server.box.make_folder("Put aside")
    before = dict(server.box.folders)

    shown = cli("doctor", workspace)

    assert faults(shown.stdout) == []
    assert "It can be read." in shown.stdout
    assert "shows only when one leaves" in shown.stdout
    assert "It opens no mailbox of a colleague that was tried." in shown.stdout
    assert "has 1 folder: Annexe A." in " ".join(shown.stdout.split())
    assert server.box.folders == before
    assert server.box.departed == []


def test_the_folders_of_the_mailbox_are_shown_then_made_and_made_once(
    cli: Cli, workspace: Path, server: Emulated
) -> None:
    assert faults(cli("doctor", workspace).stdout) == [
        "The mailbox has no folder Handled. Run audit-bot provision.",
        "The mailbox has no folder Put aside. Run audit-bot provision.",
    ]
    assert "folder Put aside of the mailbox" in cli("provision", workspace).stdout
    assert "Put aside" not in server.box.folders.values()

    assert cli("provision", workspace, "--yes").exit_code == 0
    assert {"Handled", "Put aside"} <= set(server.box.folders.values())
    assert "Everything is there." in cli("provision", workspace).stdout
    assert faults(cli("doctor", workspace).stdout) == []


def test_a_wrong_password_is_told_and_does_not_lock_the_account(
    cli: Cli, workspace: Path, server: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_BOT_EXCHANGE_PASSWORD", "another")

    [told] = faults(cli("doctor", workspace).stdout)
    assert "does not accept the sign-in of the service account" in told
    assert server.service.turned_away == 2


def full_access(house: House) -> None:
    house.has_full_access = False


def impersonation(house: House) -> None:
    house.may_impersonate = False


@pytest.mark.parametrize(
    ("way", "forbid", "sentence"),
    [
        ("full", full_access, "The service account may not open the mailbox"),
        ("impersonation", impersonation, "The service account may not impersonate the mailbox"),
    ],
)
def test_a_mailbox_that_may_not_be_opened_is_told(
    cli: Cli,
    workspace: Path,
    server: Emulated,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    forbid: Callable[[House], None],
    sentence: str,
) -> None:
    monkeypatch.setenv("AUDIT_BOT_EXCHANGE_ACCESS", way)
    forbid(server.service.house)

    [told] = faults(cli("doctor", workspace).stdout)
    assert sentence in told


@pytest.mark.parametrize("way", ["full", "impersonation"])
def test_an_account_that_opens_a_colleagues_mailbox_is_a_fault(
    cli: Cli, workspace: Path, server: Emulated, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("AUDIT_BOT_EXCHANGE_ACCESS", way)
    cli("provision", workspace, "--yes")
    server.service.house.open_too.add(COLLEAGUE)

    [told] = faults(cli("doctor", workspace).stdout)
    assert f"It can read other mailboxes: {COLLEAGUE}." in told
    assert "Get-ManagementRoleAssignment" in told


def test_the_lists_stay_those_of_the_folder(cli: Cli, workspace: Path, server: Emulated) -> None:
    cli("provision", workspace, "--yes")
    assert [row.values["Name"] for row in LocalLists(workspace / CONFIGURATION).read("People")] == [
        "Grace"
    ]
