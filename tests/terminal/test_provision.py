"""An administrator makes the lists and folders of an emulated tenant, from the command line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.configuration.sheets import SHEETS
from bot.demo.microsoft365.login import CLIENT
from bot.terminal.making import example_rows, make_workspace
from bot.wiring import opened
from bot.workspace import CONFIGURATION
from connectors.local_folder.lists import LocalLists
from tests.graph.emulated import SITE, SITE_ADDRESS, Emulated, emulated, settings_for
from tests.terminal.conftest import Cli


@pytest.fixture
def tenant(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulated]:
    """Nothing is there but site and mailbox; the application may make lists."""
    with emulated() as made:
        made.service.tenant.site_roles[SITE] = "manage"
        for name, value in settings_for(made).items():
            monkeypatch.setenv(name, value)
        yield made


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "my-council", {})
    return tmp_path / "my-council"


def names(tenant: Emulated) -> set[str]:
    return {held.name for held in tenant.site.lists.values()}


def test_it_shows_what_it_would_make_and_makes_nothing(
    cli: Cli, workspace: Path, tenant: Emulated
) -> None:
    shown = cli("provision", workspace)

    assert shown.exit_code == 0
    assert "This would be made (--yes makes it):" in shown.stdout
    assert "  list People, 15 columns" in shown.stdout
    assert "  folder Annexe A of the library" in shown.stdout
    assert "  folder Put aside of the mailbox" in shown.stdout
    assert names(tenant) == set()


def test_it_makes_everything_once(cli: Cli, workspace: Path, tenant: Emulated) -> None:
    made = cli("provision", workspace, "--yes")
    assert made.exit_code == 0
    assert {"People", "Decisions", "Audits", "Needs attention"} <= names(tenant)
    assert f"  Quiet days: {SITE_ADDRESS}/Lists/Quiet%20days" in made.stdout
    columns = {c["displayName"]: c for c in tenant.site.list("People").columns}
    assert columns["Name"]["name"] == "Title"
    assert columns["Roles"]["choice"]["displayAs"] == "checkBoxes"
    assert columns["From"]["dateTime"]["format"] == "dateOnly"
    assert tenant.site.drive.find("Annexe A").content is None
    assert {"Handled", "Put aside"} <= set(tenant.box.folders.values())

    asked = tenant.service.requests
    again = cli("provision", workspace, "--yes")
    assert again.exit_code == 0
    assert again.stdout.startswith("Everything is there.\n")
    assert tenant.service.requests > asked  # it looked


def test_the_service_works_in_what_was_made(cli: Cli, workspace: Path, tenant: Emulated) -> None:
    cli("provision", workspace, "--yes")
    tenant.service.tenant.site_roles[SITE] = "write"  # as the guide says

    ran = cli("run", workspace)

    assert ran.exit_code == 0, ran.stdout
    with opened(workspace) as service:
        assert service.views is not None
        assert service.lists.read("People") == []


def test_rows_of_the_workbook_are_put_into_empty_lists_once(
    cli: Cli, tmp_path: Path, tenant: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.clock.now", lambda: tenant.hands.at)
    make_workspace(tmp_path / "full", example_rows())
    rows = {name: LocalLists(tmp_path / "full" / CONFIGURATION).read(name) for name in SHEETS}

    put_in = cli("provision", tmp_path / "full", "--yes", "--rows").stdout
    assert f"  People: {len(rows['People'])} rows put in" in put_in
    people = [item.fields for item in tenant.site.list("People").items.values()]
    assert [each["Title"] for each in people] == [row.values["Name"] for row in rows["People"]]
    assert isinstance(people[0]["BotRoles"], list)
    looked = cli("doctor", tmp_path / "full")
    assert (looked.exit_code, "FAULT" in looked.stdout) == (0, False), looked.stdout
    count = sum(map(len, rows.values()))
    assert f"The coordinator's lists: {count} rows, all in use." in looked.stdout

    assert "put in" not in cli("provision", tmp_path / "full", "--yes", "--rows").stdout


def test_what_was_begun_is_finished(cli: Cli, workspace: Path, tenant: Emulated) -> None:
    people = tenant.site.make_list(
        "People", [{"name": "BotRoles", "displayName": "Roles", "text": {}}]
    )
    made = cli("provision", workspace, "--yes")

    assert "  list People: column Address, lines of text" in made.stdout
    assert "  list People: Title is called Name" in made.stdout
    assert len({c["displayName"] for c in people.columns}) == len(people.columns)
    assert cli("provision", workspace).stdout.startswith("Everything is there.")


def test_what_people_have_changed_is_left_to_people(
    cli: Cli, workspace: Path, tenant: Emulated
) -> None:
    cli("provision", workspace, "--yes")
    tenant.site.list("Themes").name = "Topics"
    column = next(c for c in tenant.site.list("People").columns if c["displayName"] == "From")
    del column["dateTime"]
    column["text"] = {}

    told = cli("provision", workspace, "--yes")

    assert told.exit_code == 1
    assert "Left to you, since somebody has made it so:" in told.stdout
    assert "The list Themes is called Topics now. Call it Themes again." in told.stdout
    assert "The list People: the column From holds lines of text." in told.stdout
    assert "Themes" not in names(tenant)


def test_a_role_that_may_make_no_lists_is_told_with_the_way_out(
    cli: Cli, workspace: Path, tenant: Emulated
) -> None:
    tenant.service.tenant.site_roles[SITE] = "write"

    refused = cli("provision", workspace, "--yes")

    assert refused.exit_code == 2
    assert "on the site it needs the role manage" in refused.stderr
    assert f"audit-bot provision {workspace} --powershell" in refused.stderr


@pytest.mark.usefixtures("tenant")
def test_the_powershell_names_this_council(
    cli: Cli, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_BOT_COUNCIL_MAILBOX", "o'neill@moorbridge.example")
    script = cli("provision", workspace, "--powershell").stdout

    scope = "-RecipientRestrictionFilter 'PrimarySmtpAddress -eq ''o''''neill@moorbridge.example'''"
    assert scope in script
    assert f"New-ManagementRoleAssignment -App '{CLIENT}' -Role 'Application Mail.Send'" in script
    assert "Get-MgSite -SiteId 'moorbridge.sharepoint.com:/sites/audits'" in script
    assert script.index("roles = @('manage')") < script.rindex("roles = @('write')")
    assert (
        "Set-PnPView -List 'People' -Identity 'All Items' -Fields 'LinkTitle','BotAddress'"
        in script
    )
    waiting = '<OrderBy><FieldRef Name="BotAskedOn"/></OrderBy><Where><IsNull><FieldRef Name='
    assert "-Title 'Waiting' -Fields 'BotQuestion','LinkTitle'" in script
    assert waiting in script
    lines = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if line.count("'") % 2] == []
    assert not re.search(r"-Environment|ConnectionUri", script)


@pytest.mark.usefixtures("tenant")
def test_the_powershell_signs_in_to_the_cloud_of_the_settings(
    cli: Cli, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_BOT_GRAPH_URL", "https://graph.microsoft.us")
    script = cli("provision", workspace, "--powershell").stdout

    assert "Connect-MgGraph -Scopes Sites.FullControl.All -Environment USGov" in script
    assert "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh" in script


def test_the_local_folder_has_everything_already(cli: Cli, made: Path) -> None:
    for how in ((), ("--yes",), ("--powershell",)):
        told = cli("provision", made, *how)
        assert told.exit_code == 2
        assert "has everything since `audit-bot init`" in told.stderr
