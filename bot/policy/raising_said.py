"""What an answer says of how a concern is raised with the team: by labels, or in words (9.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# The labels of our buttons, and what people write instead of them.
_LABELS = {
    "way": "how",
    "how": "how",
    "by whom": "by whom",
    "day": "when",
    "when": "when",
    "for the team": "for the team",
}
_LINE = re.compile(rf"(?i)^[ \t>*-]*({'|'.join(_LABELS)})[ \t]*[:=][ \t]*(.*)$")
_COMMAND = re.compile(r"(?i)^\s*acknowledged?\b[ .,!:]*")
_FEWEST_WORDS = 4  # of a sentence that says how; fewer are a thank-you
_LONGEST, _LONGEST_LETTER = 300, 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer says of how the concern is raised; None: not said."""

    how: str | None = None
    by_whom: str | None = None
    when: str | None = None
    for_team: str = ""


def said(words: str) -> Said:
    """By its labels, in any order. A sentence without any says how; the rest is asked for."""
    parts: dict[str, list[str]] = {}
    label = ""
    for line in _COMMAND.sub("", words).splitlines():
        if found := _LINE.match(line):
            label, line = _LABELS[found[1].casefold()], found[2]
        parts.setdefault(label, []).append(line.strip())
    by_label = {name: _first(lines) for name, lines in parts.items()}
    for_team = " ".join(filter(None, parts.get("for the team", [])))[:_LONGEST_LETTER]
    how, by_whom, when = (by_label.get(name) for name in ("how", "by whom", "when"))
    return Said(how, by_whom, when, for_team) if len(parts) > 1 or label else Said(_free(words))


def _first(lines: Sequence[str]) -> str | None:
    """What stands behind the label, or on the line right below."""
    return next((line[:_LONGEST] for line in lines[:2] if line), None)


def _free(words: str) -> str | None:
    plain = " ".join(_COMMAND.sub("", words).split())
    return plain[:_LONGEST] if len(plain.split()) >= _FEWEST_WORDS else None
