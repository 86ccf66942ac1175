"""What a template may call: dates, times and counts in words, contacts, and replies to press."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias
from urllib.parse import quote

from bot.letters.pieces import Button, Contact, Words, as_written, contact_piece, one_line
from bot.policy.commands import COMMANDS, UNDO_WORDS
from bot.policy.model import RequestKind
from bot.policy.wording import count_words, day_words, full_stop, listed
from bot.policy.working_days import LONDON

# Longer links are cut by some mail programs: 2,046 characters in Outlook, 1,620 in Gmail.
LONGEST_LINK = 1_600
Sign: TypeAlias = Callable[[str], str]
_MOST_NAMED = 4  # lines of a reply that are named one by one beside its button
_NOBODY = "nobody named yet"
_ASKED = {
    RequestKind.DEFERMENT: "a later date (deferment)",
    RequestKind.DISPENSATION: "being excused this time (dispensation)",
    RequestKind.REALLOCATION: "somebody else to take over (reallocation)",
}


def day(text: str | None) -> str:
    """ "Wednesday 31 December 2025" from ISO text."""
    return day_words(date.fromisoformat(text[:10])) if text else "a date not known yet"


def short_day(text: str | None) -> str:
    """ "Wed 31 December": for subjects, where there is little room."""
    if not text:
        return "date not known"
    on = date.fromisoformat(text[:10])
    return f"{on:%a} {on.day} {on:%B}"


def moment(text: str) -> str:
    """ "4:30pm on Wednesday 31 December 2025" in London time from ISO text with its offset."""
    at = datetime.fromisoformat(text).astimezone(LONDON)
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{at:%p} on ".lower() + day_words(at.date())


def counted(number: int, noun: str) -> str:
    """ "1 case", "3 cases"."""
    if not isinstance(number, int):
        raise ValueError(f"a count of {noun}s is a number, not {number!r}.")
    return count_words(number, noun)


def working_days(number: int) -> str:
    """ "1 working day", "3 working days"."""
    return counted(number, "working day")


def listed_names(people: Sequence[object], last: str = "and") -> str:
    """ "Ada Lovelace, Joan Clarke and Mary Lee" from names or from people with names."""
    return listed([name_of(person) for person in people], last)


def name_of(person: object) -> str:
    """The name of a person given as `{name, address}`, as a name alone, or as nothing."""
    if isinstance(person, Mapping):
        person = person.get("name")
    return str(person) if person else _NOBODY


def contact(person: object, address: object = None) -> Contact | Words:
    """A person with an address to write to, as far as they are known."""
    if isinstance(person, Mapping):
        return contact(person.get("name"), person.get("address"))
    if not address and "@" in str(person):
        person, address = "", person
    if not person and not address:
        return Words(_NOBODY)
    return contact_piece(str(person or ""), str(address or ""))


def asked_for(kind: str) -> str:
    """What a request asks for, in plain words beside the policy's."""
    return _ASKED[RequestKind(kind)]


class Replies:
    """Makes the buttons of one council's letters: `mailto:` links to the bot's mailbox."""

    def __init__(self, bot_address: str, sign: Sign | None = None, *, named: bool = False) -> None:
        """`sign` gives the mark of a reference, which proves to whom the button was sent.

        `named`: who types the words must write the reference too, as the letter is about several.
        """
        self._to = quote(bot_address, safe="@+")
        self._sign = sign
        self._named = named

    def button(
        self,
        label: str,
        command: str,
        ref: str | None,
        body_lines: Sequence[str] = (),
        look: str = "plain",
    ) -> Button:
        """A reply that begins with `command`, and the same in words for those who type it.

        `command` is a word of `bot.policy.commands`, perhaps with more after it ("DEFER UNTIL
        14 January 2026"). `look` is "main", "plain" or "alarm". Raises ValueError on another word.
        """
        words = (*COMMANDS, *UNDO_WORDS)
        known = [word for word in words if command == word or command.startswith(f"{word} ")]
        if not known:
            raise ValueError(f"“{command}” is no word that replies understand: {', '.join(words)}.")
        mark = f" #{self._sign(ref)}" if self._sign and ref else ""
        subject = f"{max(known, key=len)} {ref or ''}{mark}".strip()
        lines = [command, *map(one_line, body_lines)]
        href = self._link(subject, [f"{line} " if _unfinished(line) else line for line in lines])
        if len(href) > LONGEST_LINK:
            href = self._link(subject, lines[:1])
        typed = [f"{ref}: {command}", *lines[1:]] if self._named and ref else lines
        return Button(one_line(label[:1].upper() + label[1:]), href, _in_words(typed), look)

    def _link(self, subject: str, lines: Sequence[str]) -> str:
        body = quote("\r\n".join(lines), safe="")
        return f"mailto:{self._to}?subject={quote(subject, safe='')}&body={body}"


def _unfinished(line: str) -> bool:
    return line.endswith((":", "UNTIL", " ON"))


def _in_words(lines: Sequence[str]) -> str:
    first, *others = (f"{line} …" if _unfinished(line) else line for line in lines)
    named = [f"“{other}”" for other in dict.fromkeys(others)]
    if len(named) > _MOST_NAMED:
        # A form: the letter lists its lines above the button, each once.
        named = [f"{named[0]} to {named[-2]}", named[-1]]
    under = listed(named)
    return f"reply with {first} as the first line{f' and {under} under it' if under else ''}."


# Of Jinja's own, those that letters need; others could make a text of any length.
PLAIN_FILTERS = (
    "first",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "min",
    "sort",
    "trim",
    "unique",
)
FILTERS = {
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "working_days": working_days,
    "counted": counted,
    "full_stop": full_stop,
    "listed_names": listed_names,
    "name": name_of,
    "contact": contact,
    "asked_for": asked_for,
    "as_written": as_written,
}
