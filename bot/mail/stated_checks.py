"""What the look after four months has found, as a reply says it: a line for each action (10.1).

    RA-7K3F-Q2: fulfilled yes, completed yes, authorised no by Ola Service on 3 April 2026
    RA-9P2M-C7: not fulfilled, completed, not authorised. Found: the views are not recorded.

It becomes the same rows as the workbook would bring, and is taken like them.
"""

import re
from collections.abc import Iterator, Mapping

from bot.policy.references import ACTION, find_references
from bot.workbooks.returned_rows import ReturnedRow, ReturnedRows
from bot.workbooks.team_layout import (
    AUTHORISED,
    COMPLETED,
    FACTS,
    FOUND,
    FULFILLED,
    SUSTAINED,
)

_HEADINGS: Mapping[str, str] = {
    "fulfilled": FULFILLED,
    "completed": COMPLETED,
    "authorised": AUTHORISED,
    "authorized": AUTHORISED,
    "sustained": SUSTAINED,
}
_LONGEST = 4000  # characters of one reply that are taken
_LEADING = re.compile(rf"(?i)^[ \t>*•-]*({ACTION}-\w{{4}}-\w{{2}})\b")
_FOUND = re.compile(r"(?i)\b(?:what you found|found|note)\s*:\s*")
_BETWEEN = re.compile(r"(?i)\s*(?:[,;\n]|\.(?=\s|$)|\band\b(?=\s+(?:not\s+)?[a-z]+ed\b))\s*")
_FACT = re.compile(
    r"(?i)^(?P<not>not\s+)?(?P<fact>fulfilled|completed|authori[sz]ed|sustained)\b\s*\??\s*"
    r"(?P<colon>[:=]?)\s*(?P<said>yes|no)?\s*(?:by\s+(?P<by>.+?))??(?:\s*\bon\s+(?P<on>.+))?$"
)


def stated_checks(words: str) -> ReturnedRows | None:
    """The rows that the words say, with what of them was not understood; None if they say none."""
    rows: list[ReturnedRow] = []
    faults: list[str] = []
    for ref, said in _of_each(words[:_LONGEST]):
        said, *found = _FOUND.split(said, maxsplit=1)
        values = {FOUND: " ".join(found[0].split())} if found and found[0].strip() else {}
        for part in filter(
            None, (part.strip(" -–.*").lstrip(": ") for part in _BETWEEN.split(said))
        ):
            if (fact := _FACT.match(part)) is None:
                faults.append(f"{ref}: “{part[:60]}” was not understood")
            else:
                values |= _values(fact)
        if values:
            rows.append(ReturnedRow(ref, values, {FOUND: "your reply"}, ""))
    return ReturnedRows(True, tuple(rows), tuple(faults)) if rows or faults else None


def _of_each(words: str) -> Iterator[tuple[str, str]]:
    """Each action that begins a line, with what is said until the next one or a blank line."""
    ref = ""
    said: list[str] = []
    for line in (*words.splitlines(), ""):
        begun = _LEADING.match(line)
        if ref and (begun or not line.strip()):
            yield ref, "\n".join(said)
            ref, said = "", []
        if begun and find_references(begun[1]):
            ref, line = begun[1].upper(), line[begun.end() :]
        if ref:
            said.append(line)


def _values(fact: re.Match[str]) -> Mapping[str, str]:
    """By the headings of the workbook. Blank after a colon says nothing; the bare word says yes."""
    heading = _HEADINGS[fact["fact"].casefold()]
    if not fact["said"] and fact["colon"]:
        return {}
    negated = bool(fact["not"]) or (fact["said"] or "").casefold() == "no"
    by, on = FACTS.get(heading, ("", ""))
    more = {by: fact["by"], on: fact["on"]} if by else {}
    return {heading: "No" if negated else "Yes", **{h: v.strip() for h, v in more.items() if v}}
