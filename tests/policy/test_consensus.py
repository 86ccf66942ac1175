"""An inter-rater exercise is compared section by section, whoever gave which grade (8.1)."""

from dataclasses import replace

import pytest

from bot.policy.consensus import Together, moderator_for, settle
from bot.policy.council import Person
from bot.policy.form import AuditReturn, GradeGiven
from bot.policy.model import AuditFile, Status
from bot.policy.panels import Panel, PanelKind
from tests.policy.cast import ADA, AUDIT, BEN, CAT, DORA, HAL, MONDAY, a_file, occasion


def found_by(ref: str, auditor: str, assessment: str, planning: str) -> AuditFile:
    file = a_file(status=Status.AWAITING_CONSENSUS, completed_on=MONDAY)
    grades = (GradeGiven("Assessment", assessment), GradeGiven("Planning", planning))
    returned = AuditReturn(
        ref, auditor, "1", MONDAY, grades=grades, actions_required=False, safeguarding=False
    )
    audit = replace(file.audit, ref=ref, auditor=auditor, panel="PN-1")
    return replace(file, audit=audit, returned=returned)


@pytest.mark.requirement("R-8.1-5")
def test_an_exercise_is_compared_by_each_criterion() -> None:
    files = (
        found_by(AUDIT.ref, ADA.name, "Good", "Good"),
        found_by("AU-2", CAT.name, "Good", "Inadequate"),
    )
    panel = Panel("PN-1", AUDIT.round, AUDIT.child, PanelKind.INTER_RATER, AUDIT.ref)
    compared = settle(Together(panel, files), occasion())
    assert compared is not None
    letters = [x for x in compared.letters if x.name == "exercise_compared"]
    assert {ADA.name, CAT.name} < {x.to for x in letters}
    assert letters[0].facts["criteria"] == [
        {"section": "Assessment", "grades": "Good 2"},
        {"section": "Planning", "grades": "Good 1, Inadequate 1"},
    ]


@pytest.mark.requirement("R-8.1-2")
@pytest.mark.parametrize(
    ("auditors", "moderator"),
    [((ADA, BEN), CAT), ((ADA, CAT), HAL), ((HAL, CAT), DORA), ((HAL, CAT, DORA), None)],
)
def test_nobody_moderates_a_panel_of_their_own(
    auditors: tuple[Person, ...], moderator: Person | None
) -> None:
    files = tuple(
        found_by(f"AU-{number}", auditor.name, "Good", "Good")
        for number, auditor in enumerate(auditors)
    )
    panel = Panel("PN-1", AUDIT.round, AUDIT.child, PanelKind.CONSENSUS, "AU-0")
    assert moderator_for(Together(panel, files), occasion()) == moderator
