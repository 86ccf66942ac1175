"""Who is asked for what once a case has closed while its audit went on (9.6)."""

import pytest

from bot.policy.decision import Letter
from bot.policy.model import Status
from bot.policy.moving import owed_on_closure
from bot.policy.still_owed import Now, why_withhold
from tests.policy.cast import ADA, HAL, TARA, a_file, occasion
from tests.policy.matrix_events import CLOSED

pytestmark = pytest.mark.requirement("R-9.6-2")

FINISHED = (Status.DISPENSED, Status.AWAITING_CONSENSUS, Status.IN_QA)


def closed_during(status: Status) -> dict[str, Letter]:
    """The letters of the closure, by their reader."""
    (owed,) = owed_on_closure(a_file(status=status), CLOSED, occasion())
    return {letter.to: letter for letter in owed.decision.letters if not letter.digest}


@pytest.mark.parametrize("status", [Status.ACKNOWLEDGED, Status.DEFERRED, Status.COMPLETED])
def test_an_auditor_who_has_not_finished_is_asked_to_finish(status: Status) -> None:
    letters = closed_during(status)
    assert letters.keys() == {ADA.name, TARA.name, HAL.name}
    assert all(letter.facts["waits_for_auditor"] for letter in letters.values())


@pytest.mark.parametrize("status", FINISHED)
def test_an_auditor_who_has_finished_or_is_excused_is_not_asked_to_finish(status: Status) -> None:
    letters = closed_during(status)
    assert letters.keys() == {TARA.name, HAL.name}
    assert not any(letter.facts["waits_for_auditor"] for letter in letters.values())


@pytest.mark.parametrize("status", FINISHED)
def test_an_auditor_who_has_finished_since_is_not_asked_any_more(status: Status) -> None:
    letters = closed_during(Status.ASSIGNED)
    now = Now(a_file(status=status))
    assert why_withhold(letters[ADA.name], now) == "the audit is no longer waiting for its auditor"
    assert why_withhold(letters[TARA.name], now) is None
