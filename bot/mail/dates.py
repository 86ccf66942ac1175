"""Dates and durations as people in the United Kingdom write them, against the day of receipt.

A small grammar of our own: the libraries measured read "may", "sat" and ages as dates, and none
knows "Friday week". Where a phrase has two readings, both are kept, and somebody is asked.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from bot.mail.date_grammar import ORDINAL, TRAPS, phrases_in
from bot.mail.date_rules import HORIZON, MONTH
from bot.mail.spelling import REMEMBERED

MAX_TEXT = 20_000  # characters looked at
# Whatever the case, a pattern takes these for plain letters; the tables of the rules hold those.
_AS_TYPED = str.maketrans("’ſİıK", "'siik")


@dataclass(frozen=True, slots=True)
class DateFound:
    """One phrase and the days that it may mean, the likeliest first; none: no single day."""

    text: str
    readings: tuple[date, ...]
    at: int = 0  # where in the text it stands
    vague: bool = False  # the first reading is a guess: ask before acting
    offered: tuple[date, ...] = ()  # further days to choose from


@dataclass(frozen=True, slots=True)
class Requested:
    """The one date that a text asks for; `ask` says in words why somebody must be asked first."""

    until: date | None
    ask: str | None = None
    readings: tuple[date, ...] = ()  # where it must be asked: the days to choose from


@lru_cache(maxsize=REMEMBERED)
def find_dates(text: str, received: date) -> tuple[DateFound, ...]:
    """Every date and duration in `text`, in order, against the day of receipt. Past dates too."""
    left = text[:MAX_TEXT].translate(_AS_TYPED)
    phrases = phrases_in(left)
    if not phrases:
        return ()
    left = TRAPS.blank(left)
    found: list[DateFound] = []
    for one in phrases:
        for match in one.find(left):
            days = one.rule(match, received) if _is_meant(match, left) else None
            if days:
                phrase = text[match.start() : match.end()].strip()
                at = match.start()
                found.append(DateFound(phrase, days.readings, at, days.vague, days.offered))
                left = left[: match.start()] + "\x00" * len(match.group()) + left[match.end() :]
    return tuple(sorted(found, key=lambda day: day.at))


# --- Words that are dates only beside others ------------------------------------------------------

_AMBIGUOUS = frozenset("may march mar sun sat wed mon fri jan august april june".split())
_LEADS = re.compile(
    r"(?:\b(?:until|til|till|to|by|on|before|after|say|from|for|the|this|next|with effect from"
    r"|w/?c|or|and|is|be|week commencing)|[(:,.?!–-]|^)\s*(?:the\s*)?$"
)
_DAY_LEADS = re.compile(r"\b(?:until|till|til|by|on|before|next|this)\s*$")
_MONTH_LEADS = re.compile(r"\b(?:until|til|till|to|by|into|in|for|before|after|mid|early|late)\s*$")
_ORDINAL_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\-–]|\x00|(?:please|pls|plz|thanks|thank|if|as|because|instead|rather|or|of"
    r"|and|for|when|due|i|we|at|is|ok|would|will|so|but|suit|suits|sorry|before|cos|since|though|then|pm|am|to"
    r"|after|with|once|following|given|while|unless|without|either|ideally|hopefully|possibly|not|it"
    r"|that|this|he|she|they|my|our|can|could|may|have|should|might|need)\b)"
)
_ORDINAL = re.compile(ORDINAL, re.IGNORECASE)
_MONTH = re.compile(MONTH, re.IGNORECASE)


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Whether a word that is also no date is one here: "may", "sat", "the 2nd child"."""
    word = match.group().strip()
    if "\x00" in word and not re.search(r"(?:from|after|of) (?:the )?\x00+$", word):
        return False
    before = text[max(0, match.start() - 14) : match.start()].lower()
    if word.lower() in _AMBIGUOUS:
        leads = _LEADS.search(before) or not before.strip()
        if not (leads and (word[0].isupper() or _surely_led(word, before))):
            return False
    if _ORDINAL.fullmatch(word):
        if word[0].isalpha():
            return True  # a weekday before it leaves no doubt
        ends = _ORDINAL_ENDS.match(text[match.end() : match.end() + 14].lower())
        return bool(ends) and bool(_LEADS.search(before))
    return bool(_MONTH_LEADS.search(before)) if _MONTH.fullmatch(word) else True


def _surely_led(word: str, before: str) -> bool:
    """ "til fri", "by mon": what is no capital needs a word before it that only a day follows."""
    return word in {"mon", "wed", "fri"} and bool(_DAY_LEADS.search(before))


# --- Which of them is asked for -------------------------------------------------------------------

# What stands before a date says how likely it is the one asked for; the first row that fits counts.
_BEFORE: tuple[tuple[int, str], ...] = (
    (
        1,  # "the review isn't until the 26th": an event's date, used where no other is named
        r"\b(?:isn't|is not|not|aren't|wasn't|won't be|not back|not due|not here|can't be)"
        r" (?:\w+ )?(?:until|till|til|before)",
    ),
    (
        3,
        r"\b(?:will|'ll|can|could|should|to|have it|get it) (?:\w+ ){0,4}(?:complet\w+|finish\w*"
        r"|done|in|submit\w*|send|sent|ready|with you|over to you|back to you)(?: by)?",
    ),
    (
        -1,
        r"\b(?:rather than|instead of|not by|not on|and not|other than|not|was|were|since|dated"
        r"|recorded|last|held|due|from|originally|meant to be|supposed to be)",
    ),
    (
        0,
        r"\b(?:off|sick|away|abroad|holiday|ill) (?:sick |ill )?(?:until|till|til)",
    ),
    (
        0,
        r"\b(?:hearing|meeting|review|conference|tribunal|visit|appointment|panel|training|court"
        r"|case note|visited|inspection|leave|born|completed|finished|done)"
        r" (?:is |was |are |has been |now )*(?:moved |booked |set |arranged |planned |put back )?"
        r"(?:on|in|at|of|until|to|for)?",
    ),
    (
        5,
        r"\b(?:can|could|may) (?:i|we) (?:please |possibly |just )?(?:have|get)(?: it| this)?"
        r" (?:until|till|til|to)|\b(?:new date|revised date|new deadline|extend(?:ed)?|extension"
        r"|defer(?:red|ral|ment)?|postpone|push(?:ed)? back|moved?|moved back)"
        r"(?: (?:it|this|this one|mine|the audit|please|pls|back|of|is|would be|the deadline"
        r"|the date|to be))*"
        r"(?: (?:until|til|till|to|by|for|of|:|is))?",
    ),
    (4, r"\b(?:suggest|say|propose|request(?:ing)?|make it|agree|could do|have|till|til|until)"),
    (3, r"\b(?:by|to|before|for|complete|completed by|done by)"),
    (2, r"\b(?:on|in|after|back|return(?:ing)?(?: on)?)"),
)
_WEIGHTS = tuple(
    (
        weight,
        re.compile(
            rf"(?:{before})\W*(?:(?:the|end of|on|w/?c|week commencing|this|about|around|at least"
            rf"|at the latest)\b\W*){{0,3}}$",
            re.IGNORECASE,
        ),
    )
    for weight, before in _BEFORE
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|completed|done|finished|recorded|dated|updated|held|submitted|uploaded"
    r"|visited|seen|due)\b[^.?!,;]{0,25}$",
    re.IGNORECASE,
)
# "Friday's deadline" is the one that there is.
_OF_A_DEADLINE = re.compile(r"'?s? (?:deadline|due date|target|date)\b", re.IGNORECASE)
_STRONG = 4  # from this weight on the first date counts; below it the last


def requested(text: str, received: date) -> Requested:
    """The date that `text` asks for, if it names one; `ask` where a person must say which.

    Acting needs one candidate, from the day of receipt to `HORIZON` days on, whose weekday fits.
    """
    weighed = [(_weight(found, text), found) for found in _said_exactly(text, received)]
    best = max((weight for weight, _ in weighed), default=-1)
    if best < 0:
        return Requested(None, "no date is named")
    top = [found for weight, found in weighed if weight == best]
    chosen = top[0] if best >= _STRONG else top[-1]
    until = chosen.readings[0] if chosen.readings else None
    ask = _why_ask(chosen, top, received)
    return Requested(until, ask, _to_choose_from(top, received) if ask else ())


def _said_exactly(text: str, received: date) -> list[DateFound]:
    """The dates; one that a bracket says more exactly, "the end of Feb (27th)", is that day."""
    kept: list[DateFound] = []
    for one in find_dates(text, received):
        before = kept[-1] if kept else DateFound("", ())
        between = text[before.at + len(before.text) : one.at]
        exact = re.fullmatch(r"\s*\((?:the )?", between) and _day_of(before, one)
        if exact:
            kept[-1] = replace(before, readings=(exact,), vague=False)
        else:
            kept.append(one)
    return kept


def _day_of(month: DateFound, day: DateFound) -> date | None:
    """The day of the one in the month of the other."""
    if not (month.readings and day.readings):
        return None
    with suppress(ValueError):  # there is no 30 February
        return month.readings[0].replace(day=day.readings[0].day)
    return None


def _to_choose_from(found: list[DateFound], received: date) -> tuple[date, ...]:
    days = sorted({day for one in found for day in (*one.readings, *one.offered)})
    return tuple(day for day in days if received <= day <= received + timedelta(days=HORIZON))


def _weight(found: DateFound, text: str) -> int:
    if _OF_A_DEADLINE.match(text, found.at + len(found.text)):
        return -1
    before = re.split(r"[.?!;\n]\s", text[max(0, found.at - 60) : found.at])[-1]
    fits = (weight for weight, pattern in _WEIGHTS if pattern.search(before))
    return next(fits, -1 if _PAST_VERB.search(before) else 2)


def _why_ask(chosen: DateFound, top: list[DateFound], received: date) -> str | None:
    if not chosen.readings:
        return f"“{chosen.text}” names no single day"
    if len({found.readings for found in top}) > 1:
        return "several dates are named"
    if len(chosen.readings) > 1:
        return f"“{chosen.text}” has two readings: {in_words(chosen.readings)}"
    if chosen.vague:
        return f"“{chosen.text}” is not one certain day"
    if not received <= chosen.readings[0] <= received + timedelta(days=HORIZON):
        return f"{in_words(chosen.readings)} is past, or more than {HORIZON} days ahead"
    return None


def in_words(days: tuple[date, ...]) -> str:
    """The days with weekday and year, as they are echoed."""
    return " or ".join(f"{day:%A} {day.day} {day:%B %Y}" for day in days)
