"""The words that always work in a reply: one table writes the letters and reads the answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.said import WishKind


@dataclass(frozen=True, slots=True)
class Command:
    """What one command word asks for. `granted` tells an approval from a refusal."""

    kind: WishKind
    granted: bool | None = None


COMMANDS: Mapping[str, Command] = {
    "COMPLETE": Command(WishKind.COMPLETE),
    "DEFER UNTIL": Command(WishKind.DEFER),
    "EXCUSE ME": Command(WishKind.DISPENSATION),
    "HAND OVER": Command(WishKind.REALLOCATE),
    "SAFEGUARDING": Command(WishKind.SAFEGUARDING),
    "DONE": Command(WishKind.REMEDIAL_COMPLETE),
    "NOT ACHIEVABLE": Command(WishKind.MANAGEMENT_DECISION),
    "APPROVE": Command(WishKind.MANAGEMENT_DECISION, granted=True),
    "DECLINE": Command(WishKind.MANAGEMENT_DECISION, granted=False),
    "AGREE": Command(WishKind.AGREE),
    "DISAGREE": Command(WishKind.DISAGREE),
    "ACTION STANDS": Command(WishKind.SETTLE, granted=True),
    "ACTION NOT REQUIRED": Command(WishKind.SETTLE, granted=False),
    "NOT AGREED": Command(WishKind.NOT_AGREED),
    "REVIEWED": Command(WishKind.REVIEWED),
    "APPOINT": Command(WishKind.APPOINT),
    "CASE NOTE": Command(WishKind.CASE_NOTE),
    "ACKNOWLEDGE": Command(WishKind.ACKNOWLEDGE),
    "QUESTION": Command(WishKind.QUESTION),
}

# What takes the writer's last reply back. CHANGE asks besides what was meant.
UNDO, CHANGE = "UNDO", "CHANGE"
UNDO_WORDS = (UNDO, CHANGE)

# How a completion states its remedial actions (R-9.1-1): one line each, or the one line for none.
ACTION_LINE = "Action:"
NO_ACTIONS_LINE = "Remedial actions: none"

# Stands at the top of every letter, so that what was written before it is known to be the reply.
REPLY_MARKER = "Reply above this line"

_MARK = r"[\s*_\"'(\[•-]{0,6}"
_ALONE = re.compile(
    rf"{_MARK}(?:please\s+)?(UNDO|CHANGE)(?:\s+(?:that|this|it))?(?:\s+please)?"
    r"(?:\s+[A-Z]{2}-\w{4}-\w{2})?(?:\s+#\w{8})?[\s.!*_\"')\]]*",
    re.IGNORECASE,
)
_IN_CAPITALS = re.compile(rf"{_MARK}(UNDO|CHANGE)\s*[.,:;!–—-]\s.*")


def undo_word(line: str) -> str | None:
    """UNDO or CHANGE, if the line is that command.

    Alone on its line in any letters; in capitals also before a stop and further words.
    """
    line = line[:500].strip()
    match = _ALONE.fullmatch(line) or _IN_CAPITALS.fullmatch(line)
    return match.group(1).upper() if match else None
