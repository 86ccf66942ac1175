"""Rows 13, 14, 16, 17 and 24 of the matrix: exactly those, To and Cc, with each absence."""

from datetime import date

import pytest
from hypothesis import given

from bot.policy.chains import cover_of, who_coordinates
from bot.policy.council import Absence, Council, Person, tidy
from bot.policy.decision import Decision
from bot.policy.model import Concern, Status
from bot.policy.moving import owed_on_closure, reopened
from bot.policy.publication import CaseEvent, ChangeKind
from bot.policy.safeguarding import acknowledge, raise_concern
from tests.policy.cast import (
    ADA,
    BEN,
    CAT,
    CORA,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SUE,
    TARA,
    WILL,
    a_concern,
    a_file,
    an_action,
    away,
    council,
    occasion,
    on,
    only,
    person,
)
from tests.policy.councils import COUNCILS

CLOSED = CaseEvent("CE-1", "1001", ChangeKind.CLOSED, MONDAY, on(MONDAY), MONDAY)
BACK = CaseEvent("CE-2", "1001", ChangeKind.REOPENED, MONDAY, on(MONDAY), MONDAY)
AWAY_ALL_ABOVE = [away(TARA), away(SUE)]


def copied(decision: Decision) -> dict[str, set[tuple[str, ...]]]:
    """Who has a mail To, each with the names in Cc."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for letter in decision.letters:
        if not letter.digest:
            found.setdefault(letter.to, set()).add(letter.cc)
    return found


def to(*people: Person) -> dict[str, set[tuple[str, ...]]]:
    return {p.name: {()} for p in people}


def in_digest(decision: Decision) -> set[str]:
    return {letter.to for letter in decision.letters if letter.digest}


# --- 13 -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-2", "R-9.1-5")
@pytest.mark.parametrize(
    ("absences", "told"),
    [
        ([], [LENA]),
        ([away(LENA)], [LENA, SUE]),
        ([away(LENA, BEN)], [LENA, BEN]),
        ([away(LENA, TARA)], [LENA, SUE]),  # the Team Manager is no cover
        ([away(LENA, WILL)], [LENA, SUE]),  # nor is the worker
        ([away(LENA), away(SUE)], [LENA, SUE, PIERS, DORA]),
    ],
)
def test_row_13_a_concern(absences: list[Absence], told: list[Person]) -> None:
    decision = raise_concern(a_concern(), occasion(MONDAY, council(*absences)))
    # To the writer a receipt; Consultant Head and coordinator learn that it happened, no more.
    assert copied(decision) == to(*told, ADA, HAL, CORA)
    detailed = {x.to for x in decision.letters if x.name == "safeguarding_notice"}
    assert detailed == {p.name for p in told}
    assert in_digest(decision) == set()


# --- 14 -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.1-4")
@pytest.mark.parametrize(
    ("absences", "told"),
    [([], [TARA]), ([away(TARA)], [TARA, SUE]), (AWAY_ALL_ABOVE, [TARA, SUE, LENA])],
)
def test_row_14_raised_with_the_team(absences: list[Absence], told: list[Person]) -> None:
    now = occasion(MONDAY, council(*absences))
    held = only(acknowledge(only(raise_concern(a_concern(), now), Concern), LENA, "", now), Concern)
    words = "Way: by letter\nBy whom: Audit Bot\nDay: today"
    decision = acknowledge(held, LENA, words, now)
    letters = [x for x in decision.letters if x.name == "safeguarding_to_team"]
    assert [x.to for x in letters] == [p.name for p in told]
    assert letters[0].cc == (ADA.name,)
    assert in_digest(decision) == set()


# --- 16 -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.6-2")
@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], {ADA.name: (), TARA.name: (SUE.name,), HAL.name: ()}),
        ([away(TARA)], {ADA.name: (), SUE.name: (), HAL.name: ()}),
        ([away(TARA, CAT)], {ADA.name: (), CAT.name: (SUE.name,), HAL.name: ()}),
        ([away(SUE)], {ADA.name: (), TARA.name: (), HAL.name: ()}),
        ([away(HAL)], {ADA.name: (), TARA.name: (SUE.name,), DORA.name: ()}),
        ([away(HAL, CAT)], {ADA.name: (), TARA.name: (SUE.name,), CAT.name: ()}),
        (AWAY_ALL_ABOVE, {ADA.name: (), HAL.name: (), CORA.name: ()}),  # the alarm
    ],
)
@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.DEFERRED, Status.IN_QA])
def test_row_16_closed_during_the_audit(
    absences: list[Absence], expected: dict[str, tuple[str, ...]], status: Status
) -> None:
    now = occasion(MONDAY, council(*absences))
    (owed,) = owed_on_closure(a_file(status=status), CLOSED, now)
    assert copied(owed.decision) == {name: {cc} for name, cc in expected.items()}
    assert in_digest(owed.decision) == {CORA.name} - expected.keys()


@pytest.mark.requirement("R-9.6-3")
@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], {TARA.name: (SUE.name,)}),
        ([away(TARA)], {SUE.name: ()}),
        (AWAY_ALL_ABOVE, {CORA.name: ()}),
    ],
)
def test_row_16_closed_with_an_open_action(
    absences: list[Absence], expected: dict[str, tuple[str, ...]]
) -> None:
    now = occasion(MONDAY, council(*absences))
    file = a_file(an_action(), status=Status.WITH_TEAM_MANAGER)
    (owed,) = owed_on_closure(file, CLOSED, now)
    assert copied(owed.decision) == {name: {cc} for name, cc in expected.items()}


def test_a_closed_case_with_nothing_left_to_do_is_told_to_nobody() -> None:
    assert owed_on_closure(a_file(status=Status.CLOSED), CLOSED, occasion()) == []


# --- 17 -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-9.7-1")
@pytest.mark.parametrize(
    ("absences", "told"),
    [
        ([], TARA),
        ([away(TARA)], SUE),
        ([away(TARA, CAT)], CAT),
        (AWAY_ALL_ABOVE, LENA),
    ],
)
def test_row_17_opened_again(absences: list[Absence], told: Person) -> None:
    now = occasion(MONDAY, council(*absences))
    file = a_file(an_action(), status=Status.WITH_TEAM_MANAGER)
    decision = reopened(file, BACK, now)
    assert decision is not None
    assert copied(decision) == {told.name: {(WILL.name,)}}
    assert in_digest(decision) == {CORA.name, HAL.name}


@pytest.mark.requirement("R-9.7-2")
@pytest.mark.parametrize(("days", "due"), [(25, date(2026, 1, 8)), (10, date(2025, 12, 15))])
def test_an_action_of_a_reopened_case_has_its_days_again(days: int, due: date) -> None:
    file = a_file(an_action(days=days, due=date(2025, 10, 1)), status=Status.WITH_TEAM_MANAGER)
    decision = reopened(file, BACK, occasion())
    assert decision is not None
    assert [(a.due, a.provisional) for a in decision.records] == [(due, False)]
    assert reopened(a_file(status=Status.CLOSED), BACK, occasion()) is None


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
