"""The state of one document library: folders and files, their versions, and who has them open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count

from bot.demo.microsoft365.wire import Json, Refusal, not_found, when

ILLEGAL = frozenset('"*:<>?/\\|')


@dataclass(slots=True)
class Entry:
    id: str
    name: str
    parent: str  # an id; empty for the root
    content: bytes | None  # None: a folder
    modified: datetime
    version: int = 1
    open: bool = False  # in Excel, at somebody's

    @property
    def etag(self) -> str:
        return f'"{{{self.id}}},{self.version}"'


class Drive:
    def __init__(self, own: str, now: Callable[[], datetime]) -> None:
        self.id = own
        self._now = now
        self._numbers = count(1)
        self.entries: dict[str, Entry] = {}
        self.root = self._add("root", "", None)

    def find(self, path: str) -> Entry:
        """By path; names are compared whatever their case. Raises Refusal."""
        entry = self.root
        for name in (part for part in path.split("/") if part):
            found = self._child(entry, name)
            if found is None:
                raise not_found()
            entry = found
        return entry

    def by_id(self, own: str) -> Entry:
        if own == "root":
            return self.root
        if own not in self.entries:
            raise not_found()
        return self.entries[own]

    def children(self, folder: Entry) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.parent == folder.id]

    def path(self, entry: Entry) -> str:
        """From the root, without a stroke before it."""
        names: list[str] = []
        while entry.parent:
            names.insert(0, entry.name)
            entry = self.entries[entry.parent]
        return "/".join(names)

    def files(self) -> dict[str, bytes]:
        return {self.path(e): e.content for e in self.entries.values() if e.content is not None}

    def save(self, path: str, content: bytes) -> Entry:
        """Write a file, with the folders above it. Raises Refusal while somebody has it open."""
        folder, _, name = path.strip("/").rpartition("/")
        return self.put(self.make_folders(folder), name, content)

    def put(self, parent: Entry, name: str, content: bytes) -> Entry:
        known = self._child(parent, name)
        if known is None:
            return self._add(legal(name), parent.id, content)
        self.change(known, content)
        return known

    def change(self, entry: Entry, content: bytes) -> None:
        if entry.open:
            raise locked()
        if entry.content is None:
            raise Refusal(409, "nameAlreadyExists", "A folder of that name exists already.")
        entry.content = content
        entry.version += 1
        entry.modified = self._now()

    def make_folders(self, path: str) -> Entry:
        entry = self.root
        for name in (part for part in path.split("/") if part):
            entry = self._child(entry, name) or self._add(legal(name), entry.id, None)
        return entry

    def make_folder(self, parent: Entry, name: str) -> Entry:
        if self._child(parent, name):
            raise Refusal(409, "nameAlreadyExists", "The specified item name already exists.")
        return self._add(legal(name), parent.id, None)

    def remove(self, entry: Entry) -> None:
        if entry.open:
            raise locked()
        for child in self.children(entry):
            self.remove(child)
        del self.entries[entry.id]

    def shown(self, entry: Entry) -> Json:
        facts: Json = {
            "id": entry.id,
            "name": entry.name,
            "eTag": entry.etag,
            "cTag": f'"c:{entry.etag[1:-1]}"',
            "size": len(entry.content or b""),
            "createdDateTime": when(entry.modified),
            "lastModifiedDateTime": when(entry.modified),
            "parentReference": {"driveId": self.id, "id": entry.parent},
            "webUrl": f"https://{self.id}/{self.path(entry)}",
        }
        kind: Json = {"file": {"mimeType": "application/octet-stream"}}
        if entry.content is None:
            kind = {"folder": {"childCount": len(self.children(entry))}}
        return {**facts, **kind}

    def _child(self, folder: Entry, name: str) -> Entry | None:
        named = (e for e in self.children(folder) if e.name.casefold() == name.casefold())
        return next(named, None)

    def _add(self, name: str, parent: str, content: bytes | None) -> Entry:
        number = next(self._numbers)
        own = f"01{sha256(f'{self.id} {number}'.encode()).hexdigest()[:30].upper()}"
        self.entries[own] = Entry(own, name, parent, content, self._now())
        return self.entries[own]


def legal(name: str) -> str:
    if not name.strip() or name != name.strip() or ILLEGAL & set(name) or name.startswith("~$"):
        raise Refusal(400, "invalidRequest", "The provided name contains illegal characters.")
    return name


def locked() -> Refusal:
    return Refusal(
        423,
        "notAllowed",
        "The resource you are attempting to access is locked",
        inner="resourceLocked",
    )
