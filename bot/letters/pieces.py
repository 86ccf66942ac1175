"""Facts are put into a letter after its Markdown was read, so that no fact can become Markdown."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from bot.policy.model import Fact
from bot.policy.references import find_references

# A placeholder becomes one of these while the Markdown is read: letters to every Markdown rule,
# and impossible in a fact, from which `cleaned` takes all characters for private use.
SLOT = re.compile("\ue000(\\d+)\ue001")
_SLOT_ALONE = re.compile("<p>\ue000(\\d+)\ue001</p>")

_KEPT_FORMAT = "\u200c\u200d"  # joiners that some scripts and emoji need
_BAD_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs"})
_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Outlook and Gmail turn these into links by themselves; the space stops them, and shows.
_SELF_LINKING = re.compile(r"(?i)\b(\w{2,20}:)(?=//)|\b(mailto:|www)(?=[^\s])")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, with the address as a link that writes to them."""

    name: str
    address: str

    def html(self) -> str:
        # Where a phone has no room for an address, it is broken behind the @.
        shown = escape(self.address).replace("@", "@<wbr>")
        link = f'<a href="mailto:{escape(self.address)}">{shown}</a>'
        return f"{escape(self.name)}, {link}" if self.name else link

    def text(self) -> str:
        return f"{self.name}, {self.address}" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Button:
    """A reply that is written already, and the same instruction in words."""

    label: str
    href: str
    words: str
    look: str

    def html(self) -> str:
        # The table is for Outlook's engine, which pads cells but not links.
        return (
            f'<table role="presentation" class="button" cellpadding="0" cellspacing="0"><tr>'
            f'<td class="{self.look}"><a class="{self.look}" href="{escape(self.href)}">'
            f"{escape(self.label)}</a></td></tr></table>"
            f'<p class="hint">Or {escape(self.words)}</p>'
        )

    def text(self) -> str:
        return f"{self.label}: {self.words}"


@dataclass(frozen=True, slots=True)
class AsWritten:
    """Somebody's own lines, or lines to copy, kept apart from the letter's words."""

    lines: tuple[str, ...]

    def html(self) -> str:
        return f'<blockquote class="written">{"<br>".join(map(escape, self.lines))}</blockquote>'

    def text(self) -> str:
        return "\n".join(f"    {line}".rstrip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Words:
    """A fact: one line of plain text."""

    line: str

    def html(self) -> str:
        shown = escape(self.line)
        for ref in find_references(self.line):  # one in two lines would be copied by halves
            shown = shown.replace(ref, f'<span class="ref">{ref}</span>')
        return shown

    def text(self) -> str:
        return self.line


Piece: TypeAlias = Words | Contact | Button | AsWritten


def cleaned(text: str) -> str:
    """`text` without what is not for reading: control, direction and private-use characters.

    Direction marks are taken because they can make a text look other than it is (UTS 55).
    Every kind of line break becomes a line feed, and a tab a space.
    """
    if text.isprintable():
        return text
    text = _NEW_LINE.sub("\n", text).replace("\t", " ")
    return "".join(char for char in text if char in "\n" + _KEPT_FORMAT or not _unreadable(char))


def _unreadable(char: str) -> bool:
    # U+FDD0 to U+FDEF and the last two of each plane are no characters; XML refuses them.
    no_character = 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE
    return no_character or unicodedata.category(char) in _BAD_CATEGORIES


def cleaned_facts(value: Fact) -> Fact:
    """The same facts with every text cleaned, however deep."""
    match value:
        case str():
            return cleaned(value)
        case Mapping():
            return {key: cleaned_facts(inner) for key, inner in value.items()}
        case Sequence():
            return [cleaned_facts(inner) for inner in value]
        case _:
            return value


def one_line(text: str) -> str:
    """White space collapsed, and nothing left that a mail program makes into a link by itself."""
    return _SELF_LINKING.sub(lambda found: f"{found.group()} ", " ".join(text.split()))


def as_written(text: str) -> AsWritten:
    """Jinja filter: a text of several lines, to stand in a paragraph of its own."""
    return AsWritten(tuple(one_line(line) for line in cleaned(text).strip().split("\n")))


def contact_piece(name: str, address: str) -> Contact | Words:
    """A link only if it is an address and nothing more."""
    name, address = one_line(name), address.strip()
    if _ADDRESS.fullmatch(address):
        return Contact(name, address)
    return Words(", ".join(filter(None, (name, one_line(address)))))


def fill_html(html: str, pieces: Sequence[Piece]) -> str:
    """Put the pieces into rendered HTML. A piece alone in its paragraph may be a block."""

    def alone(found: re.Match[str]) -> str:
        piece = pieces[int(found.group(1))]
        return piece.html() if isinstance(piece, Button | AsWritten) else found.group()

    return _filled(_SLOT_ALONE.sub(alone, html), lambda number: pieces[number].html())


def fill_text(text: str, pieces: Sequence[Piece]) -> str:
    """Put the pieces into plain text."""
    return _filled(text, lambda number: pieces[number].text())


def _filled(text: str, piece: Callable[[int], str]) -> str:
    return SLOT.sub(lambda found: piece(int(found.group(1))), text)
