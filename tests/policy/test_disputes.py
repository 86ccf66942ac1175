"""Who reviews an audit on which people disagree, and who must be at the discussion (9.8)."""

from dataclasses import replace

import pytest

from bot.policy.council import Conflict, Council, Person
from bot.policy.dispute_ends import attendees_in, settle
from bot.policy.dispute_parties import missing_parties
from bot.policy.disputes import able_reviewers, disagree, review, step_letters
from bot.policy.matters import Dispute, DisputeOutcome, DisputeStep
from bot.policy.model import AuditFile, Status
from bot.policy.said import WishKind
from tests.policy.cast import (
    ADA,
    CAT,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    SUE,
    TARA,
    WILL,
    a_file,
    an_action,
    away,
    council,
    occasion,
    readers,
    reading,
    sent,
    wish,
)

FILE = a_file(an_action(1), status=Status.WITH_TEAM_MANAGER, completed_on=MONDAY)


def disputed(file: AuditFile = FILE) -> Dispute:
    raised = disagree(file, (), reading(wish(WishKind.DISAGREE)), TARA, occasion())
    (dispute,) = (r for r in raised.records if isinstance(r, Dispute))
    return dispute


@pytest.mark.requirement("R-9.8-4")
@pytest.mark.parametrize(
    ("auditor", "step", "told"),
    [
        (ADA, DisputeStep.REVIEW, ("dispute_review", HAL.name)),
        (HAL, DisputeStep.REVIEWER_WANTED, ("dispute_reviewer_wanted", DORA.name)),
    ],
)
def test_a_consultant_head_who_was_the_auditor_does_not_review_it(
    auditor: Person, step: DisputeStep, told: tuple[str, str]
) -> None:
    file = replace(FILE, audit=replace(FILE.audit, auditor=auditor.name))
    asked = review(file, disputed(file), occasion(), "still not agreed")
    (dispute,) = (r for r in asked.records if isinstance(r, Dispute))
    assert dispute.step is step
    assert told in sent(asked)


@pytest.mark.requirement("R-9.8-4", "R-6.2-2")
@pytest.mark.parametrize(
    ("conflicts", "lead", "able"),
    [
        ((), LENA, [ADA, CAT]),  # not Ben: it is his own team's
        ((), CAT, [ADA]),  # she leads it already
        ((Conflict(ADA.name, child=FILE.audit.child),), LENA, [CAT]),
        ((Conflict(CAT.name, worker="ASH, William"),), LENA, [ADA]),
    ],
)
def test_nobody_in_conflict_and_nobody_who_has_a_part_is_offered_as_reviewer(
    conflicts: tuple[Conflict, ...], lead: Person, able: list[Person]
) -> None:
    file = replace(FILE, audit=replace(FILE.audit, auditor=HAL.name))
    dispute = replace(disputed(file), lead=lead.name)
    now = occasion(MONDAY, replace(COUNCIL, conflicts=conflicts))
    assert able_reviewers(file, dispute, now) == [p.name for p in able]


@pytest.mark.requirement("R-9.8-5")
@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (ADA, ["the auditor"]),
        (TARA, []),  # her worker is there
        (WILL, []),  # the Team Manager is there
        (HAL, ["the Consultant Head"]),
        (LENA, ["the Strategic Lead"]),
    ],
)
def test_the_discussion_needs_each_of_the_four_parties(gone: Person, words: list[str]) -> None:
    dispute = replace(disputed(), step=DisputeStep.DISCUSSION, reviewer=HAL.name, lead=LENA.name)
    there = tuple(p.name for p in (ADA, TARA, WILL, HAL, LENA) if p != gone)
    assert missing_parties(FILE, dispute, there, occasion()) == words


@pytest.mark.requirement("R-9.8-5")
def test_without_anybody_of_the_team_the_discussion_is_none() -> None:
    dispute = replace(disputed(), reviewer=HAL.name, lead=LENA.name)
    there = (ADA.name, HAL.name, LENA.name)
    absent = missing_parties(FILE, dispute, there, occasion())
    assert absent == ["the Team Manager or the case worker"]


@pytest.mark.requirement("R-9.8-5")
@pytest.mark.parametrize(
    ("among", "reviewer", "lead", "there"),
    [
        (council(), HAL, SUE, [ADA, TARA, HAL, LENA]),  # Lena is back, for whom Sue stood in
        (council(away(LENA)), HAL, LENA, [ADA, TARA, HAL, SUE]),  # and now Sue stands in
        (council(away(LENA)), HAL, SUE, [ADA, TARA, HAL, LENA]),  # from her leave
        (council(), CAT, LENA, [ADA, TARA, HAL, LENA]),  # Hal is back, for whom Cat stood in
        (council(away(TARA)), HAL, SUE, [ADA, HAL, SUE]),  # Sue stands in for both
        (council(without=[TARA, SUE]), HAL, LENA, [ADA, HAL, LENA]),  # so does Lena
        (council(), LENA, LENA, [ADA, TARA, LENA]),  # she has covered for Hal
    ],
)
def test_who_stands_in_speaks_for_the_part_and_who_has_two_parts_for_both(
    among: Council, reviewer: Person, lead: Person, there: list[Person]
) -> None:
    dispute = replace(
        disputed(), step=DisputeStep.DISCUSSION, reviewer=reviewer.name, lead=lead.name
    )
    now = occasion(MONDAY, among)
    named = attendees_in(
        f"Attended: {', '.join(p.name for p in there)}\nOutcome: It stands.", FILE, dispute, now
    )
    assert set(named) == {p.name for p in there}
    assert missing_parties(FILE, dispute, named, now) == []


@pytest.mark.requirement("R-9.8-5")
def test_a_service_manager_does_not_speak_for_a_lead_who_is_here() -> None:
    dispute = replace(disputed(), step=DisputeStep.DISCUSSION, reviewer=HAL.name, lead=LENA.name)
    there = tuple(p.name for p in (ADA, TARA, HAL, SUE))
    assert missing_parties(FILE, dispute, there, occasion()) == ["the Strategic Lead"]


@pytest.mark.requirement("R-9.8-5")
@pytest.mark.parametrize(
    ("step", "told"), [(DisputeStep.LEAD, False), (DisputeStep.DISCUSSION, True)]
)
def test_whoever_is_asked_to_discuss_a_matter_of_safeguarding_learns_how_it_ended(
    step: DisputeStep, told: bool
) -> None:
    """The case worker has no part in it before."""
    dispute = replace(disputed(), step=step, safeguarding=True, reviewer=HAL.name, lead=LENA.name)
    asked = step_letters(FILE, dispute, occasion())
    assert (WILL.name in {letter.to for letter in asked}) is told
    settled = settle(FILE, dispute, DisputeOutcome.STANDS, LENA.name, "", occasion())
    assert (WILL.name in readers(settled, "dispute_settled")) is told
