"""A mail about several audits: which of its lines are about which, if that is beyond doubt.

Whoever answers for two audits writes a line for each, or a heading with lines under it. Anything
else, such as two references on one line or a sentence that runs on, is for a person to sort out.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bot.mail.command_lines import command
from bot.mail.vocabulary import COMMON
from bot.mail.words import bare, unexplained, words_of
from bot.policy.commands import undo_word
from bot.policy.references import after_reference, find_references, mistyped, without_marks

MOST_LINES = 200
_LONGEST_UNFINISHED = 60  # characters: a longer line without a stop may be wrapped
_GOES_ON = re.compile(
    r"\b(?:and|or|but|not|n't|to|of|for|with|the|a|in|until|by|as|is|are|have|has|be|:)\s*$|:\s*$",
    re.IGNORECASE,
)
# Courtesies that mean none of the audits; "both" and "it" would.
_COURTEOUS = COMMON - frozenset(
    "it its it's this that that's both all one one's case file audit audits auditing here above"
    " attached number ref reference".split()
)

_Block = tuple[str, list[str]]  # an audit, and its lines


def by_audit(
    short: str, audits: Mapping[str, str], received: date, names: Collection[str] = ()
) -> Mapping[str, str]:
    """The text about each audit; empty where any line might be about another than its own.

    `audits`: each reference that is known, and the audit that it is about. `names`: the words of
    the sender's own name.
    """
    lines = bare(without_marks(short), names).split("\n")
    if len(lines) > MOST_LINES or any(mistyped(line) for line in lines):
        return {}
    blocks = _blocks(lines, audits, received)
    if {audit for audit, _ in blocks} != set(audits.values()) or not _are_alike(blocks, received):
        return {}
    texts: dict[str, list[str]] = {}
    for audit, block in blocks:
        texts.setdefault(audit, []).extend(block)
    return {audit: "\n".join(block).strip() for audit, block in texts.items()}


def _blocks(lines: Sequence[str], audits: Mapping[str, str], received: date) -> list[_Block]:
    """Each line with a reference, and those under it. Empty: a line is about none, or two."""
    found: list[_Block] = []
    above = ""
    for line in lines:
        named = {audits.get(ref) for ref in find_references(line)}
        if not named:
            if not (found or _is_courteous(line, received)):
                return []
            if found:
                found[-1][1].append(line)
        else:
            audit = named.pop()
            if named or audit is None or not _begins(line, above, received):
                return []
            found.append((audit, [line]))
        above = line.strip()
    return found


def _begins(line: str, above: str, received: date) -> bool:
    """Whether the line surely begins something of its own, and ends nothing above it."""
    runs_on = len(above) > _LONGEST_UNFINISHED and above[-1] not in ".!?;"
    if runs_on or _GOES_ON.search(above):
        return False
    led = after_reference(line) != line
    return led or command(line, received) is not None or undo_word(line) is not None


def _are_alike(blocks: Sequence[_Block], received: date) -> bool:
    """Whether each says something, and nothing under the last may be meant for them all."""
    if not all(_says(block, received) for _, block in blocks):
        return False
    under = [_beneath(block, received) for _, block in blocks]
    return all(shape >= under[-1] for shape in under)


def _beneath(block: Sequence[str], received: date) -> int:
    """What stands under the line with the reference: 0 nothing, 1 lines, 2 after a blank line."""
    says = [n for n, line in enumerate(block) if n and not _is_courteous(line, received)]
    if not says:
        return 0
    return 2 if any(not line.strip() for line in block[: says[-1]]) else 1


def _says(block: Sequence[str], received: date) -> bool:
    return not all(_is_courteous(after_reference(line), received) for line in block)


def _is_courteous(line: str, received: date) -> bool:
    return not unexplained(words_of(line, received), _COURTEOUS)
