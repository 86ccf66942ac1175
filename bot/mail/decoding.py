"""Bytes of a mail to text: charsets that lie, encodings that end early, words in headers."""

import binascii
import codecs
import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

MAX_HEADER = 8_000  # characters of one header

# Codecs of Python that are no character sets of mail, or are slow on purpose-made input.
_REFUSED_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7"})


def decoded(value: str) -> str:
    """A header's words, encoded words decoded, in one line, at most `MAX_HEADER` characters."""
    value = value[:MAX_HEADER]
    try:
        pieces = decode_header(value) if "=?" in value else [(value, None)]
    except (ValueError, LookupError, binascii.Error, MessageError):
        pieces = [(value, None)]
    words = (p if isinstance(p, str) else decode_text(p, c) for p, c in pieces)
    return " ".join("".join(words).split())[:MAX_HEADER]


def parameters_of(head: Message) -> dict[str, str]:
    """The parameters of the Content-Type, by lower-case name."""
    try:
        found = head.get_params(failobj=[])
    except (ValueError, LookupError, RecursionError):
        return {}
    return {str(k).lower(): str(v)[:MAX_HEADER] for k, v in found or [] if isinstance(v, str)}


def part_text(head: Message, body: bytes, limit: int) -> str:
    """The text of a part, transfer encoding and charset undone, at most `limit` characters."""
    content = part_bytes(head, body, limit * 4)
    text = decode_text(content, parameters_of(head).get("charset"))[:limit]
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def part_bytes(head: Message, body: bytes, limit: int) -> bytes:
    """The content of a part, its transfer encoding undone, at most `limit` bytes."""
    encoding = str(head.get("content-transfer-encoding", "")).strip().lower()
    if encoding == "base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body[: limit * 2])
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _padded(letters))[:limit]
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body[: limit * 3])[:limit]
    return body[:limit]


def _padded(letters: bytes) -> bytes:
    """The last, incomplete group of base 64, filled up; a single letter holds no whole byte."""
    rest = letters[len(letters) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def decode_text(content: bytes, charset: str | None) -> str:
    """The text of `content`: by the charset that is declared, else UTF-8, else Windows-1252."""
    for name in (_known_charset(charset), "utf-8"):
        if name is None:
            continue
        try:
            return content.decode(name)
        except (ValueError, LookupError):  # LookupError: a codec that makes no text, such as zlib
            continue
    # What is left is Windows text, or UTF-8 that was cut in the middle of a letter.
    guess = content.decode("utf-8", "replace")
    is_cut = any(ord(letter) > 127 and letter != "\ufffd" for letter in guess)
    return guess if is_cut else content.decode("cp1252", "replace")


def _known_charset(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    # Windows declares Latin-1 or US-ASCII and sends its own curly quotes.
    return None if name in _REFUSED_CHARSETS else {"iso8859-1": "cp1252"}.get(name, name)


def unflowed(text: str, *, delete_space: bool) -> str:
    """Lines of format=flowed put together again (RFC 3676); quoted lines are left as they are."""
    lines: list[str] = []
    for line in text.split("\n"):
        joins = (
            lines
            and lines[-1].endswith(" ")
            and lines[-1] != "-- "
            and not lines[-1].startswith(">")
        )
        if joins and not line.startswith(">") and line.strip():
            lines[-1] = (lines[-1][:-1] if delete_space else lines[-1]) + line.removeprefix(" ")
        else:
            lines.append(line)
    return "\n".join(lines)
