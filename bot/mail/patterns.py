"""Tables of patterns as one pattern: compiled when first needed, and quick where nothing fits.

Python tries every alternative at every letter of a text. Alternatives that begin a word are put
behind one word boundary here, and each behind its first letters, so that most are passed at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
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

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._compiled.sub(instead, text)

    def blank(self, text: str) -> str:
        """The text with spaces in place of what matches, each other letter where it was."""
        return self.sub(lambda match: " " * len(match.group()), text)


def in_order_of_letters(patterns: Iterable[str]) -> str:
    """A pattern of the same alternatives, those that begin a word put together by first letter."""
    every = [part for pattern in patterns for part in alternatives(pattern)]
    others = [one for one in every if not one.startswith(r"\b")]
    words = by_first_letter(one[2:] for one in every if one.startswith(r"\b"))
    if not words:
        return "|".join(others)
    # Python passes a set of two letters far more quickly than a letter of either case.
    begun = [
        f"(?-i:[{x}{x.upper()}])(?:{'|'.join(rest)})" if x else "|".join(rest)
        for x, rest in sorted(words.items())
    ]
    return "|".join([*others, rf"\b(?:{'|'.join(begun)})"])


def by_first_letter(patterns: Iterable[str]) -> dict[str, list[str]]:
    """What follows each first letter; under "" the patterns that begin with no one letter.

    "(?:one|two) three" stands under both its letters.
    """
    found: dict[str, list[str]] = {}
    for one in patterns:
        opened = _opening_choice(one)
        if re.match(r"[A-Za-z](?![?*{])", one):
            found.setdefault(one[0].lower(), []).append(one[1:])
        elif opened is None:
            found.setdefault("", []).append(one)
        else:
            choices, after, may_be_absent = opened
            for letter, rest in by_first_letter(alternatives(choices)).items():
                found.setdefault(letter, []).append(f"(?:{'|'.join(rest)}){after}")
            for letter, rest in by_first_letter([after] if may_be_absent else []).items():
                found.setdefault(letter, []).extend(rest)
    return found


def _opening_choice(pattern: str) -> tuple[str, str, bool] | None:
    """The choices of a pattern that begins with some, what follows, whether they may be absent."""
    if not pattern.startswith("(?:"):
        return None
    choices = next(alternatives(pattern[3:], until_closed=True))
    after = pattern[3 + len(choices) + 1 :]
    if after[:1] in {"*", "+", "{"} or after.startswith("??"):
        return None
    return choices, after.removeprefix("?"), after.startswith("?")


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
