"""A folder that stands for a mailbox: one .eml file a mail, which opens with a double click."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from bot.ports import Folder, OutgoingMail, PermanentError, RawMail, Sent, TemporaryError
from connectors.local_folder.files import failures_in_words, fingerprint, is_settling, write_whole
from connectors.local_folder.letter import header, key_tag, message, parsed, sent_name, words

INBOX = "Inbox"
SENT = "Sent"
HEADER_BYTES = 65_536
# Files are copied in blocks, so a copy that is under way has a size of so many whole blocks.
COPY_BLOCK = 4_096


class LocalMailbox:
    """`Mailbox/Inbox`, `Sent`, `Handled` and `Put aside` under a workspace folder."""

    def __init__(self, workspace: Path, address: str, name: str = "Audit Bot") -> None:
        self._root = workspace / "Mailbox"
        self._address = address
        self._name = name
        with failures_in_words(f"The folder {self._root.name} cannot be made"):
            for folder in (INBOX, SENT, *Folder):
                (self._root / folder).mkdir(parents=True, exist_ok=True)

    def waiting(self) -> Iterator[RawMail]:
        """The mails of the inbox, oldest first by their Date header, or else by the file's time.

        A file that is still being copied in is left for the next time. Raises TemporaryError.
        """
        with failures_in_words("The inbox cannot be read"):
            dated = sorted((received(path), path.name) for path in self._mails(INBOX))
        for at, name in dated:
            raw = self._settled(self._root / INBOX / name)
            if raw is not None:
                yield RawMail(mail_id(name, raw), at, raw)

    def file(self, mail_id: str, folder: Folder) -> None:
        """Move a mail out of the inbox. A mail that has gone already is no error."""
        name, _, _ = mail_id.rpartition("#")
        path = self._root / INBOX / Path(name).name
        with failures_in_words("A mail cannot be moved: is it open in another program?"):
            # Another mail may have arrived under the same file name: that one must stay.
            if path.is_file() and _identifies(mail_id, path):
                path.replace(free_name(self._root / folder / path.name))

    def count(self, folder: Folder) -> int:
        """How many mails lie in a folder. Raises TemporaryError."""
        with failures_in_words(f"The folder {folder} cannot be read"):
            return len(self._mails(folder))

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        """Put the mail into `Sent`. Raises PermanentError for an address that is none."""
        letter = message(mail, at, sender=(self._name, self._address))
        path = self._root / SENT / sent_name(mail, at)
        with failures_in_words("A letter cannot be written to the folder Sent"):
            write_whole(path, letter.as_bytes())
        return str(letter["Message-ID"])

    def sent(self, key: str) -> Sent | None:
        """The mail in `Sent` that carries `key`; None if there is none."""
        ending = f"{key_tag(key)}.eml"
        with failures_in_words("The folder Sent cannot be read"):
            with os.scandir(self._root / SENT) as entries:
                found = next((e.path for e in entries if e.name.endswith(ending)), None)
            raw = Path(found).read_bytes() if found else None
        if raw is None:
            return None
        letter = parsed(raw)
        return Sent(header(letter, "Message-ID"), words(letter, "text/plain"))

    def _mails(self, folder: str) -> list[Path]:
        with os.scandir(self._root / folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if entry.is_file(follow_symlinks=False)
                and entry.name.lower().endswith(".eml")
                and not entry.name.startswith(".")
            ]

    def _settled(self, path: Path) -> bytes | None:
        """The whole file; None if it has gone, is locked or is still being written."""
        try:
            before = fingerprint(path)
            raw = path.read_bytes()
            if fingerprint(path) != before or (looks_unfinished(raw) and is_settling(path)):
                return None
        except (FileNotFoundError, PermissionError):
            return None
        except OSError as error:
            raise TemporaryError(f"A mail cannot be read: {error.strerror or error}") from error
        return raw


def mail_id(name: str, raw: bytes) -> str:
    """The file's name and a mark of its content.

    Programs give the second "Re Audit.eml" that they save the name of the first, which may have
    been handled last week: by the name alone it would pass for handled too.
    """
    return f"{name}#{sha256(raw).hexdigest()[:12]}"


def _identifies(known: str, path: Path) -> bool:
    return mail_id(path.name, path.read_bytes()) == known


def headers(path: Path) -> Message:
    """The headers alone: of the first 64 KiB, so that an attachment costs nothing."""
    with path.open("rb") as file:
        return BytesHeaderParser().parsebytes(file.read(HEADER_BYTES))


def received(path: Path) -> datetime:
    """When the mail was written, by its own Date; the file's time changes whenever it is copied."""
    try:
        at = parsedate_to_datetime(str(headers(path)["Date"]))
    except (TypeError, ValueError, OverflowError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    # RFC 5322 3.3: "-0000" says that the zone is not known; the time is then UTC.
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def looks_unfinished(raw: bytes) -> bool:
    """Whether this may be the first part of a mail that is still being copied."""
    if len(raw) % COPY_BLOCK == 0:
        return True
    boundary = BytesHeaderParser().parsebytes(raw[:HEADER_BYTES]).get_boundary()
    return boundary is not None and f"--{boundary}--".encode("utf-8", "ignore") not in raw


def free_name(path: Path) -> Path:
    """`path`, or "name (2).eml" and so on where that is taken. Nothing is ever overwritten."""
    if not path.exists():
        return path
    numbered = (path.with_stem(f"{path.stem} ({n})") for n in range(2, 100_000))
    free = next((p for p in numbered if not p.exists()), None)
    if free is None:
        raise PermanentError(f"The folder {path.parent.name} is full of mails named {path.stem}.")
    return free
