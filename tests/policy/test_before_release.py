"""Actions that could not wait are with the team while the audit is not: whatever state it is in."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.policy.actions import sign_off
from bot.policy.decision import Decision
from bot.policy.dispute_ends import settle
from bot.policy.disputes import disagree
from bot.policy.management_decisions import decide
from bot.policy.matters import (
    Dispute,
    DisputeOutcome,
    DisputeStep,
    ManagementDecision,
    ManagementDecisionStatus,
)
from bot.policy.model import OPEN_STATUSES, Action, Audit, AuditFile, Status
from bot.policy.said import WishKind
from tests.policy.cast import AUDIT, MONDAY, TARA, a_file, an_action, occasion, only, reading, wish

ACTION = an_action(1, days=5)
DECISION = ManagementDecision(
    "MD-1", AUDIT.ref, (ACTION.ref,), TARA.name, MONDAY, "case note", "moved away"
)
WAITING = ManagementDecisionStatus.WAITING
DISPUTE = Dispute(
    "DS-1", AUDIT.ref, (ACTION.ref,), TARA.name, MONDAY, "why", False, DisputeStep.TEAM, MONDAY
)
RELEASED = (Status.WITH_TEAM_MANAGER, Status.DISPUTED)


def signed_off(file: AuditFile) -> Decision:
    return sign_off(file, (), TARA, occasion())


def not_achievable(file: AuditFile) -> Decision:
    return decide(file, replace(DECISION, status=WAITING), True, "Sue Hart", occasion())


def not_required(file: AuditFile) -> Decision:
    return settle(file, DISPUTE, DisputeOutcome.NOT_REQUIRED, AUDIT.auditor, "", occasion())


@pytest.mark.requirement("R-9.6-3")
@pytest.mark.parametrize("ends", [signed_off, not_achievable, not_required])
@pytest.mark.parametrize("status", sorted(OPEN_STATUSES))
def test_the_last_open_action_closes_an_audit_only_once_it_is_with_the_team(
    status: Status, ends: Callable[[AuditFile], Decision]
) -> None:
    decision = ends(a_file(ACTION, status=status))

    audit, action = only(decision, Audit), only(decision, Action)
    assert isinstance(audit, Audit)
    assert isinstance(action, Action)
    assert audit.status is (Status.CLOSED if status in RELEASED else status)
    assert action.done_by


@pytest.mark.requirement("R-9.8-1")
@pytest.mark.parametrize("status", sorted(OPEN_STATUSES))
def test_what_could_not_wait_can_be_disputed_whatever_state_the_audit_is_in(status: Status) -> None:
    said = reading(wish(WishKind.DISAGREE))
    decision = disagree(a_file(ACTION, status=status), (), said, TARA, occasion())

    audit, dispute = only(decision, Audit), only(decision, Dispute)
    assert isinstance(audit, Audit)
    assert isinstance(dispute, Dispute)
    assert audit.status is (Status.DISPUTED if status in RELEASED else status)
    assert dispute.actions == (ACTION.ref,)
