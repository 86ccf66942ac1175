"""A workbook from outside is unpacked within bounds before a library sees it, whatever it holds."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class Flaw(StrEnum):
    """Why a workbook is not opened."""

    PASSWORD = "password"
    OTHER_KIND = "other_kind"  # an archive of something else
    HALF_WRITTEN = "half_written"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"


class NotSound(Exception):
    """The workbook cannot be opened, or not safely."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a sound workbook of its kind never reaches."""

    members: int
    unpacked: int  # bytes


def is_archive(content: bytes) -> bool:
    """As .xlsx and .xlsm are, and much else."""
    return content.startswith(_ZIP)


def is_old_excel(content: bytes) -> bool:
    """An .xls; or any workbook behind a password, for which NotSound is raised."""
    if not content.startswith(_OLD_EXCEL):
        return False
    if _LOCKED in content:
        raise NotSound(Flaw.PASSWORD)
    return True


def is_sheet(member: str) -> bool:
    return "worksheets/" in member and member.endswith(".xml")


@contextmanager
def unpacked(
    content: bytes, bounds: Bounds, endings: tuple[str, ...] = ("",)
) -> Iterator[Iterator[tuple[str, bytes]]]:
    """Name and content of each member with such an ending. Raises NotSound, also for the block."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise NotSound(Flaw.OTHER_KIND)
            if len(archive.infolist()) > bounds.members:
                raise NotSound(Flaw.TOO_LARGE)
            yield _members(archive, bounds.unpacked, endings)
    except zipfile.BadZipFile as cause:
        raise NotSound(Flaw.HALF_WRITTEN) from cause
    except (zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as cause:
        raise NotSound(Flaw.DAMAGED) from cause


def _members(
    archive: zipfile.ZipFile, left: int, endings: tuple[str, ...]
) -> Iterator[tuple[str, bytes]]:
    for member in archive.infolist():
        if not member.filename.endswith(endings):
            continue
        # The directory's own figure may lie: unpack until the data end or the limit is passed.
        member.file_size = left + 2
        with archive.open(member) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise NotSound(Flaw.TOO_LARGE)
        yield member.filename, data


def opened(content: bytes) -> CalamineWorkbook:
    """For the library, once `unpacked` has looked through it. Raises NotSound."""
    with reading():
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


@contextmanager
def reading() -> Iterator[None]:
    """Whatever the library finds wrong in the block is raised as NotSound."""
    try:
        yield
    except PasswordError as cause:
        raise NotSound(Flaw.PASSWORD) from cause
    except (CalamineError, OSError, ValueError, OverflowError) as cause:
        raise NotSound(Flaw.DAMAGED) from cause
    except BaseException as cause:
        # The library is written in Rust: what it did not foresee arrives as a PanicException, which
        # is no Exception and cannot be imported. Anything else (Ctrl-C) goes on as it is.
        if type(cause).__name__ == "PanicException":
            raise NotSound(Flaw.DAMAGED) from cause
        raise
