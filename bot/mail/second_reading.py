"""What the rules of free text found, beside what the learnt reader makes of the same words.

Two readers built differently: where the rules find nothing, or the other is all but certain of
something else, its reading is proposed. A person confirms what it proposes, always.
"""

from dataclasses import dataclass
from datetime import date

from bot.mail import free_text
from bot.mail.context import Context
from bot.mail.learnt import likely
from bot.policy.said import Wish, WishKind

LIKELY = 0.7  # enough where the rules find nothing that is to be done
CERTAIN = 0.9  # enough where they find something else

_LITTLE = frozenset({WishKind.QUESTION, WishKind.ACKNOWLEDGE})  # what hangs on a word or a mark


@dataclass(frozen=True, slots=True)
class Proposed:
    """The wishes, and whether the learnt reader changed what the rules found."""

    wishes: tuple[Wish, ...]
    changed: bool = False


def propose(text: str, received: date, context: Context) -> Proposed:
    """What `text` seems to wish; nothing where neither reader finds a wish."""
    found = free_text.propose(text, received, context)
    told = free_text.without_concerns(text, context)
    if context.thread == "safeguarding" or len(found) > 1 or not told.strip():
        return Proposed(found)
    seems = likely(told, received, context)
    much = any(wish.kind not in _LITTLE for wish in found)
    same = any(wish.kind is seems.kind for wish in found)
    if same or seems.share < (CERTAIN if much else LIKELY):
        return Proposed(found)
    if seems.kind is WishKind.UNCLEAR:
        return Proposed((), changed=bool(found))
    return Proposed((free_text.wish(seems.kind, told, text, received, context),), changed=True)
