"""What Exchange says of a mail beside its bytes: who proved to be its sender, or nothing at all."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256

AUTH_AS = "X-MS-Exchange-Organization-AuthAs"
PROOFS = ("Authentication-Results", AUTH_AS)
HEADER_BYTES = 200_000
PATIENCE = timedelta(hours=1)  # until a mail that cannot be had is given as a stand-in


def lacks_proof(raw: bytes) -> bool:
    """Whether the mail itself does not say how its sender was signed in."""
    return AUTH_AS.lower() not in _names(raw)


def with_proof(raw: bytes, headers: Iterable[Mapping[str, str]]) -> bytes:
    """The mail, with those proofs put first that Exchange lists beside it and the mail lacks.

    `headers`: their names and values. A proof that is nowhere stays absent: nothing is proven.
    """
    known = _names(raw)
    wanted = {name.lower() for name in PROOFS} - known
    lines = [
        f"{header['name']}: {' '.join(str(header['value']).split())}\r\n"
        for header in headers
        if str(header.get("name", "")).lower() in wanted
    ]
    return "".join(lines).encode("utf-8", "replace") + raw


def stand_in(mail_id: str, system: str) -> bytes:
    """For a mail that cannot be had: no two are alike, lest one pass for the other."""
    return (
        f"Subject: A mail that {system} does not hand over\r\n"
        f"X-Audit-Bot-Stands-For: {sha256(mail_id.encode()).hexdigest()}\r\n\r\n"
        "Please read this mail in the mailbox itself.\r\n"
    ).encode()


def _names(raw: bytes) -> set[str]:
    """The names of the mail's own headers, in lower case; not of mails that it carries."""
    head = raw[:HEADER_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = head.decode("ascii", "replace").split("\n")
    return {
        line.partition(":")[0].strip().lower()
        for line in lines
        if ":" in line and not line[:1].isspace()
    }
