"""The lists and folders that the service works in, where a connector can make and inspect them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.ports import Folder

TITLE = "Title"  # inside SharePoint, the one column that every list has and nobody can delete
LONGEST_NAME = 32  # of a column inside SharePoint; longer ones are cut there


class ColumnKind(StrEnum):
    """What a column holds, in words for people."""

    LINE = "lines of text"
    TEXT = "text of several lines"
    NUMBER = "numbers"
    DATE = "days"
    TIME = "dates and times"
    CHOICE = "one choice of several"
    CHOICES = "any of several choices"
    YES_NO = "ticks for Yes and No"
    PEOPLE = "people"
    LOOK_UP = "look-ups in another list"
    LINK = "links"
    COMPUTED = "computed values"
    OTHER = "another kind"


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column as it should be."""

    heading: str
    kind: ColumnKind
    explanation: str = ""
    choices: tuple[str, ...] = ()
    unique: bool = False  # no two rows may have the same there


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list as it should be."""

    name: str
    purpose: str
    columns: tuple[ColumnShape, ...]
    title: str  # the heading of the column that `TITLE` becomes


@dataclass(frozen=True, slots=True)
class FoundColumn:
    name: str  # inside: it stays when people rename the column
    heading: str  # as people see it
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class FoundList:
    name: str  # as people see it
    first_name: str  # as it was made: it stays when people rename the list
    columns: tuple[FoundColumn, ...]
    link: str = ""


class Premises(Protocol):
    """A site. Reading changes nothing. All may raise TemporaryError and PermanentError."""

    def lists(self) -> Sequence[FoundList]:
        """The lists that people see, with their columns."""
        ...

    def make_list(self, shape: ListShape) -> None:
        """With every column but its title, which keeps the heading that every list begins with."""
        ...

    def add_column(self, list_name: str, column: ColumnShape) -> None: ...

    def name_title(self, list_name: str, column: ColumnShape) -> None:
        """Give the column `TITLE` its heading."""
        ...

    def has_folder(self, path: str) -> bool:
        """Whether the library has this folder."""
        ...

    def make_folder(self, path: str) -> None:
        """With the folders above it."""
        ...


class MailPremises(Protocol):
    """A mailbox, and who opens it. Looking changes nothing; what is not allowed raises a sentence.

    All may raise TemporaryError and PermanentError.
    """

    def mail_folders(self) -> Sequence[str]:
        """The names of the mailbox's own folders."""
        ...

    def make_mail_folder(self, folder: Folder) -> None: ...

    def read_mailbox(self) -> None: ...

    def may_send(self) -> bool:
        """True, if that can be seen before a letter leaves; it raises where it is not allowed."""
        ...

    def opens_mailbox(self, address: str) -> bool:
        """Whether the sign-in can read a mailbox that it must not."""
        ...

    def clock_ahead(self) -> timedelta:
        """By how much the mail service's clock was ahead of this machine's, at its last answer."""
        ...


class Reach(Protocol):
    """What the sign-in opens of a tenant; likewise."""

    def sign_in(self) -> None: ...

    def proof_ends(self) -> datetime | None:
        """When the certificate expires, aware; None where that cannot be seen from here."""
        ...

    def clock_ahead(self) -> timedelta:
        """By how much the tenant's clock was ahead of this machine's, at its last answer."""
        ...

    def permissions(self) -> Sequence[str] | None:
        """What is consented to for the whole tenant; None where the token does not say it."""
        ...

    def read_site(self) -> None: ...

    def may_write_site(self) -> None: ...

    def opens_root_site(self) -> bool:
        """Whether it can read the tenant's root site, where that is not the service's own."""
        ...


def inside_name(heading: str) -> str:
    """How a column is called inside SharePoint: "Bot check" is "BotBotCheck".

    The prefix keeps clear of names that SharePoint has taken, such as Order and Author.
    """
    words = re.findall(r"[A-Za-z0-9]+", heading)
    return ("Bot" + "".join(word[:1].upper() + word[1:] for word in words))[:LONGEST_NAME]


def plain_name(name: str) -> str:
    """Names of lists as they are compared: SharePoint drops some signs of the first one."""
    return re.sub(r"[^a-z0-9]", "", name.replace("%20", "").casefold())
