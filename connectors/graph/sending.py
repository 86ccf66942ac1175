"""The drafts of letters in Exchange Online: made, found by their key, filled and sent by Graph."""

from datetime import datetime
from typing import Any

from bot.ports import OutgoingMail
from connectors.clock import Clock
from connectors.graph.attaching import attach
from connectors.graph.failures import Doubtful
from connectors.graph.outlook import KEY_PROPERTY, Outlook
from connectors.graph.requests import Graph, instant, quoted
from connectors.leaving import Found
from connectors.letters import key_mark
from connectors.pace import Pace

SELECT = "id,isDraft,internetMessageId,importance,createdDateTime,lastModifiedDateTime"
TEXT = 'outlook.body-content-type="text"'


class GraphDrafts:
    """Letters of one mailbox (`user`: its path). See `connectors.leaving` for what is promised."""

    def __init__(self, graph: Graph, outlook: Outlook, user: str, clock: Clock) -> None:
        self._graph = graph
        self._outlook = outlook
        self._user = user
        self._pace = Pace(clock)

    def now(self) -> datetime:
        return self._graph.now()

    def check(self, mail: OutgoingMail) -> None:
        self._outlook.letter(mail)

    def find(self, key: str) -> Found | None:
        """In whatever folder. The letter itself is older than copies of it that keep the key."""
        carries = f"ep/id eq '{KEY_PROPERTY}' and ep/value eq '{key_mark(key)}'"
        params = {
            "$filter": f"singleValueExtendedProperties/Any(ep: {carries})",
            "$select": SELECT,
        }
        entries = self._graph.pages(f"{self._user}/messages", params=params)
        found = [_found(entry) for entry in list(entries)]
        return min(found, key=lambda each: (each.is_draft, each.made), default=None)

    def make(self, mail: OutgoingMail) -> None:
        letter = self._outlook.letter(mail)
        original = self._answered(mail.in_reply_to) if mail.in_reply_to else None
        if original is None:
            letter.save_draft()
            return
        # Exchange sets what makes a thread; we cannot. The properties of the letter go along with
        # the first request already, and again with a second, since not all are taken by the first.
        body = letter.to_api_data()
        path = f"{self._user}/messages/{quoted(original)}/createReply"
        reply = self._graph.post(path, {"message": body}).json()
        self._graph.patch(self._path(str(reply["id"])), _changeable(body))

    def fill(self, found: Found, mail: OutgoingMail) -> Found:
        attach(self._graph, self._path(found.id), mail.attachments, fresh=True)
        return found

    def refresh(self, found: Found, mail: OutgoingMail) -> Found:
        path = self._path(found.id)
        self._graph.patch(path, _changeable(self._outlook.letter(mail).to_api_data()))
        attach(self._graph, path, mail.attachments, fresh=False)
        return found

    def leave(self, found: Found) -> None:
        self._pace.await_turn()
        try:
            # Not by O365, which would first write the draft once more.
            self._graph.post(f"{self._path(found.id)}/send")
        except Doubtful:
            self._pace.one_left()
            raise
        self._pace.one_left()

    def text(self, found: Found) -> str:
        params = {"$select": "body"}
        answer = self._graph.get(self._path(found.id), params=params, prefer=TEXT)
        return str(answer.json()["body"]["content"]).replace("\r\n", "\n")

    def _answered(self, message_id: str) -> str | None:
        """The id of the mail that is answered, if it is still in the mailbox."""
        quote = message_id.replace("'", "''")
        params = {"$filter": f"internetMessageId eq '{quote}'", "$select": "id,isDraft"}
        found = self._graph.pages(f"{self._user}/messages", params=params)
        return next((str(each["id"]) for each in found if not each["isDraft"]), None)

    def _path(self, message_id: str) -> str:
        return f"{self._user}/messages/{quoted(message_id)}"


def _found(entry: dict[str, Any]) -> Found:
    return Found(
        id=str(entry["id"]),
        version="",
        is_draft=bool(entry["isDraft"]),
        urgent=str(entry.get("importance")).lower() == "high",
        made=instant(entry["createdDateTime"]),
        changed=instant(entry["lastModifiedDateTime"]),
        message_id=str(entry["internetMessageId"]),
    )


def _changeable(body: dict[str, Any]) -> dict[str, Any]:
    """What may be changed of a draft: its headers are set once, when it is made."""
    return {name: value for name, value in body.items() if name != "internetMessageHeaders"}
