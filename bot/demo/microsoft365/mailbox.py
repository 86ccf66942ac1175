"""The state of one mailbox: its folders, its messages, and what has left it."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count

from bot.demo.microsoft365 import mime
from bot.demo.microsoft365.wire import Json, Refusal, not_found, when

WELL_KNOWN: Mapping[str, str] = {
    "inbox": "Inbox",
    "drafts": "Drafts",
    "sentitems": "Sent Items",
    "deleteditems": "Deleted Items",
    "junkemail": "Junk Email",
    "outbox": "Outbox",
}


@dataclass(slots=True)
class Message:
    id: str  # what `Prefer: IdType="ImmutableId"` shows
    place_id: str  # what everybody else sees: another one after each move
    folder: str  # a folder's id
    facts: Json
    headers: list[tuple[str, str]]
    extended: dict[str, str] = field(default_factory=dict)
    attachments: list[Json] = field(default_factory=list)
    raw: bytes | None = None  # of a mail that has come in
    leaves_at: datetime | None = None  # it was sent, and transport has not taken it yet

    def shown(self, *, immutable: bool) -> Json:
        own = self.id if immutable else self.place_id
        tag = {"@odata.etag": f'W/"{self.facts["changeKey"]}"'}
        return {**tag, "id": own, "parentFolderId": self.folder, **self.facts}


@dataclass(frozen=True, slots=True)
class Departed:
    """A mail on its way to its readers."""

    message_id: str  # the message's immutable id
    at: datetime
    to: tuple[str, ...]
    raw: bytes


class Mailbox:
    """`late`: how long a mail that was sent stays among the drafts, in seconds."""

    def __init__(self, address: str, now: Callable[[], datetime]) -> None:
        self.address = address
        self.late = 0.0
        self.minute_limit: int | None = None  # messages that may leave in a minute
        self.undeliverable: set[str] = set()
        self.sends_twice = False  # what a second `send` of one message does is not documented
        self.folders: dict[str, str] = {f"f-{name}": shown for name, shown in WELL_KNOWN.items()}
        self.messages: dict[str, Message] = {}
        self.departed: list[Departed] = []
        self._now = now
        self._numbers = count(1)
        self._same: Counter[str] = Counter()
        self._accepted: list[datetime] = []

    # --- folders ------------------------------------------------------------------------------

    def folder(self, name: str) -> str:
        """The id of a folder: by id or by a well-known name. Raises Refusal."""
        if name in self.folders:
            return name
        if name.casefold() in WELL_KNOWN:
            return f"f-{name.casefold()}"
        raise not_found("ErrorItemNotFound")

    def make_folder(self, name: str) -> str:
        if name.casefold() in (shown.casefold() for shown in self.folders.values()):
            raise Refusal(409, "ErrorFolderExists", "A folder with the specified name exists.")
        made = f"f-{sha256(name.encode()).hexdigest()[:12]}"
        self.folders[made] = name
        return made

    def in_folder(self, folder: str) -> list[Message]:
        return [m for m in self.all() if m.folder == folder]

    def folder_named(self, shown: str) -> str:
        """The id of the folder that people see under this name. Raises StopIteration."""
        return next(own for own, name in self.folders.items() if name == shown)

    def named(self, shown: str) -> list[Message]:
        return self.in_folder(self.folder_named(shown))

    # --- messages -----------------------------------------------------------------------------

    def all(self) -> list[Message]:
        """Every message, after transport has taken what is due."""
        for message in list(self.messages.values()):
            if message.leaves_at is not None and message.leaves_at <= self._now():
                self._depart(message)
        return list(self.messages.values())

    def message(self, given: str) -> Message:
        """By the immutable id, or by the one of its present place. Ids are case-sensitive."""
        found = next((m for m in self.all() if given in (m.id, m.place_id)), None)
        if found is None:
            raise not_found("ErrorItemNotFound")
        return found

    def deliver(self, raw: bytes, at: datetime | None = None) -> Message:
        """A mail comes in. The same mail may come twice: it is then two messages."""
        return self._keep("inbox", *mime.read(raw), at=at or self._now(), raw=raw)

    def draft(self, facts: Json, headers: list[tuple[str, str]], extended: Json) -> Message:
        own_id = self._own_id(json.dumps([facts, extended], sort_keys=True))
        usual: Json = {
            "subject": "",
            "body": {"contentType": "text", "content": ""},
            "toRecipients": [],
            "ccRecipients": [],
            "bccRecipients": [],
            "replyTo": [],
            "importance": "normal",
            "isRead": True,
            "categories": [],
            "internetMessageId": f"<{own_id}@{self.domain}>",
            "conversationId": self._own_id(f"conversation {own_id}"),
        }
        own = {"emailAddress": {"name": self.address, "address": self.address}}
        whole = {**usual, "from": own, "sender": own, **facts, "isDraft": True}
        message = self._keep("drafts", whole, headers, at=self._now())
        message.extended.update(extended)
        return message

    def change(self, message: Message, facts: Json) -> None:
        message.facts.update(facts)
        self._touch(message)

    def move(self, message: Message, folder: str) -> None:
        message.folder = folder
        message.place_id = self._mark("place", next(self._numbers))
        self._touch(message)

    def send(self, message: Message) -> None:
        """Accept a draft; it departs now, or later. Raises Refusal."""
        if message.leaves_at is not None or not message.facts["isDraft"]:
            if not self.sends_twice:
                raise Refusal(400, "ErrorInvalidOperation", "The message has been sent already.")
            self.departed.append(self._departure(message))
            return
        if not (recipients := mime.recipients(message.facts)):
            raise Refusal(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")
        if any("@" not in each for each in recipients):
            raise Refusal(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")
        self._count_a_send()
        message.leaves_at = self._now() + timedelta(seconds=self.late)
        self.all()

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    # --- inside -------------------------------------------------------------------------------

    def _depart(self, message: Message) -> None:
        message.leaves_at = None
        at = self._now()
        message.facts.update(isDraft=False, sentDateTime=when(at), receivedDateTime=when(at))
        self.move(message, self.folder("sentitems"))
        departure = self._departure(message)
        self.departed.append(departure)
        for address in self._refused_by_transport(departure):
            report = mime.delivery_failure(departure.raw, address, self.address, at)
            self.deliver(report, at)

    def _refused_by_transport(self, departure: Departed) -> Iterator[str]:
        return (a for a in departure.to if a.casefold() in self.undeliverable)

    def _departure(self, message: Message) -> Departed:
        at = self._now()
        raw = mime.written(message.facts, message.headers, message.attachments, at)
        return Departed(message.id, at, tuple(mime.recipients(message.facts)), raw)

    def _count_a_send(self) -> None:
        """Exchange Online takes 30 messages a minute of one mailbox."""
        at = self._now()
        self._accepted = [a for a in self._accepted if a > at - timedelta(minutes=1)]
        if self.minute_limit is not None and len(self._accepted) >= self.minute_limit:
            raise Refusal(
                429, "ErrorExceededMessageLimit", "Submission rate.", headers={"Retry-After": "60"}
            )
        self._accepted.append(at)

    def _keep(
        self,
        folder: str,
        facts: Json,
        headers: list[tuple[str, str]],
        *,
        at: datetime,
        raw: bytes | None = None,
    ) -> Message:
        number = next(self._numbers)
        times = {"createdDateTime": when(at), "receivedDateTime": when(at)}
        message = Message(
            id=f"AAk{self._own_id(str(facts['internetMessageId']))}",
            place_id=self._mark("place", number),
            folder=self.folder(folder),
            facts={"sentDateTime": when(at), **facts, **times},
            headers=headers,
            raw=raw,
        )
        self._touch(message)
        self.messages[message.id] = message
        return message

    def _touch(self, message: Message) -> None:
        message.facts["changeKey"] = self._mark("change", next(self._numbers))
        message.facts["lastModifiedDateTime"] = when(self._now())

    def _own_id(self, text: str) -> str:
        """The same for the same mail in every run, whatever was asked before it came."""
        self._same[text] += 1
        whole = f"{self.address} {text} {self._same[text]}"
        return sha256(whole.encode()).hexdigest()[:24].upper()

    def _mark(self, kind: str, number: int) -> str:
        return sha256(f"{self.address} {kind} {number}".encode()).hexdigest()[:24].upper()
