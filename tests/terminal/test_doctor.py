"""`doctor` on an emulated tenant and on a folder: each wrong setting has its own sentence."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import pytest
from openpyxl import load_workbook

from bot.demo.microsoft365.site import SharePointList
from bot.demo.microsoft365.tenant import Tenant
from bot.terminal.making import make_workspace
from bot.terminal.provisioning import provision
from bot.workspace import CONFIGURATION
from tests.graph.certificates import pem
from tests.graph.emulated import ADDRESS, SITE, Emulated, emulated, settings_for
from tests.terminal.conftest import TUESDAY, Cli

COLLEAGUE = "grace@moorbridge.example"
POSTS = (
    "Consultant Head",
    "Assistant Director",
    "Strategic Lead for Safeguarding",
    "Strategic Lead for Placement Services",
    "Service Manager, Safeguarding",
    "Coordinator",
)


@pytest.fixture(scope="module")
def provisioned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    """Everything is made as `provision` makes it, with one colleague in every post."""
    with emulated() as made:
        tenant = made.service.tenant
        workspace = tmp_path_factory.mktemp("provisioned") / "my-council"
        make_workspace(workspace, {})
        tenant.site_roles[SITE] = "manage"
        with pytest.MonkeyPatch.context() as patch:
            for name, value in settings_for(made).items():
                patch.setenv(name, value)
            assert provision(workspace, lambda line: None, really=True)
        tenant.site_roles[SITE] = "write"
        tenant.add_mailbox(COLLEAGUE)
        person = {"Title": "Grace", "BotAddress": COLLEAGUE, "BotRoles": list(POSTS)}
        several = {"BotRoles@odata.type": "Collection(Edm.String)"}
        made.site.list("People").add({**person, **several}, TUESDAY)
        yield made


@pytest.fixture
def tenant(provisioned: Emulated, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulated]:
    """As it should be; what a test breaks is whole again for the next."""
    provisioned.hands.at = TUESDAY
    inside, site, box = provisioned.service.tenant, provisioned.site, provisioned.box
    kept = deepcopy((site.lists, site.drive.entries, box.folders, inside.site_roles))
    login = deepcopy((inside.login.roles, inside.login.expired_secrets))
    opened = set(inside.open_mailboxes), inside.may_send
    for name, value in settings_for(provisioned).items():
        monkeypatch.setenv(name, value)
    yield provisioned
    site.lists, site.drive.entries, box.folders, inside.site_roles = kept
    inside.login.roles, inside.login.expired_secrets = login
    inside.open_mailboxes, inside.may_send = opened


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "my-council", {})
    return tmp_path / "my-council"


def faults(shown: str) -> list[str]:
    """Each fault with its remedy, on one line."""
    found: list[str] = []
    wanted = False
    for line in shown.splitlines():
        if line.startswith("  FAULT"):
            found.append(line.removeprefix("  FAULT").strip())
        elif line.startswith(" " * 8) and wanted:
            found[-1] += f" {line.strip().removeprefix('-> ')}"
        wanted = line.startswith("  FAULT") or (wanted and line.startswith(" " * 8))
    return found


def test_a_tenant_that_is_set_up_by_the_book_has_no_fault(
    cli: Cli, workspace: Path, tenant: Emulated
) -> None:
    before = deepcopy(tenant.site.list("People").items)
    shown = cli("doctor", workspace)

    assert faults(shown.stdout) == []
    assert shown.exit_code == 0
    assert re.search(r"well  All \d+ lists with", shown.stdout)
    assert "It opens no mailbox of a colleague that was tried." in shown.stdout
    assert tenant.site.list("People").items == before
    assert tenant.box.departed == []


Broken = Callable[[Tenant, pytest.MonkeyPatch], None]


def setting(name: str, value: str) -> Broken:
    return lambda tenant, patch: patch.setenv(f"AUDIT_BOT_{name}", value)


def held(tenant: Tenant, name: str) -> SharePointList:
    return tenant.site(SITE).list(name)


def expired(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("AUDIT_BOT_GRAPH_SIGN_IN", "certificate")
    patch.setenv("AUDIT_BOT_GRAPH_CERTIFICATE", pem(TUESDAY - timedelta(days=1)))


def no_consent(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.login.roles = []


def consent_to(permission: str) -> Broken:
    return lambda tenant, patch: tenant.login.roles.append(permission)


def out_of_scope(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.open_mailboxes.clear()


def may_not_send(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.may_send = False


def not_granted(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.site_roles.clear()


def read_alone(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.site_roles[SITE] = "read"


def renamed(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    held(tenant, "People").name = "Colleagues"


def removed(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    del tenant.site(SITE).lists[held(tenant, "Audits").id]


def column(heading: str, **changes: object) -> Broken:
    def change(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
        found = next(c for c in held(tenant, "People").columns if c["displayName"] == heading)
        for facet in ("dateTime", "text"):
            found.pop(facet, None)
        found.update(changes)

    return change


def no_column(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    columns = held(tenant, "People").columns
    columns.remove(next(c for c in columns if c["displayName"] == "From"))


def no_folder(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.site(SITE).drive.find("Annexe A").name = "Old"


def no_mail_folder(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    box = tenant.mailbox(ADDRESS)
    box.folders = {own: name for own, name in box.folders.items() if name != "Put aside"}


def too_many_mailboxes(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.open_mailboxes.add(COLLEAGUE)


def another_site(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    tenant.site_roles[SITE.partition(":")[0]] = "read"


def nobody_coordinates(tenant: Tenant, patch: pytest.MonkeyPatch) -> None:
    [row] = held(tenant, "People").items.values()
    row.fields["BotRoles"] = list(POSTS[:-1])


GUID = "5e7a1c0d-0000-4000-8000-00000000ffff"
WRONG = {
    "wrong tenant": (setting("GRAPH_TENANT", GUID), "There is no such tenant: check [graph] te"),
    "wrong application": (setting("GRAPH_CLIENT", GUID), "The tenant knows no such application"),
    "wrong secret": (setting("GRAPH_SECRET", "another"), "The secret is wrong: AUDIT_BOT_GRAPH_S"),
    "expired certificate": (expired, "The certificate of the sign-in expired on 01 December 2025"),
    "consent missing": (no_consent, "The permission Sites.Selected is missing or has no consent"),
    "no such mailbox": (setting("COUNCIL_MAILBOX", "x@moorbridge.example"), "There is no such mai"),
    "mailbox out of scope": (out_of_scope, "The application may not open the mailbox: the mailb"),
    "may not send": (may_not_send, "The application may read the mailbox but not send from it"),
    "wrong site": (
        setting("GRAPH_SITE", "https://moorbridge.sharepoint.com/sites/none"),
        "There is no site https://moorbridge.sharepoint.com/sites/none: check [graph] site",
    ),
    "site not granted": (not_granted, "The application may not open the site"),
    "site granted to read alone": (read_alone, "The application may read the site but not change"),
    "list renamed": (renamed, "The list People is called Colleagues now. Call it People again."),
    "list removed": (removed, "There is no list Audits. Run audit-bot provision."),
    "column of the wrong type": (
        column("From", text={}),
        "The list People: the column From holds lines of text. Delete it or call it otherwise",
    ),
    "column renamed": (
        column("From", displayName="Begins", dateTime={"format": "dateOnly"}),
        "The list People: the column From is called Begins now. Call it From again.",
    ),
    "column removed": (no_column, "The list People has no column From. Run audit-bot provision."),
    "no folder for Annexe A": (no_folder, "The library has no folder Annexe A."),
    "no mail folder": (no_mail_folder, "The mailbox has no folder Put aside."),
    "every mailbox, by consent": (
        consent_to("Mail.ReadWrite"),
        "In Entra the application has the permission Mail.ReadWrite, which holds for every mailbox",
    ),
    "every site, by consent": (
        consent_to("Sites.ReadWrite.All"),
        "In Entra the application has the permission Sites.ReadWrite.All, which holds for every s",
    ),
    "a colleague's mailbox": (too_many_mailboxes, f"It can read other mailboxes: {COLLEAGUE}."),
    "another site": (another_site, "It can read the tenant's root site, which is not its own."),
    "a post that nobody holds": (nobody_coordinates, "Nobody in post has the role Coordinator."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_in_a_sentence_of_its_own(
    name: str, cli: Cli, workspace: Path, tenant: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks, sentence = WRONG[name]
    breaks(tenant.service.tenant, monkeypatch)

    shown = cli("doctor", workspace)

    assert shown.exit_code == 1
    told = faults(shown.stdout)
    assert [line for line in told if sentence in line], told
    others = [words for other, (_, words) in WRONG.items() if other != name]
    assert not [line for line in told for words in others if words in line] or name in (
        "every site, by consent",  # which opens the root site too
        "every mailbox, by consent",  # and the colleague's
    )


def test_a_clock_that_is_wrong_is_told(cli: Cli, workspace: Path, tenant: Emulated) -> None:
    tenant.hands.at = TUESDAY + timedelta(minutes=10)

    [told] = faults(cli("doctor", workspace).stdout)
    assert told.startswith("This machine's clock and Microsoft's are 600 seconds apart.")


def test_a_certificate_that_expires_soon_is_told_before_it_does(
    cli: Cli, workspace: Path, tenant: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_BOT_GRAPH_SIGN_IN", "certificate")
    monkeypatch.setenv("AUDIT_BOT_GRAPH_CERTIFICATE", pem(TUESDAY + timedelta(days=30)))

    shown = cli("doctor", workspace)
    assert shown.exit_code == 0
    assert "look  The certificate is valid until Thursday 1 January 2026, 30 days more." in (
        shown.stdout
    )


def test_bank_holidays_that_run_out_are_told_a_year_before(
    cli: Cli, workspace: Path, tenant: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = TUESDAY.replace(year=2028, month=3)
    monkeypatch.setattr("bot.clock.now", lambda: late)
    tenant.hands.at = late

    assert "look  Bank holidays are known until Sunday 31 December 2028." in (
        cli("doctor", workspace).stdout
    )


def test_a_broken_letter_of_the_council_is_told_with_file_and_line(
    cli: Cli, workspace: Path, tenant: Emulated
) -> None:
    (workspace / "Letters" / "assignment.md").write_text("Dear {{ raeder }}\n", "utf-8")

    told = faults(cli("doctor", workspace).stdout)
    assert told
    assert all("Letters/assignment.md" in line for line in told)


def test_a_workspace_on_a_folder_is_looked_at_too(cli: Cli, tmp_path: Path) -> None:
    workspace = tmp_path / "my-council"
    cli("init", workspace, "--with-annexe")
    shown = cli("doctor", workspace)
    assert (shown.exit_code, faults(shown.stdout)) == (0, [])
    assert "well  The newest Annexe A was saved" in shown.stdout

    rmtree(workspace / "Annexe A")
    assert faults(cli("doctor", workspace).stdout) == [
        f"There is no folder Annexe A in {workspace}. Make it."
    ]


def test_a_sheet_that_is_gone_from_the_workbook_is_told(cli: Cli, tmp_path: Path) -> None:
    workspace = tmp_path / "my-council"
    cli("init", workspace)
    book = load_workbook(workspace / CONFIGURATION)
    del book["Absences"]
    book.save(workspace / CONFIGURATION)

    assert any("Absences" in line for line in faults(cli("doctor", workspace).stdout))
