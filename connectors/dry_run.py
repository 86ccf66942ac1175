"""A world outside that is looked at and never changed: what would change is written down."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from bot.ports import (
    Document,
    Folder,
    Library,
    ListRow,
    Lists,
    Mailbox,
    OutgoingMail,
    PermanentError,
    RawMail,
    RowChange,
    RowsOrWhyNot,
    Sent,
    Views,
)


@dataclass(frozen=True, slots=True)
class ListChange:
    """What would be written into one row of a list."""

    name: str
    row: ListRow | None  # as it stands now; None: a row is added
    values: Mapping[str, object]


@dataclass
class Ledger:
    """What a cycle would have done to the world outside, in the order in which it would."""

    letters: list[OutgoingMail] = field(default_factory=list)
    filed: dict[str, Folder] = field(default_factory=dict)  # by the mail's id
    rows: list[ListChange] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # by path; the content that it would have
    shown: dict[str, int] = field(default_factory=dict)  # tracking list -> its rows


class DryMailbox:
    """Reads the real mailbox; letters and moves of mails go into the ledger."""

    def __init__(self, real: Mailbox, ledger: Ledger) -> None:
        self._real, self._ledger = real, ledger

    def waiting(self) -> Iterator[RawMail]:
        return (mail for mail in self._real.waiting() if mail.id not in self._ledger.filed)

    def file(self, mail_id: str, folder: Folder) -> None:
        self._ledger.filed[mail_id] = folder

    def count(self, folder: Folder) -> int:
        return self._real.count(folder) + list(self._ledger.filed.values()).count(folder)

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        if "@" not in mail.to:
            raise PermanentError(f"{mail.to!r} is no mail address.")
        self._ledger.letters.append(mail)
        return _message_id(mail.key)

    def sent(self, key: str) -> Sent | None:
        found = next((mail for mail in self._ledger.letters if mail.key == key), None)
        return Sent(_message_id(key), found.text) if found else self._real.sent(key)


def _message_id(key: str) -> str:
    return f"<{sha256(key.encode()).hexdigest()[:32]}@dry-run.invalid>"


class DryLibrary:
    """Reads the real library; a file that would be written is kept in the ledger."""

    def __init__(self, real: Library, ledger: Ledger) -> None:
        self._real, self._ledger = real, ledger

    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        return self._real.newest(folder, pattern)

    def read(self, path: str) -> bytes:
        return self._real.read(path)

    def write(self, path: str, content: bytes) -> None:
        self._ledger.files[path] = content


class DryLists:
    """Reads the real lists; a row that would be written is kept in the ledger beside what it is."""

    def __init__(self, real: Lists, ledger: Ledger) -> None:
        self._real, self._ledger = real, ledger

    def names(self) -> Sequence[str]:
        return self._real.names()

    def read(self, name: str) -> Sequence[ListRow]:
        return self._real.read(name)

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        return self._real.read_all(names)

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        rows = {row.id: row for row in self._real.read(name)}
        for change in changes:
            row = rows.get(change.id) if change.id is not None else None
            self._ledger.rows.append(ListChange(name, row, change.values))

    def take_away(self, name: str, ids: Collection[str]) -> None:
        rows = (row for row in self._real.read(name) if row.id in ids)
        self._ledger.rows += [ListChange(name, row, {"Bot check": "taken away"}) for row in rows]


class DryViews:
    """Knows the real lists by name; what would be shown in them is counted."""

    def __init__(self, real: Views, ledger: Ledger) -> None:
        self._real, self._ledger = real, ledger

    def names(self) -> Sequence[str]:
        return self._real.names()

    def show(self, name: str, key: str, rows: Sequence[Mapping[str, object]]) -> int:
        self._ledger.shown[name] = len(rows)
        return 0
