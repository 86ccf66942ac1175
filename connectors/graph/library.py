"""The document library of a SharePoint site."""

from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Any

from bot.ports import Document, InUse, PermanentError, TemporaryError
from connectors.clock import Clock
from connectors.graph.failures import Changed, Locked, NotThere
from connectors.graph.requests import Graph
from connectors.graph.sites import Site

# The last record of a zip archive, which a workbook is (APPNOTE 4.3.16), within its last 64 KiB.
END_OF_ARCHIVE = b"PK\x05\x06"
TAIL = 65_600
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
READS = 3
BETWEEN_READS = 10.0  # seconds: somebody is saving it just now


class GraphLibrary:
    """The files of the library; every name is quoted, whatever signs it has."""

    def __init__(self, graph: Graph, site: Site, clock: Clock) -> None:
        self._graph = graph
        self._site = site
        self._clock = clock

    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        """The files of `folder` whose name matches, newest first. None where there is no folder."""
        parts = inside(folder)
        base = f"{self._site.file('/'.join(parts))}:" if parts else f"{self._site.drive}/root"
        try:
            found = list(self._graph.pages(f"{base}/children", params={"$top": "200"}))
        except NotThere:
            return []
        known = [_document(parts, each) for each in found if fits(each, pattern)]
        return sorted(known, key=lambda document: (document.modified, document.path), reverse=True)

    def read(self, path: str) -> bytes:
        """The whole content, of one version. Raises TemporaryError while somebody is saving it."""
        place = self._site.file("/".join(inside(path)))
        for number in range(READS):
            if number:
                self._clock.wait(BETWEEN_READS)
            before = self._version(path, place)
            try:
                content = self._graph.get(f"{place}:/content").content
            except (Changed, NotThere):  # saved just now, or the address of the content has ended
                continue
            whole = len(content) == before[1] and not is_half_a_workbook(path, content)
            if whole and self._version(path, place) == before:
                return content
        raise TemporaryError(f"{path} is still being written.")

    def write(self, path: str, content: bytes) -> None:
        """Write whole or not at all. Raises InUse while a person has the file open."""
        place = self._site.file("/".join(inside(path)))
        try:
            self._graph.put(f"{place}:/content", content)
        except Locked as error:
            raise InUse(f"{path} is open at somebody's: {error}") from error

    def _version(self, path: str, place: str) -> tuple[str, int]:
        try:
            found = self._graph.get(place, params={"$select": "id,eTag,size,folder"}).json()
        except NotThere as error:
            raise PermanentError(f"There is no file {path} in the library.") from error
        if "folder" in found:
            raise PermanentError(f"There is no file {path} in the library: it is a folder.")
        return str(found["eTag"]), int(found["size"])


def inside(path: str) -> tuple[str, ...]:
    """The parts of a path. Raises PermanentError for one that leads out of the library."""
    found = PurePosixPath(path)
    if found.is_absolute() or ".." in found.parts or any(sign in path for sign in "\\:\0"):
        raise PermanentError(f"The path {path!r} leads out of the library.")
    return tuple(part for part in found.parts if part != ".")


def fits(raw: dict[str, Any], pattern: str) -> bool:
    """A file, by its name whatever the case. Lock files and drafts never fit."""
    name = str(raw["name"])
    own = name.startswith(("~$", "."))
    return "file" in raw and not own and fnmatch(name.casefold(), pattern.casefold())


def is_half_a_workbook(path: str, content: bytes) -> bool:
    named = PurePosixPath(path).suffix.lower() in WORKBOOKS
    return named and END_OF_ARCHIVE not in content[-TAIL:]


def _document(folder: Sequence[str], raw: dict[str, Any]) -> Document:
    modified = datetime.fromisoformat(str(raw["lastModifiedDateTime"]))
    return Document("/".join([*folder, str(raw["name"])]), modified, str(raw["eTag"]))
