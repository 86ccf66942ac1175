"""Signatures learnt by sender: what stands word for word under several of their mails.

The rules of `bot.mail.signature` know what signatures look like; what has been seen three times
needs to begin like one alone. It is taken off whole or not at all, never "all after Regards".
"""

import re
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
_LONGEST_BLOCK = 5_000  # characters
_LONG_PARAGRAPH = 20  # words
_MOST_BEGINNINGS = 8
_RULE = re.compile(r"[-_=*~#]{3,}")

# Whoever closes three audits with the same words writes a block that says something.
_DAY = date(2026, 1, 5)
_CONTEXTS = (
    Context("auditor", "assignment"),
    Context("team_manager", "remedial"),
    Context("team_manager", "moderation"),
    Context("consultant_head", "request_pending"),
)
_SAYS_NOTHING = frozenset({WishKind.ACKNOWLEDGE, WishKind.QUESTION})


def ending(words: str, names: Collection[str]) -> tuple[str, ...]:
    """Every run of whole lines at the end of a mail that may be a signature.

    `words`: the `long` words of the mail. `names`: the words of its sender's name, in lower case.
    A run begins where signatures and disclaimers begin, and is never all that a mail says.
    """
    lines = _lines(words)
    return tuple(_text(lines[at:]) for at in _beginnings(lines, names) if _fits(lines[at:]))


def standing(words: str, names: Collection[str]) -> tuple[str, ...]:
    """Every run of lines that may be a signature, wherever it ends: a postscript may follow it."""
    lines = _lines(words)
    ends = [(at, end) for at in _beginnings(lines, names) for end in range(at + 1, len(lines) + 1)]
    runs = (lines[at:end] for at, end in ends)
    return tuple(dict.fromkeys(_text(run) for run in runs if _fits(run)))


def says_nothing(block: str) -> bool:
    """Whether a block may be left out of what a mail says, however often it was seen.

    One that wishes something, states an action or raises the alarm may not.
    """
    actions, none, _ = stated_actions(block)
    if actions or none or screen(block).raised or TAKES_ON.search(block):
        return False
    wishes = (wish for here in _CONTEXTS for wish in free_text.propose(block, _DAY, here))
    return all(wish.kind in _SAYS_NOTHING for wish in wishes)


def without(lines: Sequence[str], known: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines without the known blocks that stand whole in them, and the lines of those."""
    left, taken = list(lines), list[str]()
    for block in known:
        begin, end = _place(left, block.split())
        taken += left[begin:end]
        del left[begin:end]
    return left, taken


def _lines(words: str) -> list[str]:
    """The lines, the white space of each collapsed; empty ones are kept, they part paragraphs."""
    return [" ".join(line.split()) for line in words.split("\n")][:_LONGEST_MAIL]


def _fits(lines: Sequence[str]) -> bool:
    return len(lines) <= MAX_LINES and sum(map(len, lines)) <= _LONGEST_BLOCK


def _text(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines if line)


def _beginnings(lines: Sequence[str], names: Collection[str]) -> list[int]:
    """The lines at which a signature may begin: under a sign-off or a rule, with the sender's name,
    or as a paragraph so long that nobody writes it thrice. Never the first line of a mail."""
    found = []
    above = ""
    for at, line in enumerate(lines):
        if line and above and not SIGN_OFF.fullmatch(line[:80]):
            word = line.split()[0].strip(".,").casefold()
            long = not lines[at - 1] and len(line.split()) >= _LONG_PARAGRAPH
            if SIGN_OFF.fullmatch(above[:80]) or _RULE.fullmatch(above) or word in names or long:
                found.append(at)
        above = line or above
    fits = (at for at in found if len(_text(lines[at:]).split()) >= _MIN_WORDS)
    return list(fits)[-_MOST_BEGINNINGS:]


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
