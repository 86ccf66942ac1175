"""Who answers a concern, and what an answer does (R-9.1-3)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.council import Person
from bot.policy.model import Concern, ConcernStatus
from bot.policy.safeguarding import acknowledge, may_acknowledge, raise_concern, widen
from tests.policy.cast import (
    ADA,
    BEN,
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    MONDAY,
    PIERS,
    SAM,
    SUE,
    TARA,
    TIM,
    TOM,
    WILL,
    a_concern,
    auditor,
    occasion,
    on,
    only,
    sent,
)


def raised() -> Concern:
    return only(raise_concern(a_concern(), occasion()), Concern)


@pytest.mark.requirement("R-9.1-3", "R-9.1-5")
def test_an_acknowledgement_stops_the_chase_and_erases_the_words() -> None:
    concern = raised()
    later = occasion(on(MONDAY, 11), cause="mail 2")
    decision = acknowledge(concern, LENA, "I will ring Tara Penn at two.", later)
    answered = only(decision, Concern)
    assert answered.status is ConcernStatus.ACKNOWLEDGED
    assert (answered.acknowledged_by, answered.acknowledged_at) == (LENA.name, on(MONDAY, 11))
    # In four office hours it is asked how it will be raised: this was no labelled answer.
    assert (answered.words, answered.next_rung_at) == ("", on(MONDAY, 15))
    assert widen(answered, occasion(on(date(2026, 1, 5)))) is None
    assert sent(decision) == [
        ("safeguarding_thanks", LENA.name),
        ("safeguarding_answered", ADA.name),
    ]


@pytest.mark.requirement("R-9.1-3")
@pytest.mark.parametrize(
    ("person", "may"),
    [
        *((p, True) for p in (LENA, PIERS, SUE, DORA)),
        *((p, False) for p in (ADA, BEN, TARA, WILL, TIM, TOM, SAM, HAL, CORA)),
    ],
)
def test_only_those_whom_the_chain_names_may_acknowledge(person: Person, may: bool) -> None:
    concern = raised()
    assert may_acknowledge(concern, person, occasion()) is may


@pytest.mark.requirement("R-9.1-6")
def test_who_raised_it_can_never_be_the_one_who_answers() -> None:
    zoe = auditor("Zoe Nash", *LENA.roles)
    among = replace(COUNCIL, people=(*COUNCIL.people, zoe))
    concern = a_concern(raised_by=zoe.name, told=(zoe.name,))
    assert not may_acknowledge(concern, zoe, occasion(MONDAY, among))
