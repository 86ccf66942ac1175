"""Text as sentences, for rules that look at one at a time."""

import re

MAX_SENTENCES = 2_000
_WRAPPED = re.compile(r"(?<=[^\n.!?:;]) ?\n(?=[a-z(])")
_END = re.compile(r"(?<=[.!?…])[\"')\]]?\s+|\n|;\s")
_END_OR_DASH = re.compile(_END.pattern + r"|\s[–—-]\s")


def sentences(text: str, *, dashes: bool = True) -> list[str]:
    """The sentences of `text`, each with its closing mark; a dash begins another, if wished.

    Wrapped lines are put together again.
    """
    end = _END_OR_DASH if dashes else _END
    parts = (part.strip() for part in end.split(_WRAPPED.sub(" ", text))[:MAX_SENTENCES])
    return [part for part in parts if part]
