"""Bodies as lines that remember what the mail client said of them: quoted, signature, history."""

import re
from dataclasses import dataclass

MAX_LINES = 20_000

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_QUOTE_MARK = re.compile(r"^[ \t]{0,3}(?:>[ \t]{0,2})+")


_ENDS_IN_ATTRIBUTION = re.compile(
    r"(.{1,300}?) (On (?:[A-Z][a-z]{2,8},? )?.{4,40}\d{1,2}:\d\d.{0,120}wrote:)$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body and what its mail client says of it."""

    text: str
    quoted: bool = False  # in a quotation: "> " or the element for one
    history: bool = False  # here begins what the client marks as an older mail
    signature: bool = False
    banner: bool = False
    coloured: bool = False  # in a colour of its own: answers typed into the quoted mail
    html: bool = False


def of_text(text: str) -> list[Line]:
    """The lines of a plain body."""
    lines: list[Line] = []
    for raw in text.split("\n")[:MAX_LINES]:
        line = visible(raw).replace("\xa0", " ").rstrip()
        above = lines[-1].text if lines else ""
        mark = _QUOTE_MARK.match(line)
        if mark and _closes_address(above, line):
            lines.append(Line(line))
        elif mark:
            lines.append(Line(line[mark.end() :], quoted=True))
        else:
            lines += [Line(part) for part in _apart_from_attribution(line)]
    return lines


def visible(text: str) -> str:
    """The text without marks that take no room, which break words apart."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _closes_address(above: str, line: str) -> bool:
    """Whether a ">" ends an address that was wrapped: "On … Ada <ada@example.org" and ">: "."""
    is_open = above.rfind("<") > above.rfind(">") or "@" in above
    return is_open and bool(re.match(r"\s*>\s*(:\s*$|wrote:?\s*$|\w{2,12}:\s*$)", line))


def _apart_from_attribution(line: str) -> list[str]:
    """A line that ends with "On … wrote:" after words of the writer's, as two."""
    if not line.endswith("wrote:") or " On " not in line[:400]:
        return [line]
    both = _ENDS_IN_ATTRIBUTION.match(line)
    return [both.group(1), both.group(2)] if both else [line]
