"""The remedial actions that an auditor's completion states, by lines or by a list (R-9.1-1)."""

import re

from bot.mail.action_list import NO_ACTION, in_line, is_heading, listed, says_yes
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
_NO_ACTIONS = AnyOf(
    r"\W*(?:there (?:are|is) )?no (?:remedial |further |other |additional )*actions?(?: (?:are|is"
    r"|were|was))?(?: (?:required|needed|identified|necessary|arising|noted))?"
    r"(?: (?:from this audit|for the (?:team|tm|team manager)))?\W*",
)
_NO_ACTIONS_CLAUSE = AnyOf(
    r"(?:^|[,.;:]|\s[-–]|\band|\bwith)\s*(?:there (?:are|is|were) )?"
    r"no (?:(?:remedial|further|other|additional|new) )*actions? (?:(?:are|is|were) )?"
    r"(?:required|needed|identified|necessary|arising|noted)(?=\s*(?:$|[.,;!]|and\b|thanks\b))",
    r"(?:[,.;:]|\s[-–]|\band|\bwith)\s*no (?:(?:remedial|further|other|additional|new) )*actions?"
    r"(?=\s*[.!]?\s*(?:thanks\b|$))",
)


def stated_actions(text: str) -> tuple[tuple[StatedAction, ...], bool, str]:
    """The remedial actions that a text states (R-9.1-1), whether it states none, and the rest."""
    found: list[str] = []
    none, rest = False, []
    lines, at = text.split("\n"), 0
    while at < len(lines):
        line, at = lines[at], at + 1
        match = _ACTION.match(line[:1100])
        if is_heading(line):
            items, taken = listed(lines[at:])
            at += taken
            found += items
            rest += [] if items or says_yes(line) else [line]
        elif match:
            items = in_line(match.group("text"))
            found += items
            if items != [match.group("text")]:  # the first of a list that goes on below
                more, taken = listed(lines[at:])
                at += taken
                found += more
        elif _NO_ACTIONS.fullmatch(line[:200]):
            none = True
        else:
            kept, said = _without_no_actions(line)
            none |= said
            rest.append(kept)
    actions = [item for item in found if not NO_ACTION.fullmatch(item)]
    none |= len(actions) < len(found)
    return tuple(map(_stated, actions)), none and not actions, "\n".join(rest)


def _stated(text: str) -> StatedAction:
    days = _DAYS.search(text)
    if not days:
        return StatedAction(text.strip())
    return StatedAction(text[: days.start()].strip(" ,(–-"), int(days.group("days")))


def _without_no_actions(line: str) -> tuple[str, bool]:
    """A line without its clause or sentence that no action is required."""
    if "no" not in line.lower():
        return line, False
    parts = sentences(line[:2000])
    kept = [part for part in parts if not _NO_ACTIONS.fullmatch(part)]
    left = [_NO_ACTIONS_CLAUSE.sub(" ", part) for part in kept]
    return (" ".join(left), True) if left != parts else (line, False)
