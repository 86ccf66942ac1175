"""The month's random sample of audits that peers have done: never by their auditors (R-5.2-3)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.council import Council
from bot.policy.model import AuditFile, Status
from bot.policy.peer_reviews import month_before, peer_reviews
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from tests.policy.cast import ADA, CAT, COUNCIL, HAL, RULES, a_file, away, council, occasion, only

pytestmark = pytest.mark.requirement("R-5.2-3")

DAY = date(2026, 1, 2)


def done(number: int, auditor: str = ADA.name, **changes: object) -> AuditFile:
    return a_file(ref=f"AU-{number}", auditor=auditor, status=Status.CLOSED, **changes)


def drawn(files: list[AuditFile], among: Council = COUNCIL, *looked_at: str) -> list[Review]:
    found = peer_reviews(files, looked_at, occasion(DAY, among, cause="peer reviews 2026-01"))
    return [only(decision, Review) for _, decision in found]


def test_a_sample_is_given_to_reviewers_who_are_neither_auditors_nor_the_same_twice() -> None:
    found = drawn([done(n) for n in range(20)])
    assert len(found) == RULES.peer_reviews
    assert {r.reviewer for r in found} == {HAL.name, CAT.name}
    assert {(r.kind, r.status) for r in found} == {(ReviewKind.PEER, ReviewStatus.WITH_REVIEWER)}


def test_who_audited_does_not_review() -> None:
    found = drawn([done(n, CAT.name) for n in range(9)])
    assert {r.reviewer for r in found} == {HAL.name}
    assert drawn([done(1, CAT.name)], council(away(HAL))) == []


def test_what_is_not_done_or_has_been_looked_at_or_was_of_a_panel_is_left_out() -> None:
    begun = replace(done(1), audit=replace(done(1).audit, status=Status.IN_QA))
    assert drawn([begun, done(2, panel="PN-1"), done(3)], COUNCIL, "AU-3") == []


@given(st.permutations(range(12)))
def test_the_order_of_the_audits_does_not_steer_the_sample(order: list[int]) -> None:
    sample = {r.audit for r in drawn([done(n) for n in range(12)])}
    assert {r.audit for r in drawn([done(n) for n in order])} == sample


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 1, 2), date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_the_sample_is_of_the_calendar_month_before(today: date, first: date, last: date) -> None:
    assert month_before(today) == (first, last)
