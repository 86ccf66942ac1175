"""What is said last of a case, and what says nothing of whether it is open."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.policy.decision import Decision
from bot.policy.publication import CaseEvent, ChangeKind
from bot.store import case_events
from bot.store.saving import save
from bot.store.store import Store
from tests.policy.cast import occasion

CLOSED = CaseEvent(
    "CE-1", "5001", ChangeKind.CLOSED, date(2025, 12, 8), datetime(2025, 12, 8, 9, tzinfo=UTC)
)


def last_word(store: Store, later: ChangeKind) -> ChangeKind:
    after = replace(CLOSED, ref="CE-2", kind=later, seen_on=date(2025, 12, 15))
    with store.transaction() as work:
        save(work, Decision("noted", (CLOSED, after)), occasion(), about="AU-1")
        return case_events.latest(work)["5001"].kind


@pytest.mark.requirement("R-9.6-2")
@pytest.mark.parametrize(
    "later", [ChangeKind.MOVED, ChangeKind.ID_CHANGED, ChangeKind.UNALLOCATED], ids=str
)
def test_a_closed_case_stays_closed_whoever_holds_it_and_whatever_its_id(
    store: Store, later: ChangeKind
) -> None:
    assert last_word(store, later) is ChangeKind.CLOSED


@pytest.mark.requirement("R-9.7-1")
@pytest.mark.parametrize("later", [ChangeKind.REOPENED, ChangeKind.CLOSURE_REVERSED], ids=str)
def test_a_closed_case_that_is_back_is_open(store: Store, later: ChangeKind) -> None:
    assert last_word(store, later) is later
