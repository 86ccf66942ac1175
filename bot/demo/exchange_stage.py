"""The demonstration with a made-up Exchange Server for the mail, and a folder for all the rest."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.demo.cast import MAILBOX
from bot.demo.exchange.faults import Faults
from bot.demo.exchange.house import DOMAIN, PASSWORD, USER, House
from bot.demo.exchange.server import Exchange
from bot.demo.microsoft365.mailbox import Mailbox
from bot.demo.post import Post
from bot.demo.simulated_time import SimulatedTime, no_chance
from bot.jobs.service import Service
from bot.outside import INBOX_MEMORY, Outside
from bot.ports import Folder, Lists
from bot.wiring import opened
from bot.workspace import CONFIGURATION
from connectors.exchange.access import Access, SignIn
from connectors.exchange.ews import Ews
from connectors.exchange.mailbox import ExchangeMailbox
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.people import PersonsMail, SentMail


class ExchangeStage:
    """A server on this machine stands for Exchange Server. `faults`: what goes wrong there.

    When it closes, all mails are written into the workspace as files.
    """

    def __init__(self, folder: Path, start: datetime, faults: Faults | None = None) -> None:
        self.folder = folder
        self.time = SimulatedTime(start)
        self.box = Mailbox(MAILBOX, self.time.now)
        for name in Folder:
            self.box.make_folder(name)
        self.service = Exchange(House(self.box, self.time.now), faults)
        self._post = Post(self.box)
        self.before: Callable[[str], None] = lambda step: None  # is called before every commit

    @property
    def requests(self) -> int:
        return self.service.requests

    @contextmanager
    def opened(self) -> Iterator[Service]:
        outside = self.connectors()
        with self.service.running(), opened(self.folder, self._before, outside) as service:
            try:
                yield service
            finally:
                for path, content in self._post.files().items():
                    file = self.folder / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)

    def connectors(self, through: Callable[[Ews], Ews] = lambda ews: ews) -> Outside:
        """As after a start of the service: they know nothing but what is remembered in files.

        `through`: what their requests pass besides.
        """
        access = Access(
            self.service.url, MAILBOX, SignIn.NTLM, user=f"{DOMAIN}\\{USER}", password=PASSWORD
        )
        clock = self.time.clock()
        ews = Ews(access, clock, user_agent="AuditBot/demonstration", chance=no_chance)
        mailbox = ExchangeMailbox(through(ews), clock, self.folder / INBOX_MEMORY)
        lists = LocalLists(self.folder / CONFIGURATION)
        return Outside(mailbox, LocalLibrary(self.folder), lists)

    def turn(self, at: datetime) -> None:
        self.time.turn(at)

    def letters(self, skip: Collection[str]) -> list[SentMail]:
        return self._post.letters(skip)

    def drop(self, mail: PersonsMail) -> None:
        self._post.drop(mail)

    def put(self, path: str, content: bytes) -> None:
        (self.folder / path).write_bytes(content)

    @contextmanager
    def people(self) -> Iterator[Lists]:
        yield LocalLists(self.folder / CONFIGURATION)

    def _before(self, step: str) -> None:
        self.before(step)
