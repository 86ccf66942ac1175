"""The audit form: which words name a section or a grade, and which version an audit keeps."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.form import NO_FORM, AuditForm, FormInForce, Grade, Section, form_of_day

GOOD, FALLS_SHORT = Grade("Good", "G"), Grade("Requires improvement", "RI")
FORM = AuditForm(
    (Section("Child's voice"), Section("Plan")), (Grade("Outstanding", "O"), GOOD, FALLS_SHORT)
)
YEAR_END, MARCH = date(2025, 12, 31), date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("Good", GOOD),
        (" good. ", GOOD),
        ("g", GOOD),
        ("ri", FALLS_SHORT),
        ("Requires Improvement", FALLS_SHORT),
        ("requires imp", FALLS_SHORT),
        ("re", None),
        ("quite good", None),
        ("good to outstanding", None),
        ("", None),
    ],
)
def test_a_grade_is_known_by_its_name_its_short_form_or_a_clear_beginning(
    words: str, grade: Grade | None
) -> None:
    assert FORM.grade(words) == grade


@pytest.mark.parametrize("words", ["Plan", "plan ", "2", "2 Plan", "2. plan"])
def test_a_section_is_known_by_its_name_its_number_or_both(words: str) -> None:
    assert FORM.section(words) == Section("Plan")


@pytest.mark.parametrize("words", ["3", "1 Plan", "Planning", ""])
def test_other_words_name_no_section(words: str) -> None:
    assert FORM.section(words) is None


@pytest.mark.requirement("R-6.3-1")
def test_the_version_differs_whenever_what_is_asked_does() -> None:
    others = (
        replace(FORM, sections=FORM.sections[:1]),
        replace(FORM, sections=(replace(FORM.sections[0], required=False), FORM.sections[1])),
        replace(FORM, grades=FORM.grades[1:]),
        replace(FORM, categories=("Plan",)),
    )
    assert len({form.version for form in (FORM, *others)}) == 5
    assert FORM.version == replace(FORM).version


@pytest.mark.requirement("R-6.3-1", "R-1.2-1")
def test_an_audit_keeps_the_form_that_it_began_with() -> None:
    newer = replace(FORM, grades=FORM.grades[1:])
    forms = [FormInForce(date(2025, 12, 1), FORM), FormInForce(MARCH, newer)]
    assert form_of_day(forms, YEAR_END) == FORM
    assert form_of_day(forms, MARCH) == newer
    assert form_of_day(forms, None) == newer
    assert form_of_day(forms, date(2025, 1, 1)) == FORM
    assert form_of_day([], MARCH) == NO_FORM
