"""Somebody leaves: every open item of theirs is listed before their last day (C6)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.council import Absence, Council, Person
from bot.policy.leaving import leave, leavers
from bot.policy.model import AuditFile, Concern, ConcernStatus, Status
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from tests.policy.cast import (
    ADA,
    AUDIT,
    CAT,
    CORA,
    HAL,
    LENA,
    SAM,
    SUE,
    TARA,
    TIM,
    a_concern,
    a_file,
    an_action,
    council,
    occasion,
    reference,
)

END = date(2025, 12, 12)
REVIEW = Review(
    "QA-1", AUDIT.ref, AUDIT.round, ReviewKind.QUALITY, ReviewStatus.WITH_REVIEWER, CAT.name
)
HELD = a_concern(status=ConcernStatus.ACKNOWLEDGED, acknowledged_by=LENA.name)
WITH_TEAM = a_file(an_action(), status=Status.WITH_TEAM_MANAGER)


def items(
    who: Person, *files: AuditFile, concern: Concern | None = None, absence: Absence | None = None
) -> list[tuple[str, str]]:
    """What is listed of somebody who leaves, each as what it is about and the first words."""
    going = replace(who, end=END)
    among = council(*([absence] if absence else []), changed=[going])
    decision = leave(going, files, [concern] if concern else [], occasion(among=among))
    listed = decision.letters[0].facts["items"] if decision else []
    return [(item["about"], item["what"].split(":")[0]) for item in listed]


def test_who_leaves_soon_or_has_left_is_looked_at_and_nobody_else() -> None:
    def found(end: date | None) -> list[str]:
        return [p.name for p in leavers(occasion(among=council(changed=[replace(ADA, end=end)])))]

    assert found(END) == [ADA.name]  # nine working days away
    assert found(date(2025, 11, 3)) == [ADA.name]
    assert found(date(2026, 1, 30)) == found(None) == []


@pytest.mark.parametrize(
    ("who", "files", "expected"),
    [
        (ADA, [a_file()], [(AUDIT.ref, "an audit, due Wednesday 31 December 2025")]),
        (ADA, [a_file(status=Status.COMPLETED)], [(AUDIT.ref, "completed, but not all is stated")]),
        (CAT, [replace(a_file(), review=REVIEW)], [("QA-1", "its quality assurance")]),
        (
            TARA,
            [WITH_TEAM],
            [
                ("Line manager", "line manager of 1 person"),
                ("Protect", "Team Manager of the team, with 1 open remedial action"),
            ],
        ),
        (CORA, [], [("Coordinator", "nobody else holds this post")]),
        (ADA, [], []),
    ],
)
def test_each_open_item_is_listed(
    who: Person, files: list[AuditFile], expected: list[tuple[str, str]]
) -> None:
    assert items(who, *files) == expected


def test_a_concern_that_they_took_on_and_an_absence_that_they_cover_are_listed() -> None:
    held = items(LENA, concern=HELD)
    assert (
        reference("SG", "1"),
        "a safeguarding concern that they took on, and that is not raised with the team yet",
    ) in held
    away = Absence(TIM.name, date(2025, 12, 1), date(2026, 1, 9), ADA.name)
    assert items(ADA, absence=away) == [(TIM.name, "covers until Friday 9 January 2026")]


def test_coordinator_and_manager_are_told_and_never_who_leaves() -> None:
    going = replace(ADA, end=END)
    decision = leave(going, [a_file()], [], occasion(among=council(changed=[going])))
    assert decision is not None
    assert [x.to for x in decision.letters] == [CORA.name, SAM.name]
    (question,) = decision.questions
    assert question.guess == CAT.name  # without conflict, and here

    head = replace(CORA, end=END)
    told = leave(head, [], [], occasion(among=council(changed=[head])))
    assert told is not None
    assert [x.to for x in told.letters] == [HAL.name]


def test_nothing_open_is_no_news() -> None:
    going: Council = council(changed=[replace(SUE, end=END, manager=None)])
    assert leave(replace(ADA, end=END), [], [], occasion(among=going)) is None
