"""Forms and returns in the store: each version from its day on, and a return whole again."""

from dataclasses import replace
from datetime import date

from bot.policy.form import AuditForm, AuditReturn, FormInForce, Grade, GradeGiven, Section
from bot.policy.said import StatedAction
from bot.store.forms import forms_in_force, put_in_force
from bot.store.records import from_json, to_json
from bot.store.store import Store

FORM = AuditForm((Section("Plan", "Is it current?"),), (Grade("Good", "G"),), ("Chronology",))
RETURN = AuditReturn(
    "AU-7K3F-Q2",
    "Ada Obi",
    FORM.version,
    date(2025, 12, 8),
    grades=(GradeGiven("Plan", "Good"),),
    good_practice="=Direct work that the child liked",
    actions_required=True,
    actions=(StatedAction("Update the chronology", 10, "Chronology"),),
    safeguarding=False,
    whole_on=date(2025, 12, 9),
)


def test_each_form_counts_from_its_day_and_the_same_one_is_noted_once(store: Store) -> None:
    newer = replace(FORM, categories=())
    days = [date(2025, 12, 1), date(2025, 12, 2), date(2026, 3, 2), date(2026, 4, 1)]
    for form, day in zip((FORM, FORM, newer, FORM), days, strict=True):
        with store.transaction() as work:
            put_in_force(work, form, day)
    with store.reading() as work:
        assert forms_in_force(work) == (
            FormInForce(days[0], FORM),
            FormInForce(days[2], newer),
            FormInForce(days[3], FORM),
        )


def test_a_return_comes_back_from_json_as_it_was() -> None:
    assert from_json(to_json(RETURN)) == RETURN
