"""The mailbox on Exchange Server: its folders, and whether the account opens it and no other."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.ports import Folder
from connectors.clock import Clock
from connectors.exchange.ews import Ews
from connectors.exchange.failures import Refused
from connectors.exchange.folders import Folders
from connectors.failures import NotSetUp


class ExchangePremises:
    """`ews_of`: the way to the mailbox of an address, by the sign-in of the service."""

    def __init__(self, mailbox: str, ews_of: Callable[[str], Ews], clock: Clock) -> None:
        self._ews_of = ews_of
        self._ews = ews_of(mailbox)
        self._folders = Folders(self._ews)
        self._clock = clock

    def mail_folders(self) -> Sequence[str]:
        return self._folders.names()

    def make_mail_folder(self, folder: Folder) -> None:
        self._folders.ending(folder)

    def read_mailbox(self) -> None:
        self._folders.check()

    def may_send(self) -> bool:
        """Exchange looks at the right to send only when a letter that exists is to leave."""
        return False

    def opens_mailbox(self, address: str) -> bool:
        """Raises TemporaryError where that could not be found out."""
        try:
            Folders(self._ews_of(address)).check()
        except (NotSetUp, Refused):
            return False
        return True

    def clock_ahead(self) -> timedelta:
        return self._ews.now() - self._clock.now()
