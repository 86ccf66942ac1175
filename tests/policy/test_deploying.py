"""A proposal may be days old: whoever cannot audit any more is replaced when it is deployed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.conflicts import conflict
from bot.policy.council import Absence, Conflict, Council
from bot.policy.deploying import deploy
from bot.policy.model import Audit, Status
from bot.policy.proposals import Proposal
from tests.policy.cast import COUNCIL, MONDAY, council, occasion, readers
from tests.policy.test_rounds import proposed


def deployed(proposal: Proposal, now: Council) -> tuple[list[Audit], list[str], list[str]]:
    """The audits, who gets an assignment, and the lines of history about each audit."""
    decision = deploy(proposal.round, proposal.audits, occasion(MONDAY, now), "Cora Bell")
    audits = [r for r in decision.records if isinstance(r, Audit)]
    return audits, readers(decision, "assignment"), [what for _, what in decision.notes]


@pytest.mark.requirement("R-7.2-3", "R-6.4-1")
def test_an_auditor_who_has_gone_on_leave_since_is_replaced_and_history_says_why() -> None:
    proposal = proposed()
    gone = proposal.audits[0]
    away = Absence(gone.auditor, date(2025, 12, 1), date(2026, 1, 30))
    audits, told, notes = deployed(proposal, council(away))
    given = next(a for a in audits if a.ref == gone.ref)
    assert given.auditor != gone.auditor
    assert gone.auditor not in told
    assert f"instead of {gone.auditor}, who cannot: away for" in notes[0]
    assert conflict(COUNCIL.person(given.auditor), gone, COUNCIL, date(2025, 12, 1)) is None


@pytest.mark.requirement("R-5.2-1")
def test_an_auditor_with_a_conflict_declared_since_is_replaced() -> None:
    proposal = proposed()
    first = proposal.audits[0]
    declared = Conflict(first.auditor, child=first.child, reason="a neighbour")
    audits, _, notes = deployed(proposal, replace(COUNCIL, conflicts=(declared,)))
    assert next(a for a in audits if a.ref == first.ref).auditor != first.auditor
    assert "who has a conflict now" in notes[0]


@pytest.mark.requirement("R-6.4-1")
def test_an_audit_that_nobody_can_take_any_more_is_withdrawn_and_nobody_is_written_to() -> None:
    proposal = proposed()
    nobody = replace(COUNCIL, people=tuple(replace(p, trained=False) for p in COUNCIL.people))
    audits, told, notes = deployed(proposal, nobody)
    assert {a.status for a in audits} == {Status.WITHDRAWN}
    assert told == []
    assert all("nobody else is free" in note for note in notes)
