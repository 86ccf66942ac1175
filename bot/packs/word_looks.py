"""Styles, header rows, page numbers and alternative text: what python-docx leaves to its users.

Names of elements are those of ECMA-376, part 1, chapter 17 and 20.
"""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT, BLUE, INK = "Arial", RGBColor(0x00, 0x30, 0x78), RGBColor(0x0B, 0x0C, 0x0C)
LANGUAGE = "en-GB"
# Name -> size in points, bold, space before and after in points.
_HEADINGS = {
    "Title": (24, True, 0, 6),
    "Subtitle": (14, False, 0, 12),
    "Heading 1": (17, True, 0, 8),
    "Heading 2": (12, True, 12, 4),
}
_NEW = {
    "In short": (13, True, 14, 4),
    "Picture": (11, False, 0, 6),
    "Above a table": (11, False, 0, 4),
    "After a table": (4, False, 0, 0),
    "Cell": (10, False, 2, 2),
}


def set_up(document: Document, *, marking: str, footer: str) -> None:
    """A4, Arial, British English; the marking above and the page number below each page."""
    _page(document)
    _styles(document)
    section = document.sections[0]
    above = section.header.paragraphs[0]
    above.text = marking
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below = section.footer.paragraphs[0]
    below.text = f"{footer}. {marking + '. ' if marking else ''}Page "
    field(below, "PAGE")
    below.add_run(" of ")
    field(below, "NUMPAGES")


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)


def _styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    _speak(normal.element.get_or_add_rPr())
    for defaults in styles.element.iter(qn("w:rPrDefault")):
        for properties in defaults.iter(qn("w:rPr")):
            _speak(properties)
    for name, looks in _NEW.items():
        new = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        new.base_style = normal
        _look(new, *looks)
    for name, looks in _HEADINGS.items():
        _look(styles[name], *looks)
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["In short"].paragraph_format.keep_with_next = True
    table = styles.add_style("Pack table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Table Grid"]


def _look(style: ParagraphStyle, size: int, bold: bool, before: int, after: int) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = BLUE if bold else INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    # The fonts of the theme would go before the one that is named here.
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    # The template sets a subtitle wide apart, which is harder to read.
    for apart in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(apart)
    for line in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        line.getparent().remove(line)


def _speak(properties: object) -> None:
    """A screen reader speaks the language that the text says it is in."""
    found = properties.find(qn("w:lang"))  # type: ignore[attr-defined]
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)  # type: ignore[attr-defined]
    found.set(qn("w:val"), LANGUAGE)


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word reckons itself, such as PAGE; never made of text from outside."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """In cm; each cell says so again, for Word goes by the cells and others by the columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def fill_row(
    row: _Row,
    words: Sequence[str],
    widths: Sequence[float],
    numbers: Sequence[bool],
    *,
    head: bool = False,
) -> None:
    """One row, whole on one page. The header is repeated on each, and known to a screen reader."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width, number in zip(row.cells, words, widths, numbers, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        run = paragraph.add_run(text)
        if number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if head:
            run.bold = True
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
            _shade(cell)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), str(BLUE))
    cell._tc.get_or_add_tcPr().append(shade)


def describe_table(table: Table, words: str) -> None:
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), words)
        table._tbl.tblPr.append(element)


def describe_picture(shape: InlineShape, title: str, words: str) -> None:
    """Alternative text (WCAG 1.1.1)."""
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", words)
