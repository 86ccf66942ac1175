"""A pack as a Word document: real headings, tables and alternative text; people may edit it."""

from collections.abc import Sequence
from datetime import UTC, date
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm

from bot.packs.charts import alternative, picture
from bot.packs.pack import Frame, Pack
from bot.packs.part import Chart, Part, month_words
from bot.packs.plain import plain
from bot.packs.word_looks import (
    describe_picture,
    describe_table,
    fill_row,
    set_up,
    set_widths,
)
from bot.policy.wording import day_words
from bot.workbooks.tables import NOTHING, Kind, Table, Value

_WIDTH = 17.0  # cm between the margins


def word_pack(pack: Pack, frame: Frame) -> bytes:
    """The bytes of a .docx in British English."""
    document = Document()
    set_up(document, marking=plain(frame.marking), footer=_footer(pack, frame))
    _properties(document, pack, frame)
    _first_page(document, pack, frame)
    for part in pack.parts:
        _part(document, part)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _footer(pack: Pack, frame: Frame) -> str:
    return plain(f"{frame.council}, {pack.level.meeting}, {month_words(pack.month)}")


def _properties(document: WordDocument, pack: Pack, frame: Frame) -> None:
    said = document.core_properties
    said.title = plain(f"{pack.title}, {pack.level.meeting}")
    said.subject = plain(f"{pack.level.name}, {month_words(pack.month)}")
    said.author = "Audit Bot"
    said.last_modified_by = "Audit Bot"
    said.category = plain(frame.marking)
    said.keywords = "case record audits"
    said.comments = ""
    said.language = "en-GB"
    said.created = said.modified = frame.made.astimezone(UTC).replace(tzinfo=None)


def _first_page(document: WordDocument, pack: Pack, frame: Frame) -> None:
    level = pack.level
    document.add_paragraph(plain(pack.title), "Title")
    document.add_paragraph(
        plain(f"Report to {level.reader}, for the {level.name} ({level.meeting})"), "Subtitle"
    )
    document.add_paragraph(
        plain(
            f"{frame.council}. As at {day_words(pack.as_at)}; written on"
            f" {day_words(frame.made.date())}. {_marked(frame)} Contact: {frame.contact}."
        )
    )
    document.add_paragraph("In short", "In short")
    for part in pack.parts:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(f"{part.topic}: ").bold = True
        line.add_run(plain(f"{part.finding}."))
    document.add_paragraph("How to read it", "In short")
    document.add_paragraph(_how_to_read(level.smallest))


def _marked(frame: Frame) -> str:
    return f"Marking: {frame.marking}." if frame.marking else "No protective marking."


def _how_to_read(smallest: int) -> str:
    words = "Each page begins with what was found. A cell that says [x] has nothing to be reckoned"
    words += " from."
    if smallest > 1:
        words += (
            f" Counts from 1 to {smallest - 1} are hidden: such a cell says [c], and others with it"
            " so that none can be reckoned back. What is not counted says 0."
        )
    return f"{words} You may edit this document: Audit Bot never writes into it again."


def _part(document: WordDocument, part: Part) -> None:
    document.add_heading(plain(f"{part.topic}: {part.finding}"), 1)
    for words in part.words:
        document.add_paragraph(plain(words))
    for point in part.points:
        document.add_paragraph(plain(point), "List Bullet")
    for chart in part.charts:
        _chart(document, chart)
    for table in part.tables:
        _table(document, table)
    if part.quotes:
        document.add_heading("Good practice in the words of auditors", 2)
        document.add_paragraph(
            "Each is about a single case: for those who lead the services, not to be passed on."
        )
        for quote in part.quotes:
            document.add_paragraph(f"“{plain(quote)}”", "List Bullet")


def _chart(document: WordDocument, chart: Chart) -> None:
    document.add_heading(plain(chart.title), 2)
    paragraph = document.add_paragraph(style="Picture")
    shape = paragraph.add_run().add_picture(BytesIO(picture(chart)), width=Cm(_WIDTH))
    describe_picture(shape, plain(chart.title), alternative(chart))


def _table(document: WordDocument, table: Table) -> None:
    document.add_heading(plain(table.title), 2)
    if table.about:
        document.add_paragraph(plain(table.about), "Above a table")
    columns = table.columns
    grid = document.add_table(rows=1, cols=len(columns), style="Pack table")
    describe_table(grid, plain(table.title))
    grid.autofit = False
    numbers = [column.kind is Kind.NUMBER for column in columns]
    widths = _widths([column.width for column in columns])
    set_widths(grid, widths)
    headings = [plain(column.heading) for column in columns]
    fill_row(grid.rows[0], headings, widths, numbers, head=True)
    for row in table.rows:
        fill_row(grid.add_row(), [_words(value) for value in row], widths, numbers)
    document.add_paragraph("", "After a table")


def _widths(wanted: Sequence[int]) -> list[float]:
    total = sum(wanted)
    return [_WIDTH * width / total for width in wanted]


def _words(value: Value) -> str:
    match value:
        case None | "":
            return NOTHING
        case date():
            return f"{value.day} {value:%b %Y}"
        case float():
            return f"{value:.1f}"
        case _:
            return plain(str(value))
