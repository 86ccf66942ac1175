"""A mail taken apart within bounds, because one malformed mail must never stop the others.

The standard library's parser recurses on nested parts and decodes without limit (a 1 MB Subject of
encoded words took 2 GB), so the parts are cut by hand and the library sees bounded blocks alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import Message

from bot.mail import headers
from bot.mail.attachments import Attachment, attachment_of
from bot.mail.decoding import decoded, parameters_of, part_bytes, part_text, unflowed

MAX_RAW = 40_000_000  # bytes; Exchange Online's own limit for a mailbox is 35 MB by default
MAX_PARTS = 500
MAX_DEPTH = 20
MAX_TEXT = 256_000  # characters
MAX_HTML = 2_000_000

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")


@dataclass(frozen=True, slots=True)
class Body:
    """One readable body: the plain and the HTML form of the same words; either may be empty."""

    plain: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """Headers of a message that another message carries: what bounced, or what was forwarded."""

    message_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, bounded. `cut` says what was left out; nothing here is trusted."""

    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()  # every address of every From header
    names: tuple[str, ...] = ()  # what the From headers show beside them; proves nothing
    subject: str = ""
    date: datetime | None = None
    type: str = "text/plain"  # of the whole mail
    parameters: Mapping[str, str] = field(default_factory=dict)  # of the Content-Type
    bodies: tuple[Body, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    parts: tuple[str, ...] = ()  # the type of every part, in order
    calendar_method: str | None = None
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by lower-case name
    status_report: str = ""  # the text of message/delivery-status
    returned: Returned | None = None
    cut: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The topmost header of this name, or nothing."""
        return next(iter(self.headers.get(name.lower(), ())), "")

    @property
    def text(self) -> str:
        return "\n".join(body.plain for body in self.bodies if body.plain)

    @property
    def html(self) -> str:
        return "\n".join(body.html for body in self.bodies if body.html)


@dataclass(slots=True)
class _Parts:
    """What has been gathered so far from the parts of one mail."""

    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    calendar_method: str | None = None
    status_report: str = ""
    returned: Returned | None = None
    cut: dict[str, None] = field(default_factory=dict)


def parse(raw: bytes) -> Mail:
    """The mail in `raw`. Never raises, however bad the mail; `Mail.cut` names what was left out."""
    parts = _Parts()
    if len(raw) > MAX_RAW:
        parts.cut[f"all after {MAX_RAW} bytes"] = None
        raw = raw[:MAX_RAW]
    head, body = headers.split(raw, parts.cut)
    _take(head, body, parts, depth=0)
    found = headers.fields(head)
    return replace(
        _addressing(found),
        type=head.get_content_type(),
        parameters=parameters_of(head),
        bodies=_bounded(parts),
        attachments=tuple(parts.attachments),
        parts=tuple(parts.types),
        calendar_method=parts.calendar_method,
        headers=found,
        status_report=parts.status_report,
        returned=parts.returned,
        cut=tuple(parts.cut),
    )


def _addressing(found: Mapping[str, tuple[str, ...]]) -> Mail:
    def all_of(name: str) -> str:
        return " ".join(found.get(name, ()))

    ids = _MESSAGE_ID.findall(all_of("message-id"))
    named = [pair for line in found.get("from", ()) for pair in headers.pairs(line)]
    return Mail(
        message_id=ids[0] if ids else None,
        in_reply_to=tuple(_MESSAGE_ID.findall(all_of("in-reply-to"))),
        references=tuple(_MESSAGE_ID.findall(all_of("references"))),
        senders=tuple(headers.addresses_of(named)),
        names=tuple(decoded(name) for name, _ in named if name),
        subject=decoded(all_of("subject")),
        date=headers.date_of(all_of("date")),
    )


# --- Parts ----------------------------------------------------------------------------------------


def _take(head: Message, body: bytes, parts: _Parts, *, depth: int) -> None:
    """Gather one part and, within bounds, the parts that it holds."""
    if len(parts.types) >= MAX_PARTS:
        parts.cut[f"parts after {MAX_PARTS}"] = None
        return
    kind = head.get_content_type()
    parts.types.append(kind)
    if kind.startswith("multipart/") and "boundary" in parameters_of(head):
        _take_parts(head, body, parts, depth=depth)
    elif kind in {"message/rfc822", "text/rfc822-headers", "message/global"}:
        _take_returned(head, body, parts)
    elif kind == "message/delivery-status":
        parts.status_report += part_text(head, body, MAX_TEXT)
    elif kind == "text/calendar":
        parts.calendar_method = parameters_of(head).get("method", "").upper() or _method(body)
    elif _is_readable(head, kind):
        _take_text(head, body, kind, parts)
    else:
        parts.attachments.append(attachment_of(head, body))


def _take_parts(head: Message, body: bytes, parts: _Parts, *, depth: int) -> None:
    if depth >= MAX_DEPTH:
        parts.cut[f"parts nested deeper than {MAX_DEPTH}"] = None
        return
    before = len(parts.bodies)
    for piece in _pieces(body, parameters_of(head)["boundary"], parts):
        inner, content = headers.split(piece, parts.cut)
        _take(inner, content, parts, depth=depth + 1)
    if head.get_content_type() == "multipart/alternative":
        forms = parts.bodies[before:]
        plain = next((b.plain for b in forms if b.plain.strip()), "")
        html = next((b.html for b in forms if b.html.strip()), "")
        parts.bodies[before:] = [Body(plain, html)] if plain or html else []


def _pieces(body: bytes, boundary: str, parts: _Parts) -> Iterator[bytes]:
    """What lies between the boundary lines. A missing last boundary ends at the end of the mail."""
    mark = b"--" + boundary.encode("utf-8", "surrogateescape")
    at = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
    if not body.startswith(mark, at):
        return
    for _ in range(MAX_PARTS):
        line_end = body.find(b"\n", at)
        if line_end < 0 or body[at + len(mark) : at + len(mark) + 2] == b"--":
            return
        after = body.find(b"\n" + mark, line_end - 1)
        if after < 0:
            yield body[line_end + 1 :]
            return
        yield body[line_end + 1 : after]
        at = after + 1
    parts.cut[f"parts after {MAX_PARTS}"] = None


def _take_text(head: Message, body: bytes, kind: str, parts: _Parts) -> None:
    limit = MAX_HTML if kind == "text/html" else MAX_TEXT
    text = part_text(head, body, limit + 1)
    if len(text) > limit:
        parts.cut[f"text after {limit} characters"] = None
        text = text[:limit]
    if kind != "text/html" and parameters_of(head).get("format", "").lower() == "flowed":
        text = unflowed(text, delete_space=parameters_of(head).get("delsp", "").lower() == "yes")
    parts.bodies.append(Body(html=text) if kind == "text/html" else Body(plain=text))


def _take_returned(head: Message, body: bytes, parts: _Parts) -> None:
    inner, _ = headers.split(part_bytes(head, body, headers.MAX_HEADER_BLOCK), parts.cut)
    found = headers.fields(inner)
    ids = _MESSAGE_ID.findall(" ".join(found.get("message-id", ())))
    if parts.returned is None:
        first = {name: values[0] for name, values in found.items()}
        parts.returned = Returned(ids[0] if ids else None, first)
    parts.attachments.append(
        Attachment(decoded(" ".join(found.get("subject", ()))), "message/rfc822")
    )


def _bounded(parts: _Parts) -> tuple[Body, ...]:
    """The bodies, cut where together they are too long."""
    text, html, kept = MAX_TEXT, MAX_HTML, []
    for body in parts.bodies:
        kept.append(Body(body.plain[:text], body.html[:html]))
        text, html = text - len(kept[-1].plain), html - len(kept[-1].html)
        if kept[-1] != body:
            parts.cut["text of later parts"] = None
    return tuple(kept)


def _is_readable(head: Message, kind: str) -> bool:
    disposition = str(head.get("content-disposition", "")).strip().lower()
    return kind in {"text/plain", "text/html", "text/enriched"} and not disposition.startswith(
        "att"
    )


def _method(body: bytes) -> str:
    found = re.search(rb"(?im)^METHOD:([A-Z]{1,20})", body[:20_000])
    return found.group(1).decode().upper() if found else ""
