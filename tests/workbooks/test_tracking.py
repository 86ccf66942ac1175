"""The tracking workbook: accessible, safe, and the same bytes for the same facts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from bot.workbooks.drawing import table_name
from bot.workbooks.pages import Page
from bot.workbooks.tables import Chart, Column, Kind, Link, Table, Tone, digest
from bot.workbooks.tracking import tracking_workbook

TONES = {"Overdue": Tone.LATE, "Due soon": Tone.SOON, "Closed": Tone.GOOD, "Other": Tone.QUIET}
COLUMNS = (
    Column("Audit", width=16),
    Column("Status", width=24, tones=TONES, meaning="Where the audit stands."),
    Column("Due", Kind.DATE, 14, meaning="The date now agreed."),
    Column("Deferments", Kind.NUMBER, 12),
    Column("Written", Kind.TIME, 20),
)
ROWS = (
    (
        "AU-7K3F-Q2",
        "Overdue by 3 working days",
        date(2025, 12, 31),
        1,
        datetime(2025, 7, 1, 8, tzinfo=UTC),
    ),
    ("AU-9M2C-X4", "Closed", None, 0, None),
)
AUDITS = Table("Audits", "Audits, one row each", COLUMNS, ROWS, "Audit", "Newest first.")
WAITING = Table(
    "Needs attention", "What waits for a person", (Column("About"), Column("What")), (), "About"
)
FACTS: dict[str, Any] = {
    "council": "Example County Council",
    "as_at": datetime(2025, 12, 1, 9, tzinfo=UTC),
    "marking": "OFFICIAL-SENSITIVE",
    "contact": "Flo Moss, flo@council.example",
}
NUMBERS = (("a", 0), ("b", -7), ("c", 1 / 3), ("d", 123_456_789_012), ("e", 1e300), ("f", None))
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|'/c calc'!A1",
    "http://x.example",
    "mailto:x@y.example",
    "internal:'Cover'!A1",
    "{=1}",
    "'=1",
    "_x0041_",
    "a\x00b\x0bc",
    "<script>&amp;</script>",
    "]]>",
    "🔥" * 20,
    "a\nb",
    " padded ",
    "007",
    "1E5",
    "TRUE",
    "#REF!",
]


def opened(*tables: Table) -> Workbook:
    return load_workbook(BytesIO(tracking_workbook(tables or (AUDITS, WAITING), **FACTS)))


def with_text(text: str) -> Table:
    return Table("Texts", "Texts", (Column("Ref"), Column("Text")), (("1", text),), "Ref")


def test_cells_are_written_as_the_library_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = Table("N", "Numbers", (Column("Ref"), Column("Number", Kind.NUMBER)), NUMBERS, "Ref")
    texts = replace(with_text(""), rows=tuple((str(n), text) for n, text in enumerate(HOSTILE)))
    ours = tracking_workbook((AUDITS, WAITING, numbers, texts), **FACTS)
    monkeypatch.delattr(Page, "_write_cell")
    assert tracking_workbook((AUDITS, WAITING, numbers, texts), **FACTS) == ours


@pytest.mark.requirement("R-B-4")
def test_it_opens_on_a_cover_that_says_what_when_for_whom_and_whom_to_ask() -> None:
    book = opened()

    assert book.sheetnames == ["Cover", "Contents", "Audits", "Needs attention", "Notes"]
    assert book.active is not None
    assert book.active.title == "Cover"
    words = [cell.value for cell in book["Cover"]["A"]]
    assert words[0] == "Audit tracking workbook"
    assert words[1:5] == [
        "Example County Council",
        "As at Monday 1 December 2025, 09:00",
        "Marking: OFFICIAL-SENSITIVE",
        "Contact: Flo Moss, flo@council.example",
    ]


@pytest.mark.requirement("R-B-4")
def test_each_sheet_is_one_native_table_with_a_frozen_named_header() -> None:
    book = opened()

    for name in ("Contents", "Audits", "Needs attention", "Notes"):
        sheet = book[name]
        [table] = sheet.tables.values()
        assert table.ref.startswith("A3:")
        assert table.autoFilter is not None
        assert sheet.freeze_panes == "B4"
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())


def test_no_cell_of_a_table_is_blank_and_the_sign_for_it_is_explained() -> None:
    book = opened()

    for name in ("Contents", "Audits", "Needs attention", "Notes"):
        rows = list(book[name].iter_rows(min_row=3, values_only=True))
        assert all(value is not None for row in rows for value in row)
    assert book["Audits"]["C5"].value == "[none]"
    assert book["Needs attention"]["A4"].value == "[none]"
    assert book["Notes"]["A4"].value == "[none]"


def test_contents_lead_to_the_sheets_and_count_their_rows() -> None:
    contents = opened()["Contents"]

    assert [c.value for c in contents[4]] == ["Audits", "Audits, one row each", 2]
    assert contents["A4"].hyperlink.location == "'Audits'!A1"
    assert contents["C5"].value == 0


def test_columns_are_explained_once_each() -> None:
    twin = replace(AUDITS, name="More audits")
    notes = [row[0] for row in opened(AUDITS, twin)["Notes"].iter_rows(min_row=4, values_only=True)]

    assert notes == ["[none]", "Status", "Due"]


def test_dates_are_dates_and_times_are_as_a_clock_in_london_shows_them() -> None:
    audits = opened()["Audits"]

    assert audits["C4"].value == datetime(2025, 12, 31)  # noqa: DTZ001
    assert audits["C4"].number_format == "d mmm yyyy"
    assert audits["E4"].value == datetime(2025, 7, 1, 9)  # noqa: DTZ001
    assert audits["D4"].value == 1


def test_colours_stand_beside_words_that_say_the_same() -> None:
    rules = opened()["Audits"].conditional_formatting

    words = {rule.text for each in rules for rule in each.rules}
    assert words == set(TONES)


FIGURES = Table(
    "Figures",
    "Figures by team",
    (Column("Team", width=30), Column("In time", Kind.NUMBER), Column("Overdue", Kind.NUMBER)),
    (("North", 3, 1), ("South & West", 2, 0)),
    "Team",
    charts=(Chart("1 of 6 audits is overdue", "Team", ("In time", "Overdue")),),
)


@pytest.mark.parametrize(("teams", "pages"), [(3, 1), (12, 1), (40, 2)])
def test_a_chart_is_printed_on_one_page(teams: int, pages: int) -> None:
    rows = tuple((f"Team {n}", *FIGURES.rows[0][1:]) for n in range(teams))
    charts = opened(replace(FIGURES, rows=rows, charts=FIGURES.charts * 2))["Charts"]
    assert not charts.sheet_properties.pageSetUpPr.fitToPage
    assert len(charts.row_breaks.brk) == pages - 1
    upright = charts.page_setup.scale / 100 * (150 + 34 * teams)
    assert upright < 11.69 * 96 - 1.5 * 96  # A4 less its margins


@pytest.mark.requirement("R-B-4")
def test_charts_are_excels_own_and_say_their_finding_and_their_figures() -> None:
    content = tracking_workbook([AUDITS, FIGURES], **FACTS)

    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Cover", "Contents", "Charts", "Audits", "Figures", "Notes"]
    assert [cell.value for cell in book["Contents"][4]] == ["Charts", "1 chart", "[none]"]
    assert book["Contents"]["A4"].hyperlink.location == "'Charts'!A1"
    with ZipFile(BytesIO(content)) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert "1 of 6 audits is overdue" in chart
    assert "<c:f>Figures!$C$4:$C$5</c:f>" in chart
    assert chart.count("<c:showVal") == 2
    said = "1 of 6 audits is overdue. In time 5, Overdue 1. Bar by bar on the sheet Figures."
    assert f'descr="{said}"' in drawing


def test_a_chart_of_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has no column to draw: .*Lost"):
        replace(FIGURES, charts=(Chart("x", "Team", ("Lost",)),))


REQUESTS = Table(
    "Requests",
    "Requests",
    (Column("Reference", link=Link.MAIL), Column("Audit", link=Link.ROW)),
    (("RQ-YJR2-V3", "AU-T6F7-A4"), ("not one", "AU-CRW7-V7"), ("=1+1", "AU-T6F7-A4\n")),
    "Reference",
)
KNOWN = replace(AUDITS, rows=(("AU-T6F7-A4", *ROWS[0][1:]), *ROWS))


@pytest.mark.requirement("R-B-4")
def test_a_reference_leads_to_its_own_row_or_to_a_mail_about_it() -> None:
    content = tracking_workbook([REQUESTS, KNOWN], **FACTS, mailbox="audits@council.example")

    sheet = load_workbook(BytesIO(content))["Requests"]
    assert sheet["A4"].hyperlink.target == "mailto:audits@council.example?subject=RQ-YJR2-V3"
    assert sheet["B4"].hyperlink.location == "'Audits'!A4"
    assert sheet["B4"].value == "AU-T6F7-A4"
    # No reference, no row, no link: whatever stands there stays as it is.
    assert [sheet[cell].hyperlink for cell in ("A5", "B5", "A6", "B6")] == [None] * 4
    assert (sheet["A6"].value, sheet["A6"].quotePrefix) == ("=1+1", True)


def test_without_a_mailbox_no_mail_is_offered() -> None:
    sheet = load_workbook(BytesIO(tracking_workbook([REQUESTS, KNOWN], **FACTS)))["Requests"]
    assert sheet["A4"].hyperlink is None


def test_a_large_workbook_is_the_same_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    small = tracking_workbook([AUDITS, FIGURES], **FACTS)
    monkeypatch.setattr("bot.workbooks.pages.MOST_IN_MEMORY", 0)
    large = tracking_workbook([AUDITS, FIGURES], **FACTS)
    with ZipFile(BytesIO(small)) as one, ZipFile(BytesIO(large)) as other:
        assert one.namelist() == other.namelist()
        assert [one.read(name) for name in one.namelist()] == [
            other.read(name) for name in other.namelist()
        ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_but_text(text: str) -> None:
    content = tracking_workbook([with_text(text)], **FACTS)

    with ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet3.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_name("Texts")
        .to_python()[3][1]
        == text
    )
    cell = load_workbook(BytesIO(content))["Texts"]["B4"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_is_read_back_unchanged(text: str) -> None:
    content = tracking_workbook([with_text(text)], **FACTS)

    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Texts").to_python()
    assert found[3][1] == text


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cell = opened(with_text("é" * 40_000))["Texts"]["B4"]

    assert cell.value.endswith("[cut: the text was longer than a cell can hold]")
    assert 16_000 < len(cell.value) < 32_767


def test_half_a_character_is_replaced() -> None:
    assert opened(with_text("a\ud800b"))["Texts"]["B4"].value == "a?b"


def test_the_same_facts_make_the_same_bytes_and_others_do_not() -> None:
    first = tracking_workbook([AUDITS, WAITING], **FACTS)
    later = {**FACTS, "as_at": FACTS["as_at"] + timedelta(minutes=1)}

    assert tracking_workbook([AUDITS, WAITING], **FACTS) == first
    assert tracking_workbook([AUDITS, WAITING], **later) != first


def test_the_digest_differs_when_a_table_does() -> None:
    other = replace(AUDITS, rows=(ROWS[0],))

    assert digest([AUDITS]) == digest([replace(AUDITS)])
    assert len({digest([AUDITS]), digest([other]), digest([AUDITS, WAITING])}) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"columns": (Column("A"), Column("a")), "rows": ()}, "headings must be there and differ"),
        ({"columns": (Column(""),), "rows": ()}, "headings must be there"),
        ({"key_column": "Child"}, "has no column Child"),
        ({"rows": (("AU-1",),)}, "too few or too many values"),
    ],
)
def test_a_table_that_is_none_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(AUDITS, **changes)


@pytest.mark.parametrize("name", ["", "a/b", "x" * 32, "what?", "'quoted'"])
def test_a_name_that_excel_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name of a sheet"):
        tracking_workbook([replace(AUDITS, name=name)], **FACTS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Needs attention", "Needs_attention"),
        ("RA1", "_RA1"),
        ("R1C1", "_R1C1"),
        ("4 months", "_4_months"),
    ],
)
def test_a_table_has_a_name_that_is_no_cell(name: str, found: str) -> None:
    assert table_name(name) == found
