"""Every wrong setting of Microsoft 365 has its own sentence, and no secret is ever shown."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings, secret

GUID = "11111111-2222-3333-4444-555555555555"
RIGHT = {
    "AUDIT_BOT_CONNECTOR_KIND": "microsoft365",
    "AUDIT_BOT_GRAPH_TENANT": "council.onmicrosoft.com",
    "AUDIT_BOT_GRAPH_CLIENT": GUID,
    "AUDIT_BOT_GRAPH_SITE": "https://council.sharepoint.com/sites/audits",
}


def faults(**changes: str) -> list[str]:
    given = {f"AUDIT_BOT_{name}": value for name, value in changes.items()}
    try:
        load_settings(None, {**RIGHT, **given})
    except SettingsError as error:
        return str(error).splitlines()
    return []


def test_what_is_right_is_taken() -> None:
    assert faults() == []


def test_what_is_missing_is_named_all_at_once() -> None:
    found = faults(GRAPH_TENANT="", GRAPH_CLIENT=" ", GRAPH_SITE="")

    assert [line.split(": ")[1] for line in found[:3]] == [
        "graph.tenant",
        "graph.site",
        "graph.client",
    ]


def test_nothing_of_microsoft_365_is_asked_for_where_it_is_not_used() -> None:
    assert faults(CONNECTOR_KIND="local_folder", GRAPH_TENANT="", GRAPH_URL="ftp://x") == []


def test_a_managed_identity_needs_no_application_id() -> None:
    assert faults(GRAPH_SIGN_IN="managed_identity", GRAPH_CLIENT="") == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"GRAPH_TENANT": "a council"}, "graph.tenant: a directory id, or a domain"),
        ({"GRAPH_CLIENT": "Audit Bot"}, "graph.client: an application id"),
        ({"GRAPH_SITE": "sites/audits"}, "graph.site: the address of the site"),
        ({"GRAPH_URL": "http://graph.microsoft.com"}, "graph.url: an address that begins with"),
        ({"LOGIN_URL": "login.microsoftonline.com"}, "login.url: an address that begins with"),
        ({"GRAPH_SIGN_IN": "password"}, "graph.sign_in: Input should be 'certificate'"),
        ({"CONNECTOR_KIND": "sharepoint"}, "connector.kind: Input should be 'local_folder'"),
    ],
)
def test_what_is_wrong_has_a_sentence(changes: dict[str, str], said: str) -> None:
    [line] = faults(**changes)
    assert said in line


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8080", "http://localhost:1/v1.0", "http://graph:8080", "http://[::1]:9"],
)
def test_a_server_of_this_machine_needs_no_certificate(url: str) -> None:
    assert faults(GRAPH_URL=url, LOGIN_URL=url) == []


def test_the_two_addresses_are_settings_of_the_environment() -> None:
    settings = load_settings(
        None,
        {
            **RIGHT,
            "AUDIT_BOT_GRAPH_URL": "https://graph.microsoft.us",
            "AUDIT_BOT_LOGIN_URL": "https://login.microsoftonline.us",
        },
    )
    assert settings.graph.url == "https://graph.microsoft.us"
    assert settings.login.url == "https://login.microsoftonline.us"


@pytest.mark.parametrize("key", ["secret", "password", "certificate"])
def test_a_secret_in_the_settings_is_refused_and_not_shown(tmp_path: Path, key: str) -> None:
    (tmp_path / "settings.toml").write_text(f'[graph]\n{key} = "pssst"\n')

    with pytest.raises(SettingsError, match=rf"graph.{key}: a secret does not belong") as caught:
        load_settings(tmp_path, {})
    assert "pssst" not in str(caught.value)


def test_a_secret_comes_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")

    assert secret("GRAPH_SECRET", str(file), {}) == "from the file"
    assert secret("GRAPH_SECRET", str(file), {"AUDIT_BOT_GRAPH_SECRET": "given"}) == "given"
    assert secret("GRAPH_SECRET", "", {}) == ""


def test_a_file_that_holds_no_secret_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"AUDIT_BOT_GRAPH_SECRET_FILE: .*No such file"):
        secret("GRAPH_SECRET", str(tmp_path / "none"), {})
