"""Where the history of a mail begins: what clients put above the mail that is answered.

Strict on purpose: auditors write "From: reading the file …" and "On 3 December the health visitor
wrote: …", and what looks like history is not read as theirs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.mail.lines import Line
from bot.mail.patterns import AnyOf

_FIELD = re.compile(
    r"^[\s*_|>\[]{0,6}([^\s:*][^:*\n]{0,24}?)[\s*_\xa0]{0,3}[::][*_]{0,2}\s*(.{0,300})"
)
_FIELD_OR_DATE = re.compile(r"[:\d@]")  # without one, a line is no header and no "On … wrote:"
_JOINED = re.compile(r"(?<=\S)\s+(?=(?:Date|Sent|To|Subject|Cc):\s)")
_FROM = frozenset(
    "from von de da van od från fra lähettäjä от từ desde feladó remitente expéditeur"
    " afzender".split()
) | {"oddi wrth"}
_SENT = frozenset(
    "sent date dyddiad gesendet datum envoyé enviado enviada fecha data inviato verzonden wysłano"
    " skickat sendt dato lähetetty отправлено дата ngày received anfonwyd".split()
) | {
    "message du",
    "đã gửi",
    "date sent",
    "sent on",
    "gesendet am",
    "envoyé le",
    "fecha de envío",
    "sent at",
    "enviado el",
    "enviada em",
    "enviado em",
}
_TO = frozenset(
    "to an à a para per aan do till til vastaanottaja кому đến subject betreff objet asunto assunto"
    " oggetto onderwerp temat ämne emne aihe тема cc tới bcc reply-to importance kopie"
    " kopia pwnc at".split()
) | {"chủ đề"}
_DIGITS = re.compile(r"\d{1,4}\D{1,20}\d{1,4}|\d{1,2}:\d\d|\d\d?\s*月")

_ORIGINAL = AnyOf(
    r"^[\s>*_]*[-_=—–]{2,}\s*(original message|original appointment|ursprüngliche nachricht"
    r"|originalnachricht|message d'origine|message original|mensaje original|messaggio originale"
    r"|oprindelig meddelelse|oorspronkelijk bericht|originalmeddelande|opprinnelig melding"
    r"|oryginalna wiadomość|wiadomość oryginalna|исходное сообщение|пересылаемое сообщение"
    r"|oprindelig besked|antwort nachricht|reply message|replied message|mensagem original"
    r"|alkuperäinen viesti)\s*[-_=—–]{2,}",
)
_RULED = re.compile(
    r"[\s>]*[-_=]{3,}[^-_=]{3,60}[-_=]{3,}\s*|[\s>]*[-_=]{4,}\s*|[\s>]*original message\s*",
    re.IGNORECASE,
)
_FORWARDED = AnyOf(
    r"^[\s>*_]*([-_=]{2,}\s*(forwarded (message|by)\b.{0,80}|weitergeleitete nachricht"
    r"|message transf[ée]r[ée]|mensaje reenviado)\s*[-_=]*|begin forwarded message:?|begin"
    r" forwarded mail:?)",
)
# Our own line and those that other ticket systems put above their letters.
_REPLY_ABOVE = AnyOf(
    r"^\W*(please )?(type|write|enter|add|put|send)?\s?(your |a )?(reply|response|answer|replies)"
    r" (is |goes )?(above|over) (this|the) line\W*$",
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_ATTRIBUTION_START = AnyOf(
    rf"^[\s*_>-]*(?:on|le|am|el|il|den|op|em|dnia|w dniu|на|в|пн|вт|ср|чт|пт|сб|вс|vào|ngày|i|pe|in"
    rf"|ar|dne|em|no dia|at|på|[a-zæøåäöü]{{2,4}}\.|\d{{1,4}}[-./年]\s?\d{{1,2}}|{_DAY}[,.]?"
    rf"|\d{{1,2}}[.\s])\s?(?=\S)",
)
_WROTE = AnyOf(
    r"\b(wrote|writes|written|schrieb|geschrieben|a écrit|écrit|escribió|ha scritto|scrisse|schreef"
    r"|geschreven|ysgrifennodd|pisze|napsala?|napsal\(a\)|skrev|napisała?|napisał\(a\)|написал|пише[тш]|писал|escreveu|kirjoitti|sent"
    r"|viết|写道|さんは書きました|wrote on)\b|写道|написал",
)
# With the colon; without it only after an address, as some clients write.
_WROTE_AT_END = re.compile(
    r"[::][*_\s]*$|[>)\]]\*? (wrote|schrieb|a écrit)\s*$|\bwrote\s*[-:]{2,}\s*$"
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}|mailto:|@\w", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b", re.IGNORECASE)
# In any language: a colon at the end, an address or the full date and time, and a quotation below.
_HEADS_QUOTATION = re.compile(
    r"(?=.*\d)(?=.*(?:@[\w-]+\.\w|\b(?:19|20)\d\d\b.*\d\d?[:.]\d\d|\d\d?[:.]\d\d.*\b(?:19"
    r"|20)\d\d\b)).{8,300}[::]\W*$"
)
_DATED_START = re.compile(r"On .{4,40}\d{1,2}:\d\d", re.IGNORECASE)
# Yahoo on phones puts the older mail on the same line.
_WROTE_BEFORE = re.compile(
    r"\s*On .{4,40}\d{1,2}:\d\d.{0,80}<[\w.+-]{1,64}@[\w.-]{1,80}> wrote:\s{2,}\S", re.IGNORECASE
)
_STAMPED = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d GMT[+-]\d\d:\d\d .{2,80}")  # Gmail, 2014 to 2018
_NAMED_START = re.compile(
    r"^[\s*_]{0,6}[\w.,'\"() -]{2,60}\s{0,4}[<(\[](mailto:)?[\w.+-]{1,64}@[\w.-]{1,80}[>)\]]"
)
_NAMED_WROTE = AnyOf(
    r"[\w.,'\"() -]{2,60}\s*[<(\[](?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,80}[>)\]]\s*(?:wrote"
    r"|writes)\s*:",
    r"quoting [\w.,'\"() -]{2,60}\s*<[\w.+-]{1,64}@[\w.-]{1,80}>\s*:",
)


class Mark(Enum):
    """How the history is marked."""

    HEADER = "a block of From, Sent, To"
    ATTRIBUTION = "On … wrote:"
    REPLY_ABOVE = "the line to reply above"
    FORWARDED = "a forwarded message"
    ORIGINAL = "Original Message"


@dataclass(frozen=True, slots=True)
class Start:
    """The history begins at line `at`; its header ends before line `below`."""

    at: int
    below: int
    mark: Mark


def starts(lines: Sequence[Line]) -> list[Start]:
    """Every place where an older mail begins, in order."""
    found: list[Start] = []
    at = 0
    while at < len(lines):
        start = _start_at(lines, at) if lines[at].text else None
        if start:
            found.append(start)
        at = start.below if start else at + 1
    return found


def _start_at(lines: Sequence[Line], at: int) -> Start | None:
    text = lines[at].text
    if _REPLY_ABOVE.match(text[:200]):
        return Start(at, at + 1, Mark.REPLY_ABOVE)
    if _FORWARDED.match(text[:300]):
        below = _header_block(lines, _next(lines, at + 1))
        return Start(at, below or at + 1, Mark.FORWARDED)
    if _ORIGINAL.match(text[:200]):
        below = _header_block(lines, _next(lines, at + 1), strict=False)
        return Start(at, below or at + 1, Mark.ORIGINAL)
    if _RULED.fullmatch(text[:200]) and (below := _header_block(lines, _next(lines, at + 1))):
        return Start(at, below, Mark.ORIGINAL)
    if not _FIELD_OR_DATE.search(text):
        return None
    if below := _header_block(lines, at, strict=not lines[at].history):
        return Start(at, below, Mark.HEADER)
    if below := _attribution(lines, at):
        return Start(at, below, Mark.ATTRIBUTION)
    return None


def _next(lines: Sequence[Line], at: int) -> int:
    """The first line that is not empty, at most three further on."""
    for here in range(at, min(at + 3, len(lines))):
        if lines[here].text:
            return here
    return at


def _header_block(lines: Sequence[Line], at: int, *, strict: bool = True) -> int | None:
    """The line after a block of From, Sent or Date with digits, and To or Subject; else None.

    From with an address and a Date with a clock are enough, and From alone where not `strict`.
    """
    if at >= len(lines) or not (first := _FIELD.match(lines[at].text[:400])):
        return None
    if _field_kind(first.group(1)) is None:
        return None
    seen: dict[str, str] = {}
    below, other = at, 0
    for here in range(at, min(at + 14, len(lines))):
        fields = _fields(lines[here].text[:600], _text_at(lines, here + 1))
        if "from" in fields and "from" in seen:
            break  # another block begins: what came before it was somebody's text
        if fields:
            seen.update(fields)
            below, other = here + 1, 0
        elif (
            "from" not in seen
            or (other := other + 1) > 2
            or (not lines[here].text and _is_header(seen, strict))
        ):
            break
    return below if _is_header(seen, strict) else None


def _fields(line: str, following: str) -> dict[str, str]:
    """The fields of one line, by kind: mostly one, all of them where a client joins the lines."""
    found: dict[str, str] = {}
    for part in _JOINED.split(line) if _JOINED.search(line) else [line]:
        field = _FIELD.match(part)
        kind = _field_kind(field.group(1)) if field else None
        if field and kind and (kind != "sent" or _DIGITS.search(field.group(2) + following)):
            found[kind] = field.group(2)
    return found


def _is_header(seen: Mapping[str, str], strict: bool) -> bool:
    if "from" not in seen or {"from", "sent", "to"} <= seen.keys():
        return "from" in seen
    sure = "sent" in seen and _ADDRESS.search(seen["from"]) and _CLOCK.search(seen["sent"])
    return bool(sure) or not strict


def _text_at(lines: Sequence[Line], at: int) -> str:
    return lines[at].text[:100] if at < len(lines) else ""


def _field_kind(name: str) -> str | None:
    word = name.strip().casefold()
    kinds = (("from", _FROM), ("sent", _SENT), ("to", _TO))
    return next((kind for kind, words in kinds if word in words), None)


def _attribution(lines: Sequence[Line], at: int) -> int | None:
    """The line after "On … wrote:", which may be wrapped over four lines; else None."""
    first = lines[at].text[:400]
    after = _next(lines, at + 1)
    if after < len(lines) and lines[after].quoted and _HEADS_QUOTATION.match(first):
        return at + 1
    if _STAMPED.fullmatch(first) or _WROTE_BEFORE.match(first):
        return at + 1
    if not re.search(r"[\d@]", first):
        return None
    if not (_ATTRIBUTION_START.match(first) or _NAMED_START.match(first)):
        return None
    text = ""
    for here in range(at, min(at + 6, len(lines))):
        if not lines[here].text:
            if here == at or not (_ends_with_address(text) or _DATED_START.match(text)):
                return None
            continue
        text = f"{text} {lines[here].text[:400]}".strip()
        if _WROTE_AT_END.search(text):
            return here + 1 if _is_attribution(text, lines, here + 1) else None
    return None


def _ends_with_address(text: str) -> bool:
    return text.endswith((">", ",")) or bool(_ADDRESS.search(text[-80:]))


def _is_attribution(text: str, lines: Sequence[Line], below: int) -> bool:
    dated = bool(re.search(r"\d", text))
    wrote, address, clock = _WROTE.search(text), _ADDRESS.search(text), _CLOCK.search(text)
    after = _next(lines, below)
    quotes = after < len(lines) and lines[after].quoted and bool(lines[after].text)
    if _NAMED_WROTE.fullmatch(text) or (dated and wrote and (address or clock or quotes)):
        return True
    return (dated and bool(address) and bool(clock or quotes)) or bool(
        wrote and (address or dated) and quotes
    )
