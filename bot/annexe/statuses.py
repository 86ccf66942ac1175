"""Case status in the councils' many spellings, as the few words that the programme uses."""

import re
from collections.abc import Mapping

LOOKED_AFTER = "Looked after"
CHILD_PROTECTION = "Child protection"
CHILD_IN_NEED = "Child in need"
OPEN_ASSESSMENT = "Open assessment"
CARE_LEAVER = "Care leaver"
CLOSED = "Closed"
NOT_STATED = "Not stated"

# The first that applies, as Ofsted's guidance on List 6 has it: closed overrides all, then in care,
# on a plan, in need, being assessed. So "CLA&CP" is looked after and "Closed Assessment" is closed.
_SPELLINGS = (
    (CLOSED, r"closed?|closure|closing|nfa|no further action|inactive"),
    (CARE_LEAVER, r"care ?leavers?|leaving care|former(?:ly)? relevant"),
    (LOOKED_AFTER, r"looked ?after(?: child(?:ren)?)?|lac|cla|cic|child(?:ren)? in care|in care"),
    (CHILD_PROTECTION, r"cpp?|child protection"),
    (CHILD_IN_NEED, r"cinp?|chin|child(?:ren)? in need|in need|s(?:ection)? ?17"),
    (OPEN_ASSESSMENT, r"assess(?:ments?|ed|ing)?|asmts?|s(?:ection)? ?47"),
)
_LETTERS = {
    "a": LOOKED_AFTER,
    "b": CHILD_PROTECTION,
    "c": CHILD_IN_NEED,
    "d": OPEN_ASSESSMENT,
    "e": CLOSED,
}
_PATTERNS = tuple((word, re.compile(rf"\b(?:{spelling})\b")) for word, spelling in _SPELLINGS)
_PREFIX = re.compile(r"^[a-z] ?\) *")

# Which service holds a case, where no table of teams says so.
USUAL_AREA: Mapping[str, str] = {
    LOOKED_AFTER: "CYPIC",
    CARE_LEAVER: "CYPIC",
    CHILD_PROTECTION: "Safeguarding",
    CHILD_IN_NEED: "Safeguarding",
    OPEN_ASSESSMENT: "A&A",
    NOT_STATED: "Safeguarding",
}


def read_status(written: str) -> str | None:
    """The status that `written` means; None: no known spelling.

    The words count, not the letter before them; a letter alone ("c") means what it does for Ofsted.
    """
    folded = _PREFIX.sub("", written.casefold())
    plain = " ".join(re.findall(r"[a-z0-9]+", folded))
    for word, pattern in _PATTERNS:
        if pattern.search(plain):
            return word
    letter = written.casefold().strip(" ).")
    return _LETTERS.get(letter)
