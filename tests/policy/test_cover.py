"""Cover, and cases that move: who coordinates today, who stands in, what a closed case owes."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given

from bot.policy.chains import cover_of, who_coordinates
from bot.policy.council import Council, Person, tidy
from bot.policy.decision import Decision
from bot.policy.model import Status
from bot.policy.moving import owed_on_closure, reopened
from bot.policy.publication import CaseEvent, ChangeKind
from tests.policy.cast import (
    CAT,
    CORA,
    DORA,
    HAL,
    MONDAY,
    SUE,
    TARA,
    a_file,
    an_action,
    away,
    council,
    occasion,
    on,
    person,
    sent,
)
from tests.policy.councils import COUNCILS

CLOSED = CaseEvent("CE-1", "1001", ChangeKind.CLOSED, MONDAY, on(MONDAY), MONDAY)
BACK = CaseEvent("CE-2", "1001", ChangeKind.REOPENED, MONDAY, on(MONDAY), MONDAY)


def test_a_closed_case_with_nothing_left_to_do_is_told_to_nobody() -> None:
    assert owed_on_closure(a_file(status=Status.CLOSED), CLOSED, occasion()) == []


@pytest.mark.requirement("R-9.7-2")
@pytest.mark.parametrize(("days", "due"), [(25, date(2026, 1, 8)), (10, date(2025, 12, 15))])
def test_an_action_of_a_reopened_case_has_its_days_again(days: int, due: date) -> None:
    file = a_file(an_action(days=days, due=date(2025, 10, 1)), status=Status.WITH_TEAM_MANAGER)
    decision = reopened(file, BACK, occasion())
    assert decision is not None
    assert [(a.due, a.provisional) for a in decision.records] == [(due, False)]
    assert reopened(a_file(status=Status.CLOSED), BACK, occasion()) is None


OPEN = a_file(an_action(), status=Status.WITH_TEAM_MANAGER, auditor=TARA.name)


@pytest.mark.requirement("R-9.6-2", "R-9.6-3", "R-9.7-1")
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            lambda: owed_on_closure(a_file(auditor=TARA.name), CLOSED, occasion())[0].decision,
            [("case_closed", TARA), ("case_closed", SUE), ("case_closed", HAL)],
        ),
        (
            lambda: owed_on_closure(OPEN, CLOSED, occasion())[0].decision,
            [("case_closed_actions", SUE)],
        ),
        (lambda: reopened(OPEN, BACK, occasion()), [("case_reopened", SUE)]),
    ],
    ids=["closed", "closed with actions", "opened again"],
)
def test_an_auditor_who_has_become_the_team_manager_is_not_told_for_the_team(
    told: Callable[[], Decision], expected: list[tuple[str, Person]]
) -> None:
    assert sent(told()) == [(name, reader.name) for name, reader in expected]


# --- 24, and whoever coordinates ------------------------------------------------------------------

DEE = person("Dee Ash", *CORA.roles)


@pytest.mark.requirement("R-6.1-1")
@pytest.mark.parametrize(
    ("among", "expected"),
    [
        (council(), [CORA]),
        (council(away(CORA, CAT)), [CAT]),
        (council(away(CORA, CAT), away(CAT, HAL)), [HAL]),  # the deputy's deputy
        (council(away(CORA)), [CORA]),  # better a letter to wait than none
        (council(without=(CORA,)), [HAL]),
        (council(without=(CORA, HAL)), [DORA]),
    ],
)
def test_row_24_who_coordinates_is_here(among: Council, expected: list[Person]) -> None:
    assert who_coordinates(among, MONDAY) == expected


def test_an_absent_coordinator_is_not_written_to_while_another_is_here() -> None:
    among = council(away(CORA))
    both = Council((*among.people, DEE), among.teams, among.absences)
    assert who_coordinates(both, MONDAY) == [DEE]


# --- cover is followed through, never in a circle (C7) --------------------------------------------


@given(COUNCILS)
def test_whoever_covers_is_here_in_post_and_not_the_absent_one(among: Council) -> None:
    for absent in among.people:
        cover = cover_of(absent, among, MONDAY)
        if among.absence(absent.name, MONDAY) is None:
            assert cover is None or cover.name == absent.name
        elif cover is not None:
            assert among.absence(cover.name, MONDAY) is None
            assert cover.in_post(MONDAY)
            assert tidy(cover.name) != tidy(absent.name)


@given(COUNCILS)
def test_somebody_coordinates_as_long_as_anybody_could(among: Council) -> None:
    found = who_coordinates(among, MONDAY)
    assert len(found) == len(set(found))
    assert all(p.in_post(MONDAY) for p in found)
