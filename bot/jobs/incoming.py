"""What is known of a mail that came in, and where it ends."""

from dataclasses import dataclass
from datetime import datetime

from bot.jobs.locate import Located
from bot.mail.attached import NOTHING, Attached
from bot.policy.council import Person
from bot.policy.said import MailKind, Reading
from bot.ports import Folder


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a mail ends, what it was about, and why, in a line."""

    folder: Folder
    about: str | None
    note: str
    kind: MailKind = MailKind.REPLY
    sender: str = ""  # a person's name, if it is proven


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with everything that is known of it before it is decided about."""

    received: datetime
    address: str | None
    proven: bool
    person: Person | None  # the proven sender, if on the People list
    located: Located
    reading: Reading
    undo: str | None  # UNDO or CHANGE, if that is its first line
    stray: bool  # its subject carries the mark of a letter to somebody else
    attached: Attached = NOTHING  # the workbooks that it brings
    parts: tuple["Mail", ...] = ()  # of several audits, what it says of each

    @property
    def audit(self) -> str | None:
        return self.located.file.audit.ref if self.located.file else None
