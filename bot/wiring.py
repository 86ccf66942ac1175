"""The only place where the service is put together."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from secrets import token_hex

from bot import __version__
from bot.annexe.limits import read_annexe_apart
from bot.jobs.service import Service
from bot.letters import House, LetterError, Letters, Someone
from bot.mail.limits import Reader
from bot.outside import Outside, reached
from bot.ports import Heartbeat, Mailbox
from bot.settings import TEMPLATES, Settings, load_chains, load_rules, load_settings
from bot.store import keeping
from bot.store.store import Store
from bot.stores import open_store
from bot.workspace import OWN_LETTERS, REHEARSAL, alone_in, refuse_if_not_a_workspace
from connectors.heartbeat import UrlHeartbeat
from connectors.local_folder.mailbox import LocalMailbox
from connectors.rehearsing import Redirecting, Rehearsing

log = logging.getLogger(__name__)

SECRET = "secret"
# What a mail system lets through in a minute: a cycle sends so many letters before it reads again.
LETTERS_OF_A_CYCLE = 30


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
                read_workbook=partial(read_annexe_apart, count_all=False),
                at_once=None if settings.connector.kind == "local_folder" else LETTERS_OF_A_CYCLE,
            )


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
