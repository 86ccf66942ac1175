"""The folder of one council: where its files are, and what to say where there is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

CONFIGURATION = "Audit Bot Configuration.xlsx"
SETTINGS = "settings.toml"
STORE = Path("Store") / "audit-bot.db"
MOVED = Path("Store") / "moved to PostgreSQL.db"  # the record as it was when it moved
LOCK = Path("Store") / "audit-bot.lock"
REHEARSAL = "Rehearsal"  # where letters lie that do not reach people yet
OWN_LETTERS = "Letters"  # the council's own copies of message templates


class WorkspaceError(Exception):
    """The workspace cannot be used. The text says what to do."""


class WorkspaceInUse(WorkspaceError):
    """A service is running in it."""


@contextmanager
def alone_in(workspace: Path) -> Iterator[None]:
    """For as long as it lasts no service starts in this workspace. Raises WorkspaceInUse."""
    lock = FileLock(workspace / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WorkspaceInUse(
            f"Audit Bot is running in {workspace} already. Stop it there, or wait until it ends."
        ) from error
    try:
        yield
    finally:
        lock.release()


def refuse_if_not_a_workspace(workspace: Path) -> None:
    if not any((workspace / name).exists() for name in (CONFIGURATION, SETTINGS)):
        raise WorkspaceError(no_workspace(workspace, SETTINGS))


def no_workspace(workspace: Path, missing: str) -> str:
    """What to say of a folder that lacks this file: it may have been moved out of a workspace."""
    if any((workspace / each).exists() for each in (CONFIGURATION, SETTINGS, STORE)):
        return f"{workspace} lacks its file {missing!r}: put it back, if need be out of a backup."
    return (
        f"{workspace} is no workspace: it holds no file {missing!r}. "
        f"Make one: audit-bot init {workspace}"
    )


def replaceable(folder: Path, mark: str, *, force: bool = False) -> None:
    """Make an empty folder for something that the service shows, in place of an earlier one.

    The file `mark` in it says that it may be replaced; nothing else ever is, unless `force`.
    Raises WorkspaceError.
    """
    if folder.exists() and any(folder.iterdir()):
        if not force and not (folder / mark).exists():
            raise WorkspaceError(
                f"{folder} holds something else, and is left as it is. Name another folder."
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / mark).touch()
