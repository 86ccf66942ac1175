"""Charts that Excel draws from the tables beside them: they can be clicked, changed and copied."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.workbooks.layout import HEADER
from bot.workbooks.looks import FONT, TITLE
from bot.workbooks.pages import Book, put_text
from bot.workbooks.tables import Chart, Table

CHARTS = "Charts"
# Told apart by everybody, whatever colours they see: the categorical palette of the Government
# Analysis Function (analysisfunction.civilservice.gov.uk, "Data visualisation: colours in charts").
PALETTE = ("#12436D", "#28A197", "#F46A25", "#801650", "#3D3D3D")
_WRITING = ("#FFFFFF", "#000000", "#000000", "#FFFFFF", "#FFFFFF")  # on each of them
_LETTERS = {"name": "Arial", "size": 11}
_WIDTH, _HEAD, _BAR = 900, 150, 34  # pixels
_ROW = 20
_ROOM = (560, 900)  # pixels within the margins of A4 upright at 100 %, with some to spare


def write_charts(book: Book, page: Worksheet, tables: Sequence[Table]) -> None:
    """All charts below each other; each says in words what it shows."""
    page.hide_gridlines(2)
    put_text(book, page, 0, 0, CHARTS, TITLE)
    about = f"Drawn from {', '.join(table.name for table in tables)}, where the same figures stand."
    put_text(book, page, 1, 0, about, FONT)
    drawn = [(table, chart) for table in tables for chart in table.charts]
    heights = [_HEAD + _BAR * len(table.rows) for table, _ in drawn]
    scale = min(_ROOM[0] / _WIDTH, _ROOM[1] / max(heights))
    row, used, breaks = HEADER + 1, 0, list[int]()
    for (table, chart), height in zip(drawn, heights, strict=True):
        if used and (used + height) * scale > _ROOM[1]:
            breaks.append(row - 1)
            used = 0
        picture = draw(book, table, chart)
        picture.set_size({"width": _WIDTH, "height": height})
        page.insert_chart(row, 0, picture, {"description": in_words(table, chart)})
        row += height // _ROW + 2
        used += height + 2 * _ROW
    # Printed whole: fitted to the width of a page, a program would break pages where it likes.
    page.set_portrait()
    page.set_print_scale(int(100 * scale))
    page.set_h_pagebreaks(breaks)


def draw(book: Book, table: Table, chart: Chart):  # type: ignore[no-untyped-def]
    """One chart of stacked bars; the library has no types."""
    drawn = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    headings = [column.heading for column in table.columns]
    first, last = HEADER + 1, HEADER + len(table.rows)
    labels = headings.index(chart.labels)
    for place, part in enumerate(chart.parts):
        column = headings.index(part)
        colour, writing = PALETTE[place], _WRITING[place]
        drawn.add_series(
            {
                "name": [table.name, HEADER, column],
                "categories": [table.name, first, labels, last, labels],
                "values": [table.name, first, column, last, column],
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF"},
                "gap": 40,
                # Nothing is no number worth reading.
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "font": {**_LETTERS, "color": writing},
                },
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {**_LETTERS, "size": 14}, "overlay": False})
    drawn.set_legend({"position": "bottom", "font": _LETTERS})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    drawn.set_y_axis({"reverse": True, "num_font": _LETTERS, "major_tick_mark": "none"})
    return drawn


def in_words(table: Table, chart: Chart) -> str:
    """What a screen reader reads out: the finding, then the sum of each part."""
    headings = [column.heading for column in table.columns]
    sums = []
    for part in chart.parts:
        numbers = (row[headings.index(part)] for row in table.rows)
        sums.append(f"{part} {sum(n for n in numbers if isinstance(n, int))}")
    return f"{chart.title}. {', '.join(sums)}. Bar by bar on the sheet {table.name}."
