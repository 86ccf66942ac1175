"""Remedial actions are signed off by the team's own managers, named or all (9.3, 9.4)."""

import pytest

from bot.policy.actions import sign_off
from bot.policy.council import Council, Person
from bot.policy.decision import Decision
from bot.policy.model import Action, ActionStatus, Audit, Status
from bot.policy.owners import is_owner
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CORA,
    COUNCIL,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SUE,
    TARA,
    TIM,
    TOM,
    WILL,
    a_file,
    an_action,
    away,
    council,
    occasion,
    only,
    readers,
    the_letter,
)

ONE, TWO, DONE = an_action(1), an_action(2), an_action(3, status=ActionStatus.DONE)
FILE = a_file(ONE, TWO, DONE, status=Status.WITH_TEAM_MANAGER)


def closed(decision: Decision) -> dict[str, ActionStatus]:
    return {r.ref: r.status for r in decision.records if isinstance(r, Action)}


@pytest.mark.requirement("R-9.2-1", "R-9.3-2")
@pytest.mark.parametrize(
    ("person", "among", "owner"),
    [
        *((p, COUNCIL, True) for p in (TARA, SUE, LENA)),
        *((p, COUNCIL, False) for p in (TIM, TOM, ADA, WILL, PIERS, HAL, CORA)),
        (BEN, council(away(TARA, BEN)), True),
        (TARA, council(away(TARA, BEN)), True),  # she answers from her leave
        (SUE, council(without=[TARA]), True),
    ],
)
def test_only_the_managers_of_the_team_and_their_cover_own_its_actions(
    person: Person, among: Council, owner: bool
) -> None:
    assert is_owner(person, AUDIT, occasion(MONDAY, among)) is owner


@pytest.mark.requirement("R-9.3-2")
@pytest.mark.parametrize(
    ("refs", "done"),
    [
        ((), {ONE.ref, TWO.ref}),
        ((AUDIT.ref,), {ONE.ref, TWO.ref}),  # the audit alone is named
        ((ONE.ref,), {ONE.ref}),
        ((AUDIT.ref, TWO.ref), {TWO.ref}),
        ((ONE.ref, TWO.ref), {ONE.ref, TWO.ref}),
        ((ONE.ref, DONE.ref), {ONE.ref}),
        ((DONE.ref,), set()),
        ((an_action(9).ref,), set()),
    ],
)
def test_the_named_actions_are_meant_and_all_open_ones_if_none_is_named(
    refs: tuple[str, ...], done: set[str]
) -> None:
    signed = sign_off(FILE, refs, TARA, occasion())
    assert closed(signed) == dict.fromkeys(done, ActionStatus.DONE)
    if not done:
        assert signed == Decision("no change: none of these actions is open")


@pytest.mark.requirement("R-9.3-2", "R-9.6-3")
@pytest.mark.parametrize(
    ("refs", "status", "note"),
    [
        ((ONE.ref,), Status.WITH_TEAM_MANAGER, "1 remedial action signed off by Tara Penn; 1 open"),
        ((), Status.CLOSED, "2 remedial actions signed off by Tara Penn; 0 open"),
    ],
)
def test_the_last_action_closes_the_audit(refs: tuple[str, ...], status: Status, note: str) -> None:
    decision = sign_off(FILE, refs, TARA, occasion())
    assert only(decision, Audit).status is status
    assert decision.note == note
    assert {a.done_on for a in decision.records if isinstance(a, Action)} == {MONDAY}


@pytest.mark.requirement("R-9.3-2")
def test_the_receipt_says_what_is_done_and_what_is_open() -> None:
    letter = the_letter(sign_off(FILE, (ONE.ref,), TARA, occasion()), "action_receipt")
    assert letter.to == TARA.name
    assert [a["ref"] for a in letter.facts["done"]] == [ONE.ref]
    assert [a["ref"] for a in letter.facts["open"]] == [TWO.ref]


@pytest.mark.requirement("R-9.3-2")
@pytest.mark.parametrize("person", [SUE, LENA])
def test_who_signs_off_in_the_managers_place_has_a_receipt_and_so_has_the_manager(
    person: Person,
) -> None:
    decision = sign_off(FILE, (), person, occasion())
    assert readers(decision, "action_receipt") == [TARA.name, person.name]
