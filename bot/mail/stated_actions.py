"""The remedial actions that an auditor's completion states, one line each (R-9.1-1)."""

import re

from bot.mail.patterns import AnyOf
from bot.mail.sentences import sentences
from bot.policy.said import StatedAction

_ACTION = AnyOf(
    r"^\W*(?:remedial )?actions?(?: required| needed)?\s*\d{0,2}\s*(?::"
    r"|\s[-–]\s)\s*(?P<text>\S.{0,999})$",
)
_DAYS = re.compile(
    r"[\s(,]*(?:within |in )?(?P<days>\d{1,2})\s*(?:working |work )?days?\)?\s*\.?$", re.IGNORECASE
)
_NO_ACTION_TEXT = AnyOf(
    r"(?:none|nil|no|n/?a|not (?:required|needed|applicable)|no actions?)(?: (?:required|needed"
    r"|identified))?\W*",
)
_NO_ACTIONS = AnyOf(
    r"\W*(?:there (?:are|is) )?no (?:remedial |further |other |additional )*actions?(?: (?:are|is"
    r"|were|was))?(?: (?:required|needed|identified|necessary|arising|noted))?"
    r"(?: (?:from this audit|for the (?:team|tm|team manager)))?\W*",
)


_NO_ACTIONS_CLAUSE = AnyOf(
    r"(?:^|[,.;:]|\s[-–]|\band|\bwith)\s*(?:there (?:are|is|were) )?"
    r"no (?:(?:remedial|further|other|additional|new) )*actions? (?:(?:are|is|were) )?"
    r"(?:required|needed|identified|necessary|arising|noted)(?=\s*(?:$|[.,;!]|and\b|thanks\b))",
)


def stated_actions(text: str) -> tuple[tuple[StatedAction, ...], bool, str]:
    """The remedial actions that a text states (R-9.1-1), whether it states none, and the rest."""
    found: list[StatedAction] = []
    none, rest = False, []
    for line in text.split("\n"):
        match = _ACTION.match(line[:1100])
        if match and _NO_ACTION_TEXT.fullmatch(match.group("text")):
            none = True
        elif match:
            found.append(_stated(match.group("text")))
        elif _NO_ACTIONS.fullmatch(line[:200]):
            none = True
        else:
            kept, said = _without_no_actions(line)
            none |= said
            rest.append(kept)
    return tuple(found), none and not found, "\n".join(rest)


def _stated(text: str) -> StatedAction:
    days = _DAYS.search(text)
    if not days:
        return StatedAction(text.strip())
    return StatedAction(text[: days.start()].strip(" ,(–-"), int(days.group("days")))


def _without_no_actions(line: str) -> tuple[str, bool]:
    """A line without its clause or sentence that no action is required."""
    parts = sentences(line[:2000])
    kept = [part for part in parts if not _NO_ACTIONS.fullmatch(part)]
    left = [_NO_ACTIONS_CLAUSE.sub(" ", part) for part in kept]
    return (" ".join(left), True) if left != parts else (line, False)
