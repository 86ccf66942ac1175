"""An HTML body as lines: one walk over its elements, within bounds, without recursion."""

import re
from dataclasses import dataclass, field, replace
from html import unescape

from lxml import etree

from bot.mail.lines import MAX_LINES, Line, of_text, visible

MAX_TAGS = 50_000
MAX_LONG_TAG = 5_000  # characters; only a longer tag is looked at for its number of attributes
MAX_ATTRIBUTES = 200

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4"
    " h5 h6"
    " header hr html li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_SKIPPED = frozenset({"head", "script", "style", "title", "template", "noscript"})
_TELLING = _SKIPPED | {"blockquote", "pre"}  # these say something without an attribute

# Ids and classes that clients give to what is not written now. Outlook puts x_ before those of the
# mail that it quotes, once for every time.
_HISTORY_NAMES = frozenset(
    "divrplyfwdmsg appendonsend mail-editor-reference-message-container replysplit"
    " ms-outlook-mobile-reference-message gmail_quote gmail_quote_container gmail_attr yahoo_quoted"
    " moz-cite-prefix outlookmessageheader protonmail_quote tutanota_quote zmail_extra"
    " olk_src_body_section isreplycontent quotedtext messagereplysection".split()
)
# Those of them that hold the whole history, so that what follows them is the writer's again.
_HISTORY_HOLDERS = frozenset(
    "mail-editor-reference-message-container gmail_quote gmail_quote_container yahoo_quoted"
    " protonmail_quote tutanota_quote zmail_extra".split()
)
_SIGNATURE_NAMES = frozenset(
    "signature ms-outlook-mobile-signature gmail_signature applemailsignature moz-signature"
    " protonmail_signature_block composer_signature".split()
)
_BANNER_NAMES = frozenset({"msipheader", "msipfooter"})
_OUTLOOK_RULE = re.compile(
    r"border-top:\s*solid\s+#?\w+\s+1\.0pt;\s*padding:\s*3\.0pt 0(in|cm)"
    r"|padding:\s*3(\.0)?pt 0(in|cm|px)[^;]*;|border-style:\s*solid none none",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![-\w])color:\s*([#\w(), ]{3,30})", re.IGNORECASE)
_PLAIN_COLOURS = re.compile(
    r"black|windowtext|inherit|initial|#000000|#000|#212121|#1f497d|#333333|#333|#222222|#222"
    r"|rgb\(0, ?0, ?0\)|rgb\((\d+), ?\1, ?\1\)",
    re.IGNORECASE,
)


def of_html(html: str) -> list[Line]:
    """The lines of an HTML body as a reader sees them; what is too large, without structure."""
    if not html.strip():
        return []
    if _is_too_large(html):
        return _flat(html)
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return _flat(html)
    # What is nested deeper than 256 the parser drops, words and all.
    dropped = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return _flat(html) if dropped or root is None else _Walk().lines(root)


def _flat(html: str) -> list[Line]:
    """All text of an HTML body, its tags taken out: too much rather than too little."""
    return of_text(unescape(re.sub(r"<[^<>]{0,5000}>", " ", html)))


def _is_too_large(html: str) -> bool:
    """Whether the parser would choke: libxml2 takes quadratic time over one tag's attributes."""
    if html.count("<") > MAX_TAGS:
        return True
    tags = re.findall(rf"<[^<>]{{{MAX_LONG_TAG},}}", html)
    return any(t.count("=") > MAX_ATTRIBUTES or len(t.split()) > 10 * MAX_ATTRIBUTES for t in tags)


@dataclass(slots=True)
class _State:
    """What holds at a point of the document. One is kept for every open element."""

    quoted: bool = False
    signature: bool = False
    banner: bool = False
    coloured: bool = False
    skipped: bool = False
    verbatim: bool = False


@dataclass(slots=True)
class _Walk:
    """Gathers the lines of one document, from its first element to its last, without recursion."""

    done: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    colours: set[bool] = field(default_factory=set)
    history: bool = False
    states: list[_State] = field(default_factory=lambda: [_State()])
    open_now: _State = field(default_factory=_State)
    seen: dict[tuple[object, ...], tuple[bool, dict[str, bool]]] = field(default_factory=dict)

    def lines(self, root: etree._Element) -> list[Line]:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if len(self.done) >= MAX_LINES:
                break
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self._break()
        return self.done

    def _start(self, element: etree._Element) -> None:
        tag = element.tag  # the parser writes it small
        if tag in _BLOCKS or tag == "br":
            self._break(blank=tag == "br")
        if element.attrib or tag in _TELLING:
            self._look_at(element, tag)
        else:
            self.states.append(self.states[-1])
        self._add(element.text)
        if tag in {"td", "th"}:
            self.words.append(" ")

    def _look_at(self, element: etree._Element, tag: str) -> None:
        key = (tag, *element.attrib.items())  # most paragraphs of a mail look the same
        if key not in self.seen:
            self.seen[key] = _says(element, tag)
        history, changes = self.seen[key]
        self.history |= history
        here = self.states[-1]
        self.states.append(replace(here, **changes) if changes else here)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
            if tag == "p" and "MsoNormal" not in (element.get("class") or ""):
                self.done.append(_line("", self.states[-1]))
        self.states.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        state = self.states[-1]
        if not text or state.skipped:
            return
        for number, line in enumerate(text.split("\n") if state.verbatim else [text]):
            if number:
                self._break(blank=True)
            if line.strip():
                self.open_now = state
                self.colours.add(state.coloured)
            self.words.append(line)

    def _break(self, *, blank: bool = False) -> None:
        if not (self.words or blank):
            return
        text = " ".join(visible("".join(self.words)).split())
        if text:
            marks = (self.history, True in self.colours)
            self.done.append(_line(text, self.open_now, *marks))
            self.history = False
        else:
            self.done.append(_line("", self.states[-1]))
        self.words.clear()
        self.colours.clear()


def _says(element: etree._Element, tag: str) -> tuple[bool, dict[str, bool]]:
    """Whether the history begins with an element, and what changes for the words in it."""
    style, names = element.get("style") or "", _names(element)
    begins = bool(names & _HISTORY_NAMES) or bool(style and _OUTLOOK_RULE.search(style))
    return begins, _changes(element, tag, names, style)


def _changes(
    element: etree._Element, tag: str, names: frozenset[str], style: str
) -> dict[str, bool]:
    """What an element says of its words, beyond what those around it say."""
    said = {
        "quoted": _is_quotation(element, tag, names, style) or bool(names & _HISTORY_HOLDERS),
        "signature": bool(names & _SIGNATURE_NAMES),
        "banner": bool(names & _BANNER_NAMES),
        "skipped": tag in _SKIPPED or _is_hidden(style),
        "verbatim": tag == "pre",
        "coloured": _is_coloured(element, style),
    }
    return {name: True for name, holds in said.items() if holds}


def _line(text: str, state: _State, history: bool = False, coloured: bool = False) -> Line:
    return Line(text, state.quoted, history, state.signature, state.banner, coloured, html=True)


def _names(element: etree._Element) -> frozenset[str]:
    """The id and classes of an element, without the x_ that Outlook puts before them."""
    if element.get("id") is None and element.get("class") is None:
        return frozenset()
    both = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return frozenset(re.sub(r"^(?:x_)+", "", name) for name in both.split()[:20])


def _is_quotation(element: etree._Element, tag: str, names: frozenset[str], style: str) -> bool:
    """Whether a blockquote quotes a mail. Word processors use the same element to indent."""
    if tag != "blockquote":
        return False
    cites = (element.get("type") or "").lower() == "cite" or element.get("cite") is not None
    return cites or any("quote" in name for name in names) or "border-left" in style.lower()


def _is_hidden(style: str) -> bool:
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _is_coloured(element: etree._Element, style: str) -> bool:
    colour = _COLOUR.search(style) if style else None
    named = (colour.group(1) if colour else element.get("color") or "").strip()
    return bool(named) and not _PLAIN_COLOURS.fullmatch(named) and element.tag != "a"
