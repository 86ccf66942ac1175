"""Layer (a): a line that is a command, in capitals as our letters show it."""

import re
from dataclasses import replace
from datetime import date

from bot.mail import dates
from bot.mail.vocabulary import COMMON
from bot.mail.words import unexplained, words_of
from bot.policy.commands import COMMANDS
from bot.policy.references import after_reference, find_references
from bot.policy.said import Wish, WishKind

_SYNONYMS = {
    "COMPLETED": "COMPLETE",
    "DEFER TO": "DEFER UNTIL",
    "DEFER": "DEFER UNTIL",
    "DISPENSATION": "EXCUSE ME",
    "REALLOCATE": "HAND OVER",
    "APPROVED": "APPROVE",
    "DECLINED": "DECLINE",
    "ACKNOWLEDGED": "ACKNOWLEDGE",
    "ACTIONS STAND": "ACTION STANDS",
    "ACTIONS NOT REQUIRED": "ACTION NOT REQUIRED",
}
_COMMAND = re.compile(
    r"^[\s*_\"'(\[•-]{0,6}(?P<word>"
    + "|".join(sorted((*COMMANDS, *_SYNONYMS), key=len, reverse=True)).replace(" ", r"\s+")
    + r")\b(?P<rest>.*)$"
)
_REASON_GIVEN = re.compile(
    r"^\s*(?:[:,.–-]|because\b|as\b|due\b|since\b|for\b|to\b)", re.IGNORECASE
)


def command(line: str, received: date) -> Wish | None:
    """The wish of a line that is a command, written in capitals as our letters show it.

    A reference may lead it: "AU-7K3F-Q2: COMPLETE".
    """
    match = _COMMAND.match(after_reference(line[:500]))
    if not match:
        return None
    word = re.sub(r"\s+", " ", match.group("word"))
    asked = COMMANDS[_SYNONYMS.get(word, word)]
    rest = match.group("rest")
    left = words_of(rest, received)
    plain = not unexplained(left, COMMON)
    named = asked.kind in _WITH_A_NAME
    if not plain and not named and not (_REASON_GIVEN.match(rest) and asked.kind not in _EXACT):
        return None
    wish = Wish(asked.kind, line.strip(), granted=asked.granted, refs=find_references(line))
    if asked.kind is WishKind.CASE_NOTE:
        return _with_past_date(wish, rest, received)
    return _with_date(wish, rest, received) if asked.kind is WishKind.DEFER else wish


# Commands that change something at once stand alone on their line: "COMPLETE apart from …" is none.
_EXACT = frozenset(
    {
        WishKind.COMPLETE,
        WishKind.REMEDIAL_COMPLETE,
        WishKind.DEFER,
        WishKind.ACKNOWLEDGE,
        WishKind.SETTLE,
        WishKind.CASE_NOTE,
    }
)
_WITH_A_NAME = frozenset({WishKind.APPOINT})


def _with_date(wish: Wish, text: str, received: date) -> Wish:
    found = dates.requested(text, received)
    return replace(wish, until=found.until, readings=found.readings)


def _with_past_date(wish: Wish, text: str, received: date) -> Wish:
    """The day that a Case Note bears: the last one of that name, not the next.

    A day to come with its year is asked about: no year but that one was meant.
    """
    found = [(day, one) for one in dates.find_dates(text, received) for day in one.readings]
    days = {
        day if day <= received else _a_year_before(day)
        for day, one in found
        if day <= received or not re.search(rf"{day.year}|/{day:%y}\b", one.text)
    }
    return replace(wish, until=days.pop()) if len(days) == 1 else wish


def _a_year_before(day: date) -> date:
    """A day of the year to come, named without its year, is one of the past; others stay."""
    if day.month == 2 and day.day == 29:
        return day
    return day.replace(year=day.year - 1)
