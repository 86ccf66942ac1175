"""Text as sentences, for rules that look at one at a time."""

import re

MAX_SENTENCES = 2_000
_WRAPPED = re.compile(r"(?<=[^\n.!?:;]) ?\n(?=[a-z(])")
# "AU-… done, 0151 until Friday": each reference that opens a clause begins a sentence.
_NEXT_REFERENCE = r",\s+(?=(?:and )?(?:[A-Z]{2,3}-[\w-]{4,12}|\d{3,4})\s+(?:[a-z]|I\b|[A-Z]{3}))"
_END = re.compile(r"(?<=[.!?…])[\"')\]]?\s+|\n|;\s|" + _NEXT_REFERENCE)
_END_OR_DASH = re.compile(_END.pattern + r"|\s[–—-]\s")


def sentences(text: str, *, dashes: bool = True) -> list[str]:
    """The sentences of `text`, each with its closing mark; a dash begins another, if wished.

    Wrapped lines are put together again.
    """
    end = _END_OR_DASH if dashes else _END
    parts = (part.strip() for part in end.split(_WRAPPED.sub(" ", text))[:MAX_SENTENCES])
    return [part for part in parts if part]
