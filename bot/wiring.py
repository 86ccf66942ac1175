"""The only place where connectors are chosen and the service is put together."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from bot import __version__, clock
from bot.jobs.service import Service
from bot.letters import House, LetterError, Letters, Someone
from bot.mail.limits import Reader
from bot.ports import Heartbeat, Library, Lists, Mailbox, Views
from bot.premises import MailPremises, Premises, Reach
from bot.settings import TEMPLATES, Settings, load_chains, load_rules, load_settings, secret
from bot.store import keeping
from bot.store.store import Store
from bot.stores import open_store
from bot.workspace import (
    CONFIGURATION,
    LOCK,
    OWN_LETTERS,
    REHEARSAL,
    WorkspaceError,
    no_workspace,
    refuse_if_not_a_workspace,
)
from connectors.heartbeat import UrlHeartbeat
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.mailbox import LocalMailbox
from connectors.rehearsing import Redirecting, Rehearsing

if TYPE_CHECKING:
    from connectors.clock import Clock
    from connectors.exchange.access import Access as ExchangeAccess
    from connectors.graph.access import Access as GraphAccess
    from connectors.graph.credentials import Tokens
    from connectors.graph.opening import Microsoft365

log = logging.getLogger(__name__)

SECRET = "secret"
INBOX_MEMORY = "exchange-inbox.json"  # in the workspace; made anew if it is lost
# What a mail system lets through in a minute: a cycle sends so many letters before it reads again.
LETTERS_OF_A_CYCLE = 30


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


@contextmanager
def opened(
    workspace: Path,
    before: Callable[[str], None] = lambda step: None,
    outside: Outside | None = None,
    settings: Settings | None = None,
) -> Iterator[Service]:
    """The service of this workspace, alone in it. `before` is called before every commit.

    `outside`: connectors to another world than the one that the settings name, used as they are.
    `settings`: in place of those of the workspace.
    """
    refuse_if_not_a_workspace(workspace)
    settings = settings or load_settings(workspace)
    refuse_broken_letters(workspace, settings)
    with (
        alone_in(workspace),
        closing(open_store(workspace, settings.store, before, alone=True)) as store,
    ):
        if outside is None:
            outside = reached(workspace, settings)
            mailbox = _delivering(outside.mailbox, settings, workspace)
            outside = replace(outside, mailbox=mailbox)
        with Reader() as reader:
            yield Service(
                store=store,
                mailbox=outside.mailbox,
                library=outside.library,
                lists=outside.lists,
                views=outside.views,
                settings=settings,
                rules=load_rules(),
                chains=load_chains(),
                letters=_letters(workspace),
                reader=reader,
                secret=_secret(store),
                heartbeat=_heartbeat(settings),
                at_once=None if settings.connector.kind == "local_folder" else LETTERS_OF_A_CYCLE,
            )


@contextmanager
def alone_in(workspace: Path) -> Iterator[None]:
    """For as long as it lasts no service starts in this workspace. Raises WorkspaceError."""
    lock = FileLock(workspace / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WorkspaceError(
            f"Audit Bot is running in {workspace} already. Stop it there, or wait until it ends."
        ) from error
    try:
        yield
    finally:
        lock.release()


def reached(workspace: Path, settings: Settings) -> Outside:
    """The world outside alone, for looking at while the service may be running."""
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


def _delivering(mailbox: Mailbox, settings: Settings, workspace: Path) -> Mailbox:
    """Letters reach people only once the setting says so (promise 10 of the design)."""
    mode = settings.delivery.mode
    if settings.connector.kind == "local_folder" or mode == "live":
        return mailbox
    if mode == "redirect":
        return Redirecting(mailbox, settings.delivery.redirect_to)
    return Rehearsing(mailbox, LocalMailbox(workspace / REHEARSAL, settings.council.mailbox))


def _heartbeat(settings: Settings) -> Heartbeat | None:
    url = settings.serve.heartbeat
    return UrlHeartbeat(url, f"AuditBot/{__version__}") if url else None


def _letters(workspace: Path) -> Callable[[House], Letters]:
    """Letters are checked when they are made, so they are made anew only when the house changes."""

    @lru_cache(maxsize=1)
    def make(house: House) -> Letters:
        try:
            return Letters(TEMPLATES, house, workspace / OWN_LETTERS)
        except LetterError as error:
            # Refused at the start; broken since, a copy must not hold back a safeguarding letter.
            log.error("the council's own letters are not used: %s", error)
            return Letters(TEMPLATES, house)

    return make


def refuse_broken_letters(workspace: Path, settings: Settings) -> None:
    """A hole or an unknown placeholder in a council's own copy is told at the start.

    Raises LetterError.
    """
    own = workspace / OWN_LETTERS
    if own.is_dir() and any(own.glob("*.md")):
        someone = Someone("Audit Bot", settings.council.mailbox)
        council = settings.council
        Letters(
            TEMPLATES,
            House(
                council.name,
                council.mailbox,
                someone,
                None,
                council.emergency,
                council.out_of_hours,
                25,
            ),
            own,
        )


def _secret(store: Store) -> bytes:
    """The key from which references are derived: made once, kept in the store."""
    with store.transaction() as work:
        kept = keeping.kept_value(work, SECRET)
        if kept is None:
            kept = token_hex(32)
            keeping.keep(work, SECRET, kept)
        return bytes.fromhex(kept)
