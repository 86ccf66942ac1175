"""Text from outside made fit for a document: no control characters, nothing that turns it round."""

import re

# What XML 1.0 cannot hold (section 2.2), and halves of characters.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Characters that order others anew or hide them: "Trojan Source" (CVE-2021-42574), and their like.
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_ANSI = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")
LONGEST = 2_000


def plain(text: str) -> str:
    """On one line, as it is read; what is very long is cut, saying so."""
    seen = _UNSEEN.sub("", _NOT_IN_XML.sub("", _ANSI.sub("", text)))
    tidy = " ".join(seen.split())
    return tidy if len(tidy) <= LONGEST else f"{tidy[:LONGEST]} […]"
