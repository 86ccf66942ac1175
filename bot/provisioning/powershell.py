"""What only an administrator may do in Microsoft 365, as PowerShell to be read and then run.

learn.microsoft.com: "Role Based Access Control for Applications in Exchange Online",
"New-MgSitePermission"; pnp.github.io/powershell: "Set-PnPView", "Add-PnPView".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.premises import TITLE, ListShape, inside_name

NAME = "Audit Bot"
MODULES = "Install once: Install-Module ExchangeOnlineManagement, Microsoft.Graph, PnP.PowerShell"
# By the address of Graph: what the modules call that cloud (Connect-MgGraph, -ExchangeOnline and
# -PnPOnline). Every other address is of the usual cloud.
CLOUDS = {
    "graph.microsoft.us": ("USGov", "O365USGovGCCHigh", "USGovernmentHigh"),
    "dod-graph.microsoft.us": ("USGovDoD", "O365USGovDoD", "USGovernmentDoD"),
    "microsoftgraph.chinacloudapi.cn": ("China", "O365China", "China"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What is to be reached, and by which application."""

    client: str
    mailbox: str
    site: str  # as the browser shows it
    graph_url: str = ""

    def cloud(self, module: int) -> str:
        """Which cloud a Connect command is for: nothing for the usual one."""
        found = CLOUDS.get(urlsplit(self.graph_url).hostname or "")
        switch = ("Environment", "ExchangeEnvironmentName", "AzureEnvironment")[module]
        return f" -{switch} {found[module]}" if found else ""


def script(names: Names, shapes: Sequence[ListShape]) -> str:
    """All of it. Each part begins with who runs it, and can be run again."""
    parts = (_exchange(names), _site(names, "write"), _before(names), _after(names))
    lines = [line for part in (*parts, _views(names, shapes)) for line in (*part, "")]
    return "\n".join([f"# {MODULES}", "", *lines]).rstrip() + "\n"


def _exchange(names: Names) -> Iterator[str]:
    owner = quoted(names.client)
    wanted = quoted(f"PrimarySmtpAddress -eq {quoted(names.mailbox)}")
    yield "# 1. Exchange administrator: the application may use this one mailbox and no other."
    yield "#    Give it no Mail permission in Entra: that would hold for every mailbox."
    yield f"Connect-ExchangeOnline{names.cloud(1)}"
    yield f"Connect-MgGraph -Scopes Application.Read.All{names.cloud(0)}"
    yield f"$app = Get-MgServicePrincipal -Filter {quoted(f'appId eq {owner}')}"
    yield (f"New-ServicePrincipal -AppId {owner} -ObjectId $app.Id -DisplayName {quoted(NAME)}")
    scope = quoted(f"{NAME} mailbox")
    yield f"New-ManagementScope -Name {scope} -RecipientRestrictionFilter {wanted}"
    for role in ("Application Mail.ReadWrite", "Application Mail.Send"):
        yield (
            f"New-ManagementRoleAssignment -App {owner} -Role {quoted(role)}"
            f" -CustomResourceScope {scope}"
        )
    yield "# InScope must be True for this mailbox and False for any other; it may take two hours."
    yield (
        f"Test-ServicePrincipalAuthorization -Identity {owner} -Resource {quoted(names.mailbox)}"
    )


def _find_site(names: Names) -> Iterator[str]:
    parts = urlsplit(names.site)
    path = parts.path.strip("/")
    where = f"{parts.hostname}:/{path}" if path else str(parts.hostname)
    yield f"Connect-MgGraph -Scopes Sites.FullControl.All{names.cloud(0)}"
    yield f"$site = Get-MgSite -SiteId {quoted(where)}"


def _site(names: Names, role: str) -> Iterator[str]:
    yield "# 2. SharePoint administrator: the application may use this one site and no other."
    yield "#    In Entra it has the permission Sites.Selected, with consent, and none besides."
    yield from _find_site(names)
    yield (
        "$app = @{ application = @{ id = "
        + f"{quoted(names.client)}; displayName = "
        + (f"{quoted(NAME)} }} }}")
    )
    yield f"$grant = @{{ roles = @({quoted(role)}); grantedToIdentities = @($app) }}"
    yield "New-MgSitePermission -SiteId $site.Id -BodyParameter $grant"


def _change_role(names: Names, role: str) -> Iterator[str]:
    yield from _find_site(names)
    yield (
        "$grants = Get-MgSitePermission -SiteId $site.Id -All | Where-Object"
        f" {{ $_.GrantedToIdentitiesV2.Application.Id -eq {quoted(names.client)} }}"
    )
    yield (
        "$grants | ForEach-Object { Update-MgSitePermission -SiteId $site.Id -PermissionId $_.Id"
        f" -BodyParameter @{{ roles = @({quoted(role)}) }} }}"
    )


def _before(names: Names) -> Iterator[str]:
    yield "# 3. SharePoint administrator, before `audit-bot provision --yes`: lists and columns can"
    yield "#    only be made with the role manage, which can only be given to an existing grant."
    yield from _change_role(names, "manage")


def _after(names: Names) -> Iterator[str]:
    yield "# 4. SharePoint administrator, after it: back to what the service needs every day."
    yield from _change_role(names, "write")


def _views(names: Names, shapes: Sequence[ListShape]) -> Iterator[str]:
    yield "# 5. Owner of the site, after it, if you like: the columns in their order, and a view of"
    yield "#    what is open. Graph has no call for views. -ClientId: your own PnP application."
    yield f"Connect-PnPOnline -Url {quoted(names.site)} -Interactive -ClientId ...{names.cloud(2)}"
    for shape in shapes:
        fields = ",".join(quoted(name) for name in _fields(shape))
        yield f"Set-PnPView -List {quoted(shape.name)} -Identity 'All Items' -Fields {fields}"
        for name, query in _queries(shape):
            yield (
                f"Add-PnPView -List {quoted(shape.name)} -Title {quoted(name)} -Fields {fields}"
                f" -Query {quoted(query)} -SetAsDefault"
            )


def _fields(shape: ListShape) -> Iterable[str]:
    """The title is a link to the row; the rest as the workbook has them."""
    inside = {c.heading: inside_name(c.heading) for c in shape.columns}
    inside[shape.title] = f"Link{TITLE}"
    return inside.values()


# A row is open while this column is blank -> what the view is called and sorted by.
OPEN_WHILE_BLANK = {
    "Your choice": ("Waiting", "Asked on"),
    "Completed on": ("Open", "Due"),
    "Done on": ("Open", "Due"),
    "Acknowledged at": ("Not acknowledged", "Raised at"),
}


def _queries(shape: ListShape) -> Iterator[tuple[str, str]]:
    headings = {column.heading for column in shape.columns}
    for blank, (name, sorted_by) in OPEN_WHILE_BLANK.items():
        if {blank, sorted_by} <= headings:
            where = f'<Where><IsNull><FieldRef Name="{inside_name(blank)}"/></IsNull></Where>'
            order = f'<OrderBy><FieldRef Name="{inside_name(sorted_by)}"/></OrderBy>'
            yield name, f"{order}{where}"


def quoted(text: str) -> str:
    """As PowerShell takes a text literally (about_Quoting_Rules)."""
    return "'" + text.replace("'", "''") + "'"
