"""Hostile words in every workbook, document and page: shown or left out, never more than words."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from bot.configuration.columns import KEY
from bot.configuration.workbook import new_workbook
from bot.demo.pack_sample import pack_sample
from bot.jobs.action_tables import team_table
from bot.logs import ForMachines, ForPeople
from bot.packs.charts import alternative, picture
from bot.packs.meetings import Meeting
from bot.packs.pack import Frame, Pack, make_pack
from bot.packs.part import Bars
from bot.packs.plain import plain
from bot.packs.sheets import figures_workbook
from bot.packs.source import Source
from bot.packs.word import word_pack
from bot.policy.form import AuditForm, AuditReturn, FormInForce, Grade, GradeGiven, Section
from bot.policy.said import StatedAction
from bot.ports import RowChange
from bot.preview.exhibits import Exhibit, File, Group
from bot.preview.site import write_site
from bot.simulation.page import write_page
from bot.workbooks.opening import open_workbook, text_of
from bot.workbooks.pages import tidy
from bot.workbooks.return_form import FormFacts, return_form
from bot.workbooks.returned_form import read_form
from bot.workbooks.tables import Column, Table
from bot.workbooks.tracking import tracking_workbook
from connectors.local_folder.lists import LocalLists
from tests.hostile.table import STRINGS, WHOLE, check_document, check_workbook, turns
from tests.packs.reading import paragraphs
from tests.policy.cast import an_action, policy

AT = datetime(2026, 2, 2, 9, 5, tzinfo=UTC)


def test_the_table_holds_two_hundred_strings_of_every_kind() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 200


# --- workbooks ------------------------------------------------------------------------------------


def test_a_table_shows_them_as_text_that_reads_back_unchanged() -> None:
    columns = (Column("Number"), Column("Words", width=40), Column("More words"))
    rows = [(str(n), text, text) for n, text in enumerate(WHOLE)]
    table = Table("Words", "Words", columns, rows, "Number", about="=1+1")
    content = tracking_workbook(
        [table], council="=1+1", as_at=AT, marking="@SUM(1)", contact="<b>x</b>"
    )
    check_workbook(content)
    (grid,) = (g for g in open_workbook(content) if g.name == "Words")
    read = {text_of(row[0]): row[1] for row in grid.rows[3:]}
    for number, text in enumerate(WHOLE):
        if text == "_x005F_x0000_":
            continue  # the library that reads workbooks takes this escaped escape for another one
        # A reader of XML makes one line break of each kind of them (XML 1.0, 2.11).
        assert text_of(read[str(number)]) == text_of(tidy(text)), repr(text)


def test_a_teams_workbook_of_them_is_whole() -> None:
    actions = [
        replace(an_action(1), ref=f"RA-{n:04}", text=text, category=text)
        for n, text in enumerate(STRINGS)
    ]
    table = team_table("=1+1", [(a, None) for a in actions], policy(), date(2026, 1, 12))
    content = tracking_workbook([table], council="x", as_at=AT, marking="", contact="x")
    check_workbook(content)
    assert load_workbook(BytesIO(content))[table.name].max_row == len(STRINGS) + 3


def test_an_audit_return_gives_back_what_was_written_into_it() -> None:
    form = AuditForm(
        tuple(Section(f"S{n} {plain(t)[:40]}", t[:900]) for n, t in enumerate(WHOLE)),
        (Grade("=Good", "G", "<b>"), Grade("@Poor")),
        ("=1+1", "-x"),
    )
    facts = FormFacts("AU-5G79-4T", "=1+1", "@x", date(2026, 1, 8), "+x", "-x", "<b>", 25)
    # The library that reads workbooks takes this escaped escape for another one.
    told = [t for t in WHOLE if text_of(t) and len(t) < 1_000 and t != "_x005F_x0000_"]
    given = AuditReturn(
        facts.ref,
        facts.auditor,
        form.version,
        date(2026, 1, 5),
        good_practice="=1+1",
        actions=tuple(StatedAction(text) for text in told),
        actions_required=True,
    )
    content = return_form(form, facts, given)
    check_workbook(content)
    found = read_form(open_workbook(content))
    assert found is not None
    assert found.given.good_practice == "=1+1"
    back = [action.text for action in found.actions]
    assert back == [text_of(tidy(text)) for text in told]


def test_the_coordinators_lists_keep_them_as_text(tmp_path: Path) -> None:
    """A Bot check quotes what stands in a cell, and a question what stands in a mail."""
    file = tmp_path / "Audit Bot Configuration.xlsx"
    file.write_bytes(new_workbook({"Conflicts": [{"Person": t, "Reason": t} for t in WHOLE]}))
    lists = LocalLists(file)
    rows = [RowChange(None, {"Question": t, "About": t, KEY: f"K{n}"}) for n, t in enumerate(WHOLE)]
    lists.write("Decisions", rows)
    checked = [RowChange(row.id, {"Bot check": "=1+1"}) for row in lists.read("Conflicts")]
    lists.write("Conflicts", checked)
    page = load_workbook(file)["Decisions"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    questions = [row.values["Question"] for row in lists.read("Decisions")]
    read = [str(question) for question in questions if question]
    assert len(read) >= len([t for t in WHOLE if plain(t)])
    assert "=1+1" in read


# --- packs ----------------------------------------------------------------------------------------


def hostile_source() -> Source:
    """The invented programme, with hostile names wherever a name comes from outside."""
    sample, words = pack_sample(2), turns()
    sections = tuple(Section(text) for text in STRINGS[::7])
    form = AuditForm(sections, (Grade("=Good", "G"), Grade("<b>Poor")), STRINGS[::5])
    areas = {area: next(words) for area in ("A&A", "Safeguarding", "CYPIC")}
    files = []
    for file in sample.files:
        grades = tuple(
            GradeGiven(s.name, form.grades[n % 2].name) for n, s in enumerate(form.sections)
        )
        given = file.returned and replace(
            file.returned, form=form.version, grades=grades, good_practice=next(words)
        )
        actions = tuple(
            replace(a, category=next(words), text=next(words), service_area=next(words))
            for a in file.actions
        )
        area = areas[file.audit.service_area]
        files.append(
            replace(
                file,
                audit=replace(file.audit, service_area=area),
                returned=given,
                actions=actions,
            )
        )
    council = replace(
        sample.policy.council,
        people=tuple(replace(p, service_area=next(words)) for p in sample.policy.council.people),
    )
    forms = (FormInForce(date(2025, 1, 1), form),)
    rounds = [replace(r, name=next(words)) for r in sample.rounds]
    changed = replace(sample.policy, council=council, forms=forms)
    return replace(sample, rounds=rounds, files=files, policy=changed)


@pytest.fixture(scope="module")
def packs() -> list[tuple[Pack, Frame]]:
    source, words = hostile_source(), turns(STRINGS[40:])
    return [
        (make_pack(source, m), Frame(next(words), next(words), next(words), AT)) for m in Meeting
    ]


def test_a_pack_of_them_is_a_whole_document_without_field_or_link(
    packs: list[tuple[Pack, Frame]],
) -> None:
    for pack, frame in packs:
        content = word_pack(pack, frame)
        check_document(content)
        cells = set(paragraphs(content))
        for table in pack.tables:
            for row in table.rows:
                assert plain(str(row[0])) in cells or not plain(str(row[0]))


def test_the_figures_of_a_pack_of_them_hold_no_formula(packs: list[tuple[Pack, Frame]]) -> None:
    for pack, frame in packs:
        check_workbook(figures_workbook(pack, frame))


def test_a_chart_of_them_is_a_picture_with_words() -> None:
    for start in range(0, len(STRINGS), 55):
        rows = STRINGS[start : start + 55]
        chart = Bars("$x$ {{ y }}", rows, {"=1+1": [1.0] * len(rows)}, "$\\frac{1}{0}$")
        assert picture(chart).startswith(b"\x89PNG")
        assert plain(alternative(chart)) == alternative(chart)


# --- pages ----------------------------------------------------------------------------------------


def check_page(file: Path) -> None:
    page = html.parse(str(file)).getroot()
    assert all(s.text.startswith("\n// A frame is as high") for s in page.xpath("//script"))
    assert not page.xpath("//object | //embed | //base | //form | //math")
    assert not page.xpath("//@onload | //@onerror | //@onmouseover | //@onfocus | //@ontoggle")
    for link in page.xpath("//@href | //@src | //@action"):
        assert not link.lower().lstrip().startswith(("javascript:", "http:", "https:", "//")), link


def test_the_page_of_a_simulated_year_shows_them_as_words(tmp_path: Path) -> None:
    values = {
        "seed": STRINGS[31],
        "weeks": 1,
        "broken": [text for text in WHOLE if "<" in text],
        "checked": dict.fromkeys(WHOLE, 1),
        "figures": {
            "weeks": [],
            "letters": dict.fromkeys(WHOLE, 1),
            "letters_a_person_a_week": {"mean": 1, "most": 1},
            "audits_by_auditor": {},
        },
    }
    check_page(write_page(tmp_path, values))


def exhibits() -> Iterator[Exhibit]:
    words = turns(WHOLE)
    content = tracking_workbook(
        [Table("Words", "Words", (Column("Words"),), [(t,) for t in WHOLE], "Words")],
        council="x", as_at=AT, marking="", contact="x",
    )  # fmt: skip
    for number in range(len(WHOLE) // 4):
        files = (File(f"{number}.xlsx", next(words), content),) if number == 0 else ()
        yield Exhibit(
            f"e{number}", Group.REPORTS, next(words), next(words), next(words), next(words),
            ("R-B-1",), files=files,
        )  # fmt: skip


def test_the_preview_shows_them_as_words(tmp_path: Path) -> None:
    write_site(tmp_path, list(exhibits()), "<script>alert(1)</script>")
    for file in tmp_path.glob("*.html"):
        check_page(file)


# --- log lines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [ForPeople(), ForMachines()], ids=["text", "json"])
def test_a_log_line_of_them_stays_one_plain_line(layout: logging.Formatter) -> None:
    for text in STRINGS:
        record = logging.LogRecord("bot", logging.INFO, "", 1, "audit %s", (text,), None)
        line = layout.format(record)
        assert line.isprintable(), repr(text)
        assert len(line.splitlines()) == 1
