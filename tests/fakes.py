"""Stand-ins for the world outside, in memory: they pass the same contract tests as the connectors.

Each takes `before`, which is called with the name of each method first: a test makes a call fail,
or the programme stop there, by raising from it (see `Trap`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from hashlib import sha256
from itertools import count

from bot.ports import (
    Document,
    Folder,
    InUse,
    ListRow,
    OutgoingMail,
    PermanentError,
    RawMail,
    RowChange,
    RowsOrWhyNot,
    Sent,
    TemporaryError,
    one_by_one,
)

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def nothing(call: str) -> None:
    """The hook that does nothing."""


@dataclass
class Trap:
    """A `before` that raises on the n-th call of the named method (the first: 1), once."""

    call: str
    error: BaseException
    nth: int = 1
    calls: list[str] = field(default_factory=list)

    def __call__(self, call: str) -> None:
        self.calls.append(call)
        if call == self.call and self.calls.count(call) == self.nth:
            raise self.error


@dataclass
class FakeMailbox:
    """`inbox` is what waits, `filed` where mails ended, `letters` what has left, in order."""

    before: Callable[[str], None] = nothing
    after: Callable[[str], None] = nothing  # has happened, but the caller may not learn of it
    address: str = "audit-bot@council.example"
    inbox: dict[str, RawMail] = field(default_factory=dict)
    filed: dict[str, Folder] = field(default_factory=dict)
    letters: list[tuple[OutgoingMail, datetime]] = field(default_factory=list)

    def put(self, raw: bytes, received: datetime = LONG_AGO) -> str:
        """A mail arrives. Returns its id."""
        mail_id = f"mail-{len(self.inbox) + len(self.filed) + 1}"
        self.inbox[mail_id] = RawMail(mail_id, received, raw)
        return mail_id

    def waiting(self) -> Iterable[RawMail]:
        self.before("waiting")
        return sorted(self.inbox.values(), key=lambda mail: (mail.received, mail.id))

    def file(self, mail_id: str, folder: Folder) -> None:
        self.before("file")
        if self.inbox.pop(mail_id, None) is not None:
            self.filed[mail_id] = folder
        self.after("file")

    def count(self, folder: Folder) -> int:
        self.before("count")
        return list(self.filed.values()).count(folder)

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        self.before("send")
        if "@" not in mail.to:
            raise PermanentError(f"{mail.to!r} is not a mail address.")
        self.letters.append((mail, at))
        self.after("send")
        return message_id(mail.key)

    def sent(self, key: str) -> Sent | None:
        self.before("sent")
        found = next((mail for mail, _ in self.letters if mail.key == key), None)
        return Sent(message_id(key), found.text) if found else None

    def to(self, address: str) -> list[OutgoingMail]:
        """The letters that this reader has got."""
        return [mail for mail, _ in self.letters if mail.to == address]


def message_id(key: str) -> str:
    return f"<{sha256(key.encode()).hexdigest()[:32]}@council.example>"


@dataclass
class FakeLibrary:
    """`files` holds content and time of change by path; `locked` paths are open at somebody's."""

    before: Callable[[str], None] = nothing
    files: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    being_written: set[str] = field(default_factory=set)
    ticks: "count[int]" = field(default_factory=count)

    def put(self, path: str, content: bytes, modified: datetime | None = None) -> None:
        """A person saves a file."""
        at = modified or LONG_AGO + timedelta(seconds=next(self.ticks))
        self.files[path] = (content, at)

    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        self.before("newest")
        inside(folder)
        found = [
            Document(path, modified, sha256(content + str(modified).encode()).hexdigest())
            for path, (content, modified) in self.files.items()
            if path.rpartition("/")[0] == folder.strip("/")
            and fnmatch(path.rpartition("/")[2].casefold(), pattern.casefold())
        ]
        return sorted(found, key=lambda d: (d.modified, d.path), reverse=True)

    def read(self, path: str) -> bytes:
        self.before("read")
        inside(path)
        if path in self.being_written:
            raise TemporaryError(f"{path} is still being written.")
        if path not in self.files:
            raise PermanentError(f"There is no file {path}.")
        return self.files[path][0]

    def write(self, path: str, content: bytes) -> None:
        self.before("write")
        inside(path)
        if path in self.locked:
            raise InUse(f"{path} is open at somebody's.")
        self.put(path, content)


def inside(path: str) -> None:
    if path.startswith("/") or ".." in path.split("/") or "\\" in path or ":" in path:
        raise PermanentError(f"The path {path!r} leads out of the library.")


@dataclass
class FakeLists:
    """`lists` holds rows by name; each row is a dict that a test may change as a person would."""

    before: Callable[[str], None] = nothing
    lists: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    locked: bool = False
    writes: list[tuple[str, Sequence[RowChange]]] = field(default_factory=list)

    def put(self, name: str, rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
        """The list as a person has written it."""
        self.columns[name] = list(columns)
        self.lists[name] = {str(n): dict(row) for n, row in enumerate(rows, start=1)}

    def names(self) -> Sequence[str]:
        self.before("names")
        return list(self.lists)

    def read(self, name: str) -> Sequence[ListRow]:
        self.before("read")
        rows, columns = self._list(name), self.columns[name]
        return [
            ListRow(row_id, number, {column: row.get(column) for column in columns})
            for number, (row_id, row) in enumerate(rows.items(), start=2)
        ]

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        return one_by_one(self.read, names)

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        self.before("write")
        rows = self._list(name)
        for change in changes:
            if change.id is not None and change.id not in rows:
                raise TemporaryError("A row was changed by somebody.")
            if not set(change.values) <= set(self.columns[name]):
                raise PermanentError(f"The list {name} lacks a column. Please put it back.")
        wanted = [c for c in changes if c.id is None or not is_so(rows[c.id], c.values)]
        if not wanted:
            return
        if self.locked:
            raise TemporaryError("Somebody has the list open.")
        self.writes.append((name, wanted))
        for change in wanted:
            row_id = change.id or str(max((int(i) for i in rows), default=0) + 1)
            rows.setdefault(row_id, {}).update(change.values)

    def take_away(self, name: str, ids: Collection[str]) -> None:
        self.before("take away")
        rows = self._list(name)
        gone = sorted(set(ids) & set(rows))
        if gone and self.locked:
            raise TemporaryError("Somebody has the list open.")
        for row_id in gone:
            del rows[row_id]
        if gone:
            self.writes.append((name, [RowChange(row_id, {}) for row_id in gone]))

    def _list(self, name: str) -> dict[str, dict[str, object]]:
        if name not in self.lists:
            raise PermanentError(f"There is no list {name}. Please put it back.")
        return self.lists[name]


def is_so(row: Mapping[str, object], values: Mapping[str, object]) -> bool:
    return all(row.get(column) == value for column, value in values.items())


@dataclass
class FakeViews:
    """`lists` holds the rows of each list by their key; showing one of `failing` goes wrong."""

    lists: dict[str, dict[object, Mapping[str, object]]]
    failing: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)

    def names(self) -> Sequence[str]:
        self.calls.append("names")
        return list(self.lists)

    def show(self, name: str, key: str, rows: Sequence[Mapping[str, object]]) -> int:
        self.calls.append(f"show {name}")
        if name in self.failing:
            raise TimeoutError
        self.lists[name] = {row[key]: row for row in rows}
        return len(rows)
