"""The connector that the settings choose is the one that the service gets."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SettingsError
from bot.wiring import opened
from bot.workspace import WorkspaceError
from connectors.graph.lists import GraphLists
from connectors.graph.mailbox import GraphMailbox
from connectors.local_folder.mailbox import LocalMailbox
from tests.graph.emulated import ADDRESS, Emulated, emulated

SITE = "https://moorbridge.sharepoint.com/sites/audits"


def settings_of(tenant: Emulated, workspace: Path, **more: str) -> None:
    """A workspace that has settings alone, with its secret in a file of its own."""
    access = tenant.access
    (workspace / "a secret").write_text(f"{access.secret}\n")
    lines = {
        "council": {"name": "Moorbridge", "mailbox": ADDRESS},
        "connector": {"kind": "microsoft365"},
        "delivery": {"mode": "live"},
        "graph": {
            "tenant": access.tenant,
            "client": access.client,
            "sign_in": "secret",
            "secret_file": str(workspace / "a secret"),
            "site": SITE,
            "url": access.graph_url,
            **more,
        },
        "login": {"url": access.login_url},
    }
    text = "\n".join(
        f"[{section}]\n" + "\n".join(f'{key} = "{value}"' for key, value in entries.items())
        for section, entries in lines.items()
    )
    (workspace / "settings.toml").write_text(text, "utf-8")


def test_microsoft_365_is_put_together_from_the_settings_alone(tmp_path: Path) -> None:
    with emulated() as tenant:
        tenant.box.deliver(b"From: a@b.example\r\n\r\nHello\r\n")
        settings_of(tenant, tmp_path)
        with opened(tmp_path) as service:
            assert isinstance(service.mailbox, GraphMailbox)
            assert isinstance(service.lists, GraphLists)
            assert service.views is service.lists
            assert len(list(service.mailbox.waiting())) == 1
            assert service.lists.names() == []


def test_letters_reach_nobody_before_the_council_says_so(tmp_path: Path) -> None:
    with emulated() as tenant:
        settings_of(tenant, tmp_path)
        text = (tmp_path / "settings.toml").read_text().replace('mode = "live"', "")
        (tmp_path / "settings.toml").write_text(text)
        with opened(tmp_path) as service:
            assert not isinstance(service.mailbox, GraphMailbox)


def test_a_secret_file_that_is_missing_is_told_at_the_start(tmp_path: Path) -> None:
    with emulated() as tenant:
        settings_of(tenant, tmp_path, secret_file="/none/such")
        with pytest.raises(SettingsError, match="AUDIT_BOT_GRAPH_SECRET_FILE"), opened(tmp_path):
            pass


def test_a_folder_that_stands_for_microsoft_365_needs_its_workbook(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("")
    with pytest.raises(WorkspaceError, match="Audit Bot Configuration"), opened(tmp_path):
        pass


def test_the_libraries_of_microsoft_365_are_loaded_only_for_it() -> None:
    code = "import sys, bot.wiring; print(*sys.modules)"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert LocalMailbox.__module__ in loaded
    assert not loaded & {
        "msal",
        "O365",
        "requests",
        "cryptography",
        "exchangelib",
        "connectors.graph.door",
    }
