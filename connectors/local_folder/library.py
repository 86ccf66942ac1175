"""A folder that stands for the document library of SharePoint."""

from collections.abc import Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from bot.ports import Document, InUse, PermanentError, TemporaryError
from connectors.local_folder.files import (
    failures_in_words,
    fingerprint,
    inside,
    is_settling,
    lock_of,
    write_whole,
)

# The last record of a zip archive, which a workbook is (APPNOTE 4.3.16), within its last 64 KiB.
END_OF_ARCHIVE = b"PK\x05\x06"
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


class LocalLibrary:
    """The files under a workspace folder, and nothing outside it."""

    def __init__(self, workspace: Path) -> None:
        self._root = workspace

    def newest(self, folder: str, pattern: str) -> Sequence[Document]:
        """The files of `folder` whose name matches, newest first. None where there is no folder."""
        place = inside(self._root, folder)
        if not place.is_dir():
            return []
        with failures_in_words(f"The folder {folder} cannot be read"):
            paths = [path for path in place.iterdir() if fits(path, pattern)]
        known = [found for path in paths if (found := self._document(path)) is not None]
        return sorted(known, key=lambda document: (document.modified, document.path), reverse=True)

    def read(self, path: str) -> bytes:
        """The whole content. Raises TemporaryError while the file is locked or being written."""
        file = inside(self._root, path)
        try:
            before = fingerprint(file)
            content = file.read_bytes()
            unchanged = fingerprint(file) == before
            half = is_half_a_workbook(file, content) and is_settling(file)
        except (FileNotFoundError, IsADirectoryError) as error:
            raise PermanentError(f"There is no file {path} in the workspace folder.") from error
        except OSError as error:
            raise TemporaryError(f"{path} cannot be read now: {error.strerror}") from error
        if half or not unchanged:
            raise TemporaryError(f"{path} is still being written.")
        return content

    def write(self, path: str, content: bytes) -> None:
        """Write whole or not at all. Raises InUse while a person has the file open."""
        file = inside(self._root, path)
        with failures_in_words(f"{path} cannot be written"):
            file.parent.mkdir(parents=True, exist_ok=True)
            if not replaced(file, content):
                raise InUse(f"{path} is open in Excel or LibreOffice at somebody's.")

    def _document(self, path: Path) -> Document | None:
        try:
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            return Document(path.relative_to(self._root).as_posix(), modified, fingerprint(path))
        except FileNotFoundError:  # gone since the folder was listed
            return None


def fits(path: Path, pattern: str) -> bool:
    """By name, whatever the case: as SharePoint and Windows do. Lock files and drafts never fit."""
    own = path.name.startswith(("~$", "."))
    return not own and fnmatch(path.name.casefold(), pattern.casefold()) and path.is_file()


def replaced(file: Path, content: bytes) -> bool:
    """Whether the content is now in `file`: False if a person has it open."""
    if lock_of(file) is not None:
        return False
    try:
        write_whole(file, content)
    except PermissionError:  # Windows refuses to replace a file that Excel holds open
        if not file.exists():
            raise
        return False
    return True


def is_half_a_workbook(file: Path, content: bytes) -> bool:
    return file.suffix.lower() in WORKBOOKS and END_OF_ARCHIVE not in content[-65_600:]
