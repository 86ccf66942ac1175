"""What a made-up mail system has carried, as the people of the demonstration meet it."""

from collections.abc import Collection

from bot.demo.microsoft365.mailbox import Mailbox
from bot.ports import Folder
from connectors.local_folder.people import PersonsMail, SentMail, composed, read_back


class Post:
    """The letters that have left one mailbox, and the mails that come to it."""

    def __init__(self, box: Mailbox) -> None:
        self._box = box
        self._reached: list[SentMail] = []

    def letters(self, skip: Collection[str]) -> list[SentMail]:
        self._box.all()
        numbers = range(len(self._reached), len(self._box.departed))
        new = [read_back(f"{n:05d}.eml", self._box.departed[n].raw) for n in numbers]
        # By key: a letter that had to be tried again is answered as if it had come at once.
        self._reached += sorted(new, key=lambda mail: mail.key)
        return [mail for mail in self._reached if mail.file not in skip]

    def drop(self, mail: PersonsMail) -> None:
        self._box.deliver(composed(mail).as_bytes(), mail.date)

    def files(self) -> dict[str, bytes]:
        """All mails by path, as a workspace folder would hold them."""
        found = {
            f"Mailbox/{name}/{number:05d}.eml": message.raw or b""
            for name in ("Inbox", *Folder)
            for number, message in enumerate(self._box.named(name))
        }
        sent = enumerate(self._box.departed)
        return found | {f"Mailbox/Sent/{n:05d}.eml": departed.raw for n, departed in sent}
