"""Remedial actions written as a list under a heading, as people write them (R-9.1-1)."""

import re
from collections.abc import Sequence
from datetime import date

from bot.mail import cues
from bot.mail.command_lines import command
from bot.mail.patterns import AnyOf
from bot.mail.signature import SIGN_OFF, is_name
from bot.mail.vocabulary import COMMON
from bot.mail.words import unexplained, words_of

LONGEST = 1_000  # characters of an action
_AS_FOLLOWS = (
    r"(?:(?:are |is )?(?:as follows|as below|(?:listed )?below|the following)|required|yes|y)"
)
_HEADING = AnyOf(
    r"\W*(?:the |my |following )*(?:remedial )?actions?(?: points?)?(?: (?:are|is))?"
    r"(?: (?:required|needed|identified|arising))?(?: for the (?:team|team manager|tm))?"
    rf"(?:\s*(?::|\s[-–])\s*\W*|\s*(?::|\s[-–])?\s*{_AS_FOLLOWS}\s*[:.]?\s*\W*)",
)
_SAYS_YES = re.compile(r".*\b(?:required|yes|y)\W*", re.IGNORECASE | re.DOTALL)
_NUMBER = r"\(?\d{1,2}\s*[.):]\s*"
_ITEM = re.compile(rf"\s*(?:[*•·‣◦▪§o>–—-]+\s+|[*•·‣◦▪]|{_NUMBER})(?P<text>\S.*)$", re.DOTALL)
_INSIDE = re.compile(rf"(?:^|(?<=\s)){_NUMBER}(?=\S)")
NO_ACTION = AnyOf(
    r"(?:none|nil|no|n/?a|not (?:required|needed|applicable)|no actions?)(?: (?:required|needed"
    r"|identified))?\W*",
)
# Speaks to us, and is nothing for a team to put right.
_SPEAKS = re.compile(r"\b(?:i|i'm|i've|i'll|i'd|me|my|we|we've|we'll)\b|\?", re.IGNORECASE)
_LABELLED = re.compile(r"\W{0,6}[A-Za-z][A-Za-z ]{2,40}:(?:\s|$)")


def is_heading(line: str) -> bool:
    """Whether a line announces actions and names none: "Actions required:"."""
    return len(line) <= 100 and bool(_HEADING.fullmatch(line))


def says_yes(line: str) -> bool:
    """Whether such a line says by itself that actions are required."""
    return bool(_SAYS_YES.fullmatch(line))


def listed(lines: Sequence[str]) -> tuple[list[str], int]:
    """The actions that `lines` begin with, and how many of the lines they take.

    Items have bullets or numbers, or, where the first has none, stand on a line each. The list
    ends at a blank line before other text, a sign-off, a command, a label such as "Outcome:", and
    at whatever speaks to us. Where it cannot be told whether a line is an action, nothing is taken,
    and the auditor is asked: half a list would pass for the whole.
    """
    found: list[str] = []
    taken, blank, marked = 0, False, False
    for number, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        item = _ITEM.match(line[: LONGEST + 20])
        words = (item["text"] if item else line).strip()
        marked = marked if found else bool(item)
        ends = _ends(words, bool(item))
        if ends or (blank and not (marked and item)):
            if ends and item:
                return [], 0
            break
        if found and not item and _runs_on(words):
            found[-1] = f"{found[-1]} {words}"[:LONGEST]
        elif item or not marked:
            found.append(words[:LONGEST])
        else:
            return [], 0
        taken, blank = number + 1, False
    return found, taken


def in_line(text: str) -> list[str]:
    """The actions of one line: "1. Update the plan 2. Record the visit" are two."""
    pieces = [piece.strip(" ;,") for piece in _INSIDE.split(text)]
    numbers = [int(n) for n in re.findall(r"\d+", " ".join(_INSIDE.findall(text)))]
    counted = numbers == list(range(1, len(numbers) + 1)) and not pieces[0]
    return [piece for piece in pieces[1:] if piece] if counted and numbers else [text]


def _runs_on(words: str) -> bool:
    """Whether a line without a mark goes on with the item above it."""
    return words[0].islower() or words[0].isdigit() or words[0] in "(&"


def _ends(words: str, marked: bool) -> bool:
    """Whether this line is no action any more. `marked`: by a bullet or a number."""
    if NO_ACTION.fullmatch(words):
        return False
    if not marked and (is_name(words) or not unexplained(words_of(words, date.min), COMMON)):
        return True
    return bool(
        SIGN_OFF.fullmatch(words[:80])
        or command(words, date.min)
        or (_LABELLED.match(words) and not marked)
        or _SPEAKS.search(words.replace("’", "'"))
        or cues.ASKS.search(words)
    )
