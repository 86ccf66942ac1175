"""The sheet Form: what the audit form asks, in the coordinator's words and order."""

import pytest

from bot.configuration.default_form import DEFAULT_FORM
from bot.policy.form import AuditForm, Grade, Section
from tests.configuration.conftest import Cells, checked, said

SECTIONS: tuple[Cells, ...] = (
    {"Part": "Section", "Name": "Plan", "Order": 2},
    {"Part": "section", "Name": "Assessment", "Order": 1, "Meaning": "Is it up to date?"},
    {"Part": "Section", "Name": "Anything else", "May be left out": "Yes"},
)
GRADES: tuple[Cells, ...] = (
    {"Part": "Grade", "Name": "Good", "Short": "G", "Meaning": "As expected"},
    {"Part": "Grade", "Name": "Requires improvement", "Short": "RI"},
)


@pytest.mark.requirement("R-1.2-1", "R-6.3-1")
def test_sections_grades_and_categories_are_the_coordinators_in_their_order() -> None:
    result = checked(Form=(*SECTIONS, *GRADES, {"Part": "Category", "Name": "Chronology"}))

    assert result.form == AuditForm(
        (
            Section("Assessment", "Is it up to date?"),
            Section("Plan"),
            Section("Anything else", required=False),
        ),
        (Grade("Good", "G", "As expected"), Grade("Requires improvement", "RI")),
        ("Chronology",),
    )
    assert said(result, "Form") == "OK"


def test_an_empty_sheet_asks_for_no_grades() -> None:
    assert not checked().form.asks_grades


def test_sections_without_grades_ask_nothing_and_the_coordinator_is_told() -> None:
    result = checked(Form=SECTIONS)
    assert not result.form.asks_grades
    assert "There is no grade on this sheet yet" in said(result, "Form")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Part": "Chapter", "Name": "Plan"}, "Part: 'Chapter' is none of Section, Grade"),
        ({"Part": "Section", "Name": None}, "Name: this must be filled in."),
        ({"Part": "Section", "Name": "Good practice"}, "Choose another name"),
        ({"Part": "Section", "Name": "Plan: reviews"}, "without a colon"),
        ({"Part": "Section", "Name": "P" * 61}, "at most 60 characters"),
        ({"Part": "Section", "Name": "Plan", "Short": "P"}, "only a grade has one"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(cells: Cells, words: str) -> None:
    assert words in said(checked(Form=(cells, *GRADES)), "Form")


@pytest.mark.parametrize("again", [{"Name": "good"}, {"Name": "Great", "Short": "g"}])
def test_two_grades_that_a_reply_could_not_tell_apart_are_refused(again: Cells) -> None:
    result = checked(Form=(*SECTIONS, *GRADES, {"Part": "Grade", **again}))
    assert len(result.form.grades) == 2
    assert "Keep one of the two" in said(result, "Form", 9)


@pytest.mark.requirement("R-B-6")
def test_a_spoilt_row_is_used_as_it_last_was() -> None:
    state = checked(Form=(*SECTIONS, *GRADES)).last_good
    spoilt = {**SECTIONS[0], "Order": "second"}
    assert checked(state, Form=(spoilt, *SECTIONS[1:], *GRADES)).form.section("2") == Section(
        "Plan"
    )


def test_the_form_that_a_workspace_begins_with_is_in_order() -> None:
    result = checked(Form=DEFAULT_FORM)
    assert set(result.checks["Form"].values()) == {"OK"}
    assert len(result.form.sections) == 7
    assert result.form.grade("RI") == result.form.grades[2]
