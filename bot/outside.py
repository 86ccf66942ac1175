"""The world outside the service, as the connector that the settings choose shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot import __version__, clock
from bot.ports import Library, Lists, Mailbox, Views
from bot.premises import MailPremises, Premises, Reach
from bot.settings import Settings, secret
from bot.workspace import CONFIGURATION, WorkspaceError, no_workspace
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.mailbox import LocalMailbox

if TYPE_CHECKING:
    from connectors.clock import Clock
    from connectors.exchange.access import Access as ExchangeAccess
    from connectors.graph.access import Access as GraphAccess
    from connectors.graph.credentials import Tokens
    from connectors.graph.opening import Microsoft365

INBOX_MEMORY = "exchange-inbox.json"  # in the workspace; made anew if it is lost


@dataclass(frozen=True, slots=True)
class Outside:
    """The world outside, as one connector shows it."""

    mailbox: Mailbox
    library: Library
    lists: Lists
    views: Views | None = None
    premises: Premises | None = None
    mail_premises: MailPremises | None = None
    reach: Reach | None = None


def reached(workspace: Path, settings: Settings) -> Outside:
    """What is outside; nothing is asked of it yet."""
    return CONNECTORS[settings.connector.kind](workspace, settings)


def _local_folder(workspace: Path, settings: Settings) -> Outside:
    if not (workspace / CONFIGURATION).exists():
        raise WorkspaceError(no_workspace(workspace, CONFIGURATION))
    return Outside(
        LocalMailbox(workspace, settings.council.mailbox),
        LocalLibrary(workspace),
        LocalLists(workspace / CONFIGURATION),
    )


def _microsoft365(workspace: Path, settings: Settings) -> Outside:
    # Imported here: the libraries for it take longer to load than everything else.
    from connectors.graph.opening import Place
    from connectors.graph.opening import opened as microsoft365

    council = settings.council
    place = Place(council.mailbox, settings.graph.site, settings.graph.library)
    made = microsoft365(
        _graph_access(settings), place, _times(), council=council.name, version=__version__
    )
    return outside_in(made)


def outside_in(made: "Microsoft365") -> Outside:
    """All that is outside, in one tenant."""
    lists = made.lists
    return Outside(
        made.mailbox, made.library, lists, lists, made.premises, made.mail_premises, made.reach
    )


def _times() -> "Clock":
    from connectors.clock import Clock

    return Clock(clock.now, clock.stopwatch, clock.wait)


def _graph_access(settings: Settings) -> "GraphAccess":
    from connectors.graph.access import Access, SignIn

    graph = settings.graph
    sign_in = SignIn(graph.sign_in)
    key, file = {
        SignIn.CERTIFICATE: ("GRAPH_CERTIFICATE", graph.certificate_file),
        SignIn.SECRET: ("GRAPH_SECRET", graph.secret_file),
    }.get(sign_in, ("", ""))
    return Access(
        graph.tenant,
        graph.client,
        sign_in,
        secret=secret(key, file) if key else "",
        password=secret("GRAPH_PASSWORD", graph.password_file),
        federated_token_file=graph.federated_token_file,
        graph_url=graph.url,
        login_url=settings.login.url,
    )


def _exchange(workspace: Path, settings: Settings) -> Outside:
    """Mail by Exchange Server; lists and files in a folder, or in SharePoint Online."""
    # Imported here, as above.
    from connectors.exchange.opening import opened as exchange

    made = exchange(
        _exchange_access(settings), _times(), workspace / INBOX_MEMORY, version=__version__
    )
    if settings.exchange.files == "microsoft365":
        cloud = _microsoft365(workspace, settings)
        return replace(cloud, mailbox=made.mailbox, mail_premises=made.premises)
    folder = Path(settings.exchange.folder or workspace)
    if not (folder / CONFIGURATION).exists():
        raise WorkspaceError(no_workspace(folder, CONFIGURATION))
    lists = LocalLists(folder / CONFIGURATION)
    return Outside(made.mailbox, LocalLibrary(folder), lists, mail_premises=made.premises)


def _exchange_access(settings: Settings) -> "ExchangeAccess":
    from connectors.exchange.access import Access, SignIn

    wanted = settings.exchange
    sign_in = SignIn(wanted.sign_in)
    by_password = sign_in is not SignIn.OAUTH
    return Access(
        wanted.server,
        settings.council.mailbox,
        sign_in,
        user=wanted.user,
        password=secret("EXCHANGE_PASSWORD", wanted.password_file) if by_password else "",
        tokens=None if by_password else _exchange_tokens(settings),
        impersonates=wanted.access == "impersonation",
        authorities=wanted.authorities,
    )


def _exchange_tokens(settings: Settings) -> "Tokens":
    """Of the same application as for Microsoft Graph, but for the Exchange Server."""
    from connectors.graph.credentials import Tokens
    from connectors.graph.door import Door, user_agent

    server = urlsplit(settings.exchange.server)
    access = replace(_graph_access(settings), graph_url=f"{server.scheme}://{server.netloc}")
    times = _times()
    door = Door(times, user_agent=user_agent(settings.council.name, __version__))
    return Tokens(access, door, times)


# `connector.kind` of the settings -> what makes it.
CONNECTORS: Mapping[str, Callable[[Path, Settings], Outside]] = {
    "local_folder": _local_folder,
    "microsoft365": _microsoft365,
    "exchange": _exchange,
}
