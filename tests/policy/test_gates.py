"""Who may wish what, and when: each refusal has its reason."""

import pytest

from bot.policy.commands import COMMANDS
from bot.policy.council import Council, Person
from bot.policy.gates import GATES, why_not
from bot.policy.life import in_words
from bot.policy.model import WITH_AUDITOR, AuditFile, Status
from bot.policy.replies import act
from bot.policy.said import WishKind
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CAT,
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    SUE,
    TARA,
    TOM,
    WILL,
    a_file,
    a_request,
    an_action,
    away,
    council,
    occasion,
    wish,
)

ASKS = (WishKind.DEFER, WishKind.DISPENSATION, WishKind.REALLOCATE)
ANYBODYS = set(WishKind) - set(GATES)
WITH_TEAM = a_file(an_action(), status=Status.WITH_TEAM_MANAGER)
PENDING = a_file(request=a_request())


def reason(file: AuditFile, kind: WishKind, person: Person, among: Council = COUNCIL) -> str | None:
    return why_not(file, wish(kind), person, occasion(MONDAY, among))


@pytest.mark.requirement("R-6.5-1", "R-7.2-1")
@pytest.mark.parametrize("kind", [WishKind.COMPLETE, *ASKS])
@pytest.mark.parametrize("person", [BEN, CAT, TARA, HAL, CORA])
def test_only_its_auditor_speaks_for_an_audit(kind: WishKind, person: Person) -> None:
    assert reason(a_file(), kind, person) == f"{AUDIT.ref} is with Ada Marsh"
    assert reason(a_file(), kind, ADA) is None


@pytest.mark.requirement("R-6.5-1", "R-9.1-1")
@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (Status.PROPOSED, f"{AUDIT.ref} is proposed"),
        (Status.ASSIGNED, None),
        (Status.COMPLETED, None),  # so that the actions can be stated later
        (Status.WITH_TEAM_MANAGER, f"{AUDIT.ref} is with Team Manager"),
        (Status.CLOSED, f"{AUDIT.ref} is closed"),
        (Status.WITHDRAWN, f"{AUDIT.ref} is withdrawn"),
    ],
)
def test_an_audit_can_be_completed_while_it_is_the_auditors(
    status: Status, refusal: str | None
) -> None:
    assert reason(a_file(status=status), WishKind.COMPLETE, ADA) == refusal


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("kind", ASKS)
@pytest.mark.parametrize("status", Status)
def test_a_request_can_be_made_until_the_audit_is_completed(kind: WishKind, status: Status) -> None:
    refused = None if status in WITH_AUDITOR else f"{AUDIT.ref} is {in_words(status)}"
    assert reason(a_file(status=status), kind, ADA) == refused


@pytest.mark.requirement("R-9.3-2", "R-9.4-1")
@pytest.mark.parametrize("kind", [WishKind.REMEDIAL_COMPLETE, WishKind.MANAGEMENT_DECISION])
@pytest.mark.parametrize(
    ("person", "among", "may"),
    [
        *((p, COUNCIL, True) for p in (TARA, SUE, LENA)),
        *((p, COUNCIL, False) for p in (ADA, BEN, TOM, WILL, CORA, HAL)),
        (BEN, council(away(TARA, BEN)), True),
    ],
)
def test_only_the_teams_own_managers_speak_for_its_actions(
    kind: WishKind, person: Person, among: Council, may: bool
) -> None:
    refused = f"{AUDIT.ref} is not of a team that {person.name} manages"
    if person == ADA:
        refused = f"you are the auditor of {AUDIT.ref}, so its actions are signed off by another"
    assert reason(WITH_TEAM, kind, person, among) == (None if may else refused)


@pytest.mark.requirement("R-9.3-2")
def test_without_an_open_action_there_is_nothing_to_sign_off() -> None:
    refused = f"{AUDIT.ref} has no open remedial action"
    assert reason(a_file(), WishKind.REMEDIAL_COMPLETE, TARA) == refused


@pytest.mark.requirement("R-7.2-1", "R-5.1-1")
@pytest.mark.parametrize(
    ("person", "among", "may"),
    [
        (HAL, COUNCIL, True),
        (DORA, COUNCIL, False),
        (DORA, council(away(HAL)), True),
        (HAL, council(away(HAL)), True),  # answers from leave
        (HAL, council(away(HAL, CAT)), True),
        (CAT, council(away(HAL, CAT)), True),
        (ADA, council(away(HAL, ADA)), False),  # her own request
        (DORA, council(away(HAL, ADA)), True),
        (ADA, COUNCIL, False),
        (TARA, COUNCIL, False),
        (CORA, COUNCIL, False),
    ],
)
def test_only_the_consultant_head_or_who_acts_decides_a_request(
    person: Person, among: Council, may: bool
) -> None:
    refused = "requests are decided by the Consultant Head"
    assert reason(PENDING, WishKind.MANAGEMENT_DECISION, person, among) == (
        None if may else refused
    )


@pytest.mark.requirement("R-7.2-1", "R-5.1-1")
def test_a_consultant_head_who_is_the_auditor_does_not_decide_her_own_request() -> None:
    hers = a_file(request=a_request(asked_by=HAL.name), auditor=HAL.name)
    for among in (COUNCIL, council(away(HAL))):
        assert reason(hers, WishKind.MANAGEMENT_DECISION, HAL, among) is not None
        assert reason(hers, WishKind.MANAGEMENT_DECISION, DORA, among) is None


@pytest.mark.requirement("R-9.1-2", "R-9.8-1", "R-7.2-2")
@pytest.mark.parametrize("kind", sorted(ANYBODYS))
def test_anybody_may_ask_disagree_and_raise_a_concern(kind: WishKind) -> None:
    assert {reason(a_file(status=s), kind, p) for s in Status for p in COUNCIL.people} == {None}


def test_every_command_of_a_letter_has_a_gate_or_is_for_anybody() -> None:
    assert {
        WishKind.SAFEGUARDING,
        WishKind.AGREE,
        WishKind.DISAGREE,
        WishKind.ACKNOWLEDGE,
        WishKind.QUESTION,
        WishKind.UNCLEAR,
    } == ANYBODYS
    assert {command.kind for command in COMMANDS.values()} <= set(WishKind)
    assert callable(act)
