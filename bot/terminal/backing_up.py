"""A backup in one file, and a workspace made again from it without sending anything twice."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from bot import __version__, clock
from bot.outer_settings import StoreSettings
from bot.policy.wording import count_words
from bot.policy.working_days import LONDON, london_day
from bot.settings import SettingsError, load_settings
from bot.store.copying import begin_again, look_through
from bot.store.history import Line
from bot.stores import copy_of, has_run
from bot.terminal.pausing import OPERATOR
from bot.workspace import LOCK, MOVED, STORE, WorkspaceError, refuse_if_not_a_workspace

MANIFEST = "backup.json"
_PIECE = 1 << 20
# Beside the store that is copied as of one moment, these belong to the running service alone.
_LEFT_OUT = frozenset(
    {STORE.as_posix(), LOCK.as_posix(), MOVED.as_posix(), f"{STORE}-wal", f"{STORE}-shm"}
)


def back_up(workspace: Path, to: Path | None) -> str:
    """Write the whole workspace into one new file, while the service may be running."""
    refuse_if_not_a_workspace(workspace)
    settings = load_settings(workspace).store
    if not has_run(workspace, settings):
        raise WorkspaceError(f"Nothing has run in {workspace} yet, so there is nothing to keep.")
    made = clock.now().astimezone(LONDON)
    file = to or Path(f"{workspace.resolve().name} {made:%Y-%m-%d %H%M}.zip")
    with _written_whole(file) as begun, ZipFile(begun, "w", ZIP_DEFLATED) as pack:
        number, altered = _pack(workspace, settings, pack, made)
    words = f"{file}: {count_words(number, 'line')} of history, and everything that belongs to it."
    if altered is not None:
        words += (
            f"\nThe history was altered at row {altered}: keep the backups made before, "
            f"and look at it:  audit-bot verify {workspace}"
        )
    return (
        f"{words}\nIt holds children's ids and the service's key: keep it where nobody else reads."
        f'\nTo see that it works:  audit-bot restore "{file}" some-new-folder'
    )


def _pack(
    workspace: Path, settings: StoreSettings, pack: ZipFile, made: datetime
) -> tuple[int, int | None]:
    """The files first, the store last: it then knows of every file that went in."""
    marks: dict[str, str] = {}
    for file in sorted(path for path in workspace.rglob("*") if path.is_file()):
        name = file.relative_to(workspace).as_posix()
        if name not in _LEFT_OUT:
            _put(pack, name, file, marks)
    with TemporaryDirectory() as beside:
        copy = Path(beside) / "store.db"
        copy_of(workspace, settings, copy)
        number, altered = look_through(copy)
        _put(pack, STORE.as_posix(), copy, marks)
    about = {"audit_bot": __version__, "made_at": made.isoformat(), "files": marks}
    pack.writestr(MANIFEST, json.dumps(about, indent=1))
    return number, altered


def _put(pack: ZipFile, name: str, file: Path, marks: dict[str, str]) -> None:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return  # a mail that was filed just now; it comes again under its new name, or stays away
    pack.writestr(name, content)
    marks[name] = hashlib.sha256(content).hexdigest()


@contextmanager
def _written_whole(file: Path) -> Iterator[Path]:
    """A file for its owner alone, in place only once it is whole; never in place of another."""
    if file.exists():
        raise WorkspaceError(f"{file} is there already. Please give a new name: --to FILE.zip")
    file.parent.mkdir(parents=True, exist_ok=True)
    begun = file.with_name(f"{file.name}.part")
    try:
        os.close(os.open(begun, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        yield begun
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)


def restore(file: Path, folder: Path) -> str:
    """Make the workspace `folder` from a backup: paused, and every owed letter is looked for."""
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} is not empty, and is left as it is. Name a new folder.")
    with _made_whole(folder) as begun:
        made_at = _unpack(file, begun)
        number, altered = look_through(begun / STORE)
        at = clock.now()
        why = f"restored from the backup of {made_at:%A %d %B %Y, %H:%M}"
        line = Line(at, "service", why, OPERATOR, "command")
        begin_again(begun / STORE, london_day(at), why, line)
    whole = "whole" if altered is None else f"ALTERED at row {altered} before the backup was made"
    return _what_now(folder, made_at, f"{count_words(number, 'line')} of history, {whole}")


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """A folder that is in place only once everything in it is ready."""
    begun = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(begun, ignore_errors=True)  # of a restore that was cut off
    try:
        yield begun
        if folder.exists():
            folder.rmdir()
        begun.replace(folder)
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def _what_now(folder: Path, made_at: datetime, held: str) -> str:
    steps = (
        "Make sure that no other copy of the service is running on this mailbox.",
        *_of_its_connector_and_store(folder),
        f"In the mailbox, move what came since {made_at:%d %B, %H:%M} from Handled and from\n"
        "   Put aside back to the Inbox: it is heard again, and answered once.",
        f"See what it would do:  audit-bot run {folder} --dry-run",
        f"Go on:  audit-bot resume {folder}",
    )
    return "\n".join(
        (
            f"{folder} is restored as it was on {made_at:%A %d %B %Y at %H:%M} ({held}).",
            "It is paused: mails are read and safeguarding letters leave, everything else waits.",
            "",
            *(f"{number}. {step}" for number, step in enumerate(steps, 1)),
            "",
            "Letters that left after the backup are found in Sent, and not sent again.",
        )
    )


def _of_its_connector_and_store(folder: Path) -> Iterator[str]:
    """What must be as it is today, or elsewhere than it was, before a command may be given."""
    try:
        settings = load_settings(folder)
    except SettingsError as error:
        yield f"Mend the settings:  {error}"
        return
    if settings.connector.kind == "local_folder":
        yield (
            "Put the folder Mailbox and the configuration workbook of the workspace so far, if it\n"
            "   is there still, in place of those here: they know what has happened since."
        )
    if settings.store.url:
        yield (
            "The record is a file now. Name a new schema_name in settings.toml, under [store];\n"
            f"   then  audit-bot store move {folder}  (or take url out there: it stays a file)."
        )


def _unpack(file: Path, to: Path) -> datetime:
    """Every file of the manifest, each compared with its hash; when the backup was made."""
    try:
        with ZipFile(file) as pack:
            about = json.loads(pack.read(MANIFEST))
            for name, mark in _named(about["files"], file):
                _take(pack, name, mark, to / name)
        return datetime.fromisoformat(about["made_at"])
    except FileNotFoundError as error:
        raise WorkspaceError(f"There is no file {file}.") from error
    except (BadZipFile, KeyError, ValueError, EOFError) as error:
        raise WorkspaceError(
            f"{file} is no backup, or it is damaged: {error}. Take an older one."
        ) from error


def _named(files: Mapping[str, Any], file: Path) -> Iterator[tuple[str, str]]:
    """The files of a backup; one that would land outside the new folder is refused."""
    for name, mark in files.items():
        paths = (PurePosixPath(name), PureWindowsPath(name))
        if any(path.anchor or ".." in path.parts for path in paths):
            raise WorkspaceError(f"{file} was made by something else: it holds {name!r}.")
        yield name, str(mark)


def _take(pack: ZipFile, name: str, mark: str, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with pack.open(name) as found, to.open("wb") as written:
        while piece := found.read(_PIECE):
            seen.update(piece)
            written.write(piece)
    if seen.hexdigest() != mark:
        raise ValueError(f"{name} is not what was put in")
