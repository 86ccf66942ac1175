"""Whether a remedial action is required already: linked instead of required twice (C17)."""

import re
from collections.abc import Iterable
from datetime import date

from bot.policy.model import Action

# Words that say nothing of what is to be done.
_EMPTY = frozenset(
    "a an and are as at be by for from has have in into is it its of on or please should so that "
    "the their them then there this to up was were with ensure make sure child childs record "
    "file case".split()
)


_MUCH = 0.6  # of all words that either says


def same_as(text: str, due_by: date, open_already: Iterable[Action]) -> Action | None:
    """The open action of the same child that says the same in the same words, in any order.

    `due_by`: a new action that is due sooner than the old one is no mere repetition of it.
    """
    words = content(text)
    alike = (a for a in open_already if words and content(a.text) == words and not a.linked_to)
    return next((a for a in alike if a.due <= due_by), None)


def alike(text: str, open_already: Iterable[Action]) -> Action | None:
    """The open action of the same child that shares most of its words: a person must say."""
    words = content(text)
    if not words:
        return None
    shares = [
        (len(words & other) / len(words | other), action.ref, action)
        for action in open_already
        if not action.linked_to and (other := content(action.text))
    ]
    best = max(shares, default=None, key=lambda share: share[:2])
    return best[2] if best and best[0] >= _MUCH else None


def content(text: str) -> frozenset[str]:
    """The words of a text that say something, each as its stem as far as an ending hides it."""
    found = re.findall(r"[\w']+", text.casefold().replace("’", "'"))
    plain = (word.replace("'s", "").strip("'") for word in found)
    stems = (_stem(word) for word in plain if word not in _EMPTY and len(word) > 1)
    return frozenset(stem for stem in stems if stem not in _EMPTY)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word
