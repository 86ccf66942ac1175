"""Moving the record of a council from the file of its workspace into PostgreSQL, with a proof."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.outer_settings import StoreSettings
from bot.policy.wording import count_words
from bot.settings import load_settings
from bot.store import history
from bot.store.moving import Content, contents, copy_rows, is_unused
from bot.store.store import Store, StoreError, open_sqlite
from bot.store.transaction import Transaction
from bot.stores import in_database
from bot.workspace import MOVED, STORE, WorkspaceError, alone_in, refuse_if_not_a_workspace

NO_DATABASE = (
    "settings.toml of {workspace} names no database: set url and schema_name under [store]"
    " (docs/many-councils.md)."
)


def move(workspace: Path, tell: Callable[[str], None]) -> None:
    """Copy every row, compare what both hold, and put the file aside only once they are equal.

    It can be repeated: a move that was cut off has left nothing behind. Raises WorkspaceError and
    StoreError, and the record then is where it was.
    """
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace).store
    if not settings.url:
        raise WorkspaceError(NO_DATABASE.format(workspace=workspace))
    with alone_in(workspace):
        if not (workspace / STORE).exists():
            raise WorkspaceError(f"{workspace} has no record in a file: there is nothing to move.")
        with (
            closing(open_sqlite(workspace / STORE)) as file,
            closing(in_database(settings, alone=True)) as database,
        ):
            held = _copied(file, database, settings)
        _put_aside(workspace)
    for each in held:
        tell(f"{each.table:<22}{each.rows:>9}  {each.sha256[:16]}")
    rows = count_words(sum(each.rows for each in held), "row")
    tell(f"{rows}, and each table's SHA-256 is the same in both. The history is whole.")
    tell(f"The file was kept as {workspace / MOVED}; delete it when you have a backup.")


def _copied(file: Store, database: Store, settings: StoreSettings) -> list[Content]:
    """What both hold, once every row stands in the database as well."""
    with file.snapshot() as found:
        held = contents(found)
        with database.transaction() as made:
            # What an earlier move has copied and could not end is there already.
            if contents(made) != held:
                if not is_unused(made):
                    raise StoreError(
                        f"The schema {settings.schema_name} holds another record. Name a new one"
                        " as schema_name under [store]."
                    )
                copy_rows(found, made)
                _prove(made, held)
    return held


def _prove(made: Transaction, held: list[Content]) -> None:
    """Else nothing was copied: the transaction that asks is the one that copies."""
    differ = [was.table for was, is_ in zip(held, contents(made), strict=True) if was != is_]
    if differ:
        raise StoreError(f"The copy differs in {', '.join(differ)}, and was not kept.")
    broken = history.first_broken(made)
    if broken is not None:
        raise StoreError(
            f"The history was altered at row {broken}, so it is not moved. Look at it first:"
            " audit-bot verify"
        )


def _put_aside(workspace: Path) -> None:
    """The file is put aside last of all: until then it is what counts."""
    (workspace / STORE).replace(workspace / MOVED)
