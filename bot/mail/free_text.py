"""Layer (c): what free text seems to wish, sentence by sentence, each wish with its words."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.mail import cues, dates, manager_cues, request_cues
from bot.mail.context import Context
from bot.mail.day_alone import names_a_day_alone
from bot.mail.practice import sounds_like_harm
from bot.mail.safeguarding import alarms
from bot.mail.sentences import sentences
from bot.mail.spelling import as_meant
from bot.policy.references import find_references
from bot.policy.said import Wish, WishKind

MAX_TEXT = 20_000  # characters; a longer text is read by a person

_Rule = Callable[[str, date, Context], WishKind | None]


def propose(text: str, received: date, context: Context) -> tuple[Wish, ...]:
    """Every wish that the sentences of `text` seem to hold, strongest reading only, in order."""
    parts = _without_concerns(text, context)
    found = [(kind, part) for part in parts for kind in _kinds(as_meant(part), received, context)]
    kinds = _settle(found)
    wishes = []
    for kind in kinds:
        evidence = " … ".join(dict.fromkeys(part for k, part in found if k is kind))
        wishes.append(wish(kind, evidence, text, received, context))
    return tuple(wishes)


def without_concerns(text: str, context: Context) -> str:
    """The text without its sentences about a child's safety, of which the alarm knows more."""
    return "\n".join(_without_concerns(text, context))


def _without_concerns(text: str, context: Context) -> list[str]:
    every = (part for one in sentences(text[:MAX_TEXT]) for part in _PLEA_BESIDE.split(one))
    parts = [part.replace("’", "'")[:2000] for part in dict.fromkeys(every)]
    return [part for part in parts if context.thread == "safeguarding" or not _is_concern(part)]


# "Mine is done but please reallocate the other one": what is asked for is a sentence of its own.
_PLEA_BESIDE = re.compile(r",? (?:but|and) (?=(?:please|pls|plz) )", re.IGNORECASE)


def _is_concern(sentence: str) -> bool:
    """A sentence about a child's safety wishes nothing else, unless it says so outright."""
    raised = alarms(sentence) or sounds_like_harm(sentence)
    return raised and not manager_cues.OUTRIGHT.search(sentence)


def wish(kind: WishKind, evidence: str, text: str, received: date, context: Context) -> Wish:
    """The wish of `kind` that `evidence` is, with the date, the decision and the references."""
    dated = kind is WishKind.DEFER
    until, readings = _until(evidence, text, received) if dated else (None, ())
    granted = None
    if kind is WishKind.MANAGEMENT_DECISION and context.decides:
        granted = granted_by(evidence)
    refs = find_references(evidence)
    return Wish(kind, evidence, until=until, granted=granted, refs=refs, readings=readings)


def _until(evidence: str, text: str, received: date) -> tuple[date | None, tuple[date, ...]]:
    """The date asked for, and the days to choose from where it must be asked."""
    evidence, text = as_meant(evidence), as_meant(text)
    said, anywhere = (dates.requested(words, received) for words in (evidence, text))
    asked = said if dates.find_dates(evidence, received) else anywhere
    return said.until or anywhere.until, asked.readings


def granted_by(text: str) -> bool | None:
    """True: approved, False: declined, None: neither is said, or both are."""
    text = as_meant(text)
    approves = manager_cues.APPROVES.search(text)
    if manager_cues.DECLINES.search(text):
        # "Not agreed" holds the words of both; outside the refusal nothing may approve.
        rest = manager_cues.DECLINES.sub(" ", text)
        return None if re.search(r"\b(approve|approved|granted)\b", rest, re.IGNORECASE) else False
    return True if approves and not _DOUBTS.search(text) else None


_DOUBTS = re.compile(
    r"\bnot\b|n't\b|\bunless\b|\bif\b|\bsubject to\b|\bin principle\b", re.IGNORECASE
)


def _kinds(sentence: str, received: date, context: Context) -> Iterable[WishKind]:
    for rule in _RULES:
        kind = rule(sentence, received, context)
        if kind is not None:
            return (kind,)
    return ()


# --- One sentence ---------------------------------------------------------------------------------


def _decision(sentence: str, received: date, context: Context) -> WishKind | None:
    if manager_cues.NOT_ACHIEVABLE.search(sentence) and context.thread == "remedial":
        return WishKind.MANAGEMENT_DECISION
    if cues.ASKS.search(sentence) or sentence.rstrip().endswith("?"):
        return None
    if context.thread == "moderation":
        dissents = any(
            cue.search(sentence) for cue in (manager_cues.DISSENTS, manager_cues.THINKS_OTHERWISE)
        )
        decided = manager_cues.DECIDES.search(sentence) and not dissents
        return WishKind.MANAGEMENT_DECISION if decided else None
    thanks = manager_cues.THANKS.fullmatch(sentence.strip(" .!,"))
    if not context.decides or (thanks and not manager_cues.APPROVES.search(sentence)):
        return None
    decides = manager_cues.DECIDES.search(sentence) or granted_by(sentence) is not None
    return WishKind.MANAGEMENT_DECISION if decides else None


def _disagreement(sentence: str, received: date, context: Context) -> WishKind | None:
    """On a remedial thread only outright dissent counts: "the plan was wrong" may be the action."""
    patterns = {
        "moderation": (manager_cues.DISAGREES, manager_cues.THINKS_OTHERWISE),
        "remedial": (manager_cues.DISSENTS,),
    }.get(context.thread, ())
    if not any(pattern.search(sentence) for pattern in patterns):
        return None
    asks = cues.ASKS.search(sentence) and sentence.rstrip().endswith("?")
    return None if asks and not _RHETORICAL.match(sentence) else WishKind.DISAGREE


_RHETORICAL = re.compile(r"\W*how (?:is|can|was)\b", re.IGNORECASE)


def _takes_on(sentence: str, received: date, context: Context) -> WishKind | None:
    """An answer to a concern that says somebody has it. A question or a refusal is none."""
    if (
        context.thread != "safeguarding"
        or sentence.rstrip().endswith("?")
        or cues.ASKS.search(sentence)
    ):
        return None
    taken = manager_cues.TAKES_ON.search(sentence) and not manager_cues.REFUSES.search(
        sentence.replace("’", "'")
    )
    return WishKind.ACKNOWLEDGE if taken else None


def _request(sentence: str, received: date, context: Context) -> WishKind | None:
    sentence = sentence.replace("’", "'")
    if request_cues.CANCELLED.search(sentence) or context.thread == "moderation" or context.decides:
        return None
    asks = bool(cues.ASKS.search(sentence))
    for kind, pattern in request_cues.AUDITOR_REQUESTS.items():
        if pattern.search(sentence) and not (asks and not request_cues.PLEA.search(sentence)):
            told = kind is not WishKind.DEFER and request_cues.TOLD.search(sentence)
            return None if told else kind
    return None


def _day_alone(sentence: str, received: date, context: Context) -> WishKind | None:
    asked = context.thread in {"assignment", "remedial"}
    return WishKind.DEFER if asked and names_a_day_alone(sentence, received) else None


def _done(sentence: str, received: date, context: Context) -> WishKind | None:
    """Said to be done, in a clause of its own that nothing hedges, and not by a day to come."""
    text = cues.plain_done(sentence)
    if cues.ASKS.search(text) or cues.HEDGES_ALL.search(text) or _is_due(text, received):
        return None
    pattern = manager_cues.REMEDIAL_DONE if context.thread == "remedial" else cues.DONE
    if not any(pattern.search(c) and not cues.HEDGE.search(c) for c in cues.clauses(text)):
        return None
    if context.thread == "remedial":
        return WishKind.REMEDIAL_COMPLETE
    audits = context.thread in {"assignment", "request_pending"} and not context.decides
    return WishKind.COMPLETE if audits else None


def _is_due(text: str, received: date) -> bool:
    """Whether a day to come is named as the time by which: "complete by Friday" is a promise."""
    for found in dates.find_dates(text, received):
        before = text[max(0, found.at - 12) : found.at].lower()
        later = any(day > received for day in found.readings)
        if later and re.search(r"\b(by|for|until|till|til|before|to)\s+(the\s+)?$", before):
            return True
    return False


def _promise(sentence: str, received: date, context: Context) -> WishKind | None:
    """Will be done: a deferment where a day is named, else the writer only says that it will be."""
    text = sentence.replace("’", "'")
    if _OF_OTHERS.search(text):
        return None
    promises = cues.PROMISE.search(text) or (_is_due(text, received) and cues.DONE.search(text))
    if request_cues.CANCELLED.search(text) or cues.ASKS.search(text) or not promises:
        return None
    if (
        context.thread in {"assignment", "remedial"}
        and dates.requested(text, received).until
        and not _NO_LATER.search(text)
    ):
        return WishKind.DEFER
    return None if _UNSURE.search(text) else WishKind.ACKNOWLEDGE


# "She'll finish it by Friday": somebody else's promise. "I'll start next week": no day to be done.
_OF_OTHERS = re.compile(r"\b(?:he|she|they)(?:'ll| will| should| is going to)\b", re.IGNORECASE)
_NO_LATER = re.compile(
    r"\bdeadline|due date|in good time\b"
    r"|\b(?:'ll|will) (?:start|begin|make a start)\b(?!.*\b(?:until|finish|complet|done|submit))",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\?|n't\b|\b(?:get|come|revert) back to (?:you|u)\b"
    r"|\b(?:not|cannot|unable|until|access|if|once|when|maybe|perhaps)\b",
    re.IGNORECASE,
)


def _question(sentence: str, received: date, context: Context) -> WishKind | None:
    if not re.search(r"\w\w", sentence):
        return None
    asks = cues.ASKS.search(sentence) or cues.QUESTION.search(sentence)
    return WishKind.QUESTION if asks else None


def _thanks(sentence: str, received: date, context: Context) -> WishKind | None:
    thanks = manager_cues.THANKS.search(sentence) and not _BUT.search(sentence)
    return WishKind.ACKNOWLEDGE if thanks else None


# "Ok so this isn't done", "Noted but see my comments": more than thanks.
_BUT = re.compile(
    r"\b(?:isn't|aren't|wasn't|weren't|hasn't|haven't|can't|cannot|won't|don't (?!worry)|didn't"
    r"|not (?!a problem|at all|to worry)|but)\b",
    re.IGNORECASE,
)


# In this order: the first rule that holds reads the sentence.
_RULES: tuple[_Rule, ...] = (
    _takes_on,
    _decision,
    _disagreement,
    _request,
    _day_alone,
    _done,
    _promise,
    _question,
    _thanks,
)

# A wish on the left says more than those on its right, which are dropped beside it.
_STRONGER: tuple[tuple[WishKind, frozenset[WishKind]], ...] = (
    (WishKind.DISPENSATION, frozenset({WishKind.DEFER, WishKind.REALLOCATE, WishKind.QUESTION})),
    (WishKind.REALLOCATE, frozenset({WishKind.DEFER, WishKind.QUESTION})),
    (WishKind.DEFER, frozenset({WishKind.QUESTION, WishKind.COMPLETE, WishKind.REMEDIAL_COMPLETE})),
    (
        WishKind.MANAGEMENT_DECISION,
        frozenset(
            {
                WishKind.DISAGREE,
                WishKind.REMEDIAL_COMPLETE,
                WishKind.DEFER,
                WishKind.DISPENSATION,
                WishKind.REALLOCATE,
                WishKind.COMPLETE,
            }
        ),
    ),
    (WishKind.DISAGREE, frozenset({WishKind.QUESTION})),
)


# A sentence about one of several things: what it wishes stands beside what the others wish.
_OF_ONE = re.compile(
    r"(?:^(?:and )?|\b(?:for|on|about|re) )"
    r"([A-Z]{2,3}-[\w-]{4,12}|(?!20\d\d)\d{3,4}|(?:Actions?|action|No\.?|no\.?) \d{1,2})\b"
)


def _settle(found: Sequence[tuple[WishKind, str]]) -> list[WishKind]:
    """Each kind once; of several readings the one that says most. A bare thank-you counts alone."""
    left = list(dict.fromkeys(kind for kind, _ in found))
    of_one = {match.group(1): kind for kind, part in found if (match := _OF_ONE.search(part))}
    for kind, weaker in _STRONGER if len(of_one) < 2 else ():
        if kind in left:
            left = [k for k in left if k not in weaker]
    return [k for k in left if k is not WishKind.ACKNOWLEDGE] or left
