"""The words that a grammar must explain: no greeting, sign-off, name, date or reference."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from bot.mail import dates
from bot.mail.patterns import AnyOf
from bot.mail.signature import SIGN_OFF, is_name
from bot.mail.vocabulary import KNOWN

_GREETING = AnyOf(
    r"^\W*(?:hi|hello|hiya|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon"
    r"|evening)\b(?: [\w'.-]{1,20}){0,3}\s*[,!.\-–]*\s*$|^\W*(?:hi|hello|hiya|hey|dear|good"
    r" morning"
    r"|good afternoon|morning|afternoon)(?: (?:all|both|team|there|qa|everyone"
    r"|[A-Z][\w'-]{0,15})){0,2}\s*[,!–]\s*",
)
_WORD = re.compile(r"[\w’'/-]*\w|[?👍🙏😊🙂👌✅]")


_WELL_WISH = AnyOf(
    r"\b(?:i |we )?(?:hope|trust) (?:you are|you're|your|this finds you|all is) (?:all )?(?:well"
    r"|ok|good)\W?",
)
_SIGNED = re.compile(
    r"(?i:\b(?:thanks|thank you|regards|cheers|ta))[,.!\s]{1,3}(?P<name>[A-Z][\w.]{0,12})\W*$"
)


def bare(text: str, names: Collection[str] = ()) -> str:
    """The text without greeting, sign-off and the name under it.

    `names`: the words of the sender's own name. Another word counts as a name only under a
    sign-off: "Completed" with "Pending" below it must not lose the second.
    """
    lines = _WELL_WISH.sub(" ", text).replace("’", "'").strip().split("\n")
    lines[0] = _GREETING.sub("", lines[0][:500]) + lines[0][500:]
    cut = len(lines)
    while cut > 1 and _may_sign(lines[cut - 1].strip(), names):
        cut -= 1
    signs = [n for n in range(cut, len(lines)) if _signs(lines[n].strip(), names)]
    kept = "\n".join(lines[: signs[0]] if signs else lines)
    signed = _SIGNED.search(kept)
    if signed and _is_new_name(signed.group("name")):
        return kept[: signed.start("name")]
    return kept


def _may_sign(line: str, names: Collection[str]) -> bool:
    return not line or _signs(line, names) or _is_new_name(line)


def _signs(line: str, names: Collection[str]) -> bool:
    """Whether a line surely signs: a sign-off, initials, or the sender's own name."""
    if not line:
        return False
    initials = len(line) <= 3 and line.isalpha() and line.isupper()
    own = all(word.casefold().strip(".,") in names for word in line.split())
    return initials or own or bool(SIGN_OFF.fullmatch(line[:80]))


def _is_new_name(line: str) -> bool:
    """A name that is none of the words by which a reply says something."""
    return is_name(line) and not any(word.casefold() in KNOWN for word in line.split())


def words_of(text: str, received: date) -> list[str]:
    """The words that a grammar must explain: references and dates are taken out."""
    left = re.sub(r"\b[A-Za-z]{2,3}-[\w-]{4,20}", " ", text[:20_000])
    for found in dates.find_dates(left, received):
        left = left.replace(found.text, " ", 1)
    return [word.strip("'’-/").lower().replace("’", "'") for word in _WORD.findall(left)]


def unexplained(words: Iterable[str], known: Iterable[str] = KNOWN) -> tuple[str, ...]:
    vocabulary = known if isinstance(known, frozenset) else frozenset(known)
    return tuple(dict.fromkeys(w for w in words if w and w not in vocabulary))
