"""Sentences that hold a day and the words around days, and nothing else: "Would the 19th be ok?"

Whoever is asked for something by a date and answers with another day asks for that day.
"""

import re
from datetime import date

from bot.mail import cues, dates

_AROUND = frozenset(
    """
    a about afraid afternoon after alright also am an and another apologies around as asap at
    back bank be before best better bit business but by can close cob could day days do does
    earlier earliest early end evening extra few fine first fit for from get give go good got
    have help helpful hol hol's holiday hopefully how i i'd i'll i'm ideally if in instead is
    it it'd it'll know later latest least like lunch manage lunchtime mate may maybe me mean might
    mine more morning most my need needs next no noon not now of off ok okay on one or perfect
    perhaps please play pm poss possible possibly prefer probably rather realistic
    realistically really say short so sometime sooner soonest sorry suit suits suggest ta take
    than thank thanks that's the then thing think this til till time to until up us want we
    we'd we'll what will with work works would yes you
    """.split()
)
_WORD = re.compile(r"[a-z']+|\d+")
_SUITS = re.compile(
    r"\b(?:ok|okay|alright|fine|good|possible|poss|work|suit|do|better)\b|(?:how|what) about",
    re.IGNORECASE,
)


def names_a_day_alone(sentence: str, received: date) -> bool:
    """Whether `sentence` does no more than to name a day to come, or a time from now."""
    found = dates.find_dates(sentence, received)
    to_come = any(day > received for one in found for day in one.readings)
    if "IT" in sentence.split():
        return False  # the colleagues who mend computers say when they will
    if not to_come or (cues.ASKS.search(sentence) and not _SUITS.search(sentence)):
        return False
    left = sentence
    for one in found:
        left = left.replace(one.text, " ", 1)
    return all(word in _AROUND for word in _WORD.findall(left.lower()))
