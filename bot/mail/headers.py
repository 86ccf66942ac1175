"""The headers of a mail within bounds, and where they end.

The standard library's parser decodes without limit, so it is given one bounded block at a time.
"""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from bot.mail.decoding import MAX_HEADER

MAX_HEADER_BLOCK = 100_000
MAX_HEADERS = 500


def split(raw: bytes, cut: dict[str, None]) -> tuple[Message, bytes]:
    """The headers as parsed and the bytes of the body; into `cut` goes what was left out."""
    raw = raw.lstrip(b"\r\n") if raw[:1] in b"\r\n" else raw
    ends = [(raw.find(gap), len(gap)) for gap in (b"\n\n", b"\r\n\r\n", b"\r\r")]
    end, gap = min(((at, n) for at, n in ends if at >= 0), default=(len(raw), 0))
    block, body = raw[:end] + b"\n\n", raw[end + gap :]
    if len(block) > MAX_HEADER_BLOCK:
        cut[f"headers after {MAX_HEADER_BLOCK} bytes"] = None
        block = block[:MAX_HEADER_BLOCK].rpartition(b"\n")[0] + b"\n\n"
    head = BytesHeaderParser(policy=compat32).parsebytes(block)
    left = _no_headers(head)
    return head, left + body if left.strip() else body


def _no_headers(head: Message) -> bytes:
    """The lines that are no headers: the body began without an empty line.

    The library decodes them by the charset that the mail names, and fails where that is no name;
    in Latin-1 each byte is the letter of its number.
    """
    if not head.defects:
        return b""
    lines = copy(head)
    del lines["content-type"]
    lines["content-type"] = "text/plain; charset=latin-1"
    left = lines.get_payload()
    return left.encode("latin-1") if isinstance(left, str) else b""


def fields(head: Message) -> dict[str, tuple[str, ...]]:
    """The values of each header by its lower-case name, topmost first."""
    found: dict[str, list[str]] = {}
    for name, value in list(head.items())[:MAX_HEADERS]:
        text = str(value)[:MAX_HEADER].replace("\r", "").replace("\n", " ")
        found.setdefault(name.lower(), []).append(text)
    return {name: tuple(values) for name, values in found.items()}


def addresses(value: str) -> list[str]:
    """The addresses of a header line. Read before decoding: no encoded word can add one."""
    return addresses_of(pairs(value))


def addresses_of(named: Iterable[tuple[str, str]]) -> list[str]:
    return [address.strip().lower() for _, address in named if "@" in address]


def pairs(value: str) -> list[tuple[str, str]]:
    """The names of a header line, each with its address."""
    try:
        return getaddresses([value[:MAX_HEADER]])
    except (ValueError, IndexError, RecursionError):
        return []


def date_of(value: str) -> datetime | None:
    """The instant that a Date header names; None where it names none."""
    try:
        return parsedate_to_datetime(value[:200]) if value.strip() else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
