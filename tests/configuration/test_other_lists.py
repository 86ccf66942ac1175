"""Changes of rules, decisions and themes: what counts, on whose word, and what is said."""

from datetime import date

import pytest

from tests.configuration.conftest import PEOPLE, checked, person, said

RULE = {"Rule": "audit_days", "Value": 15, "Reason": "Pilot", "Proposed by": "Flo Moss"}
APPROVED = {**RULE, "Approved by": "Gus Hill", "Approved on": "20/11/2025"}


@pytest.mark.requirement("R-3.1-1", "R-1.2-1")
def test_an_approved_change_of_a_rule_counts_and_keeps_who_and_why() -> None:
    result = checked(Rules=(APPROVED, {**APPROVED, "Rule": "audit_reminders", "Value": "7, 2"}))

    first, second = result.overrides
    assert (first.rule, first.value, second.value) == ("audit_days", 15, (7, 2))
    assert (first.reason, first.proposed_by) == ("Pilot", "Flo Moss")
    assert (first.approved_by, first.approved_on) == ("Gus Hill", date(2025, 11, 20))


@pytest.mark.requirement("R-3.1-1")
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Approved by": None}, "are missing"),
        ({"Approved on": None}, "are missing"),
        ({"Approved by": "Ada Obi"}, "with the role Assistant Director"),
        ({"Approved on": "02/12/2025"}, "still to come"),
    ],
)
def test_a_change_without_approval_is_pending_and_the_old_value_is_used(
    cells: dict[str, object], words: str
) -> None:
    fresh = checked(Rules=({**APPROVED, **cells},))
    assert fresh.overrides == ()
    assert said(fresh, "Rules").startswith("Pending. Approved ")
    assert words in said(fresh, "Rules")
    assert said(fresh, "Rules").endswith("Meanwhile the bot uses 20, as before.")

    later = checked(
        checked(Rules=(APPROVED,)).last_good, Rules=({**APPROVED, "Value": 10, **cells},)
    )
    assert [override.value for override in later.overrides] == [15]
    assert said(later, "Rules").endswith("Meanwhile the bot uses 15, as before.")


def test_an_approval_outlives_the_assistant_director_who_gave_it() -> None:
    state = checked(Rules=(APPROVED,)).last_good
    successor = (*PEOPLE[:6], person("Una Cole", "Assistant Director"))
    result = checked(state, Rules=(APPROVED,), People=successor)

    assert [override.value for override in result.overrides] == [15]
    assert said(result, "Rules") == "OK"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Rule": "audit_dayz"}, "Rule: 'audit_dayz' is not the name of a rule."),
        ({"Value": "fifteen"}, "Value: 'fifteen' is not a whole number."),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(cells: dict[str, object], words: str) -> None:
    result = checked(Rules=({**APPROVED, **cells},))

    assert words in said(result, "Rules")
    assert result.overrides == ()


ASKED = {"Key": "Q-1", "Question": "What is meant?", "Choices": "Complete / Deferment, 5 days"}


def test_a_choice_is_taken_as_the_bot_offered_it() -> None:
    result = checked(
        Decisions=({**ASKED, "Your choice": "deferment, 5  days", "Your name": "flo moss"},)
    )

    [answer] = result.answers
    assert (answer.key, answer.choice, answer.by) == ("Q-1", "Deferment, 5 days", "Flo Moss")


def test_an_open_question_says_that_it_waits() -> None:
    result = checked(Decisions=(ASKED,))

    assert said(result, "Decisions") == "This waits for your choice and your name."
    assert result.answers == ()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Your choice": "Complete"}, "Your name: please say who decides"),
        ({"Your choice": "Perhaps", "Your name": "Flo Moss"}, "is none of the choices"),
        ({"Your choice": "Complete", "Your name": "No Body"}, "Your name: 'No Body'"),
    ],
)
def test_what_is_no_decision_yet_is_not_acted_on(cells: dict[str, object], words: str) -> None:
    result = checked(Decisions=({**ASKED, **cells},))

    assert words in said(result, "Decisions")
    assert result.answers == ()


def test_a_theme_is_read_with_what_it_is_about() -> None:
    cells = {"Theme": "Neglect", "From": "02/02/2026", "Cases": 12, "Teams": "Duty 1; Duty 9"}
    result = checked(Themes=(cells, {**cells, "Theme": "Exploitation", "Cases": None}))

    [theme] = result.wanted.themes
    assert (theme.name, theme.cases, theme.end) == ("Neglect", 12, None)
    assert "'Duty 9' is not on the sheet Teams" in said(result, "Themes")
    assert "Cases: " in said(result, "Themes", 5)


@pytest.mark.requirement("R-4.2-2")
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Repeat": "Now and then"}, "Repeat: 'Now and then' is not one of: Once, Every week"),
        ({"Repeat": "Every month"}, "Until: a theme that is repeated needs its last day."),
        ({"Lists": "2; 12"}, "Lists: '2' is not a list of open cases: 3 to 9."),
        ({"Auditors a case": 4}, "Auditors a case: a panel has 3 auditors at most."),
        ({"Kind": "Inter-rater"}, "Auditors a case: an inter-rater exercise needs two or more."),
        ({"Cases": 0}, "Cases: this must be filled in"),
        ({"Until": "01/01/2026"}, "Until: 01/01/2026 is before 02/02/2026 under From."),
    ],
)
def test_a_theme_that_does_not_hold_together_is_left_out_and_told_why(
    cells: dict[str, object], words: str
) -> None:
    result = checked(Themes=({"Theme": "Neglect", "From": "02/02/2026", "Cases": 12, **cells},))

    assert words in said(result, "Themes")
    assert result.wanted.themes == ()


def test_a_theme_may_be_repeated_and_audited_by_a_panel() -> None:
    cells = {
        "Theme": "Neglect",
        "From": "02/02/2026",
        "Until": "30/06/2026",
        "Repeat": "every month",
        "Cases": "4",
        "Auditors a case": 2,
        "Lists": "List 7; 8",
    }
    result = checked(Themes=(cells,))

    [theme] = result.wanted.themes
    assert (theme.repeat, theme.auditors, theme.lists) == ("Every month", 2, (7, 8))
    assert said(result, "Themes") == "OK"


def test_the_rows_of_one_inspection_are_one_and_a_child_named_twice_counts_once() -> None:
    row = {"Inspection": "Ofsted", "Child": "1001", "From": "02/02/2026"}
    rows = (row, {**row, "Child": "1002", "Complete by": "06/02/2026"}, row)
    result = checked(Inspections=rows)

    [asked] = result.wanted.inspections
    assert asked.children == ("1001", "1002")
    assert (asked.start.isoformat(), str(asked.complete_by)) == ("2026-02-02", "2026-02-06")
    assert "stands in row" in said(result, "Inspections", 6)
