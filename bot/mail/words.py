"""The words that a grammar must explain: no greeting, sign-off, name, date or reference."""

import re
from collections.abc import Iterable
from datetime import date

from bot.mail import dates
from bot.mail.signature import SIGN_OFF, is_name
from bot.mail.vocabulary import KNOWN

_GREETING = re.compile(
    r"^\W*(?:hi|hello|hiya|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon"
    r"|evening)\b(?: [\w'.-]{1,20}){0,3}\s*[,!.\-–]*\s*$|^\W*(?:hi|hello|hiya|hey|dear|good"
    r" morning"
    r"|good afternoon|morning|afternoon)(?: (?:all|both|team|there|qa|everyone"
    r"|[A-Z][\w'-]{0,15})){0,2}\s*[,!–]\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'/-]*\w|[?👍🙏😊🙂👌✅]")


def bare(text: str) -> str:
    """The text without greeting, sign-off and the name under it."""
    text = re.sub(
        r"(?i)\b(i |we )?(hope|trust) (you are|you're|your|this finds you|all is) (all )?(well"
        r"|ok|good)\W?",
        " ",
        text,
    )
    lines = text.replace("’", "'").strip().split("\n")
    if lines:
        lines[0] = _GREETING.sub("", lines[0][:500]) + lines[0][500:]
    while lines and not lines[-1].strip():
        lines.pop()
    cut = len(lines)
    while cut > 1 and (
        not lines[cut - 1].strip()
        or is_name(lines[cut - 1].strip())
        or SIGN_OFF.fullmatch(lines[cut - 1].strip()[:80])
    ):
        cut -= 1
        if SIGN_OFF.fullmatch(lines[cut].strip()[:80]):
            return "\n".join(lines[:cut])
    if cut < len(lines) and len(lines) - cut <= 2 and len(lines[-1]) <= 12:
        return "\n".join(lines[:cut])
    return re.sub(
        r"(?i)((?:\bthanks|thank you|regards|cheers|ta)[,.!\s]{1,3})[A-Z][\w.]{0,12}\W*$",
        r"\1",
        "\n".join(lines),
    )


def words_of(text: str, received: date) -> list[str]:
    """The words that a grammar must explain: references and dates are taken out."""
    left = re.sub(r"\b[A-Za-z]{2,3}-[\w-]{4,20}", " ", text[:20_000])
    for found in dates.find_dates(left, received):
        left = left.replace(found.text, " ", 1)
    return [word.strip("'’-/").lower().replace("’", "'") for word in _WORD.findall(left)]


def unexplained(words: Iterable[str], known: Iterable[str] = KNOWN) -> tuple[str, ...]:
    vocabulary = known if isinstance(known, frozenset) else frozenset(known)
    return tuple(dict.fromkeys(w for w in words if w and w not in vocabulary))
