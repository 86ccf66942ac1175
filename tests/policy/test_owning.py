"""Whose remedial actions they are now (9.2), and when the Team Manager must act in person (9.5)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.chasing import chase
from bot.policy.council import Absence, Council, Person, Team
from bot.policy.linking import follow
from bot.policy.model import ActionStatus, Status
from bot.policy.owners import is_owner, manager_in_post
from bot.policy.owning import handed_on
from bot.policy.requiring import perhaps_same, placed
from bot.policy.same_action import content, same_as
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CALENDAR,
    COUNCIL,
    LENA,
    MONDAY,
    SUE,
    TARA,
    TIM,
    TOM,
    WILL,
    a_file,
    an_action,
    away,
    council,
    occasion,
    sent,
)

ACTION = an_action(1, owner=TARA.name)
FILE = a_file(ACTION, status=Status.WITH_TEAM_MANAGER)


def restructured(manager: Person | None) -> Council:
    """Protect has another Team Manager on the Teams list, or none."""
    teams = tuple(
        replace(team, manager=manager.name if manager else None) if team.name == "Protect" else team
        for team in COUNCIL.teams
    )
    return replace(COUNCIL, teams=teams)


@pytest.mark.requirement("R-9.2-1")
def test_a_case_that_moves_team_takes_its_actions_along_and_both_managers_are_told() -> None:
    moved = replace(FILE, audit=replace(AUDIT, team="Care", status=Status.WITH_TEAM_MANAGER))
    decision = handed_on(moved, occasion())
    assert decision is not None
    assert sent(decision) == [("actions_received", TOM.name), ("actions_passed_on", TARA.name)]
    assert decision.letters[0].cc == (WILL.name,)
    assert [a.owner for a in decision.records] == [TOM.name]
    again = replace(moved, actions=decision.records)
    assert handed_on(again, occasion()) is None


@pytest.mark.requirement("R-9.2-1")
def test_a_restructure_hands_the_actions_of_a_team_to_its_new_manager() -> None:
    decision = handed_on(FILE, occasion(MONDAY, restructured(TIM)))
    assert decision is not None
    assert sent(decision) == [("actions_received", TIM.name), ("actions_passed_on", TARA.name)]


@pytest.mark.requirement("R-9.2-1")
def test_leave_makes_nobody_an_owner_and_a_vacancy_hands_to_the_service_manager() -> None:
    assert handed_on(FILE, occasion(MONDAY, council(away(TARA, BEN)))) is None
    decision = handed_on(FILE, occasion(MONDAY, restructured(None)))
    assert decision is not None
    assert decision.records[0].owner == SUE.name


@pytest.mark.requirement("R-9.2-1", "R-9.3-2")
def test_an_auditor_who_now_manages_the_team_signs_nothing_off() -> None:
    """A-24: sign-off moves to the Service Manager."""
    now = occasion(MONDAY, restructured(ADA))
    assert not is_owner(ADA, AUDIT, now)
    assert is_owner(SUE, AUDIT, now)
    manager = manager_in_post(AUDIT, now)
    assert manager is not None
    assert manager.name == SUE.name


# --- the case worker is away ----------------------------------------------------------------------


def due_in(days: int) -> date:
    return CALENDAR.add(MONDAY, days)


def absent(first: int, last: int) -> Council:
    """Will is away from so many working days after Monday until so many."""
    return council(Absence(WILL.name, due_in(first), due_in(last)))


@pytest.mark.requirement("R-9.5-1")
@pytest.mark.parametrize(
    ("left", "first", "last", "much"),
    [
        (9, 1, 5, True),  # of today and nine days more, five: a half
        (9, 1, 4, False),
        (9, 5, 14, True),  # what is after the due date does not count, five days do
        (9, 10, 20, False),
        (30, 3, 12, True),  # ten in a row, although no half
        (30, 3, 11, False),
    ],
)
def test_a_worker_who_is_away_for_long_leaves_the_actions_to_the_team_manager(
    left: int, first: int, last: int, much: bool
) -> None:
    file = a_file(an_action(1, due_in(left)), status=Status.WITH_TEAM_MANAGER)
    owed = chase(file, occasion(MONDAY, absent(first, last)))
    letters = [x for one in owed for x in one.decision.letters if x.name == "worker_away"]
    assert [(x.to, x.cc) for x in letters] == ([(TARA.name, (SUE.name,))] if much else [])


@pytest.mark.requirement("R-9.5-1")
def test_the_team_manager_is_told_once_for_one_due_date() -> None:
    file = a_file(an_action(1, due_in(9)), status=Status.WITH_TEAM_MANAGER)
    steps = {
        one.step
        for day in range(3)
        for one in chase(file, occasion(due_in(day), absent(0, 9)))
        if "away" in one.step
    }
    assert len(steps) == 1


# --- required already (C17) -----------------------------------------------------------------------

OLD = an_action(7, date(2025, 12, 10), audit="AU-OLD", text="Update the chronology of the child.")


@pytest.mark.requirement("R-9.3-1", "R-9.7-1")
@pytest.mark.parametrize(
    ("text", "due", "same"),
    [
        ("Chronology to be updated", date(2025, 12, 31), True),
        ("Please ensure that the child's chronology is updated.", date(2025, 12, 31), True),
        ("Update the chronology", date(2025, 12, 8), False),  # sooner than the old one
        ("Update the genogram", date(2025, 12, 31), False),
        ("", date(2025, 12, 31), False),
    ],
)
def test_the_same_in_other_words_is_linked_unless_it_is_due_sooner(
    text: str, due: date, same: bool
) -> None:
    assert (same_as(text, due, [OLD]) == OLD) is same


def test_words_are_compared_by_what_they_say() -> None:
    assert content("Ensure the views were recorded") == content("Record views")


@pytest.mark.requirement("R-9.3-1")
def test_a_linked_action_is_chased_only_as_the_one_it_is_linked_to() -> None:
    new = an_action(1, date(2025, 12, 31), text="Update chronology")
    file = a_file(status=Status.WITH_TEAM_MANAGER)
    file = replace(file, elsewhere=(OLD,))
    (linked,) = placed(file, file.audit, (new,), occasion())
    assert (linked.linked_to, linked.owner) == (OLD.ref, TARA.name)
    assert chase(replace(file, actions=(linked,)), occasion(date(2026, 1, 20))) == []


@pytest.mark.requirement("R-9.3-1")
def test_what_says_much_the_same_is_put_before_a_person() -> None:
    new = an_action(1, text="Update the chronology and the genogram")
    old = replace(OLD, text="Update the chronology and the plan, with genogram")
    file = replace(a_file(status=Status.WITH_TEAM_MANAGER), elsewhere=(old,))
    (question,) = perhaps_same(file, (new,))
    assert question.data == {"same": OLD.ref}


@pytest.mark.requirement("R-9.3-2")
@pytest.mark.parametrize(
    ("changes", "day", "status", "linked"),
    [
        ({}, 9, ActionStatus.OPEN, True),
        ({"status": ActionStatus.DONE, "done_on": MONDAY}, 2, ActionStatus.OPEN, True),
        ({"status": ActionStatus.DONE, "done_on": MONDAY}, 3, ActionStatus.DONE, True),
        (
            {"status": ActionStatus.NOT_ACHIEVABLE, "done_on": MONDAY},
            3,
            ActionStatus.NOT_ACHIEVABLE,
            True,
        ),
        ({"status": ActionStatus.TAKEN_BACK}, 1, ActionStatus.OPEN, False),
        ({"status": ActionStatus.NOT_REQUIRED}, 1, ActionStatus.OPEN, False),
    ],
)
def test_a_linked_action_ends_as_the_other_does_once_that_cannot_be_taken_back(
    changes: dict[str, object], day: int, status: ActionStatus, linked: bool
) -> None:
    action = an_action(1, linked_to=OLD.ref)
    file = a_file(action, status=Status.WITH_TEAM_MANAGER)
    other = replace(OLD, done_by=LENA.name, **changes)  # type: ignore[arg-type]
    decision = follow(file, action, other, occasion(due_in(day)))
    now = decision.records[0] if decision else action
    assert (now.status, now.linked_to is not None) == (status, linked)
    if status is not ActionStatus.OPEN:
        assert decision is not None
        assert decision.records[1].status is Status.CLOSED


def test_the_cast_has_the_team_that_these_tests_restructure() -> None:
    assert Team("Protect", "Safeguarding", TARA.name, SUE.name, LENA.name, ("CP Team",)) in (
        COUNCIL.teams
    )
