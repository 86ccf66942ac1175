"""The mailbox in Exchange Online: the inbox as a queue, and letters that leave once."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

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
from connectors.graph.access import Access
from connectors.graph.failures import NotThere
from connectors.graph.folders import Folders
from connectors.graph.outlook import Outlook
from connectors.graph.requests import Graph, instant, quoted
from connectors.graph.sending import GraphDrafts
from connectors.leaving import Leaving

log = logging.getLogger(__name__)

PAGE = "50"  # larger pages have timed out


class GraphMailbox:
    """A shared mailbox that the application may open; see `connectors.leaving` for letters."""

    def __init__(self, graph: Graph, access: Access, address: str, clock: Clock) -> None:
        self._graph = graph
        self._user = f"users/{quoted(address)}"
        self._folders = Folders(graph, self._user)
        self._outlook = Outlook(graph, access, self._user)
        self._leaving = Leaving(GraphDrafts(graph, self._outlook, self._user, clock))

    def waiting(self) -> Iterator[RawMail]:
        """The mails of the inbox, oldest first. Raises TemporaryError.

        The ids of all pages are read before the first mail is given: filing moves mails out of the
        pages that are still to come.
        """
        params = {
            "$select": "id,receivedDateTime",
            "$orderby": "receivedDateTime asc",
            "$top": PAGE,
        }
        entries = self._graph.pages(f"{self._user}/mailFolders/inbox/messages", params=params)
        found = {str(e["id"]): instant(e["receivedDateTime"]) for e in list(entries)}
        for mail_id, received in sorted(found.items(), key=lambda item: (item[1], item[0])):
            raw = self._raw(mail_id, received)
            if raw is not None:
                yield RawMail(mail_id, received, raw)

    def file(self, mail_id: str, folder: Folder) -> None:
        """Move a mail out of the inbox. A mail that has gone already is no error."""
        try:
            self._move(mail_id, folder)
        except NotThere:
            # The mail has gone, or the folder has.
            if self._exists(mail_id):
                self._folders.forget(folder)
                self._move(mail_id, folder)

    def count(self, folder: Folder) -> int:
        """How many mails lie in a folder. Raises TemporaryError."""
        try:
            return self._folders.count(folder)
        except NotThere:
            self._folders.forget(folder)
            return self._folders.count(folder)

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
        path = f"{self._user}/messages/{quoted(mail_id)}"
        try:
            raw = self._graph.get(f"{path}/$value").content
            return self._with_proof(raw, path)
        except NotThere:
            return None
        except Unavailable:
            raise
        except (TemporaryError, PermanentError) as error:
            log.warning("a mail cannot be had: %s", error)
        # Is it this mail, or Microsoft 365? Raises if it is not this mail alone.
        if not self._exists(mail_id):
            return None
        waited = self._graph.now() - received
        return stand_in(mail_id, "Microsoft 365") if waited > PATIENCE else None

    def _with_proof(self, raw: bytes, path: str) -> bytes:
        if not lacks_proof(raw):
            return raw
        beside = self._graph.get(path, params={"$select": "internetMessageHeaders"}).json()
        return with_proof(raw, beside.get("internetMessageHeaders") or ())

    def _move(self, mail_id: str, folder: Folder) -> None:
        message: Any = self._outlook.received(quoted(mail_id))
        message.move(self._folders.id_of(folder))

    def _exists(self, mail_id: str) -> bool:
        try:
            self._graph.get(f"{self._user}/messages/{quoted(mail_id)}", params={"$select": "id"})
        except NotThere:
            return False
        return True
