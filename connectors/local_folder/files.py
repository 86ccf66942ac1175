"""What each part of a workspace folder needs: whole writes, locks, safe names, plain words."""

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from secrets import token_hex

from bot.ports import PermanentError, TemporaryError, Unavailable

# What Windows refuses in a file name, and control characters, which confuse everybody.
ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]+')
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")

SETTLING_SECONDS = 60

# Full, beyond a quota or a limit of the process, read-only, broken.
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


@contextmanager
def failures_in_words(what: str) -> Iterator[None]:
    """Turn what the file system refuses into a TemporaryError: locks, lost shares.

    A disk that is full or read-only is Unavailable: no file is to blame for it.
    """
    try:
        yield
    except OSError as error:
        of_disk = error.errno in _OF_THE_DISK
        kind = Unavailable if of_disk else TemporaryError
        raise kind(f"{what}: {error.strerror or error}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, even if the power fails. Raises OSError."""
    draft = path.parent / f".{token_hex(8)}.tmp"
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # The new name is safe on disk only once the folder is. Windows cannot open a folder for this
    # and does not need to; some network shares refuse it.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def fingerprint(path: Path) -> str:
    """Differs whenever the content does: each way of writing changes size, time or inode."""
    found = path.stat()
    return f"{found.st_size:x}-{found.st_mtime_ns:x}-{found.st_ino:x}"


def is_settling(path: Path) -> bool:
    """Whether the file was written within the last minute, by the clock of its own folder.

    A network share's clock is not this machine's, so a file written beside it tells the time.
    """
    probe = path.parent / f".{token_hex(8)}.tmp"
    try:
        probe.touch()
        age = probe.stat().st_mtime - path.stat().st_mtime
    finally:
        probe.unlink(missing_ok=True)
    return abs(age) < SETTLING_SECONDS


def lock_of(path: Path) -> Path | None:
    """The file with which Excel ("~$name") or LibreOffice (".~lock.name#") says: it is open."""
    locks = (path.parent / f"~${path.name}", path.parent / f".~lock.{path.name}#")
    return next((lock for lock in locks if lock.exists()), None)


def inside(root: Path, relative: str) -> Path:
    """The file of that name under `root`. Raises PermanentError for a path that leads out of it."""
    parts = PurePosixPath(relative)
    steps_out = parts.is_absolute() or ".." in parts.parts or "\\" in relative or ":" in relative
    if steps_out or "\0" in relative:
        raise PermanentError(f"The path {relative!r} leads out of the workspace folder.")
    path = root / parts
    if not path.resolve().is_relative_to(root.resolve()):
        raise PermanentError(f"The path {relative!r} is a link that leads out of the workspace.")
    return path


def safe_name(text: str, most_bytes: int = 100) -> str:
    """`text` as part of a file name that Windows, macOS and Linux all accept; never empty."""
    plain = unicodedata.normalize("NFC", ILLEGAL.sub(" ", text)).encode("utf-8", "ignore")
    # Windows drops dots and spaces at the end of a name without a word, so they go here.
    short = " ".join(plain[:most_bytes].decode("utf-8", "ignore").split()).strip(". ")
    return f"_{short}" if not short or RESERVED.match(short) else short
