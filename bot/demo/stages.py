"""Where the demonstration plays: how its people reach the service, and the service them."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.jobs.service import Service
from bot.ports import Lists
from bot.wiring import opened
from bot.workspace import CONFIGURATION
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.people import PersonsMail, SentMail, drop, sent_mails


class Stage(Protocol):
    folder: Path  # the workspace: the record is there, and in the end all that people look at

    @property
    def requests(self) -> int:
        """How many requests the service has made."""
        ...

    def opened(self) -> AbstractContextManager[Service]:
        """The service, alone with this stage."""
        ...

    def turn(self, at: datetime) -> None:
        """It is now so late."""
        ...

    def letters(self, skip: Collection[str]) -> list[SentMail]:
        """The letters that have reached people, but for those that `skip` names."""
        ...

    def drop(self, mail: PersonsMail) -> None:
        """A person's mail reaches the inbox."""
        ...

    def put(self, path: str, content: bytes) -> None:
        """A person saves a file."""
        ...

    def people(self) -> AbstractContextManager[Lists]:
        """The lists as people see and edit them."""
        ...


class FolderStage:
    """A workspace folder stands for Microsoft 365."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests = 0  # a folder is not asked

    def opened(self) -> AbstractContextManager[Service]:
        return opened(self.folder)

    def turn(self, at: datetime) -> None:
        """A folder has no clock of its own."""

    def letters(self, skip: Collection[str]) -> list[SentMail]:
        return sent_mails(self.folder, skip)

    def drop(self, mail: PersonsMail) -> None:
        drop(self.folder, mail)

    def put(self, path: str, content: bytes) -> None:
        (self.folder / path).write_bytes(content)

    @contextmanager
    def people(self) -> Iterator[Lists]:
        yield LocalLists(self.folder / CONFIGURATION)
