"""References such as AU-7K3F-Q2: random to look at, with a check character, and no meaning.

The alphabet is Crockford's base 32 (no I, L, O, U). The last character is the check of ISO 7064's
hybrid system for 32 symbols: it finds every single wrong character and every swap of neighbours
but one pair, so that a reference typed on a phone is either right or refused.
"""

import hashlib
import hmac
import re
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
AUDIT, ACTION, REQUEST, CONCERN, ROUND = "AU", "RA", "RQ", "SG", "RD"
CASE_EVENT = "CE"  # never written in a letter
DECISION, DISPUTE, CASE_NOTE = "MD", "DS", "CN"  # Management Decision, disagreement
PANEL, REVIEW = "PN", "QA"
CHECK, WORKBOOK = "AR", "WB"  # a look back at an action; a workbook that may be sent back
_REPLY = "reply"  # what the mark is for, so that it serves for nothing else
_PREFIX = "|".join(
    (AUDIT, ACTION, REQUEST, CONCERN, ROUND, DECISION, DISPUTE, CASE_NOTE, PANEL, REVIEW, WORKBOOK)
)
_MARKED = re.compile(rf"\b((?:{_PREFIX})-\w{{4}}-\w{{2}})\s+#([0-9A-Z]{{8}})\b", re.IGNORECASE)
_PATTERN = re.compile(
    rf"\b({_PREFIX})-([0-9A-HJKMNP-TV-Z]{{4}})-([0-9A-HJKMNP-TV-Z])([0-9A-HJKMNP-TV-Z])\b"
)

_LOOKS_LIKE_ONE = re.compile(rf"\b(?:{_PREFIX})-[0-9A-Z]{{4}}-[0-9A-Z]{{2}}\b")
_LEADING = re.compile(
    rf"[\s*_\"'(\[•.)\d-]{{0,8}}\b(?:{_PREFIX})-\w{{4}}-\w{{2}}(?:\s+#\w{{8}})?\b[\s:,.)*–—-]{{0,6}}",
    re.IGNORECASE,
)


def new_reference(prefix: str, secret: bytes, *parts: str, taken: Callable[[str], bool]) -> str:
    """The reference for the thing that `parts` name. The same parts always give the same one.

    It is keyed with the council's secret, so that a child's id cannot be guessed from it; deriving
    it makes a job that is run again name the same things again.
    """
    attempt = 0
    while True:
        text = "\x1f".join((prefix, *parts, str(attempt)))
        digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        body = "".join(ALPHABET[byte % 32] for byte in digest[:5])
        ref = f"{prefix}-{body[:4]}-{body[4]}{_check(prefix + body)}"
        if not taken(ref):
            return ref
        attempt += 1


def find_references(text: str) -> tuple[str, ...]:
    """The references in `text`, in order, each once; a mistyped one is left out."""
    found = (m.group(0) for m in _PATTERN.finditer(text.upper()))
    return tuple(dict.fromkeys(ref for ref in found if is_reference(ref)))


def mistyped(text: str) -> tuple[str, ...]:
    """What stands there as a reference and is none: a character of it is wrong."""
    found = (m.group(0) for m in _LOOKS_LIKE_ONE.finditer(text.upper()))
    return tuple(dict.fromkeys(ref for ref in found if not is_reference(ref)))


def after_reference(line: str) -> str:
    """The line without a reference that leads it: "AU-7K3F-Q2: complete" says "complete"."""
    match = _LEADING.match(line)
    return line[match.end() :] if match else line


def mark(secret: bytes, ref: str, reader: str) -> str:
    """Eight characters that only the service can make: a reply about `ref` to a letter of `reader`.

    A button's mail answers no letter that the mail program knows of; the mark in its subject says
    which letter it came from, and to whom that had gone.
    """
    text = "\x1f".join((_REPLY, ref, reader))
    digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:8])


def marks_in(text: str) -> tuple[tuple[str, str], ...]:
    """Each reference with the mark that follows it: "AU-7K3F-Q2 #K7F3Q9X2"."""
    return tuple((m.group(1).upper(), m.group(2).upper()) for m in _MARKED.finditer(text))


def without_marks(text: str) -> str:
    """The text without the marks of its references: only a mail program needs to carry them."""
    return _MARKED.sub(r"\1", text)


def is_reference(text: str) -> bool:
    match = _PATTERN.fullmatch(text)
    return match is not None and _check("".join(match.groups()[:3])) == match.group(4)


def _check(body: str) -> str:
    product = 32
    for char in body:
        value = ALPHABET.find(char)
        # Prefix letters outside the alphabet (the U of AU) count by their place in ASCII.
        total = (product + (value if value >= 0 else ord(char))) % 32 or 32
        product = total * 2 % 33
    return ALPHABET[(33 - product) % 32]
