"""The writer's own words out of a mail, twice, with opposite bias.

`short` is what surely was written now, and feeds commands. `long` is all that may have been, and
feeds the safeguarding screen and the eyes of a person. Nothing is deleted: each reader chooses.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.mail import history, signature
from bot.mail.history import Mark, Start
from bot.mail.learnt_signature import without
from bot.mail.lines import Line, of_text
from bot.mail.patterns import AnyOf
from bot.mail.raw import Body, Mail
from bot.mail.sent_letter import not_ours, shingles, words_in

# "See my comments below in red": the answers stand in what looks like history.
_ANSWERS_BELOW = AnyOf(
    r"\b(below|in-?line|in (red|blue|green|bold|capitals|caps|purple|orange|italics)|in the"
    r" (e-?mail|text|body)"
    r"|under each|next to each|against each|highlighted|in your (e-?mail|message))\b",
)
_LETTER_END = AnyOf(
    r"^(the )?(case )?(file )?(quality assurance|qa|audit|case audit|practice)\b.{0,30}\b(team"
    r"|programme|service|bot)\W*$",
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
        for word in words_in(self.short):
            missing.discard(word)
        return bool(missing)


def own_words(
    mail: Mail, sent_text: str | None = None, signatures: Collection[str] = ()
) -> OwnWords:
    """The writer's words in `mail`.

    `sent_text`: the letter of ours that it answers, if known. `signatures`: what was learnt to
    stand under the sender's mails; text that is known word for word is nobody's words of today.
    """
    found = [_of_body(body, sent_text, signatures) for body in mail.bodies]
    return OwnWords(
        short=_joined(f.short for f in found),
        long=_joined(f.long for f in found),
        signature=_joined(f.signature for f in found),
        history=any(f.history for f in found),
        forwarded=any(f.forwarded for f in found),
    )


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(t for t in texts if t)


def _of_body(body: Body, sent_text: str | None, known: Collection[str]) -> OwnWords:
    lines = _of_html(body.html)
    if not any(line.text for line in lines):
        lines = of_text(body.plain)
    lines = [line for line in lines if not (line.banner or signature.is_banner(line.text))]
    surely = _unquote(lines, _bullets(lines))
    perhaps = _unquote(surely, _unattributed(surely, sent_text))
    found = history.starts(perhaps)
    own, older = _apart(perhaps, found)
    kept, signed = _unsigned(own, known)
    top = _before_history(surely, history.starts(surely) if surely != perhaps else found)
    clear = kept if top == own else _unsigned(top, known)[0]
    return OwnWords(
        short=_tidy(clear),
        long=_tidy([*kept, "", *_answers(" ".join(kept), older, sent_text)]),
        signature=_tidy([x.text for x in own if x.signature] + signed),
        history=bool(found) or any(line.quoted for line in lines),
        forwarded=any(start.mark is Mark.FORWARDED for start in found),
    )


def _unsigned(lines: Sequence[Line], known: Collection[str]) -> tuple[list[str], list[str]]:
    """The texts of the lines without signatures, and the signatures.

    What is learnt was learnt from what the rules had left, so they come first here too.
    """
    left, signed = signature.split([x.text for x in lines if not x.signature])
    kept, learnt = without(left, known)
    return kept, [*learnt, *signed]


def _of_html(html: str) -> list[Line]:
    """The parser is loaded by the first mail that needs it: it takes long to load."""
    if not html.strip():
        return []
    from bot.mail.html_lines import of_html

    return of_html(html)


def _unquote(lines: Sequence[Line], numbers: Collection[int]) -> list[Line]:
    """The lines, with those of the numbers no longer quoted and their "> " written out."""
    return [
        replace(x, text="> " + x.text, quoted=False) if n in numbers else x
        for n, x in enumerate(lines)
    ]


def _bullets(lines: Sequence[Line]) -> Collection[int]:
    """The lines whose "> " is the writer's list: above a history marked as Outlook marks it."""
    quoted = [n for n, x in enumerate(lines) if x.quoted and not x.html]
    if not quoted:
        return ()
    plain = [replace(x, text="") if x.quoted else x for x in lines]
    outlook = (m.at for m in history.starts(plain) if m.mark is not Mark.ATTRIBUTION)
    end = min(next((m.at for m in history.starts(lines)), len(lines)), next(outlook, 0))
    written = next((n for n, x in enumerate(lines) if x.text and not x.quoted), len(lines))
    return frozenset(n for n in quoted if written < n < end)


def _unattributed(lines: Sequence[Line], sent_text: str | None) -> Collection[int]:
    """The "> " lines of a mail that names no older mail, less what we sent."""
    quoted = [n for n, x in enumerate(lines) if x.quoted and not x.html]
    if not quoted or history.starts([replace(x, quoted=False) for x in lines]):
        return ()
    ours = shingles(sent_text or "")
    return frozenset(n for n in quoted if not shingles(lines[n].text) & ours)


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
    """Whether the history that begins here is a quotation: what follows it is new again."""
    following = next((x for x in lines[at : at + 12] if x.text), None)
    return following is None or following.quoted


def _before_history(lines: Sequence[Line], found: Sequence[Start]) -> list[Line]:
    """The lines above the first history or quotation."""
    quoted = next((n for n, x in enumerate(lines) if x.quoted and x.text), len(lines))
    end = min([quoted, *(start.at for start in found)])
    return list(lines[:end])


def _answers(text: str, older: Sequence[Line], sent_text: str | None) -> list[str]:
    """What may have been typed into the history: what we did not send, or what a hint points at.

    `text`: what was written above it.
    """
    if not older:
        return []
    if sent_text and (answers := not_ours(_one_letter(older), sent_text)) is not None:
        return answers
    if not re.search(r"\w", text):
        return _below_letter(_one_letter(older))
    if _ANSWERS_BELOW.search(text):
        return [x.text for x in _one_letter(older)]
    if not any(x.coloured for x in older):
        return []
    return [x.text for x in _one_letter(older) if x.coloured and len(x.text) < 2000]


def _one_letter(older: Sequence[Line]) -> list[Line]:
    """The newest mail of the history, without those that it quotes itself."""
    inner = history.starts(older)
    deeper = next((s.at for s in inner if s.mark is not Mark.REPLY_ABOVE), len(older))
    return [x for x in older[:deeper] if not x.quoted]


def _below_letter(letter: Sequence[Line]) -> list[str]:
    """What stands under the last line of our letter: an answer typed at the very end."""
    ends = [n for n, x in enumerate(letter) if _LETTER_END.match(x.text[:100])]
    return signature.split([x.text for x in letter[ends[-1] + 1 :]])[0] if ends else []


_RULE = re.compile(r"[\s_=*~#+ᐧ–—-]{2,}|ᐧ")


def _tidy(lines: Sequence[str]) -> str:
    """The lines with single empty lines between paragraphs, no empty line or rule last."""
    kept = [line.rstrip() for line in lines]
    while kept and (not kept[-1] or _RULE.fullmatch(kept[-1])):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _bag(text: str) -> set[str]:
    return set(words_in(text))
