"""Workbooks that come back: nothing lost, nothing invented, nothing run; and the hostile ones."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.policy.form import NO_FORM, AuditForm, AuditReturn, Grade, Section
from bot.policy.said import StatedAction
from bot.workbooks.opening import NotOpened, open_workbook
from bot.workbooks.return_form import FormFacts, return_form
from bot.workbooks.returned_form import read_form
from bot.workbooks.returned_rows import read_rows
from tests.workbooks.people import HOSTILE, check, sent_out

FORM = AuditForm((Section("Plan"), Section("Recording")), (Grade("Good", "G"), Grade("Poor")))
FACTS = FormFacts("AU-5G79-4T", "Ada", "Duty", date(2026, 1, 8), "Council", "", "Fay", 25)


@pytest.mark.requirement("R-10.2-3")
@pytest.mark.parametrize("seed", range(30))
def test_whatever_people_do_to_a_workbook_no_entry_is_lost_and_none_invented(seed: int) -> None:
    check(seed)


@pytest.mark.requirement("R-10.2-2")
def test_words_that_look_like_a_formula_are_text_and_come_back_as_they_were() -> None:
    found = read_rows(open_workbook(sent_out(12)))
    assert found is not None
    assert found.rows == ()  # nobody has filled in anything
    page = load_workbook(BytesIO(sent_out(12)))["Actions"]
    guarded = [row[1] for row in page.iter_rows(min_row=4) if str(row[1].value)[0] in "=+-@"]
    assert guarded
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in guarded)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_a_form_come_back_unchanged(text: str) -> None:
    given = AuditReturn(
        "AU-5G79-4T",
        "Ada",
        FORM.version,
        date(2026, 1, 5),
        good_practice=text,
        actions=(StatedAction(text),),
        actions_required=True,
    )
    found = read_form(open_workbook(return_form(FORM, FACTS, given)))
    assert found is not None
    assert found.given.good_practice == found.actions[0].text == text.strip()


@pytest.mark.requirement("R-10.2-3")
def test_a_day_is_the_same_where_excel_counts_from_1904() -> None:
    book = load_workbook(BytesIO(sent_out(2)))
    book.epoch = CALENDAR_MAC_1904
    book["Actions"]["J4"] = date(2025, 12, 18)
    found = read_rows(open_workbook(saved(book)))
    assert found is not None
    assert [row.values for row in found.rows] == [{"Date done": "2025-12-18"}]


@pytest.mark.requirement("R-6.3-1")
def test_the_form_is_locked_but_for_what_is_to_be_filled_in_and_offers_its_choices() -> None:
    book = load_workbook(BytesIO(return_form(FORM, FACTS)))
    assert book.security.lockStructure
    assert all(page.protection.sheet for page in book.worksheets)
    page = book["Grades"]
    assert [cell.protection.locked for cell in page[4]] == [True, True, False, True, True]
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", "GradeNames")
    assert book.defined_names["GradeNames"].attr_text == "'Grades explained'!$A$4:$A$5"
    assert book.vba_archive is None


def test_without_sections_the_form_asks_its_questions_alone() -> None:
    book = load_workbook(BytesIO(return_form(NO_FORM, FACTS)))
    assert book.sheetnames == ["Read me", "Questions", "Actions"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda book: book.remove(book["Questions"]), "The sheet “Questions” is missing"),
        (lambda book: put(book, "Actions", "D3", "Days"), "The sheet “Actions” is missing"),
        (lambda book: put(book, "Questions", "B4", "perhaps"), "“perhaps” is neither Yes nor No"),
        (lambda book: put(book, "Actions", "D4", 5), "the action has no words"),
        (
            lambda book: [put(book, "Actions", "B4", "Do it"), put(book, "Actions", "D4", "soon")],
            "Cell D4 of the sheet “Actions”: “soon” is no number of working days",
        ),
    ],
)
def test_a_changed_form_says_which_cell_and_keeps_the_rest(
    spoil: Callable[[Workbook], object], words: str
) -> None:
    book = load_workbook(BytesIO(return_form(FORM, FACTS)))
    put(book, "Grades", "C4", "Good")
    spoil(book)
    found = read_form(open_workbook(saved(book)))
    assert found is not None
    assert any(words in fault for fault in found.given.faults)
    assert [(g.section, g.grade) for g in found.given.grades] == [("Plan", "Good")]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: put(book, "Grades", "C3", "My grade"),
        lambda book: book.remove(book["Grades"]),
    ],
)
def test_grades_that_are_not_found_are_told_and_the_rest_is_kept(
    spoil: Callable[[Workbook], object],
) -> None:
    book = load_workbook(BytesIO(return_form(FORM, FACTS)))
    put(book, "Questions", "B4", "Yes")
    put(book, "Actions", "B4", "See the child")
    spoil(book)
    found = read_form(open_workbook(saved(book)))
    assert found is not None
    assert found.given.faults == (
        "The sheet “Grades” is missing, or has lost its headings “Section” and “Grade”.",
    )
    assert found.given.actions_required is True
    assert [action.text for action in found.actions] == ["See the child"]


def test_a_form_that_asks_for_no_grades_misses_none() -> None:
    found = read_form(open_workbook(return_form(NO_FORM, FACTS)))
    assert found is not None
    assert found.given.faults == ()


def put(book: Workbook, sheet: str, cell: str, value: object) -> None:
    book[sheet][cell] = value


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_one_action_in_two_rows_that_differ_is_shown_and_not_taken() -> None:
    book = load_workbook(BytesIO(sent_out(2)))
    page = book["Actions"]
    page["A5"] = page["A4"].value
    page["I4"], page["I5"] = "Done", "Not done yet"
    found = read_rows(open_workbook(saved(book)))
    assert found is not None
    assert found.rows == ()
    assert f"{page['A4'].value} stands in more than one row" in found.faults[0]


# --- what is not opened ---------------------------------------------------------------------------


def bomb() -> bytes:
    """A sheet of 300 MB in a few kilobytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return out.getvalue()


def far_corner() -> bytes:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "here", "and there"  # type: ignore[index]
    return saved(book)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bomb, "far more than our workbooks do"),
        (far_corner, "far to the right or far down"),
        (lambda: sent_out(2)[:900], "it is damaged"),
        (lambda: b"PK\x03\x04" + b"\x00" * 100, "it is damaged"),
        (lambda: b"<html>", "not an Excel workbook"),
        (lambda: b"", "not an Excel workbook"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_a_reason(
    make: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(NotOpened, match=words):
        open_workbook(make())
