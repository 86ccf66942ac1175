"""What Exchange says of a mail's sender, wherever Graph shows it: with the mail or beside it."""

from collections.abc import Iterable, Mapping

AUTH_AS = "X-MS-Exchange-Organization-AuthAs"
PROOFS = ("Authentication-Results", AUTH_AS)
HEADER_BYTES = 200_000


def lacks_proof(raw: bytes) -> bool:
    """Whether the mail itself does not say how its sender was signed in."""
    return AUTH_AS.lower() not in _names(raw)


def with_proof(raw: bytes, headers: Iterable[Mapping[str, str]]) -> bytes:
    """The mail, with those proofs put first that Graph lists beside it and the mail lacks.

    `headers`: internetMessageHeaders. A proof that is nowhere stays absent: nothing is proven.
    """
    known = _names(raw)
    wanted = {name.lower() for name in PROOFS} - known
    lines = [
        f"{header['name']}: {' '.join(str(header['value']).split())}\r\n"
        for header in headers
        if str(header.get("name", "")).lower() in wanted
    ]
    return "".join(lines).encode("utf-8", "replace") + raw


def _names(raw: bytes) -> set[str]:
    """The names of the mail's own headers, in lower case; not of mails that it carries."""
    head = raw[:HEADER_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = head.decode("ascii", "replace").split("\n")
    return {
        line.partition(":")[0].strip().lower()
        for line in lines
        if ":" in line and not line[:1].isspace()
    }
