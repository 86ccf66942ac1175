"""What is owed about remedial actions that are due or late: chain E, by the day they are due."""

from datetime import date

import pytest

from bot.policy.council import Council, Person
from bot.policy.model import ActionStatus, Status
from tests.policy.cast import (
    BEN,
    CHAINS,
    LENA,
    SUE,
    TARA,
    WILL,
    a_file,
    an_action,
    away,
    council,
)
from tests.policy.ladders import after, letters, owed, steps

ACTION_DUE = date(2026, 1, 8)
LATE_ACTIONS = a_file(an_action(1), an_action(2), status=Status.WITH_TEAM_MANAGER)


@pytest.mark.requirement("R-9.3-1", "R-B-5")
@pytest.mark.parametrize(
    ("over", "told"),
    [
        (-11, []),
        (-10, [("action_reminder", TARA)]),
        (0, [("action_reminder", TARA)]),
        (1, [("action_overdue", TARA)]),
        (5, [("action_overdue_escalated", SUE)]),
        (10, [("action_overdue_escalated", SUE), ("action_overdue_escalated", LENA)]),
    ],
)
def test_each_rung_of_late_actions_has_its_reader(
    over: int, told: list[tuple[str, Person]]
) -> None:
    found = letters(LATE_ACTIONS, after(over, ACTION_DUE))
    assert found == [(name, person.name) for name, person in told]


@pytest.mark.requirement("R-9.3-1", "R-1.4-1")
def test_the_worker_has_a_copy_and_so_has_the_manager_once_it_is_escalated() -> None:
    for over, copies in ((-1, (WILL.name,)), (1, (WILL.name,)), (5, (TARA.name,))):
        (one,) = owed(LATE_ACTIONS, after(over, ACTION_DUE))
        assert one.decision.letters[0].cc == copies


@pytest.mark.requirement("R-9.3-1", "R-B-5")
@pytest.mark.parametrize(
    ("over", "among", "told"),
    [
        (1, council(away(TARA, BEN)), [("action_overdue", BEN)]),
        (1, council(away(TARA)), [("action_overdue", SUE)]),
        (1, council(without=[TARA, SUE]), [("action_overdue", LENA)]),
        (5, council(away(SUE)), [("action_overdue_escalated", LENA)]),
        (-1, council(away(TARA)), [("action_reminder", SUE)]),
        (10, council(without=[LENA]), [("action_overdue_escalated", SUE)]),
    ],
)
def test_vacant_and_absent_posts_of_late_actions_climb(
    over: int, among: Council, told: list[tuple[str, Person]]
) -> None:
    found = letters(LATE_ACTIONS, after(over, ACTION_DUE), among)
    assert found == [(name, person.name) for name, person in told]


@pytest.mark.requirement("R-9.3-1")
def test_an_action_with_a_date_of_its_own_climbs_a_ladder_of_its_own() -> None:
    early, late = an_action(1, date(2025, 12, 15)), an_action(2, ACTION_DUE)
    file = a_file(early, late, status=Status.WITH_TEAM_MANAGER)
    found = steps(file, date(2025, 12, 8), date(2026, 2, 27))
    for due in (early.due, late.due):
        assert [s for s in found if f"{due}" in s] == [
            *(f"action reminder {n} of {due}" for n in (10, 5, 1) if due == late.due or n < 10),
            *(f"actions overdue {n} of {due}" for n in (1, 5, 10)),
        ]


@pytest.mark.requirement("R-9.3-2")
@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.NOT_ACHIEVABLE])
def test_actions_that_have_ended_are_not_chased(status: ActionStatus) -> None:
    file = a_file(an_action(1, status=status), an_action(2), status=Status.WITH_TEAM_MANAGER)
    (one,) = owed(file, after(1, ACTION_DUE))
    assert [a["ref"] for a in one.decision.letters[0].facts["actions"]] == [an_action(2).ref]


def test_the_ladders_of_these_tests_are_those_that_are_shipped() -> None:
    assert [rung.days for rung in CHAINS.overdue_audit] == [1, 3, 5, 10, 15]
    assert [rung.days for rung in CHAINS.overdue_action] == [1, 5, 10]
