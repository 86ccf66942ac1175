"""The only place where connectors are chosen and the service is put together."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from filelock import FileLock, Timeout

from bot.jobs.service import Service
from bot.letters import House, LetterError, Letters, Someone
from bot.mail.limits import Reader
from bot.ports import Mailbox
from bot.settings import TEMPLATES, Settings, load_chains, load_rules, load_settings
from bot.store import keeping
from bot.store.store import Store, open_sqlite
from bot.workspace import (
    CONFIGURATION,
    LOCK,
    OWN_LETTERS,
    REHEARSAL,
    STORE,
    WorkspaceError,
    refuse_if_not_a_workspace,
)
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.mailbox import LocalMailbox
from connectors.rehearsing import Redirecting, Rehearsing

log = logging.getLogger(__name__)

SECRET = "secret"


@contextmanager
def opened(workspace: Path, before: Callable[[str], None] = lambda step: None) -> Iterator[Service]:
    """The service of this workspace, alone in it. `before` is called before every commit."""
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace)
    _refuse_broken_letters(workspace, settings)
    lock = FileLock(workspace / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WorkspaceError(
            f"Audit Bot is running in {workspace} already. Stop it there, or wait until it ends."
        ) from error
    store = open_sqlite(workspace / STORE, before)
    try:
        with Reader() as reader:
            yield Service(
                store=store,
                mailbox=_delivering(
                    LocalMailbox(workspace, settings.council.mailbox), settings, workspace
                ),
                library=LocalLibrary(workspace),
                lists=LocalLists(workspace / CONFIGURATION),
                settings=settings,
                rules=load_rules(),
                chains=load_chains(),
                letters=_letters(workspace),
                reader=reader,
                secret=_secret(store),
            )
    finally:
        store.close()
        lock.release()


def _delivering(mailbox: Mailbox, settings: Settings, workspace: Path) -> Mailbox:
    """Letters reach people only once the setting says so (promise 10 of the design)."""
    mode = settings.delivery.mode
    if settings.connector.kind == "local_folder" or mode == "live":
        return mailbox
    if mode == "redirect":
        return Redirecting(mailbox, settings.delivery.redirect_to)
    return Rehearsing(mailbox, LocalMailbox(workspace / REHEARSAL, settings.council.mailbox))


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


def _refuse_broken_letters(workspace: Path, settings: Settings) -> None:
    """A hole or an unknown placeholder in a council's own copy is told at the start."""
    own = workspace / OWN_LETTERS
    if own.is_dir() and any(own.glob("*.md")):
        someone = Someone("Audit Bot", settings.council.mailbox)
        council = settings.council
        Letters(
            TEMPLATES,
            House(council.name, council.mailbox, someone, None, council.emergency, 25),
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
