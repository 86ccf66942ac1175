"""The writer's own words out of a mail, twice, with opposite bias.

`short` is what surely was written now, and feeds commands. `long` is all that may have been, and
feeds the safeguarding screen and the eyes of a person. Nothing is deleted: each reader chooses.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.mail import history, signature
from bot.mail.history import Mark, Start
from bot.mail.lines import Line, of_html, of_text
from bot.mail.raw import Body, Mail

_SHINGLE = 4  # words in a row that must stand in our letter for them to be ours
# "See my comments below in red": the answers stand in what looks like history.
_ANSWERS_BELOW = re.compile(
    r"\b(below|in-?line|in (red|blue|green|bold|capitals|caps|purple|orange|italics)|in the (e-?mail|text|body)"
    r"|under each|next to each|against each|highlighted|in your (e-?mail|message))\b",
    re.IGNORECASE,
)
_LETTER_END = re.compile(
    r"^(the )?(case )?(file )?(quality assurance|qa|audit|case audit|practice)\b.{0,30}\b(team|programme|service|bot)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Both extractions, and what was set apart."""

    short: str
    long: str
    signature: str = ""
    history: bool = False  # an older mail stands below or between
    forwarded: bool = False

    @property
    def differ(self) -> bool:
        """Whether `long` holds a word that `short` does not: a person sees both."""
        missing = _bag(self.long)
        for word in _words(self.short):
            missing.discard(word)
        return bool(missing)


def own_words(mail: Mail, sent_text: str | None = None) -> OwnWords:
    """The writer's words in `mail`. `sent_text`: the letter of ours that it answers, where known."""
    found = [_of_body(body, sent_text) for body in mail.bodies]
    return OwnWords(
        short=_joined(f.short for f in found),
        long=_joined(f.long for f in found),
        signature=_joined(f.signature for f in found),
        history=any(f.history for f in found),
        forwarded=any(f.forwarded for f in found),
    )


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(t for t in texts if t)


def _of_body(body: Body, sent_text: str | None) -> OwnWords:
    lines = of_html(body.html)
    if not any(line.text for line in lines):
        lines = of_text(body.plain)
    lines = [line for line in lines if not (line.banner or signature.is_banner(line.text))]
    lines = _unquote_bullets(lines)
    found = history.starts(lines)
    own, older = _apart(lines, found)
    clearly, signed = signature.split([x.text for x in own if not x.signature])
    answers = _answers(lines, own, older, found, sent_text)
    signed = [x.text for x in own if x.signature] + signed
    top = _before_history(lines, own, found)
    return OwnWords(
        short=_tidy(signature.split([x.text for x in top if not x.signature])[0]),
        long=_tidy([*clearly, "", *answers]),
        signature=_tidy(signed),
        history=bool(found) or any(line.quoted for line in lines),
        forwarded=any(start.mark is Mark.FORWARDED for start in found),
    )


def _unquote_bullets(lines: list[Line]) -> list[Line]:
    """Undo the "> " of lines that are a list of the writer's and no quotation.

    A list stands above a history that is marked otherwise, as Outlook marks it, and no "On … wrote:"
    is before it.
    """
    if not any(x.quoted and not x.html for x in lines):
        return lines
    plain = [replace(x, text="") if x.quoted else x for x in lines]
    marks = history.starts(plain)
    first = next((m.at for m in marks if m.mark is not Mark.ATTRIBUTION), None)
    attributed = next((m.at for m in history.starts(lines)), len(lines))
    written = next((n for n, x in enumerate(lines) if x.text and not x.quoted), len(lines))

    def is_bullet(number: int) -> bool:
        return written < number < min(attributed, first or 0)

    return [
        replace(x, text="> " + x.text, quoted=False)
        if x.quoted and not x.html and is_bullet(n)
        else x
        for n, x in enumerate(lines)
    ]


def _apart(lines: Sequence[Line], found: Sequence[Start]) -> tuple[list[Line], list[Line]]:
    """The lines written now, and those of the history that ends the mail."""
    own: list[Line] = []
    at = 0
    for start in found:
        if start.at < at or lines[start.at].quoted:
            continue
        own += [x for x in lines[at : start.at] if not x.quoted]
        at = start.below
        if not _is_quoted_next(lines, at):
            return own, list(lines[at:])
    return own + [x for x in lines[at:] if not x.quoted], []


def _is_quoted_next(lines: Sequence[Line], at: int) -> bool:
    """Whether the history that begins here is a quotation, so that what follows it is new again."""
    following = next((x for x in lines[at : at + 12] if x.text), None)
    return following is None or following.quoted


def _before_history(
    lines: Sequence[Line], own: Sequence[Line], found: Sequence[Start]
) -> list[Line]:
    """The lines above the first history or quotation."""
    quoted = next((n for n, x in enumerate(lines) if x.quoted and x.text), len(lines))
    ends = min([quoted, *(start.at for start in found)])
    return [x for x in lines[:ends] if not x.quoted]


def _answers(
    lines: Sequence[Line],
    own: Sequence[Line],
    older: Sequence[Line],
    found: Sequence[Start],
    sent_text: str | None,
) -> list[str]:
    """What may have been typed into the history: what we did not send, or all that a hint points at."""
    text = " ".join(x.text for x in own if not x.signature)
    if not older:
        return []
    if sent_text and (answers := not_ours(_one_letter(older), sent_text)) is not None:
        return answers
    if not re.search(r"\w", _own_text(own)):
        return _below_letter(older)
    if _ANSWERS_BELOW.search(text):
        return [x.text for x in _one_letter(older)]
    return [x.text for x in _one_letter(older) if x.coloured and len(x.text) < 2000]


def _own_text(own: Sequence[Line]) -> str:
    return " ".join(signature.split([x.text for x in own if not x.signature])[0])


def _one_letter(older: Sequence[Line]) -> list[Line]:
    """The newest mail of the history, without those that it quotes itself."""
    inner = history.starts(older)
    deeper = next((s.at for s in inner if s.mark is not Mark.REPLY_ABOVE), len(older))
    return [x for x in older[:deeper] if not x.quoted]


def _below_letter(older: Sequence[Line]) -> list[str]:
    """What stands under the last line of our letter: an answer typed at the very end."""
    letter = _one_letter(older)
    ends = [n for n, x in enumerate(letter) if _LETTER_END.match(x.text[:100])]
    return signature.split([x.text for x in letter[ends[-1] + 1 :]])[0] if ends else []


def not_ours(lines: Sequence[Line], sent_text: str) -> list[str] | None:
    """The runs of words that do not stand in the letter we sent; None if it is not that letter."""
    text = "\n".join(x.text for x in lines)
    spans = [(m.group().casefold(), m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    sent = _words(sent_text)
    known = {tuple(sent[i : i + _SHINGLE]) for i in range(len(sent))}
    ours = [False] * len(spans)
    words = [word for word, _, _ in spans]
    for at in range(len(words) - _SHINGLE + 1):
        if tuple(words[at : at + _SHINGLE]) in known:
            ours[at : at + _SHINGLE] = [True] * _SHINGLE
    if sum(ours) * 2 < len(ours) and sum(ours) < 40:
        return None
    return _runs(text, spans, ours, frozenset(sent))


def _runs(
    text: str, spans: Sequence[tuple[str, int, int]], ours: Sequence[bool], known: frozenset[str]
) -> list[str]:
    """The stretches of text that are not ours. A lone word that our letter holds too is left out."""
    found: list[str] = []
    begin: int | None = None
    for at in range(len(spans) + 1):
        if at < len(spans) and not ours[at]:
            begin = at if begin is None else begin
        elif begin is not None:
            stretch = spans[begin:at]
            if any(word not in known for word, _, _ in stretch) or len(stretch) >= _SHINGLE:
                end = spans[at][1] if at < len(spans) else len(text)
                found += [part.strip() for part in text[stretch[0][1] : end].split("\n")]
            begin = None
    return [part for part in found if part]


def _tidy(lines: Sequence[str]) -> str:
    """The lines with single empty lines between paragraphs, none at either end."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _bag(text: str) -> set[str]:
    return set(_words(text))
