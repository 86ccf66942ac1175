"""Four months later: when it is due, what the three facts say together, and the figures of it."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.compliance import Outcome, due_on, figures, outcome, owed_again, owed_checks
from bot.policy.model import ActionStatus
from bot.policy.returned_values import NotTaken, past_day, recorded
from bot.store.records import from_json, to_json
from tests.policy.cast import COUNCIL, SUE, TARA, a_file, an_action, occasion, policy

APRIL = date(2026, 4, 8)
LATE = an_action(due=date(2026, 1, 8))


def a_check(**changes: object) -> ActionCheck:
    check = ActionCheck("AR-1", LATE.ref, LATE.audit, CheckKind.FOUR_MONTHS, APRIL)
    return replace(check, **changes)  # type: ignore[arg-type]


@pytest.mark.requirement("R-10.1-1")
@pytest.mark.parametrize(
    ("authorised", "due"),
    [
        (date(2025, 12, 8), date(2026, 4, 8)),
        (date(2025, 10, 31), date(2026, 3, 2)),  # no 31 February, and the 28th is a Saturday
        (date(2025, 12, 3), date(2026, 4, 7)),  # Good Friday; Monday is a bank holiday as well
        (date(2024, 10, 29), date(2025, 2, 28)),
        (date(2023, 10, 31), date(2024, 2, 29)),  # a leap year
    ],
)
def test_four_calendar_months_clamped_and_then_the_next_working_day(
    authorised: date, due: date
) -> None:
    assert due_on(authorised, policy()) == due


@pytest.mark.requirement("R-10.1-1")
def test_every_action_of_an_audit_is_looked_at_exactly_once() -> None:
    taken_back = an_action(3, status=ActionStatus.TAKEN_BACK)
    file = a_file(an_action(1), an_action(2, status=ActionStatus.DONE), taken_back)
    file = replace(file, audit=replace(file.audit, completed_on=date(2025, 12, 8)))
    assert owed_checks(file, frozenset(), occasion(date(2026, 4, 7))) == []
    found = owed_checks(file, frozenset(), occasion(APRIL))
    assert [check.action for check in found] == [a.ref for a in file.actions[:2]]
    assert [check.completed for check in found] == [None, True]
    known = frozenset(check.action for check in found)
    assert owed_checks(file, known, occasion(APRIL)) == []


@pytest.mark.requirement("R-10.1-2")
@pytest.mark.parametrize("facts", list(product([True, False], repeat=3)))
def test_all_eight_combinations_can_be_kept_and_the_contradictory_ones_are_told_apart(
    facts: tuple[bool, bool, bool],
) -> None:
    fulfilled, completed, authorised = facts
    words = {True: "Yes", False: "No"}
    values = dict(zip(("fulfilled", "completed", "authorised"), map(words.get, facts), strict=True))
    check = recorded(a_check(), values, "Hal Quinn", APRIL)  # type: ignore[arg-type]
    assert (check.fulfilled, check.completed, check.authorised) == facts
    assert (check.fulfilled_by, check.fulfilled_on) == ("Hal Quinn", APRIL)
    assert from_json(to_json(check)) == check
    is_exception = not fulfilled and (completed or authorised)
    assert (outcome(check, LATE, APRIL) is Outcome.EXCEPTION) is is_exception
    assert (outcome(check, LATE, APRIL) is Outcome.WHOLE) is all(facts)


@pytest.mark.parametrize(
    ("check", "action", "said"),
    [
        (a_check(), LATE, Outcome.NOT_RECORDED),
        (a_check(), replace(LATE, status=ActionStatus.NOT_ACHIEVABLE), Outcome.DECIDED),
        (a_check(recorded_on=APRIL), replace(LATE, due=date(2026, 5, 1)), Outcome.NOT_DUE),
        (a_check(recorded_on=APRIL), LATE, Outcome.OUTSTANDING),
        (a_check(recorded_on=APRIL, fulfilled=True), LATE, Outcome.UNSIGNED),
    ],
)
def test_decisions_are_a_fourth_outcome_and_what_is_not_due_is_not_outstanding(
    check: ActionCheck, action, said: Outcome
) -> None:
    assert outcome(check, action, APRIL) is said


@pytest.mark.requirement("R-10.2-4")
def test_the_figures_for_the_packs_are_counts_by_area_and_category() -> None:
    plan = replace(LATE, category="Plan")
    done = {"fulfilled": True, "completed": True, "authorised": True, "recorded_on": APRIL}
    found = figures(
        [
            (a_check(recorded_on=APRIL), plan),
            (a_check(recorded_on=APRIL, completed=True), LATE),
            (a_check(**done, authorised_by=SUE.name), LATE),
            (a_check(**done, authorised_by=TARA.name), LATE),
            (a_check(kind=CheckKind.SUSTAINED), LATE),
        ],
        COUNCIL,
        APRIL,
    )
    assert (found.looked_at, found.authorised, found.authorised_by_service_manager) == (4, 2, 1)
    assert found.by_outcome == {Outcome.OUTSTANDING: 1, Outcome.EXCEPTION: 1, Outcome.WHOLE: 2}
    assert found.outstanding_by_category == {"Plan": 1, "No category": 1}
    assert found.outstanding_by_area == {LATE.service_area: 2}


@pytest.mark.requirement("R-10.2-5")
def test_the_second_look_is_a_share_that_nobody_chooses_between_six_and_twelve_months_later() -> (
    None
):
    recorded_on = date(2026, 4, 9)
    checks = [a_check(ref=f"AR-{n}", recorded_on=recorded_on) for n in range(400)]
    at = {day: occasion(day) for day in (date(2026, 10, 8), date(2026, 10, 9), date(2027, 4, 12))}
    drawn = {
        day: [c for c in checks if owed_again(c, LATE, frozenset(), now)] for day, now in at.items()
    }
    assert drawn[date(2026, 10, 8)] == drawn[date(2027, 4, 12)] == []
    assert 50 < len(drawn[date(2026, 10, 9)]) < 110  # a fifth of 400
    assert (
        owed_again(drawn[date(2026, 10, 9)][0], LATE, frozenset({LATE.ref}), at[date(2026, 10, 9)])
        is None
    )


@pytest.mark.parametrize("words", ["31/12/2026", "soon", "12/31/2025"])
def test_a_day_to_come_or_none_at_all_is_not_taken(words: str) -> None:
    with pytest.raises(NotTaken):
        past_day(words, APRIL)


@pytest.mark.parametrize(
    "words", ["7/4/2026", "7.4.2026", "7 April 2026", "Tue 7th April 2026", "2026-04-07"]
)
def test_a_day_is_read_as_people_type_it(words: str) -> None:
    assert past_day(words, APRIL) == date(2026, 4, 7)
