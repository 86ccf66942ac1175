"""A second reader beside the rules: what the words of a text usually wish, learnt from phrases.

The rules know how a thing is said, this one which words people say it with. It never acts: where
it changes what the rules read, a person confirms. `python -m tests.learn_phrases` learns anew.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from bot.mail import dates
from bot.mail.context import Context
from bot.mail.spelling import REMEMBERED, as_meant
from bot.policy.said import WishKind

LEARNT = Path(__file__).with_name("learnt_words.tsv")
STEP = 20  # the weights are kept in twentieths
CONCERN = "concern"  # the column of the alarm, beside one for each wish
_MAX_TEXT = 3_000  # characters looked at; a wish stands near the beginning
_STEM = 5  # letters by which "reallocated" and "reallocation" are alike
_NEGATED = 4  # words after a negation that it may concern


@dataclass(frozen=True, slots=True)
class Likely:
    """What a text most probably wishes, and how probably: 0 to 1."""

    kind: WishKind
    share: float


def likely(text: str, received: date, context: Context) -> Likely:
    """The wish that the words of `text` most probably hold, of those that this thread knows.

    Never that of safeguarding: a concern has an alarm of its own, which no other wish weakens.
    """
    names, rows = _table()
    thread = "assignment" if context.thread == "request_pending" and not context.decides else ""
    wishes = [*_ANYWHERE, *_ON_THREAD.get(thread or context.thread, _ACTS)]
    scores = dict(zip(names, _scores(features(text, received, context), rows), strict=True))
    most = max(scores[name] for name in wishes)
    powers = {name: math.exp(scores[name] - most) for name in wishes}
    best = max(wishes, key=powers.__getitem__)
    return Likely(WishKind(best), powers[best] / sum(powers.values()))


@lru_cache(maxsize=REMEMBERED)
def concern(sentence: str) -> float:
    """How probably a sentence tells that a child may not be safe: 0 to 1."""
    _, rows = _table()
    known = [rows[one][-1] for one in sentence_features(sentence) if one in rows]
    return 1 / (1 + math.exp(-_scaled(known)))


_ANYWHERE = (WishKind.QUESTION, WishKind.UNCLEAR, WishKind.ACKNOWLEDGE)
_ASKED_OF_AUDITORS = (
    WishKind.COMPLETE,
    WishKind.DEFER,
    WishKind.DISPENSATION,
    WishKind.REALLOCATE,
)
_ASKED_OF_TEAMS = (WishKind.REMEDIAL_COMPLETE, WishKind.DEFER)
_ANSWERS = (WishKind.MANAGEMENT_DECISION, WishKind.DISAGREE)
_ACTS = (*_ASKED_OF_AUDITORS, WishKind.REMEDIAL_COMPLETE, *_ANSWERS)
_ON_THREAD = {
    "assignment": _ASKED_OF_AUDITORS,
    "remedial": (*_ASKED_OF_TEAMS, *_ANSWERS),
    "moderation": _ANSWERS,
    "request_pending": (WishKind.MANAGEMENT_DECISION,),
}


# --- What is looked at ----------------------------------------------------------------------------

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs"
    " fri"
)
_MONTHS = (
    "january february march april june july august september october november december jan feb mar"
    " apr jun jul aug sep sept oct nov dec"
)
_ALIKE = dict.fromkeys(_DAYS.split(), "DAY") | dict.fromkeys(_MONTHS.split(), "MONTH")
_NEGATIONS = frozenset("not no never nearly almost half incomplete cannot".split())
_REFERENCE = re.compile(r"\b[a-z]{2,3}-[\w-]{4,20}")
_WORD = re.compile(r"[a-zREF']+|\d[\d/.:]*|[?👍🙏😊🙂👌✅]")


def features(text: str, received: date, context: Context) -> set[str]:
    """What is looked at in a text: its words by themselves and on this thread, pairs, dates."""
    words = _words(text)
    found = plain_features(words)
    alone = {one for one in found if " " not in one} | _dated(text, received)
    alone.add(f"LONG{min(4, len(words) // 5)}")
    found |= alone | {f"{context.thread}:{one}" for one in alone}
    return found | {f"ON {context.thread}", f"BY {context.sender_role}"}


def plain_features(words: Sequence[str]) -> set[str]:
    """Words, neighbours, next but one, stems, and words after a negation."""
    found = {*words, *(f"~{word[:_STEM]}" for word in words if len(word) > _STEM)}
    found |= {f"{a} {b}" for a, b in pairwise(words)}
    found |= {f"{a} _ {b}" for a, b in zip(words, words[2:], strict=False)}
    for at, word in enumerate(words):
        if word in _NEGATIONS or word.endswith("n't"):
            found |= {f"NOT {later}" for later in words[at + 1 : at + 1 + _NEGATED]}
    return found


def sentence_features(sentence: str) -> set[str]:
    """What is looked at in a sentence that may tell of a child."""
    return plain_features(_words(sentence))


def _words(text: str) -> list[str]:
    """The words, with every day, month, number and reference made alike."""
    plain = _REFERENCE.sub("REF", as_meant(text[:_MAX_TEXT].lower()))
    found = ("9" if word[0].isdigit() else word for word in _WORD.findall(plain))
    return ["^", *(_ALIKE.get(word, word) for word in found), "$"]


def _dated(text: str, received: date) -> set[str]:
    readings = [found.readings for found in dates.find_dates(text[:_MAX_TEXT], received)]
    days = [day for several in readings for day in several]
    if not days:
        return {"NODAY"}
    return {"TOCOME" if day > received else "PAST" for day in days}


# --- What was learnt ------------------------------------------------------------------------------

_Rows = dict[str, tuple[int, ...]]


@cache
def _table() -> tuple[list[str], _Rows]:
    """The names of the columns, and what each feature weighs in each."""
    lines = LEARNT.read_text("utf-8").splitlines()
    names = lines[1].split("\t")[1:]
    rows = (line.split("\t") for line in lines[2:])
    return names, {row[0]: tuple(map(int, row[1:])) for row in rows}


def _scores(found: Iterable[str], rows: _Rows) -> list[float]:
    """The weight of each column."""
    known = [rows[one] for one in found if one in rows]
    return [_scaled(column) for column in zip(*known, strict=True)] or [0.0] * len(rows["^"])


def _scaled(weights: Sequence[int]) -> float:
    """Their sum; a long text wishes nothing more surely than a short one."""
    return 3 * sum(weights) / (STEP * math.sqrt(len(weights) or 1))
