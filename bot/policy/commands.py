"""The words that always work in a reply: one table writes the letters and reads the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.model import WishKind


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
    "DISAGREE": Command(WishKind.DISAGREE),
    "ACKNOWLEDGE": Command(WishKind.ACKNOWLEDGE),
    "QUESTION": Command(WishKind.QUESTION),
}

# How a completion states its remedial actions (R-9.1-1): one line each, or the one line for none.
ACTION_LINE = "Action:"
NO_ACTIONS_LINE = "Remedial actions: none"

# Stands at the top of every letter, so that what was written before it is known to be the reply.
REPLY_MARKER = "Reply above this line"
