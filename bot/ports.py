"""What the service needs of the world outside. Connectors implement these Protocols."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias


class TemporaryError(Exception):
    """It may work later: the caller tries again, and nothing is known to have happened."""


class Unavailable(TemporaryError):
    """The whole service outside is away, or not set up rightly: nothing was done.

    It says nothing against the letter, mail or row that it was asked for.
    """


class InUse(TemporaryError):
    """Somebody has the file open; nothing was written."""


class PermanentError(Exception):
    """It will not work however often it is tried. The text is for the person who must be told."""


class Folder(StrEnum):
    """Where a mail ends."""

    HANDLED = "Handled"
    PUT_ASIDE = "Put aside"


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail as it came: the bytes of RFC 5322, unread."""

    id: str  # the mailbox's own immutable id
    received: datetime  # aware
    raw: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a letter brings along."""

    name: str  # as the reader sees it, such as "AU-7K3F-Q2.xlsx"
    content_type: str  # such as "application/pdf"
    content: bytes


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A rendered letter, ready to leave."""

    key: str  # the outbox key; the mailbox keeps it on the message itself
    to: str  # an address
    cc: tuple[str, ...]
    subject: str
    text: str
    html: str
    in_reply_to: str | None = None  # a Message-ID
    urgent: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that has left."""

    message_id: str
    text: str  # its plain text, for telling an answer from what it quotes


class Mailbox(Protocol):
    def waiting(self) -> Iterable[RawMail]:
        """The mails of the inbox, oldest first. Raises TemporaryError."""
        ...

    def file(self, mail_id: str, folder: Folder) -> None:
        """Move a mail out of the inbox. A mail that has gone already is no error."""
        ...

    def count(self, folder: Folder) -> int:
        """How many mails lie in a folder. Raises TemporaryError."""
        ...

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        """Send, and return the Message-ID. After a TemporaryError it may have left: look."""
        ...

    def sent(self, key: str) -> Sent | None:
        """The mail that carries `key`; None if it surely has not left."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the document library."""

    path: str  # relative to the library, with "/"
    modified: datetime  # aware
    etag: str  # differs whenever the content does


class Library(Protocol):
    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        """The files of `folder` that match the name pattern (as `fnmatch`), newest first."""
        ...

    def read(self, path: str) -> bytes:
        """The whole content. Raises TemporaryError while the file is being written."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Write whole or not at all. Raises InUse while a person has the file open."""
        ...


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list that people edit."""

    id: str  # stable for as long as the row exists
    number: int | None  # the row's number as a person sees it; None where the list has no numbers
    values: Mapping[str, object]  # by column heading, as read: text, numbers, dates, None


@dataclass(frozen=True, slots=True)
class RowChange:
    """Bot-owned columns of one row; `id` None adds a row. A person's columns are never touched."""

    id: str | None
    values: Mapping[str, object]


RowsOrWhyNot: TypeAlias = Sequence[ListRow] | TemporaryError | PermanentError


class Lists(Protocol):
    def names(self) -> Sequence[str]:
        """The names of the lists that exist."""
        ...

    def read(self, name: str) -> Sequence[ListRow]:
        """Every row. TemporaryError: it cannot be read now. PermanentError: it is gone."""
        ...

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        """What `read` gives or raises for each; after Unavailable the others are left out."""
        ...

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        """Apply all changes or none. Raises TemporaryError while somebody has the list locked."""
        ...

    def take_away(self, name: str, ids: Collection[str]) -> None:
        """Remove these rows; one that has gone already is no matter. Raises as `write` does."""
        ...


def one_by_one(
    read: Callable[[str], Sequence[ListRow]], names: Collection[str]
) -> Mapping[str, RowsOrWhyNot]:
    """`Lists.read_all` where nothing is gained by asking for several lists at once."""
    found: dict[str, RowsOrWhyNot] = {}
    for name in names:
        try:
            found[name] = read(name)
        except (TemporaryError, PermanentError) as error:
            found[name] = error
            if isinstance(error, Unavailable):  # nor can any other
                break
    return found


class Heartbeat(Protocol):
    def beat(self) -> None:
        """Say that a cycle has ended well. Raises TemporaryError."""
        ...


class Views(Protocol):
    """Lists that people look at: written from the store, and never read for what they say."""

    def names(self) -> Sequence[str]:
        """The names of the lists that exist."""
        ...

    def show(self, name: str, key: str, rows: Sequence[Mapping[str, object]]) -> int:
        """Let the list hold these rows and no others; `key` is the heading they are known by.

        Only what differs is written. Columns that the rows do not name are people's own and stay,
        and so does a row without a key. Returns how many rows had to be written.
        """
        ...
