"""What is wrong with a workbook, said so that the person who made it can put it right."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # something was not read: the file, a list, or a child
    WARNING = "warning"  # read, but probably not as meant
    NOTE = "note"  # read as meant; worth knowing


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a workbook. `message` is a sentence that says what it is and what to do."""

    severity: Severity
    kind: str  # one word for all problems of this sort: what they are grouped by
    message: str
    sheet: str | None = None
    row: int | None = None  # as Excel numbers it
    column: str | None = None  # the heading as it stands in the file
    value: str | None = None  # as it stands in the cell
    refuses: bool = False  # the whole file cannot be used


def error(kind: str, message: str, *, sheet: str | None = None, refuses: bool = False) -> Problem:
    return Problem(Severity.ERROR, kind, message, sheet=sheet, refuses=refuses)


def warning(kind: str, message: str, *, sheet: str | None = None) -> Problem:
    return Problem(Severity.WARNING, kind, message, sheet=sheet)


def note(kind: str, message: str, *, sheet: str | None = None) -> Problem:
    return Problem(Severity.NOTE, kind, message, sheet=sheet)
