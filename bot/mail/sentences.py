"""Text as sentences, for rules that look at one at a time."""

import re

MAX_SENTENCES = 2_000
_END = re.compile(r"(?<=[.!?…])[\"')\]]?\s+|\n|;\s|\s[–—-]\s")


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its closing mark. Wrapped lines are put together again."""
    joined = re.sub(r"(?<=[^\n.!?:;]) ?\n(?=[a-z(])", " ", text.replace("\r", ""))
    parts = (part.strip() for part in _END.split(joined)[:MAX_SENTENCES])
    return [part for part in parts if part]
