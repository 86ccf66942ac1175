"""Tables of patterns as one pattern: compiled when first needed, and quick where nothing fits.

Python tries every alternative at every letter of a text. Alternatives that begin a word are put
behind one word boundary here, and each behind its first letter, so that most are passed at once.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property


class AnyOf:
    """One pattern that matches where any of `patterns` does, whatever the case."""

    def __init__(self, *patterns: str) -> None:
        self.patterns = patterns

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(in_order_of_letters(self.patterns), re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text)

    def sub(self, instead: str, text: str) -> str:
        return self._compiled.sub(instead, text)

    def blank(self, text: str) -> str:
        """The text with spaces in place of what matches, each other letter where it was."""
        return self._compiled.sub(lambda match: " " * len(match.group()), text)


def in_order_of_letters(patterns: Iterable[str]) -> str:
    """A pattern of the same alternatives, those that begin a word put together by first letter."""
    by_letter: dict[str, list[str]] = {}
    words, others = [], []
    for one in (part for pattern in patterns for part in alternatives(pattern)):
        if not one.startswith(r"\b"):
            others.append(one)
        elif _begins_with_letter(one[2:]):
            by_letter.setdefault(one[2].lower(), []).append(one[3:])
        else:
            letters = first_letters(one[2:])
            words.append(f"(?=[{letters}]){one[2:]}" if letters else one[2:])
    words += [f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    return "|".join([*others, *([rf"\b(?:{'|'.join(words)})"] if words else [])])


def first_letters(pattern: str) -> str:
    """The letters with which every match begins; empty where that is not certain."""
    if _begins_with_letter(pattern):
        return pattern[0].lower()
    opened = re.match(r"\((?:\?:|(?!\?))", pattern)
    if not opened:
        return ""
    inner = next(alternatives(pattern[opened.end() :], until_closed=True))
    if pattern[opened.end() + len(inner) + 1 :][:1] in {"?", "*", "{"}:
        return ""
    found = [first_letters(one) for one in alternatives(inner)]
    return "".join(sorted(set("".join(found)))) if all(found) else ""


def _begins_with_letter(pattern: str) -> bool:
    return bool(re.match(r"[A-Za-z](?![?*{])", pattern))


def alternatives(pattern: str, *, until_closed: bool = False) -> Iterator[str]:
    """The parts of a pattern between those "|" that stand in no bracket.

    `until_closed`: only what stands before the bracket that closes what was open before.
    """
    depth, begin = 0, 0
    for token in _TOKEN.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth < 0:
            break
        if token.group() == "|" and depth == 0 and not until_closed:
            yield pattern[begin : token.start()]
            begin = token.end()
    else:
        yield pattern[begin:]
        return
    yield pattern[begin : token.start()]


_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
