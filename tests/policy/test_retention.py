"""When names, ids and words of an audit go, and what keeps them (A-29)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.council import Council, Hold
from bot.policy.model import ActionStatus, ConcernStatus, Status
from bot.policy.retention import Ended, concern_time_has_come, time_has_come
from tests.policy.cast import AUDIT, RULES, a_concern, a_file, an_action, on

DONE = date(2025, 12, 15)
CLOSED = replace(AUDIT, status=Status.CLOSED, completed_on=DONE, due=DONE)
# Four months to the review, then twelve.
COME = date(2027, 4, 15)
BEFORE = date(2027, 4, 14)


def ended(**changes: object) -> Ended:
    file = a_file(status=Status.CLOSED, completed_on=DONE, due=DONE)
    return Ended(replace(file, **changes), date(2025, 12, 1))  # type: ignore[arg-type]


def test_names_go_twelve_months_after_the_review_and_not_a_day_before() -> None:
    assert time_has_come(ended(), Council(), RULES, COME)
    assert not time_has_come(ended(), Council(), RULES, BEFORE)


def test_the_months_run_from_when_the_last_action_ended() -> None:
    late = replace(an_action(), status=ActionStatus.DONE, done_on=date(2026, 3, 10))
    assert not time_has_come(ended(actions=(late,)), Council(), RULES, COME)
    assert time_has_come(ended(actions=(late,)), Council(), RULES, date(2027, 7, 10))


@pytest.mark.parametrize(
    "kept",
    [
        ended(actions=(an_action(),)),
        ended(audit=replace(CLOSED, status=Status.DISPUTED)),
        ended(audit=replace(CLOSED, status=Status.PROPOSED)),
        replace(ended(), in_use=True),
    ],
)
def test_what_is_open_stays(kept: Ended) -> None:
    assert not time_has_come(kept, Council(), RULES, date(2040, 1, 1))


@pytest.mark.parametrize(
    ("hold", "stays"),
    [
        (Hold(AUDIT.ref), True),
        (Hold(AUDIT.ref.lower()), True),
        (Hold(AUDIT.child), True),
        (Hold(AUDIT.child, until=COME), True),
        (Hold(AUDIT.child, until=BEFORE), False),
        (Hold("AU-0000-00"), False),
    ],
)
def test_a_hold_keeps_an_audit_or_a_child_until_its_last_day(hold: Hold, stays: bool) -> None:
    assert time_has_come(ended(), Council(holds=(hold,)), RULES, COME) is not stays


@pytest.mark.parametrize("what", ["1001", "2002", "3003"])
def test_a_hold_keeps_a_child_under_every_id_that_annexe_a_has_had_for_it(what: str) -> None:
    """The audit knows the child by the second of its three ids."""
    ids = (("1001", "2002"), ("2002", "3003"))
    council = Council(holds=(Hold(what),), new_ids=ids)
    second = ended(audit=replace(CLOSED, child="2002"))
    assert not time_has_come(second, council, RULES, COME)


def test_the_months_run_from_the_review_whenever_that_is() -> None:
    rules = replace(RULES, compliance_months=6)
    assert not time_has_come(ended(), Council(), rules, COME)
    assert time_has_come(ended(), Council(), rules, date(2027, 6, 15))


def test_a_child_is_known_for_as_long_as_it_must_not_be_drawn_again() -> None:
    rules = replace(RULES, repeat_audit_months=24)
    assert not time_has_come(ended(), Council(), rules, COME)
    assert time_has_come(ended(), Council(), rules, date(2027, 12, 15))


@pytest.mark.parametrize(
    ("changes", "holds", "come"),
    [
        ({}, (), True),
        ({"decided_at": on(date(2025, 12, 16))}, (), False),
        ({"decided_at": None}, (), True),  # from when it was raised
        ({"status": ConcernStatus.WITH_TEAM}, (), False),
        ({}, (Hold("sg-1"),), False),
    ],
)
def test_a_concern_that_named_no_audit_goes_as_long_after_it_was_raised_with_the_team(
    changes: dict[str, object], holds: tuple[Hold, ...], come: bool
) -> None:
    raised = {"ref": "SG-1", "audit": None, "status": ConcernStatus.RAISED}
    concern = a_concern(**{**raised, "decided_at": on(DONE), **changes})
    assert concern_time_has_come(concern, Council(holds=holds), RULES, COME) is come
