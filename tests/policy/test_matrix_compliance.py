"""Recipient matrix, row 20: who gets a team's workbook after four months, To and Cc (R-10.2-2)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.policy.compliance_letters import (
    FOUR_MONTHS,
    MONTHLY,
    TO_RECORD,
    four_months,
    monthly,
    to_record,
)
from bot.policy.council import Absence, Council
from tests.policy.cast import (
    CORA,
    COUNCIL,
    DORA,
    HAL,
    LENA,
    SUE,
    TARA,
    TIM,
    an_action,
    away,
    occasion,
    sent,
)

ACTIONS = (replace(an_action(1), team="Protect"), replace(an_action(2), team="Protect"))
COUNTED = [("digest_line", CORA.name), ("digest_line", HAL.name)]  # d of the matrix


def without(*names: str, absences: Sequence[Absence] = ()) -> Council:
    """The council with these posts of the team vacant, and these people away."""
    teams = tuple(
        replace(
            team,
            manager=None if team.manager in names else team.manager,
            service_manager=None if team.service_manager in names else team.service_manager,
            strategic_lead=None if team.strategic_lead in names else team.strategic_lead,
        )
        for team in COUNCIL.teams
    )
    return Council(COUNCIL.people, teams, tuple(absences))


@pytest.mark.requirement("R-10.2-2")
@pytest.mark.parametrize(
    ("among", "to", "cc"),
    [
        (COUNCIL, TARA, [SUE, LENA]),
        (without(TARA.name), SUE, [LENA]),
        (without(SUE.name), TARA, [LENA]),
        (without(LENA.name), TARA, [SUE]),
        (without(TARA.name, SUE.name), LENA, []),
        (without(absences=[away(TARA, TIM)]), TIM, [SUE, LENA]),
        (without(absences=[away(TARA)]), SUE, [LENA]),
        (without(absences=[away(SUE)]), TARA, [LENA]),
        (without(absences=[away(LENA, DORA)]), TARA, [SUE, DORA]),
    ],
)
def test_the_four_month_workbook_goes_to_exactly_these(among: Council, to, cc) -> None:
    decision = four_months("Protect", ACTIONS, occasion(among=among))
    (letter,) = [letter for letter in decision.letters if letter.name == FOUR_MONTHS]
    assert (letter.to, letter.cc) == (to.name, tuple(person.name for person in cc))
    every = [(letter.name, letter.to) for letter in decision.letters]
    assert sorted(every) == sorted([(FOUR_MONTHS, to.name), *COUNTED])


def test_where_every_post_is_vacant_nobody_is_written_to() -> None:
    decision = four_months(
        "Protect", ACTIONS, occasion(among=without(TARA.name, SUE.name, LENA.name))
    )
    assert FOUR_MONTHS not in [letter.name for letter in decision.letters]


@pytest.mark.requirement("R-10.2-3")
def test_the_monthly_workbook_goes_to_the_team_manager_alone() -> None:
    decision = monthly("Protect", ACTIONS, "2026-01", occasion())
    (letter,) = decision.letters
    assert (letter.name, letter.to, letter.cc) == (MONTHLY, TARA.name, ())


@pytest.mark.requirement("R-10.1-1")
def test_the_consultant_head_records_or_who_stands_in() -> None:
    assert sent(to_record(ACTIONS, occasion())) == [(TO_RECORD, HAL.name)]
    among = without(absences=[away(HAL)])
    assert sent(to_record(ACTIONS, occasion(among=among))) == [(TO_RECORD, DORA.name)]
