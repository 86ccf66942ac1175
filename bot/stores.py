"""Which store a workspace has: a file in it, or a schema of PostgreSQL."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.outer_settings import StoreSettings
from bot.settings import secret
from bot.store.copying import copy_sqlite, copy_to_file
from bot.store.store import Store, StoreInUse, open_sqlite
from bot.workspace import STORE, WorkspaceError, WorkspaceInUse, alone_in


def open_store(
    workspace: Path,
    settings: StoreSettings,
    before: Callable[[str], None] = lambda step: None,
    *,
    alone: bool = False,
) -> Store:
    """Open, and if need be make, the record of this workspace. Raises StoreError, WorkspaceError.

    `alone`: as the service does; on PostgreSQL no other may then, on whatever machine.
    """
    if not settings.url:
        unused = (lambda: None) if alone else partial(_refuse_if_in_use, workspace)
        return open_sqlite(workspace / STORE, before, unused=unused)
    if (workspace / STORE).exists():
        # Begun anew beside it, the service would know of no audit, and of no letter that has left.
        raise WorkspaceError(
            f"{workspace} holds a record in a file, and [store] names a database. Move it there"
            f" first:  audit-bot store move {workspace}"
        )
    return in_database(settings, before, alone=alone)


def copy_of(workspace: Path, settings: StoreSettings, to: Path) -> None:
    """The record as of one moment, as a store in a new file, while the service may be running."""
    if not settings.url:
        copy_sqlite(workspace / STORE, to)
        return
    store = open_store(workspace, settings)
    try:
        copy_to_file(store, to)
    finally:
        store.close()


def in_database(
    settings: StoreSettings, before: Callable[[str], None] = lambda step: None, *, alone: bool
) -> Store:
    from bot.store.postgres import open_postgres  # its driver is loaded only where it is wanted

    password = secret("STORE_PASSWORD", settings.password_file)
    return open_postgres(settings.url, settings.schema_name, password, before, alone=alone)


def _refuse_if_in_use(workspace: Path) -> None:
    try:
        with alone_in(workspace):
            pass
    except WorkspaceInUse as error:
        raise StoreInUse(str(error)) from error


def has_run(workspace: Path, settings: StoreSettings) -> bool:
    """Whether there is a record to look into; in a database there is one from the start."""
    return bool(settings.url) or (workspace / STORE).exists()
