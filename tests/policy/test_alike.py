"""Cases that may be of one family are pointed out to those who deploy a round (C23)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.model import Frame
from tests.policy.cast import CAT, MONDAY, council
from tests.policy.test_rounds import CASES, DAY, proposed


@pytest.mark.requirement("R-6.2-2")
@pytest.mark.parametrize(
    ("workers", "days", "noted"),
    [
        (("Ida Lowe", "Ida Lowe"), (MONDAY, MONDAY), True),
        (("Ida Lowe", "Jon Fell"), (MONDAY, MONDAY), False),
        (("Ida Lowe", "Ida Lowe"), (MONDAY, DAY), False),
        ((None, None), (MONDAY, MONDAY), False),
    ],
)
def test_cases_that_may_be_of_one_family_are_pointed_out(
    workers: tuple[str | None, str | None], days: tuple[date, date], noted: bool
) -> None:
    """C23: Annexe A has no family link; the same worker and the same day hint at one."""
    frame = Frame(
        MONDAY,
        tuple(
            case._replace(worker=worker, opened=day)
            for case, worker, day in zip(CASES[:2], workers, days, strict=True)
        ),
    )
    proposal = proposed(council(changed=[replace(CAT, capacity=2)]), frame=frame)
    assert len(proposal.audits) == 2
    assert bool(proposal.alike) is noted
    for note in proposal.alike:
        assert all(audit.ref in note for audit in proposal.audits)
