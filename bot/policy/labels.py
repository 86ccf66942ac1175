"""Lines such as "Reason: …" that a button has begun and a person has filled in."""

import re

REFERENCE = "Management Decision"
REASON = "Reason"
ACTIONS = "Action reference"
SAFEGUARDING = "Relevant to safeguarding"
ATTENDED = "Attended"
OUTCOME = "Outcome"
VIEW = "View"
LABELS = (REFERENCE, REASON, ACTIONS, SAFEGUARDING, ATTENDED, OUTCOME, VIEW)

_LONGEST = 1000
_ANY = "|".join(re.escape(label) for label in LABELS)
_LABEL = re.compile(
    rf"^\s*(?P<label>{_ANY})s?(?:,[^:]{{0,20}})?\s*:\s*(?P<rest>.*)$", re.IGNORECASE
)


def labelled(words: str, label: str) -> str:
    """What stands after the label, with the lines under it until a blank one or the next label."""
    found: list[str] = []
    inside = False
    for line in words.splitlines():
        match = _LABEL.match(line[:_LONGEST])
        if match:
            inside = match["label"].casefold() == label.casefold()
            line = match["rest"]
        inside = inside and (bool(line.strip()) or not found)
        if inside and line.strip():
            found.append(line.strip())
    return " ".join(found)[:_LONGEST]


def without_labelled(words: str) -> str:
    """The words without such lines and what stands under them: the rest is for the grammar."""
    kept: list[str] = []
    inside = False
    for line in words.splitlines():
        inside = bool(_LABEL.match(line[:_LONGEST])) or (inside and bool(line.strip()))
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def yes(words: str) -> bool:
    """Whether an answer to yes or no begins with yes."""
    return words.casefold().lstrip(" *_").startswith(("y", "✓", "✔"))
