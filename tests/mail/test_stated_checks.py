"""The look after four months by reply: a line for each action says what a workbook would (10.1)."""

import pytest

from bot.mail.stated_checks import stated_checks
from bot.workbooks.team_layout import AUTHORISED, COMPLETED, FOUND, FULFILLED, SUSTAINED
from tests.policy.cast import reference

ONE, TWO = reference("RA", "1"), reference("RA", "2")
YES, NO = "Yes", "No"


@pytest.mark.requirement("R-10.1-2")
@pytest.mark.parametrize(
    ("line", "values"),
    [
        (
            "fulfilled yes, completed yes, authorised no",
            {FULFILLED: YES, COMPLETED: YES, AUTHORISED: NO},
        ),
        ("Fulfilled: yes; Completed: no", {FULFILLED: YES, COMPLETED: NO}),
        (
            "fulfilled, completed and authorised",
            {FULFILLED: YES, COMPLETED: YES, AUTHORISED: YES},
        ),
        ("not fulfilled. Found: Not there.", {FULFILLED: NO, FOUND: "Not there."}),
        (
            "authorised yes by Ola Service on 3 April 2026",
            {AUTHORISED: YES, "Authorised by": "Ola Service", "Authorised on": "3 April 2026"},
        ),
        ("sustained: yes", {SUSTAINED: YES}),
        ("fulfilled:, completed: yes", {COMPLETED: YES}),  # left blank says nothing
    ],
)
def test_a_line_says_which_facts_hold(line: str, values: dict[str, str]) -> None:
    found = stated_checks(f"{ONE}: {line}")
    assert found is not None
    assert found.is_check
    assert [(row.ref, row.values) for row in found.rows] == [(ONE, values)]
    assert found.faults == ()


@pytest.mark.requirement("R-10.1-2")
def test_each_action_has_its_own_line_and_what_is_under_it() -> None:
    words = (
        f"Please see below.\n\n{ONE} - fulfilled yes\nfound: it is there\n* {TWO}: not fulfilled"
    )
    found = stated_checks(words)
    assert found is not None
    assert [(row.ref, row.values) for row in found.rows] == [
        (ONE, {FULFILLED: YES, FOUND: "it is there"}),
        (TWO, {FULFILLED: NO}),
    ]


def test_what_is_not_understood_is_said_and_nothing_is_guessed() -> None:
    found = stated_checks(f"{ONE}: mostly fulfilled, completed yes")
    assert found is not None
    assert found.faults == (f"{ONE}: “mostly fulfilled” was not understood",)
    assert found.rows[0].values == {COMPLETED: YES}


@pytest.mark.parametrize("words", ["", "Thank you.", f"What is {ONE} about?"])
def test_words_without_a_line_of_an_action_say_nothing(words: str) -> None:
    assert stated_checks(words) is None
