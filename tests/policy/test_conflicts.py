"""Nobody audits a case of their own, their team, their line, or what they declared (A-23)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.conflicts import HeldBefore, conflict
from bot.policy.council import Conflict, Person
from bot.policy.model import Case
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CAT,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SAM,
    SUE,
    TARA,
    TIM,
    WILL,
    a_case,
)

pytestmark = pytest.mark.requirement("R-6.2-2")

LINE = "the case is in their own line of management"


@pytest.mark.parametrize(
    ("person", "case", "reason"),
    [
        (WILL, a_case(), "it is their own case"),
        (WILL, a_case(worker="ASH, William", team="Care"), "it is their own case"),
        (WILL, a_case(worker="  will   ASH ", team="Care"), "it is their own case"),
        (BEN, a_case(), "it is their own team's case"),
        (BEN, a_case(team="CP Team"), "it is their own team's case"),
        (BEN, a_case(team="protect "), "it is their own team's case"),
        (TARA, a_case(), "it is their own team's case"),
        (TARA, a_case(team="Care"), LINE),  # she manages the worker
        (SUE, a_case(), LINE),
        (LENA, a_case(), LINE),
        (DORA, a_case(), LINE),  # above the lead
        (DORA, a_case(team="Elsewhere", worker=WILL.name), LINE),  # above the worker alone
        (SUE, a_case(worker=None), LINE),
        (ADA, a_case(), None),
        (CAT, a_case(), None),
        (HAL, a_case(), None),
        (SAM, a_case(), None),
        (PIERS, a_case(), None),
        (TIM, a_case(), None),
        (BEN, a_case(team="Care", worker=None), None),
        (ADA, a_case(team="Elsewhere", worker="Nobody Known"), None),
        (ADA, a_case(team=None, worker=None), None),
    ],
)
def test_each_conflict_has_its_reason(person: Person, case: Case, reason: str | None) -> None:
    assert conflict(person, case, COUNCIL, MONDAY) == reason


def test_a_team_that_is_on_no_list_still_knows_its_own() -> None:
    ada = replace(ADA, team="Night Team")
    case = a_case(team=" night  team", worker=None)
    assert conflict(ada, case, COUNCIL, MONDAY) == "it is their own team's case"


@pytest.mark.parametrize(
    "declared",
    [
        Conflict(ADA.name, child="1001", reason="a cousin"),
        Conflict(ADA.name, team="Protect", reason="a cousin"),
        Conflict(ADA.name, team="CP Team", reason="a cousin"),  # as Annexe A may call it
        Conflict(ADA.name, worker="will ash", reason="a cousin"),
        Conflict(ADA.name, worker="ASH, William", reason="a cousin"),
        Conflict(" ada marsh", child="1001", reason="a cousin"),
        Conflict(ADA.name, child="1001", reason="a cousin", until=MONDAY),
    ],
)
def test_a_declared_conflict_is_found_however_it_is_spelled(declared: Conflict) -> None:
    council = replace(COUNCIL, conflicts=(declared,))
    assert conflict(ADA, a_case(), council, MONDAY) == "a conflict is declared: a cousin"
    spelled_otherwise = a_case(team="CP Team", worker="ASH, William")
    assert conflict(ADA, spelled_otherwise, council, MONDAY) is not None


@pytest.mark.parametrize(
    "declared",
    [
        Conflict(CAT.name, child="1001"),
        Conflict(ADA.name, child="1002"),
        Conflict(ADA.name, team="Care"),
        Conflict(ADA.name, worker="Somebody Else"),
        Conflict(ADA.name),
        Conflict(ADA.name, child="1001", until=date(2025, 11, 30)),  # over since yesterday
    ],
)
def test_a_conflict_of_others_about_others_or_in_the_past_is_none(declared: Conflict) -> None:
    council = replace(COUNCIL, conflicts=(declared,))
    assert conflict(ADA, a_case(), council, MONDAY) is None


BEFORE = date(2025, 9, 8)


@pytest.mark.parametrize(
    ("person", "held", "reason"),
    [
        (BEN, HeldBefore(" ben COLE ", "Elsewhere", BEFORE), "it was their own case until"),
        (TARA, HeldBefore(None, "CP Team", BEFORE), "it was their own team's case until"),
        (BEN, HeldBefore(None, "Protect", BEFORE), None),  # of that team, but not its manager
        (ADA, HeldBefore(BEN.name, "Protect", BEFORE), None),
    ],
)
def test_who_held_the_case_lately_is_in_conflict(
    person: Person, held: HeldBefore, reason: str | None
) -> None:
    elsewhere = a_case(team="Elsewhere", worker="Nobody Known")
    found = conflict(replace(person, team=None), elsewhere, COUNCIL, MONDAY, [held])
    assert found == (f"{reason} Monday 8 September 2025" if reason else None)


def test_an_audit_is_judged_like_the_case_that_it_was_drawn_from() -> None:
    for person in COUNCIL.people:
        drawn = conflict(person, a_case(), COUNCIL, MONDAY)
        assert conflict(person, AUDIT, COUNCIL, MONDAY) == drawn


@given(st.lists(st.sampled_from(COUNCIL.people), min_size=2, max_size=6, unique=True))
def test_managers_who_manage_each_other_in_a_circle_are_all_in_the_line(
    circle: list[Person],
) -> None:
    turned = [*circle[1:], circle[0]]
    people = [replace(p, manager=m.name, team=None) for p, m in zip(circle, turned, strict=True)]
    council = replace(COUNCIL, people=tuple(people), teams=())
    case = a_case(team="Elsewhere", worker=people[0].name)
    assert conflict(people[0], case, council, MONDAY) == "it is their own case"
    assert {conflict(p, case, council, MONDAY) for p in people[1:]} == {LINE}
