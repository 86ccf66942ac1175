"""Whether a reply takes back the one before: its first line is UNDO or CHANGE."""

from datetime import date

from bot.mail.reading import Read
from bot.mail.vocabulary import COMMON
from bot.mail.words import bare, unexplained, words_of
from bot.policy.commands import undo_word
from bot.policy.council import Person


def said_undo(read: Read) -> str | None:
    """UNDO or CHANGE, if that surely is the first thing that the writer says.

    A button writes the word into the subject too: it counts where the body was dropped.
    """
    first = _first_line(read.words.short)
    if first is None and not read.words.history:
        first = read.mail.subject
    return undo_word(first or "")


def undo_in(text: str) -> str | None:
    """UNDO or CHANGE, if that is the first line of the writer's own words."""
    return undo_word(_first_line(text) or "")


def says_more(read: Read, on: date, person: Person) -> bool:
    """Whether there are words besides UNDO that somebody should read."""
    lines = [line for line in read.words.long.splitlines() if line.strip()]
    rest = [line for line in lines if undo_word(line) is None]
    names = frozenset(person.name.casefold().split())
    text = bare("\n".join(["", *rest]), names)
    return bool(unexplained(words_of(text, on), COMMON | names))


def _first_line(text: str) -> str | None:
    return next((line for line in text.splitlines() if line.strip()), None)
