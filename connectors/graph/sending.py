"""How a letter leaves once: draft with its key, files, found by its key, sent; on doubt a look.

A mail whose sending was answered by an error may have left (504, a lost connection). Therefore no
draft of a letter is ever made twice, none leaves that is not found by its key, and "it has not
left" is believed of a draft only when nothing has been done with it for long enough: Exchange moves
what it sends a while after it has said yes.
"""

from datetime import timedelta
from typing import Any

from bot.ports import OutgoingMail, Sent, TemporaryError, Unavailable
from connectors.graph.attaching import attach
from connectors.graph.clock import Clock
from connectors.graph.failures import Doubtful, Refused
from connectors.graph.outlook import KEY_PROPERTY, Outlook, key_mark
from connectors.graph.pace import Pace
from connectors.graph.requests import Graph, instant, quoted

LEAVING = timedelta(minutes=10)
# For a safeguarding letter alone a doubtful second copy is better than none (promise 1).
LEAVING_URGENT = timedelta(minutes=1)
SELECT = "id,isDraft,internetMessageId,importance,createdDateTime,lastModifiedDateTime"
TEXT = 'outlook.body-content-type="text"'


class Sending:
    """Letters of one mailbox (`user`: its path)."""

    def __init__(self, graph: Graph, outlook: Outlook, user: str, clock: Clock) -> None:
        self._graph = graph
        self._outlook = outlook
        self._user = user
        self._pace = Pace(clock)
        # Drafts of which this process knows that their sending was not even tried.
        self._untried: set[str] = set()

    def send(self, mail: OutgoingMail) -> str:
        """Send, and return the Message-ID. After a TemporaryError it may have left: look.

        Raises PermanentError for an address that is none, and where Exchange refuses the letter.
        """
        letter = self._outlook.letter(mail)
        found = self._find(mail.key)
        if found is not None and not found["isDraft"]:
            return str(found["internetMessageId"])
        if found is None:
            self._draft(letter, mail)
            found = self._find(mail.key)
            if found is None:
                raise TemporaryError("The draft of a letter is not found by its key.")
            self._untried.add(found["id"])
            attach(self._graph, self._path(found), mail.attachments, fresh=True)
        else:
            self._refuse_if_leaving(found)
            self._refresh(found, letter, mail)
        return self._leave(found, mail.key)

    def sent(self, key: str) -> Sent | None:
        """The letter of that key; None if it surely has not left.

        Raises TemporaryError while it may be leaving.
        """
        found = self._find(key, f"{SELECT},body", TEXT)
        if found is None:
            return None
        if found["isDraft"]:
            self._refuse_if_leaving(found)
            return None
        text = str(found["body"]["content"]).replace("\r\n", "\n")
        return Sent(str(found["internetMessageId"]), text)

    def _find(self, key: str, select: str = SELECT, prefer: str = "") -> dict[str, Any] | None:
        """What carries the key, in whatever folder: what has left, else a draft; the oldest first.

        The letter itself is older than whatever copies of it keep the property.
        """
        carries = f"ep/id eq '{KEY_PROPERTY}' and ep/value eq '{key_mark(key)}'"
        params = {
            "$filter": f"singleValueExtendedProperties/Any(ep: {carries})",
            "$select": select,
        }
        found = list(self._graph.pages(f"{self._user}/messages", params=params, prefer=prefer))
        return min(found, key=lambda each: (each["isDraft"], each["createdDateTime"]), default=None)

    def _draft(self, letter: Any, mail: OutgoingMail) -> None:
        original = self._answered(mail.in_reply_to) if mail.in_reply_to else None
        if original is None:
            letter.save_draft()
            return
        # Exchange sets what makes a thread; we cannot. The properties of the letter go along with
        # the first request already, and again with a second, since not all are taken by the first.
        body = letter.to_api_data()
        path = f"{self._user}/messages/{quoted(original)}/createReply"
        reply = self._graph.post(path, {"message": body}).json()
        self._graph.patch(self._path(reply), _changeable(body))

    def _answered(self, message_id: str) -> str | None:
        """The id of the mail that is answered, if it is still in the mailbox."""
        quote = message_id.replace("'", "''")
        params = {"$filter": f"internetMessageId eq '{quote}'", "$select": "id,isDraft"}
        found = self._graph.pages(f"{self._user}/messages", params=params)
        return next((str(each["id"]) for each in found if not each["isDraft"]), None)

    def _refresh(self, found: dict[str, Any], letter: Any, mail: OutgoingMail) -> None:
        """Let a draft that was left lying be the letter of today, and be changed just now."""
        self._graph.patch(self._path(found), _changeable(letter.to_api_data()))
        attach(self._graph, self._path(found), mail.attachments, fresh=False)

    def _leave(self, found: dict[str, Any], key: str) -> str:
        self._pace.await_turn()
        self._untried.discard(found["id"])
        try:
            # Not by O365, which would first write the draft once more.
            self._graph.post(f"{self._path(found)}/send")
        except Unavailable:
            self._untried.add(found["id"])
            raise
        except Doubtful:
            self._pace.one_left()
            raise
        except Refused as error:
            self._settle(found, key, error)
        self._pace.one_left()
        return str(found["internetMessageId"])

    def _settle(self, found: dict[str, Any], key: str, error: Refused) -> None:
        """A refusal is believed only of what still is a draft: it may be the second time."""
        now = self._find(key)
        if now is None:
            raise TemporaryError("Somebody has deleted the draft of a letter.") from error
        if now["isDraft"]:
            self._untried.add(found["id"])
            raise error

    def _refuse_if_leaving(self, found: dict[str, Any]) -> None:
        if found["id"] in self._untried:
            return
        urgent = str(found.get("importance")).lower() == "high"
        changed = instant(found["lastModifiedDateTime"])
        if self._graph.now() - changed < (LEAVING_URGENT if urgent else LEAVING):
            raise TemporaryError("A letter may be leaving: it is looked for again later.")

    def _path(self, message: dict[str, Any]) -> str:
        return f"{self._user}/messages/{quoted(message['id'])}"


def _changeable(body: dict[str, Any]) -> dict[str, Any]:
    """What may be changed of a draft: its headers are set once, when it is made."""
    return {name: value for name, value in body.items() if name != "internetMessageHeaders"}
