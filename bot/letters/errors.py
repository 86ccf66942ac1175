"""What is wrong with a letter, in words for the person who edits it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

_NO_KEY = re.compile(r"has no attribute '(\w+)'|'(\w+)' is undefined|no element (\d+)")
_T = TypeVar("_T")


class LetterError(Exception):
    """One or more letters cannot be written. `problems` are whole sentences with file and line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def place(path: Path, line: int) -> str:
    """ "message_templates/reminder.md, line 4": as a person would look for it."""
    return f"{path.parent.name}/{path.name}, line {line}"


def explained(path: Path, write: Callable[[], _T]) -> _T:
    """What `write` gives; its failure becomes a LetterError that names file and line."""
    try:
        return write()
    except TemplateSyntaxError as error:
        file = Path(error.filename) if error.filename else path
        raise LetterError((f"{place(file, error.lineno)}: {error.message}",)) from error
    except (TemplateError, ValueError, TypeError) as error:
        file, line = _where(error, path)
        raise LetterError((f"{place(file, line)}: {_in_words(error)}",)) from error


def _in_words(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no file “{error.name}” to include."
    missing = _NO_KEY.search(str(error)) if isinstance(error, UndefinedError) else None
    if missing is None:
        return str(error)
    name = next(group for group in missing.groups() if group)
    return f"there is no fact called “{name}” for this letter."


def _where(error: Exception, path: Path) -> tuple[Path, int]:
    """The innermost line of a template; Jinja writes these into the traceback."""
    place = (path, 1)
    for name, line in _frames(error.__traceback__):
        if name.endswith(".md"):
            place = (Path(name), line)
    return place


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
