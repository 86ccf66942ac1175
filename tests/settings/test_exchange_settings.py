"""An Exchange Server of the council's own is chosen, and each wrong setting of it is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.configuration.workbook import new_workbook
from bot.jobs.cycle import run_cycle
from bot.settings import SettingsError, load_settings
from bot.wiring import opened
from bot.workspace import CONFIGURATION, WorkspaceError
from connectors.exchange.mailbox import ExchangeMailbox
from connectors.local_folder.lists import LocalLists
from tests.exchange.emulated import Emulated, emulated
from tests.graph.emulated import ADDRESS

MONDAY = datetime(2025, 12, 1, 9, tzinfo=UTC)
HOST = "https://mail.council.example/EWS/Exchange.asmx"


def written(workspace: Path, server: str, **more: str) -> None:
    values = {"server": server, "user": "COUNCIL\\svc-audit", "sign_in": "basic", **more}
    lines = "\n".join(f"{key} = '{value}'" for key, value in values.items())
    (workspace / "settings.toml").write_text(
        f"[council]\nname = 'Moorbridge'\nmailbox = '{ADDRESS}'\n"
        f"[connector]\nkind = 'exchange'\n[delivery]\nmode = 'live'\n[exchange]\n{lines}\n"
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace, and beside it the share with the council's lists."""
    (tmp_path / "workspace").mkdir()
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / CONFIGURATION).write_bytes(new_workbook({}))
    return tmp_path


def reaching(server: Emulated, place: Path, password: str) -> Path:
    (place / "password").write_text(f"{password}\n")
    more = {"password_file": str(place / "password"), "folder": str(place / "share")}
    written(place / "workspace", server.service.url, **more)
    return place / "workspace"


def test_mail_goes_by_exchange_and_lists_lie_on_a_share(place: Path) -> None:
    with emulated(place) as server:
        server.box.deliver(b"From: a@b.example\r\n\r\nHello\r\n")
        workspace = reaching(server, place, server.service.house.password)
        with opened(workspace) as service:
            assert isinstance(service.mailbox, ExchangeMailbox)
            assert isinstance(service.lists, LocalLists)
            assert len(list(service.mailbox.waiting())) == 1
            assert "People" in service.lists.names()


def test_a_wrong_password_is_told_and_a_cycle_does_not_lock_the_account(place: Path) -> None:
    with emulated(place) as server:
        workspace = reaching(server, place, "wrong")
        with opened(workspace) as service:
            failed = [outcome for outcome in run_cycle(service, MONDAY) if outcome.failed]
        assert any("AUDIT_BOT_EXCHANGE_PASSWORD" in outcome.words for outcome in failed)
        assert server.service.turned_away == 2


def test_a_share_without_the_lists_is_told(place: Path) -> None:
    (place / "share" / CONFIGURATION).unlink()
    with emulated(place) as server:
        workspace = reaching(server, place, server.service.house.password)
        with pytest.raises(WorkspaceError, match="Audit Bot Configuration"), opened(workspace):
            pass


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"server": ""}, "exchange.server: is missing"),
        ({"server": "mail.council.example"}, "exchange.server: an address such as"),
        ({"server": "http://mail.council.example/EWS/Exchange.asmx"}, "an address such as"),
        ({"server": "https://outlook.office365.com/EWS/Exchange.asmx"}, "this is Exchange Online"),
        ({"user": ""}, "exchange.user: is missing"),
        ({"sign_in": "kerberos"}, "exchange.sign_in"),
        ({"access": "delegate"}, "exchange.access"),
        ({"authorities": "/none/such.pem"}, "exchange.authorities: there is nothing at"),
        ({"folder": "/none/such"}, "exchange.folder: there is nothing at"),
        ({"files": "microsoft365"}, "graph.site: is missing"),
        ({"sign_in": "oauth"}, "graph.client: is missing"),
        ({"password": "hunter2"}, "a secret does not belong in this file"),
    ],
)
def test_each_wrong_setting_has_its_own_sentence(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    written(tmp_path, **{"server": HOST, **changes})
    with pytest.raises(SettingsError) as told:
        load_settings(tmp_path, {})
    assert words in str(told.value)
    assert "hunter2" not in str(told.value)


def test_the_right_settings_are_taken(tmp_path: Path) -> None:
    written(tmp_path, HOST)
    assert load_settings(tmp_path, {}).exchange.access == "impersonation"
