"""The world outside, in memory: a mailbox, a library and lists that nobody else can see."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count

from bot.configuration.sheets import SHEETS
from bot.ports import (
    Document,
    Folder,
    ListRow,
    OutgoingMail,
    PermanentError,
    RawMail,
    RowChange,
    RowsOrWhyNot,
    Sent,
    one_by_one,
)


@dataclass
class Mailbox:
    """`left` are the letters, in order; `deaf` addresses do not exist."""

    inbox: dict[str, RawMail] = field(default_factory=dict)
    filed: dict[str, Folder] = field(default_factory=dict)
    left: list[tuple[OutgoingMail, datetime]] = field(default_factory=list)
    by_key: dict[str, OutgoingMail] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)

    def put(self, raw: bytes, received: datetime) -> None:
        mail_id = f"mail-{next(self.numbers)}"
        self.inbox[mail_id] = RawMail(mail_id, received, raw)

    def waiting(self) -> Iterable[RawMail]:
        return sorted(self.inbox.values(), key=lambda mail: (mail.received, mail.id))

    def file(self, mail_id: str, folder: Folder) -> None:
        if self.inbox.pop(mail_id, None) is not None:
            self.filed[mail_id] = folder

    def count(self, folder: Folder) -> int:
        return sum(where is folder for where in self.filed.values())

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        if mail.key in self.by_key:
            raise AssertionError(f"sent twice: {mail.key}")
        self.by_key[mail.key] = mail
        self.left.append((mail, at))
        return message_id(mail.key)

    def sent(self, key: str) -> Sent | None:
        mail = self.by_key.get(key)
        return Sent(message_id(key), mail.text) if mail else None


def message_id(key: str) -> str:
    return f"<{sha256(key.encode()).hexdigest()[:32]}@simulated.example>"


@dataclass
class Library:
    """Holds the newest publication of Annexe A; workbooks written are only counted."""

    newest_file: Document | None = None
    written: int = 0

    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        return [self.newest_file] if self.newest_file else []

    def read(self, path: str) -> bytes:
        return path.encode()

    def write(self, path: str, content: bytes) -> None:
        self.written += 1


class Lists:
    """The coordinator's lists as rows in memory."""

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        self._numbers = count(1)
        self.rows: dict[str, dict[str, dict[str, object]]] = {
            name: {self._id(): dict(values) for values in listed} for name, listed in rows.items()
        }

    def names(self) -> Sequence[str]:
        return list(self.rows)

    def read(self, name: str) -> Sequence[ListRow]:
        if name not in self.rows:
            raise PermanentError(f"there is no list {name}")
        return [ListRow(row, None, values) for row, values in self.rows[name].items()]

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        return one_by_one(self.read, names)

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        for change in changes:
            if change.id is None:
                self.add(name, **change.values)
            else:
                self.rows[name][change.id].update(change.values)

    def take_away(self, name: str, ids: Collection[str]) -> None:
        for row in ids:
            self.rows[name].pop(row, None)

    def add(self, name: str, **values: object) -> None:
        """A new row has every column of its list, as one in a workbook has."""
        blank = {column.heading: None for column in SHEETS[name].columns}
        self.rows[name][self._id()] = {**blank, **values}

    def _id(self) -> str:
        return str(next(self._numbers))
