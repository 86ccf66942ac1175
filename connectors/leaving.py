"""How a letter leaves Exchange once: draft, found by its key, sent; on doubt a look.

A mail whose sending was answered by an error may have left (504, a lost connection). Therefore no
draft of a letter is ever made twice, none leaves that is not found by its key, and "it has not
left" is believed of a draft only when nothing has been done with it for long enough: Exchange moves
what it sends a while after it has said yes.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.ports import OutgoingMail, PermanentError, Sent, TemporaryError, Unavailable

LEAVING = timedelta(minutes=10)
# For a safeguarding letter alone a doubtful second copy is better than none (promise 1).
LEAVING_URGENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Found:
    """What carries the key of a letter in the mailbox."""

    id: str
    version: str  # differs whenever it was changed; empty where the system keeps no such thing
    is_draft: bool
    urgent: bool
    made: datetime  # aware
    changed: datetime  # aware, by the clock of the mail system
    message_id: str = ""  # empty: it has none before it leaves
    handed_over: bool = False  # on its way out, however long that takes


class Drafts(Protocol):
    """The letters of one mailbox, as one way into Exchange shows them."""

    def now(self) -> datetime:
        """The time by the clock of the mail system."""
        ...

    def check(self, mail: OutgoingMail) -> None:
        """Raises PermanentError for a letter that can never leave, before anything is done."""
        ...

    def find(self, key: str) -> Found | None:
        """What carries the key: what has left, else a draft; the oldest first."""
        ...

    def make(self, mail: OutgoingMail) -> None:
        """A new draft with its key. After a TemporaryError it may be there."""
        ...

    def fill(self, found: Found, mail: OutgoingMail) -> Found:
        """What a new draft needs besides, such as its files. Raises TemporaryError."""
        ...

    def refresh(self, found: Found, mail: OutgoingMail) -> Found:
        """Let a draft that was left lying be the letter of today, and be changed just now."""
        ...

    def leave(self, found: Found) -> None:
        """Send the draft. Unavailable and PermanentError: it was not. TemporaryError: who knows."""
        ...

    def text(self, found: Found) -> str:
        """The plain text of what has left."""
        ...


@dataclass(slots=True)
class Leaving:
    """Sends the letters of one mailbox."""

    drafts: Drafts
    # Drafts of which this process knows that their sending was not even tried.
    _untried: set[str] = field(default_factory=set)

    def send(self, mail: OutgoingMail) -> str:
        """Send, and return the Message-ID. After a TemporaryError it may have left: look.

        Raises PermanentError for an address that is none, and where Exchange refuses the letter.
        """
        self.drafts.check(mail)
        found = self.drafts.find(mail.key)
        if found is not None and not found.is_draft:
            return found.message_id
        if found is None:
            self.drafts.make(mail)
            found = self.drafts.find(mail.key)
            if found is None:
                raise TemporaryError("The draft of a letter is not found by its key.")
            self._untried.add(found.id)
            found = self.drafts.fill(found, mail)
        else:
            self._refuse_if_leaving(found)
            found = self.drafts.refresh(found, mail)
        return self._leave(found, mail.key)

    def sent(self, key: str) -> Sent | None:
        """The letter of that key; None if it surely has not left.

        Raises TemporaryError while it may be leaving.
        """
        found = self.drafts.find(key)
        if found is None:
            return None
        if found.is_draft:
            self._refuse_if_leaving(found)
            return None
        return Sent(found.message_id, self.drafts.text(found))

    def _leave(self, found: Found, key: str) -> str:
        self._untried.discard(found.id)
        try:
            self.drafts.leave(found)
        except Unavailable:
            self._untried.add(found.id)
            raise
        except PermanentError as error:
            self._settle(found, key, error)
        return found.message_id or self._message_id(key)

    def _message_id(self, key: str) -> str:
        """Of a letter whose draft had none: it has one once it has left."""
        left = self.drafts.find(key)
        if left is None or left.is_draft:
            raise TemporaryError("A letter is leaving: it is looked for again later.")
        return left.message_id

    def _settle(self, found: Found, key: str, error: PermanentError) -> None:
        """A refusal is believed only of what still is a draft: it may be the second time."""
        now = self.drafts.find(key)
        if now is None:
            raise TemporaryError("Somebody has deleted the draft of a letter.") from error
        if now.is_draft:
            self._untried.add(found.id)
            raise error

    def _refuse_if_leaving(self, found: Found) -> None:
        if found.handed_over:
            raise TemporaryError("A letter is leaving: Exchange has it and has not sent it yet.")
        if found.id in self._untried:
            return
        quiet = self.drafts.now() - found.changed
        if quiet < (LEAVING_URGENT if found.urgent else LEAVING):
            raise TemporaryError("A letter may be leaving: it is looked for again later.")
