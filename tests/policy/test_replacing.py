"""A case that closed before its audit began: the next reserve, in the order of the draw (9.6)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.council import Conflict, Council
from bot.policy.decision import Decision
from bot.policy.model import Audit, AuditFile, Case, Status
from bot.policy.moving import owed_on_closure
from bot.policy.panels import Panel, PanelKind, PanelStatus
from bot.policy.publication import CaseEvent, ChangeKind
from bot.policy.replacing import CONTINUE, REPLACE, by_reserve, next_reserve
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.policy.round_parts import Reserve, Withdrawal
from tests.policy.cast import (
    ADA,
    AUDIT,
    CALENDAR,
    CAT,
    COUNCIL,
    HAL,
    MONDAY,
    WILL,
    a_case,
    a_file,
    occasion,
    on,
    only,
    readers,
    sent,
    the_letter,
)
from tests.policy.test_rounds import proposed

pytestmark = pytest.mark.requirement("R-9.6-1")

CLOSED = CaseEvent("CE-1", AUDIT.child, ChangeKind.CLOSED, MONDAY, on(MONDAY), MONDAY)
LATER = date(2025, 12, 8)
STRATUM = AUDIT.stratum
OTHER = "In need, CYPIC"
ROUND = replace(
    proposed().round,
    reserves=(Reserve("7", OTHER), Reserve("8", STRATUM), Reserve("9", STRATUM)),
)
FRAME = {child: a_case(child, stratum=STRATUM) for child in ("7", "8", "9")}


def a_drawn_file(**changes: object) -> AuditFile:
    return replace(a_file(**changes), round=ROUND)


def replaced(file: AuditFile, case: Case | None = FRAME["8"], among: Council = COUNCIL) -> Decision:
    return by_reserve(file, case, "Cora Bell", occasion(LATER, among, cause="decision"))


@pytest.mark.parametrize(
    ("gone", "taken", "expected"),
    [
        ((), (), "8"),
        (("8",), (), "9"),  # closed meanwhile
        ((), ("8",), "9"),  # audited in place of another
        (("8", "9"), (), None),  # never of another stratum
    ],
)
def test_the_next_reserve_of_the_stratum_that_is_open_and_free_is_taken(
    gone: tuple[str, ...], taken: tuple[str, ...], expected: str | None
) -> None:
    frame = {child: case for child, case in FRAME.items() if child not in gone}
    found = next_reserve(a_drawn_file(), frame, taken)
    assert (found.child if found else None) == expected


def test_the_first_audit_stays_in_the_count_and_the_reserve_has_its_own_time() -> None:
    decision = replaced(a_drawn_file())
    old, new = (r for r in decision.records if isinstance(r, Audit))
    assert (old.status, old.withdrawn) == (Status.WITHDRAWN, Withdrawal.CLOSED_BEFORE)
    assert (new.child, new.status, new.auditor) == ("8", Status.ASSIGNED, ADA.name)
    assert (new.replaces, new.round) == (old.ref, old.round)
    assert new.due == new.original_due == CALENDAR.add(LATER, 20)
    assert sent(decision) == [
        ("audit_replaced", ADA.name),
        ("audit_called_off", WILL.name),
        ("assignment", ADA.name),
        ("audit_under_way", WILL.name),
    ]
    letter = the_letter(decision, "audit_replaced")
    assert (letter.cc, letter.facts["instead"]) == ((HAL.name,), new.ref)


def test_an_auditor_in_conflict_with_the_reserve_gives_way_to_another() -> None:
    among = replace(COUNCIL, conflicts=(Conflict(ADA.name, child="8"),))
    decision = replaced(a_drawn_file(), among=among)
    assert readers(decision, "assignment") == [CAT.name]
    assert the_letter(decision, "audit_replaced").facts["instead"] is None


def test_without_a_reserve_the_audit_ends_and_its_auditor_learns_it() -> None:
    decision = replaced(a_drawn_file(), None)
    assert only(decision, Audit).withdrawn is Withdrawal.CLOSED_BEFORE
    assert readers(decision, "assignment") == []
    assert "no reserve can be audited instead" in decision.note


def test_the_choice_for_quality_assurance_passes_on_with_the_audit() -> None:
    review = Review("QA-1", AUDIT.ref, AUDIT.round, ReviewKind.QUALITY)
    decision = replaced(replace(a_drawn_file(), review=review))
    old, new = (r for r in decision.records if isinstance(r, Review))
    assert (old.ref, old.status) == ("QA-1", ReviewStatus.CANCELLED)
    assert new.status is ReviewStatus.SEALED
    assert new.audit != AUDIT.ref


def test_a_panel_moves_to_the_reserve_as_a_whole() -> None:
    panel = Panel("PN-1", AUDIT.round, AUDIT.child, PanelKind.CONSENSUS, AUDIT.ref)
    other = a_drawn_file(ref="AU-2", auditor=CAT.name, panel="PN-1")
    first = replace(a_drawn_file(panel="PN-1"), panel=panel, others=(other,))
    decision = replaced(first)
    begun, ended = (r for r in decision.records if isinstance(r, Panel))
    assert (ended.ref, ended.status) == ("PN-1", PanelStatus.DISSOLVED)
    going = [r for r in decision.records if isinstance(r, Audit) and r.status is Status.ASSIGNED]
    assert {a.auditor for a in going} == {ADA.name, CAT.name}
    assert {a.panel for a in going} == {begun.ref}
    assert (begun.child, begun.lead) == ("8", going[0].ref)


def test_the_worker_of_a_panels_case_is_told_once_that_it_is_not_audited() -> None:
    panel = Panel("PN-1", AUDIT.round, AUDIT.child, PanelKind.CONSENSUS, AUDIT.ref)
    other = a_drawn_file(ref="AU-2", auditor=CAT.name, panel="PN-1")
    decision = replaced(replace(a_drawn_file(panel="PN-1"), panel=panel, others=(other,)))
    assert readers(decision, "audit_replaced") == [ADA.name, CAT.name]
    assert readers(decision, "audit_called_off") == [WILL.name]


@pytest.mark.parametrize(
    ("status", "asked"),
    [(Status.ASSIGNED, True), (Status.ACKNOWLEDGED, True), (Status.DEFERRED, False)],
)
def test_a_person_is_asked_unless_the_audit_has_surely_begun(status: Status, asked: bool) -> None:
    file = a_drawn_file(status=status)
    (owed,) = owed_on_closure(file, CLOSED, occasion(MONDAY))
    assert [q.choices for q in owed.decision.questions] == [(REPLACE, CONTINUE)] * asked
    if not asked:
        assert replaced(file).records == ()
