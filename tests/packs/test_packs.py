"""What the packs say: the finding first, numbers from the statistics, each meeting its level."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bot.demo.pack_sample import pack_sample
from bot.packs.meetings import Meeting
from bot.packs.pack import Frame, Pack, make_pack
from bot.packs.part import Part
from bot.packs.sampling import sampled
from bot.packs.sheets import figures_workbook
from bot.packs.source import Source
from bot.packs.word import word_pack
from bot.policy.form import NO_FORM
from bot.policy.model import Status
from bot.statistics.estimates import estimate
from tests.packs.reading import said

SAMPLE = pack_sample()
MADE = datetime(2026, 2, 2, 9, 5, tzinfo=UTC)
FRAME = Frame("Moorbridge Council", "OFFICIAL", "Grace Whitfield, grace@x.example", MADE)
PACKS = {meeting: make_pack(SAMPLE, meeting) for meeting in Meeting}
WORDS = {meeting: word_pack(pack, FRAME) for meeting, pack in PACKS.items()}
NOTHING_YET = replace(
    SAMPLE, rounds=[], files=[], concerns=[], looks=[], policy=replace(SAMPLE.policy, forms=())
)
_DONE = next(
    file
    for file in SAMPLE.files
    if file.round == SAMPLE.rounds[-1]
    and file.audit.completed_on
    and file.audit.due
    and file.audit.completed_on <= min(file.audit.due, SAMPLE.as_at)
)
ONE_AUDIT = replace(SAMPLE, rounds=SAMPLE.rounds[-1:], files=[_DONE], concerns=[], looks=[])
NO_GRADES = replace(SAMPLE, files=[replace(file, returned=None) for file in SAMPLE.files])


def part(pack: Pack, topic: str) -> Part:
    return next(p for p in pack.parts if p.topic == topic)


@pytest.mark.requirement("R-2.1-2")
def test_the_estimate_of_a_pack_is_the_one_that_the_statistics_make_of_its_strata() -> None:
    now = sampled(SAMPLE).now
    assert now is not None
    assert now.estimate == estimate(now.strata)
    share = f"{now.estimate.share:.0%}"
    assert share in part(PACKS[Meeting.SCMT], "Grades").finding
    assert sum(s.drawn for s in now.strata) == 3 * 24


@pytest.mark.requirement("R-2.1-2")
def test_a_sample_that_is_too_small_says_so_with_its_reasons() -> None:
    first = replace(SAMPLE, rounds=SAMPLE.rounds[-1:])
    found = part(make_pack(first, Meeting.SCMT), "What was audited")
    assert "cannot stand for all cases yet" in found.finding
    assert any("30 are needed" in reason for reason in found.points)
    assert found.asks


@pytest.mark.requirement("R-2.1-3")
def test_a_case_that_replaced_another_is_left_out_of_the_estimate() -> None:
    replaced = [
        replace(f, audit=replace(f.audit, replaces="AU-1")) if n % 4 == 0 else f
        for n, f in enumerate(SAMPLE.files)
    ]
    before, now = sampled(SAMPLE).now, sampled(replace(SAMPLE, files=replaced)).now
    assert before is not None
    assert now is not None
    assert sum(s.audited for s in now.strata) < sum(s.audited for s in before.strata)
    assert sum(s.drawn for s in now.strata) == sum(s.drawn for s in before.strata)
    assert now.suitability.excluded["replaced"] > 0


def test_a_round_counts_only_once_the_time_of_its_auditors_is_over() -> None:
    early = replace(SAMPLE, month=date(2025, 12, 1))
    assert [r.period for r in sampled(early).settled] == ["2025-10", "2025-11", "2025-12"]
    under_way = [
        replace(f, audit=replace(f.audit, original_due=date(2026, 2, 3), completed_on=None))
        if f.round == SAMPLE.rounds[-1]
        else f
        for f in SAMPLE.files
    ]
    assert [r.period for r in sampled(replace(SAMPLE, files=under_way)).under_way] == ["2026-01"]


@pytest.mark.requirement("R-9.1-2")
@pytest.mark.parametrize("meeting", list(Meeting))
def test_of_safeguarding_notices_there_are_counts_and_times_alone(meeting: Meeting) -> None:
    found = part(PACKS[meeting], "Safeguarding notices")
    headings = {c.heading for table in found.tables for c in table.columns}
    assert headings <= {"State", "Notices", "Time to acknowledge", "Hours"}


@pytest.mark.requirement("R-5.3-2")
def test_what_bears_on_a_single_case_is_in_the_pack_of_scmt_alone() -> None:
    single = re.compile(r"\b(AU|RQ|RA|MD|SG)-\d|90\d{5}")
    assert single.search(said(WORDS[Meeting.SCMT]))
    for meeting in (Meeting.PMM, Meeting.EMM):
        words = said(WORDS[meeting])
        assert not single.search(words)
        assert "Supervision asks why" not in words
        book = load_workbook(BytesIO(figures_workbook(PACKS[meeting], FRAME)))
        cells = " ".join(
            str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row
        )
        assert not single.search(cells)


@pytest.mark.requirement("R-10.2-4")
def test_number_and_nature_of_outstanding_actions_go_to_scmt_and_emm() -> None:
    for meeting in (Meeting.SCMT, Meeting.EMM):
        names = [table.name for table in PACKS[meeting].tables]
        assert "Actions by nature" in names
        assert "Four months on" in names
    assert "Actions by nature" not in [table.name for table in PACKS[Meeting.PMM].tables]


def test_the_register_of_exemptions_names_nobody() -> None:
    register = next(t for t in PACKS[Meeting.SCMT].tables if t.name == "Exemption register")
    assert register.rows
    assert not any("Auditor" in str(cell) for row in register.rows for cell in row)


@pytest.mark.requirement("R-7.2-4")
def test_whoever_was_excused_does_not_count_as_a_failure() -> None:
    pool = next(t for t in PACKS[Meeting.SCMT].tables if t.name == "Audit pool")
    everybody = dict(zip([c.heading for c in pool.columns], pool.rows[-1], strict=True))
    assert everybody == {
        "Service": "All",
        "Members": 24,
        "Did one or more": 20,
        "Excused": 2,
        "None was due": 0,
        "Did none": 2,
    }


@pytest.mark.parametrize("meeting", [Meeting.PMM, Meeting.EMM])
def test_no_count_below_the_smallest_is_shown(meeting: Meeting) -> None:
    smallest = PACKS[meeting].level.smallest
    hours = ("Hours", "Estimate, %", "From, %", "To, %", "Share, %")
    for table in PACKS[meeting].tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if isinstance(cell, int) and column.heading not in hours:
                    assert cell == 0 or cell >= smallest, (table.name, row)


def test_the_words_beside_a_table_do_not_give_away_what_it_hides() -> None:
    """44 were authorised, and the table says 43: so one was, that the meeting may not tell."""
    words = "Of 44 that were authorised a Service Manager confirmed 22."
    assert words in part(PACKS[Meeting.SCMT], "Four months on").words
    for_all = part(PACKS[Meeting.EMM], "Four months on")
    assert "43 of 57" in for_all.finding
    assert words not in for_all.words


@pytest.mark.parametrize(
    ("source", "findings"),
    [
        (
            NOTHING_YET,
            [
                "Nothing was audited in a round that is over, so nothing can be said of all cases",
                "No audit was due in January 2026",
                "No case has been graded yet, so there is nothing to estimate",
                "No remedial action is outstanding",
                "Nothing needs a decision of this meeting",
            ],
        ),
        (ONE_AUDIT, ["1 of 1 audit due in January 2026 was done in time"]),
        (NO_GRADES, ["No case has been graded yet, so there is nothing to estimate"]),
    ],
    ids=["nothing yet", "one audit", "no grades"],
)
@pytest.mark.parametrize("meeting", list(Meeting))
def test_a_programme_with_little_in_it_gets_a_sensible_document(
    source: Source, findings: list[str], meeting: Meeting
) -> None:
    pack = make_pack(source, meeting)
    found = [p.finding for p in pack.parts]
    if pack.level.smallest < 2 or source is NOTHING_YET:
        assert set(findings) <= set(found)
    words = said(word_pack(pack, FRAME))
    assert all(finding in words for finding in found)
    assert load_workbook(BytesIO(figures_workbook(pack, FRAME)))["Findings"].max_row > 5
    assert not re.search(r"nan|None\b(?! of)", " ".join(found))


# --- the document ---------------------------------------------------------------------------------


@pytest.mark.parametrize("meeting", list(Meeting))
def test_each_page_of_the_document_begins_with_a_finding_under_a_real_heading(
    meeting: Meeting,
) -> None:
    document = Document(BytesIO(WORDS[meeting]))
    headed = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headed == [f"{p.topic}: {p.finding}" for p in PACKS[meeting].parts]
    assert document.styles["Heading 1"].paragraph_format.page_break_before


def test_the_document_says_its_language_title_and_marking() -> None:
    document = Document(BytesIO(WORDS[Meeting.PMM]))
    properties = document.core_properties
    assert (properties.language, properties.author) == ("en-GB", "Audit Bot")
    assert properties.title == "Case record audits: January 2026, PMM"
    assert properties.created == MADE
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL"
    footer = document.sections[0].footer.paragraphs[0]._p
    codes = [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_every_picture_has_words_and_every_table_a_header_row() -> None:
    for meeting, content in WORDS.items():
        document = Document(BytesIO(content))
        charts = [chart for p in PACKS[meeting].parts for chart in p.charts]
        assert len(document.inline_shapes) == len(charts) > 0
        for shape, chart in zip(document.inline_shapes, charts, strict=True):
            described = shape._inline.docPr
            assert described.get("title") == chart.title
            assert len(described.get("descr")) > len(chart.title)
        for table in document.tables:
            first, *others = table._tbl.tr_lst
            assert first.trPr is not None
            assert first.trPr.find(qn("w:tblHeader")) is not None
            assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
            assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_the_workbook_has_the_same_numbers_as_the_document() -> None:
    pack = PACKS[Meeting.SCMT]
    book = load_workbook(BytesIO(figures_workbook(pack, FRAME)))
    for table in pack.tables:
        sheet = book[table.name]
        rows = [tuple(c for c in row) for row in sheet.iter_rows(min_row=4, values_only=True)]
        assert len(rows) == len(table.rows)
        assert [row[0] for row in rows] == [row[0] for row in table.rows]


def test_an_audit_withdrawn_for_want_of_an_auditor_is_nobodys_lateness() -> None:
    gone = [
        replace(f, audit=replace(f.audit, status=Status.PROPOSED, original_due=None))
        for f in SAMPLE.files
    ]
    found = part(make_pack(replace(SAMPLE, files=gone), Meeting.SCMT), "Completion and lateness")
    assert found.finding == "No audit was due in January 2026"


def test_a_form_without_grades_is_no_mistake() -> None:
    assert NO_FORM.grades == ()
    assert make_pack(NOTHING_YET, Meeting.EMM).parts
