"""The life of an audit: what leads where, what is refused and why, and that all else goes by it."""

import ast
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.life import LIFE, Event, after, refusal
from bot.policy.model import OPEN_STATUSES, WITH_AUDITOR, Status
from tests.house.imports import ROOT
from tests.policy.cast import AUDIT

ENDS = {Status.CLOSED, Status.WITHDRAWN}


@pytest.mark.requirement("R-7.2-1", "R-6.5-2")
@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("status", Status)
def test_what_may_happen_happens_and_all_else_is_refused_with_a_reason(
    status: Status, event: Event
) -> None:
    audit = replace(AUDIT, status=status)
    if status in LIFE[event]:
        assert refusal(audit, event) is None
        assert after(audit, event) == replace(audit, status=LIFE[event][status])
        return
    reason = refusal(audit, event) or ""
    assert reason.startswith(f"{AUDIT.ref} is {status.value[0].lower()}{status.value[1:]}; only")
    assert reason.endswith(f"can be {event.value}")
    with pytest.raises(ValueError, match=AUDIT.ref):
        after(audit, event)


def test_every_state_is_reached_from_a_proposal_and_every_open_one_can_end() -> None:
    steps = {(before, to) for leads in LIFE.values() for before, to in leads.items()}
    reached, ending = {Status.PROPOSED}, set(ENDS)
    for _ in Status:
        reached |= {to for before, to in steps if before in reached}
        ending |= {before for before, to in steps if to in ending}
    assert reached == set(Status)
    assert ending == set(Status)


@pytest.mark.parametrize("end", sorted(ENDS))
def test_what_has_ended_stays_ended(end: Status) -> None:
    assert all(end not in leads for leads in LIFE.values())


@given(st.lists(st.sampled_from(Event), max_size=30))
def test_whatever_happens_an_audit_is_open_or_has_ended(events: list[Event]) -> None:
    audit = replace(AUDIT, status=Status.PROPOSED)
    for event in events:
        if refusal(audit, event) is None:
            audit = after(audit, event)
    assert audit.status in OPEN_STATUSES | ENDS | {Status.PROPOSED}
    assert replace(audit, status=AUDIT.status) == AUDIT  # nothing but the state has changed


def test_a_reminder_is_for_those_who_have_it() -> None:
    assert set(WITH_AUDITOR) == set(LIFE[Event.DEFER])


def test_no_state_is_set_but_by_the_table() -> None:
    """`replace(audit, status=Status.…)` would go round it; UNDO puts back whole records instead."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "replace"
        and any(k.arg == "status" and _is_audit_status(k.value) for k in node.keywords)
    ]
    assert found == []


def _is_audit_status(value: ast.expr) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "Status" for n in ast.walk(value))
