"""One Markdown source is read once and written twice: as HTML and as plain text."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_SAFE_LINK = re.compile(r"https://.+|mailto:.+", re.IGNORECASE)


def read(source: str) -> list[Token]:
    """The token stream that both versions are written from."""
    return _with_table_headers(_MARKDOWN.parse(source))


def html_of(tokens: Sequence[Token]) -> str:
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def text_of(tokens: Sequence[Token]) -> str:
    """Plain text. Lines are not broken: mail programs do it better, on phones above all."""
    return "\n\n".join(_blocks(SyntaxTreeNode(tokens).children))


def as_part(tokens: list[Token], about: str) -> list[Token]:
    """The body of a letter as a part of another: headings one level lower, `about` in the first."""
    named = False
    rule = Token("hr", "hr", 0)
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + 1}"
        if token.type == "heading_open" and not named:
            words = Token("text", "", 0, content=f"{about}: ")
            heading = tokens[number + 1]
            heading.children = [words, *(heading.children or [])]
            named = True
    return [rule, *tokens]


def faults_of(tokens: Sequence[Token]) -> Iterator[str]:
    """What not everybody could read: pictures, raw HTML, odd links, headings amiss."""
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    if headings.count("h1") != 1 or headings[0] != "h1":
        yield 'the letter has one main heading, and it comes first: a line such as "# Title".'
    for token in tokens:
        for child in token.children or []:
            yield from _inline_faults(child)


def _inline_faults(token: Token) -> Iterator[str]:
    if token.type == "image":
        yield "a letter holds no pictures: many readers never see them."
    tag = _TAG.search(token.content) if token.type == "text" else None
    if tag:
        yield f"HTML is shown as it stands, so write Markdown instead of {tag.group()}."
    href = str(token.attrGet("href")) if token.type == "link_open" else None
    if href is not None and not _SAFE_LINK.fullmatch(href):
        yield f"a link leads to https:// or mailto:, unlike {href}."


# --- tables ---------------------------------------------------------------------------------------


def _with_table_headers(tokens: list[Token]) -> list[Token]:
    """Name the headers of tables for screen readers.

    A table whose header row is empty lists facts: the first cell of each row is its header.
    """
    done: list[Token] = []
    rest = iter(tokens)
    for token in rest:
        if token.type != "table_open":
            done.append(token)
            continue
        table = [token, *_until(rest, "table_close")]
        body = next(number for number, t in enumerate(table) if t.type == "thead_close") + 1
        if any(t.content for t in table[:body] if t.type == "inline"):
            token.attrSet("class", "rows")
            done += _column_headers(table)
        else:
            token.attrSet("class", "facts")
            done += [token, *_row_headers(table[body:])]
    return done


def _until(tokens: Iterator[Token], last: str) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type == last:
            return


def _column_headers(table: list[Token]) -> list[Token]:
    for token in table:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    return table


def _row_headers(rows: list[Token]) -> list[Token]:
    first = False
    for number, token in enumerate(rows):
        if token.type == "tr_open":
            first = True
        elif token.type == "td_open" and first:
            close = next(t for t in rows[number:] if t.type == "td_close")
            token.type, token.tag, token.attrs = "th_open", "th", {"scope": "row"}
            close.type, close.tag = "th_close", "th"
            first = False
    return rows


# --- plain text -----------------------------------------------------------------------------------


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> list[str]:
    return [text for node in nodes if (text := _block(node))]


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "heading":
            return ("" if node.tag == "h1" else "\n") + _inline(node)
        case "bullet_list":
            return "\n".join(f"* {_item(item)}" for item in node.children)
        case "ordered_list":
            items = enumerate(node.children, start=int(node.attrs.get("start", 1)))
            return "\n".join(f"{number}. {_item(item)}" for number, item in items)
        case "table":
            return _table(node)
        case "fence" | "code_block":
            return _indented(node.content.rstrip("\n"))
        case "blockquote":
            return _indented("\n\n".join(_blocks(node.children)))
        case "hr":
            return ""
        case _:
            return _inline(node)


def _item(item: SyntaxTreeNode) -> str:
    return _indented("\n".join(_blocks(item.children)), "  ").lstrip(" ")


def _indented(text: str, by: str = "    ") -> str:
    return "\n".join(f"{by}{line}" for line in text.split("\n"))


def _table(table: SyntaxTreeNode) -> str:
    *heads, body = table.children
    if not heads:
        return "\n".join(": ".join(map(_inline, row.children)) for row in body.children)
    names = [_inline(cell) for cell in heads[0].children[0].children]
    rows = (zip(names, map(_inline, row.children), strict=False) for row in body.children)
    return "\n".join("* " + "; ".join(f"{name}: {cell}" for name, cell in row) for row in rows)


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "link":
            label, href = "".join(map(_inline, node.children)), str(node.attrs["href"])
            return label if href == f"mailto:{label}" else f"{label} ({href})"
        case _:
            return "".join(map(_inline, node.children))
