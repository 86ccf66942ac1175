"""Words as they were meant, where a thumb slipped: for the rules that propose and that alarm.

The closed grammar never sees this: a misspelt word may propose a wish or raise the alarm, but what
is acted on is written as it is meant.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.mail.patterns import AnyOf

REMEMBERED = 512  # sentences: several rules look at the same one
_SHORTEST = 5  # letters of a word that is put right; shorter ones are too like each other

# The words on which a reading hangs.
_MEANT = frozenset(
    """
    allegation allegations allocate allocated approve approved approval attached audited bruise
    bruises bruising challenge complete completed completing completion concern concerned
    concerns conflict declined deferral deferment deferred deferring disagree disagreed
    disclosed disclosure dispensation dispute excused exempt exemption exploitation extend
    extended extension finalised finished fracture immediate immediately injuries injury
    management moderation neglect neglected postpone postponed reallocate reallocated
    reallocation reassign reassigned received rejected remedial request requested requesting
    safeguarding safety strategy submitted supervision tomorrow understood unexplained unsafe
    updated uploaded urgent urgently yesterday
    """.split()
)
# Words in their own right, one letter from those: they stay what they are.
_OTHERS = frozenset(
    """
    approaches attacked auditory braise competing complected complexion concert concerts concerted
    deterred differed differing exerted expend expended expending extent injure neglects objection
    refracted relocate relocated relocation requester resigned safely undated unloaded
    """.split()
)
_SAME = {
    "tmrw": "tomorrow", "tomoz": "tomorrow", "tomoro": "tomorrow", "2moro": "tomorrow",
    "2morrow": "tomorrow", "tmw": "tomorrow", "pls": "please", "plz": "please", "u": "you",
    "bruse": "bruise", "bruze": "bruise",
}  # fmt: skip

_WITHOUT_APOSTROPHE = AnyOf(
    r"\b(?:are|ca|could|did|do|does|had|has|have|is|should|was|were|wo|would)nt\b",
    r"\b(?:i(?=m\b|ve\b)|you(?=re\b|ve\b)|they(?=re\b|ve\b)|we(?=ve\b)|he(?=s\b)|she(?=s\b)"
    r"|that(?=s\b)|what(?=s\b)|when(?=s\b)|who(?=s\b)|how(?=s\b)|there(?=s\b)|where(?=s\b)"
    r"|it(?=s (?:all |now |been |not |a |done|finished|in\b|gone|off\b|only |complete))"
    r"|i(?=ll (?:be|do|have|get|send|try|complete|finish|look|make|sort|submit|pick|need"
    r"|return|ring"
    r"|call|speak|see|take|aim|start|raise)\b))",
)
# The words that may be meant otherwise: most others are too short.
_WORD = re.compile(
    rf"\b(?:{'|'.join(_SAME)})\b|[a-z0-9][a-z]{{{_SHORTEST - 1},}}", re.IGNORECASE | re.ASCII
)


@lru_cache(maxsize=REMEMBERED)
def as_meant(text: str) -> str:
    """The text with apostrophes put in and slips in the words that matter put right."""
    whole = _WITHOUT_APOSTROPHE.sub(_apostrophe, text.replace("’", "'"))
    return _WORD.sub(_word_meant, whole)


def _apostrophe(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found[:-2]}n't" if found.lower().endswith("nt") else f"{found}'"


def _word_meant(match: re.Match[str]) -> str:
    return _meant(match.group())


@lru_cache(maxsize=4 * REMEMBERED)
def _meant(word: str) -> str:
    lower = word.lower()
    if lower in _SAME:
        return _SAME[lower]
    if len(word) < _SHORTEST or lower in _MEANT or lower in _OTHERS:
        return word
    single = _single(lower)
    for shorter in _one_letter_less(single):
        for meant in _BY_PART.get(shorter, ()):
            # An ending tells "please update" from "updated": the last letter must be right.
            if meant[-1] == lower[-1] and _one_slip(single, _single(meant)):
                return meant
    return word


def _single(word: str) -> str:
    """The word with every doubled letter once: "tommorow" and "tomorrow" are the same."""
    return re.sub(r"(.)\1", r"\1", word)


def _one_letter_less(word: str) -> Iterator[str]:
    yield word
    for at in range(1, len(word)):  # nobody misses the first letter
        yield word[:at] + word[at + 1 :]


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter is missing, too many, another one, or two neighbours have changed places."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1 and (
            one in _one_letter_less(other) or other in _one_letter_less(one)
        )
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 2:
        first, second = differ
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(differ) < 2


def _by_part() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(_MEANT):
        if len(word) > _SHORTEST:
            for part in _one_letter_less(_single(word)):
                found[part] = (*found.get(part, ()), word)
    return found


_BY_PART = _by_part()
