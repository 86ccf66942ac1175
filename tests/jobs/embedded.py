"""The embedded default for stories: the real mailbox folder, workbook and files of a workspace.

What a story does to the stand-ins of `tests.fakes` it does to these in the same words, and it ends
in the workspace as a person's would: a mail as a file in the inbox, an edit as a cell typed with
openpyxl. The service works with the connectors of `connectors.local_folder` alone.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from openpyxl import load_workbook

from bot.configuration.workbook import new_workbook
from bot.ports import (
    Attachment,
    Document,
    Folder,
    ListRow,
    OutgoingMail,
    RawMail,
    RowChange,
    RowsOrWhyNot,
    Sent,
    one_by_one,
)
from bot.workspace import CONFIGURATION
from connectors.local_folder.cells import start_like
from connectors.local_folder.library import LocalLibrary
from connectors.local_folder.lists import LocalLists
from connectors.local_folder.mailbox import LocalMailbox
from connectors.local_folder.people import read_back
from connectors.local_folder.tables import find_grid

Cells = dict[str, dict[str, dict[str, object]]]  # sheet -> row -> heading -> what stands there
_OWN = ("Mailbox", "Store")


@dataclass
class FolderMailbox:
    """`Mailbox/` of a workspace."""

    workspace: Path
    address: str
    _read: dict[str, tuple[OutgoingMail, datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._real = LocalMailbox(self.workspace, self.address)
        self._root = self.workspace / "Mailbox"

    def put(self, raw: bytes, received: datetime) -> str:
        """A mail arrives. Returns the name of its file."""
        number = len(list(self._root.glob("*/*.eml")))
        path = self._root / "Inbox" / f"{received:%Y-%m-%d %H%M} {number}.eml"
        path.write_bytes(raw)
        os.utime(path, (received.timestamp(), received.timestamp()))
        return path.name

    @property
    def letters(self) -> list[tuple[OutgoingMail, datetime]]:
        """What lies in the folder Sent, in the order in which it was put there."""
        paths = (self._root / "Sent").glob("*.eml")
        for path in paths:
            if path.name not in self._read:
                self._read[path.name] = _letter(path)
        found = sorted(self._read, key=lambda name: (self._root / "Sent" / name).stat().st_mtime_ns)
        return [self._read[name] for name in found]

    @property
    def filed(self) -> dict[str, Folder]:
        """Where each mail ended, by the name of its file."""
        return {p.name: folder for folder in Folder for p in (self._root / folder).glob("*.eml")}

    @property
    def inbox(self) -> set[str]:
        """The names of the files that nobody has filed yet."""
        return {path.name for path in (self._root / "Inbox").glob("*.eml")}

    def waiting(self) -> Iterable[RawMail]:
        return self._real.waiting()

    def file(self, mail_id: str, folder: Folder) -> None:
        self._real.file(mail_id, folder)

    def count(self, folder: Folder) -> int:
        return self._real.count(folder)

    def send(self, mail: OutgoingMail, at: datetime) -> str:
        return self._real.send(mail, at)

    def sent(self, key: str) -> Sent | None:
        return self._real.sent(key)


def _letter(path: Path) -> tuple[OutgoingMail, datetime]:
    raw = path.read_bytes()
    mail = read_back(path.name, raw)
    message = BytesParser(EmailMessage, policy=default).parsebytes(raw)
    brought = tuple(
        Attachment(str(part.get_filename()), part.get_content_type(), part.get_content())
        for part in message.iter_attachments()
    )
    letter = OutgoingMail(
        mail.key, mail.to, mail.cc, mail.subject, mail.text, mail.html, attachments=brought
    )
    return letter, mail.date


@dataclass
class FolderLibrary:
    """The files of a workspace."""

    workspace: Path

    def __post_init__(self) -> None:
        self._real = LocalLibrary(self.workspace)

    def put(self, path: str, content: bytes, modified: datetime) -> None:
        """A person saves a file."""
        file = self.workspace / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (modified.timestamp(), modified.timestamp()))

    @property
    def files(self) -> dict[str, tuple[bytes, datetime]]:
        """What people find there, but for the mailbox and the coordinator's workbook."""
        names = (p.relative_to(self.workspace) for p in self.workspace.rglob("*") if p.is_file())
        shown = (n for n in names if n.parts[0] not in (*_OWN, CONFIGURATION))
        return {
            name.as_posix(): (
                (self.workspace / name).read_bytes(),
                datetime.fromtimestamp((self.workspace / name).stat().st_mtime, UTC),
            )
            for name in shown
        }

    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        return self._real.newest(folder, pattern)

    def read(self, path: str) -> bytes:
        return self._real.read(path)

    def write(self, path: str, content: bytes) -> None:
        self._real.write(path, content)


@dataclass
class WorkbookLists:
    """The configuration workbook: what a story changes in `lists` is typed before it is read."""

    path: Path
    writes: list[tuple[str, Sequence[RowChange]]] = field(default_factory=list)
    _seen: Cells | None = None
    _typed: Cells | None = None

    def __post_init__(self) -> None:
        self._real = LocalLists(self.path)

    @property
    def lists(self) -> Cells:
        """What the coordinator sees, by the number of the row; to be changed as they would."""
        if self._typed is None:
            self._look()
        assert self._typed is not None
        return self._typed

    def _look(self) -> None:
        """See the workbook as it now is; a row that a story holds in its hand stays that row."""
        held = {
            (name, _mark(number, cells)): cells
            for name, rows in (self._typed or {}).items()
            for number, cells in rows.items()
        }
        self._typed = {}
        for name in self._real.names():
            self._typed[name] = {}
            for row in self._real.read(name):
                cells = held.get((name, _mark(str(row.number), row.values)), {})
                cells.clear()
                cells.update(row.values)
                self._typed[name][str(row.number)] = cells
        self._seen = deepcopy(self._typed)

    def names(self) -> Sequence[str]:
        return self._real.names()

    def read(self, name: str) -> Sequence[ListRow]:
        self._type()
        return self._real.read(name)

    def read_all(self, names: Collection[str]) -> Mapping[str, RowsOrWhyNot]:
        return one_by_one(self.read, names)

    def write(self, name: str, changes: Sequence[RowChange]) -> None:
        self._type()
        before = self.path.read_bytes()
        self._real.write(name, changes)
        if self.path.read_bytes() != before:
            self.writes.append((name, changes))
            if self._typed is not None:
                self._look()

    def take_away(self, name: str, ids: Collection[str]) -> None:
        self._type()
        self._real.take_away(name, ids)
        if self._typed is not None:
            self._look()

    def _type(self) -> None:
        """Put into the cells what the coordinator has changed, and save the workbook."""
        if self._typed is None or self._typed == self._seen:
            return
        book = load_workbook(self.path)
        for name, rows in self._typed.items():
            seen = (self._seen or {}).get(name, {})
            if rows != seen:
                _type_rows(book[name], rows, seen)
        book.save(self.path)
        self._look()


def _mark(number: str, cells: Mapping[str, object]) -> str:
    """What a row is known by when others above it have gone."""
    return str(cells.get("Key") or number)


def _type_rows(
    sheet: object, rows: Mapping[str, Mapping[str, object]], seen: Mapping[str, object]
) -> None:
    grid = find_grid(sheet)  # type: ignore[arg-type]
    assert grid is not None
    for number, values in rows.items():
        if values == seen.get(number):
            continue
        row = int(number) if number in seen else grid.next_row()
        if number not in seen:
            start_like(grid.sheet, row - 1, row, header=grid.header)  # as Excel does
        for heading, value in values.items():
            grid.sheet.cell(row, grid.columns[heading]).value = value  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Workspace:
    """Mailbox, library and lists of one folder: what stays when the service stops."""

    folder: Path
    mailbox: FolderMailbox
    library: FolderLibrary
    lists: WorkbookLists

    def copy(self, folder: Path) -> "Workspace":
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return opened(folder, self.mailbox.address)


def opened(folder: Path, address: str) -> Workspace:
    return Workspace(
        folder,
        FolderMailbox(folder, address),
        FolderLibrary(folder),
        WorkbookLists(folder / CONFIGURATION),
    )


def made(
    folder: Path, address: str, rows: Mapping[str, Sequence[Mapping[str, object]]]
) -> Workspace:
    """A workspace in which the coordinator has filled in these rows, and nothing has run."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIGURATION).write_bytes(new_workbook(rows))
    return opened(folder, address)
