"""The mailbox on Exchange Server: the inbox as a queue, and letters that leave once."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from exchangelib.fields import FieldPath
from exchangelib.items import ID_ONLY, Item
from exchangelib.properties import FolderId, ItemId
from exchangelib.services import GetItem, MoveItem

from bot.ports import (
    Folder,
    OutgoingMail,
    PermanentError,
    RawMail,
    Sent,
    TemporaryError,
    Unavailable,
)
from connectors.arriving import PATIENCE, lacks_proof, stand_in, with_proof
from connectors.clock import Clock
from connectors.exchange.drafts import ExchangeDrafts
from connectors.exchange.ews import Ews
from connectors.exchange.failures import NoFolder, NotThere
from connectors.exchange.folders import Folders
from connectors.exchange.inbox import Memory, Waiting
from connectors.leaving import Leaving

log = logging.getLogger(__name__)


class ExchangeMailbox:
    """A mailbox that the service account may open; see `connectors.leaving` for letters.

    `memory`: a file for what is known of the inbox. An id is that of the mail in its folder: it is
    another one once the mail has been moved.
    """

    def __init__(self, ews: Ews, clock: Clock, memory: Path) -> None:
        self._ews = ews
        self._folders = Folders(ews)
        self._waiting = Waiting(ews, self._folders, Memory(memory))
        self._leaving = Leaving(ExchangeDrafts(ews, self._folders, clock))

    def waiting(self) -> Iterator[RawMail]:
        """The mails of the inbox, oldest first. Raises TemporaryError."""
        found = self._waiting.mails()
        for mail_id, received in sorted(found.items(), key=lambda item: (item[1], item[0])):
            raw = self._raw(mail_id, received)
            if raw is not None:
                yield RawMail(mail_id, received, raw)

    def file(self, mail_id: str, folder: Folder) -> None:
        """Move a mail out of the inbox. A mail that has gone already is no error."""
        try:
            self._move(mail_id, folder)
        except NoFolder:
            self._folders.forget()
            self._move(mail_id, folder)
        except NotThere:
            return

    def count(self, folder: Folder) -> int:
        """How many mails lie in a folder. Raises TemporaryError."""
        try:
            return self._folders.count(self._folders.ending(folder))
        except NotThere:
            self._folders.forget()
            return self._folders.count(self._folders.ending(folder))

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        """Send, and return the Message-ID. After a TemporaryError it may have left: look."""
        return self._leaving.send(mail)

    def sent(self, key: str) -> Sent | None:
        """The mail that carries `key`; None if it surely has not left. Raises TemporaryError."""
        return self._leaving.sent(key)

    def _raw(self, mail_id: str, received: datetime) -> bytes | None:
        """The mail as it came; None if it has gone, or cannot be had this time.

        One that cannot be had for an hour is given as a stand-in, so that it ends with a person.
        """
        try:
            item = self._get(mail_id, "mime_content", "headers")
            if item.mime_content:
                return _proven(item)
        except NotThere:
            return None
        except Unavailable:
            raise
        except (TemporaryError, PermanentError) as error:
            log.warning("a mail cannot be had: %s", error)
        # Is it this mail, or Exchange? Raises if it is not this mail alone.
        try:
            self._get(mail_id)
        except NotThere:
            return None
        waited = self._ews.now() - received
        return stand_in(mail_id, "Exchange Server") if waited > PATIENCE else None

    def _get(self, mail_id: str, *names: str) -> Item:
        fields = [FieldPath(field=Item.get_field_by_fieldname(name)) for name in names]
        [item] = self._ews.ask(
            GetItem(account=self._ews.account),
            repeatable=True,
            items=[ItemId(mail_id)],
            additional_fields=fields or None,
            shape=ID_ONLY,
        )
        return item

    def _move(self, mail_id: str, folder: Folder) -> None:
        place: FolderId = self._folders.ending(folder)
        self._ews.ask(
            MoveItem(account=self._ews.account),
            repeatable=True,  # done already, it is not found a second time
            items=[ItemId(mail_id)],
            to_folder=place,
        )


def _proven(item: Item) -> bytes:
    raw = bytes(item.mime_content)
    if not lacks_proof(raw):
        return raw
    beside = [{"name": str(h.name), "value": str(h.value)} for h in item.headers or ()]
    return with_proof(raw, beside)
