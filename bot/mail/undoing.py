"""Whether a reply takes back the one before: its first line is UNDO or CHANGE."""

from datetime import date

from bot.mail.reading import Read
from bot.mail.vocabulary import COMMON
from bot.mail.words import bare, unexplained, words_of
from bot.policy.commands import undo_word
from bot.policy.references import after_reference


def said_undo(read: Read) -> str | None:
    """UNDO or CHANGE, if that surely is the first thing that the writer says.

    A button writes the word into the subject too: it counts where the body was dropped.
    """
    first = _first_line(read.words.short)
    if first is None and not read.words.history:
        first = read.mail.subject
    return _word(first or "")


def undo_in(text: str) -> str | None:
    """UNDO or CHANGE, if that is the first line of the writer's own words."""
    return _word(_first_line(text) or "")


def says_more(long: str, on: date, name: str) -> bool:
    """Whether there are words besides UNDO that somebody should read. `name`: of the writer."""
    rest = [line for line in long.splitlines() if line.strip() and _word(line) is None]
    names = frozenset(name.casefold().split())
    text = bare("\n".join(["", *rest]), names)
    return bool(unexplained(words_of(text, on), COMMON | names))


def _word(line: str) -> str | None:
    return undo_word(line) or undo_word(after_reference(line[:500]))


def _first_line(text: str) -> str | None:
    return next((line for line in text.splitlines() if line.strip()), None)
