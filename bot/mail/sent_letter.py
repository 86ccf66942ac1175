"""What was typed into a letter of ours: the words of the quoted letter that we did not send.

Only this finds answers that Outlook leaves between our lines without a mark.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.mail.lines import Line

_SHINGLE = 4  # words in a row that must stand in our letter for them to be ours
_JOINING = frozenset({"or", "and"})  # between the two forms of a button, in the HTML letter alone
_SURELY_OURS = 40  # words of it, after which a history is our letter however much was added


def not_ours(lines: Sequence[Line], sent_text: str) -> list[str] | None:
    """The runs of words that are not in the letter we sent; None if it is not that letter."""
    text = "\n".join(x.text for x in lines)
    spans = [(m.group().casefold(), m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    ours = _ours(text, [word for word, _, _ in spans], sent_text)
    if sum(ours) * 2 < len(ours) and sum(ours) < _SURELY_OURS:
        return None
    return _runs(text, spans, ours, sent_text)


def _ours(text: str, words: Sequence[str], sent_text: str) -> list[bool]:
    """For each word, whether it stands in a run of words, or in a whole line, of our letter."""
    known = shingles(sent_text)
    ours = [False] * len(words)
    for at in range(len(words) - _SHINGLE + 1):
        if tuple(words[at : at + _SHINGLE]) in known:
            ours[at : at + _SHINGLE] = [True] * _SHINGLE
    our_lines = {tuple(words_in(line)) for line in (*sent_text.split("\n"), *_rows(sent_text))}
    at = 0
    for line in text.split("\n"):
        count = len(words_in(line))
        if tuple(words[at : at + count]) in our_lines:
            ours[at : at + count] = [True] * count
        at += count
    return ours


def _rows(sent_text: str) -> Iterator[str]:
    """The rows of the tables in HTML, which the text gives as "* Audit: AU-…; Team: …"."""
    for line in sent_text.split("\n"):
        cells = [cell.partition(": ") for cell in line[2:].split("; ")] if line[:2] == "* " else []
        yield " ".join(name for name, _, _ in cells)
        yield " ".join(value for _, _, value in cells)


def _runs(
    text: str, spans: Sequence[tuple[str, int, int]], ours: Sequence[bool], sent_text: str
) -> list[str]:
    """The stretches of text that are not ours, less those that are pieces of our letter."""
    pairs, known = shingles(sent_text, 2), frozenset(words_in(sent_text)) | _JOINING
    found: list[str] = []
    begin: int | None = None
    for at in range(len(spans) + 1):
        if at < len(spans) and not ours[at]:
            begin = at if begin is None else begin
        elif begin is not None:
            if not _is_piece([word for word, _, _ in spans[begin:at]], known, pairs):
                end = spans[at][1] if at < len(spans) else len(text)
                found += [part.strip() for part in text[spans[begin][1] : end].split("\n")]
            begin = None
    return [part for part in found if part]


def _is_piece(
    words: Sequence[str], known: Collection[str], pairs: Collection[tuple[str, ...]]
) -> bool:
    """Whether a run is of our letter's words: few, or side by side as the cells of its tables."""
    if any(word not in known for word in words):
        return False
    if len(words) < _SHINGLE:
        return True
    beside = [pair in pairs for pair in pairwise(words)]
    around = zip((False, *beside), (*beside, False), words, strict=True)
    return all(before or after or word.isdigit() for before, after, word in around)


def shingles(text: str, size: int = _SHINGLE) -> set[tuple[str, ...]]:
    """Every run of `size` words."""
    words = words_in(text)
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def words_in(text: str) -> list[str]:
    """The words of a text, for comparing."""
    return re.findall(r"\w+", text.casefold())
