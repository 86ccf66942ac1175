"""A real mailbox whose letters do not leave for their readers yet: kept apart, or redirected."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from html import escape

from bot.ports import Folder, Mailbox, OutgoingMail, RawMail, Sent

_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)


class Rehearsing:
    """Reads one mailbox and sends by another: into a folder, where letters are looked at."""

    def __init__(self, reads: Mailbox, sends: Mailbox) -> None:
        self._reads, self._sends = reads, sends

    def waiting(self) -> Iterable[RawMail]:
        return self._reads.waiting()

    def file(self, mail_id: str, folder: Folder) -> None:
        self._reads.file(mail_id, folder)

    def count(self, folder: Folder) -> int:
        return self._reads.count(folder)

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        return self._sends.send(mail, at)

    def sent(self, key: str) -> Sent | None:
        return self._sends.sent(key)


class Redirecting:
    """Sends every letter to one address, with a line that says to whom it would have gone."""

    def __init__(self, mailbox: Mailbox, to: str) -> None:
        self._mailbox, self._to = mailbox, to

    def waiting(self) -> Iterable[RawMail]:
        return self._mailbox.waiting()

    def file(self, mail_id: str, folder: Folder) -> None:
        self._mailbox.file(mail_id, folder)

    def count(self, folder: Folder) -> int:
        return self._mailbox.count(folder)

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        return self._mailbox.send(redirected(mail, self._to), at)

    def sent(self, key: str) -> Sent | None:
        return self._mailbox.sent(key)


def redirected(mail: OutgoingMail, to: str) -> OutgoingMail:
    """The letter as it is, but to one reader and with a first line of its own."""
    copies = f", with a copy to {', '.join(mail.cc)}" if mail.cc else ""
    line = f"Rehearsal: this letter would go to {mail.to}{copies}."
    marked = f'<p style="border:2px solid;padding:8px"><strong>{escape(line)}</strong></p>'
    html, found = _BODY.subn(lambda body: body[0] + marked, mail.html, count=1)
    html = html if found else marked + html
    return replace(mail, to=to, cc=(), text=f"{line}\n\n{mail.text}", html=html)
