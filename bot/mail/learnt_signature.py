"""Signatures learnt by sender: what stands word for word under several of their mails.

The rules of `bot.mail.signature` know what signatures look like; what has been seen three times
needs to look like nothing. It is taken off whole or not at all, never "everything after Regards".
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from bot.mail import free_text
from bot.mail.context import Context
from bot.mail.manager_cues import TAKES_ON
from bot.mail.safeguarding import screen
from bot.mail.signature import SIGN_OFF
from bot.mail.stated_actions import stated_actions
from bot.policy.said import WishKind

SEEN = 3  # mails under which a block must stand before it is known
MAX_LINES = 30
_LONGEST_MAIL = 400  # lines; a known block is looked for in no longer one
_MIN_WORDS = 3

# Whoever closes three audits with the same words writes a block that says something.
_DAY = date(2026, 1, 5)
_CONTEXTS = (
    Context("auditor", "assignment"),
    Context("team_manager", "remedial"),
    Context("team_manager", "moderation"),
    Context("consultant_head", "request_pending"),
)
_SAYS_NOTHING = frozenset({WishKind.ACKNOWLEDGE, WishKind.QUESTION})


def learn(blocks: Sequence[str]) -> tuple[str, ...]:
    """The longest block that ends at least three of `blocks` word for word, if there is one.

    `blocks`: the `long` words of one sender's mails, each mail once. A block is made of whole
    lines, is never all that a mail says, leaves the sign-off above it, and says nothing itself:
    one that wishes something, states an action or raises the alarm is not learnt.
    """
    ends = Counter(end for block in blocks for end in _ends(block))
    often = (end for end, count in ends.items() if count >= SEEN and len(end.split()) >= _MIN_WORDS)
    silent = (end for end in sorted(often, key=len, reverse=True) if not _says_something(end))
    return tuple(" ".join(end.split()) for end in [next(silent, "")] if end)


def without(lines: Sequence[str], known: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines without the known blocks that stand whole in them, and the lines of those."""
    left, taken = list(lines), list[str]()
    for block in known:
        begin, end = _place(left, block.split())
        taken += left[begin:end]
        del left[begin:end]
    return left, taken


def _ends(block: str) -> Collection[str]:
    """Every run of lines that ends the block and is not all of it."""
    lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
    starts = range(max(1, len(lines) - MAX_LINES), len(lines))
    return {"\n".join(lines[at:]) for at in starts if not SIGN_OFF.fullmatch(lines[at][:80])}


def _says_something(block: str) -> bool:
    actions, none, _ = stated_actions(block)
    if actions or none or screen(block).raised or TAKES_ON.search(block):
        return True
    wishes = (wish for here in _CONTEXTS for wish in free_text.propose(block, _DAY, here))
    return any(wish.kind not in _SAYS_NOTHING for wish in wishes)


def _place(lines: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """From which line to which the words stand, and nothing else; not from the first line."""
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    for begin in range(first + 1, min(len(lines), _LONGEST_MAIL)):
        found: list[str] = []
        for end in range(begin, len(lines)):
            found += lines[end].split()
            if not lines[begin].strip() or found != words[: len(found)]:
                break
            if len(found) == len(words):
                return begin, end + 1
    return 0, 0
