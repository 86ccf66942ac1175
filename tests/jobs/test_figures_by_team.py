"""The figures of the tracking workbook: every audit and action of a team counted once."""

from dataclasses import replace
from datetime import date

import pytest

from bot.jobs.tracking.figures import figures
from bot.policy.model import ActionStatus, Status
from tests.policy.cast import a_file, an_action, policy

TODAY = date(2025, 12, 29)
SOON, LATE, FAR = date(2026, 1, 5), date(2025, 12, 22), date(2026, 2, 27)


@pytest.mark.requirement("R-B-4")
def test_each_audit_and_action_is_counted_once_by_how_it_stands() -> None:
    done = an_action(4, status=ActionStatus.DONE)
    ended = an_action(5, status=ActionStatus.NOT_ACHIEVABLE)
    files = [
        a_file(status=Status.ASSIGNED, due=FAR),
        a_file(status=Status.DEFERRED, due=SOON),
        a_file(status=Status.ACKNOWLEDGED, due=LATE),
        a_file(
            *(an_action(n, due) for n, due in enumerate((FAR, SOON, LATE), 1)),
            done,
            ended,
            status=Status.WITH_TEAM_MANAGER,
            completed_on=date(2025, 12, 12),
        ),
        a_file(status=Status.PROPOSED, due=None),
        a_file(status=Status.DISPENSED),
    ]
    table = figures(files, policy(), TODAY)
    assert table.rows == [("Protect", 1, 1, 1, 1, 1, 1, 1, 1)]
    assert [chart.title for chart in table.charts] == [
        "1 of 4 audits is overdue",
        "1 of 4 remedial actions is overdue",
    ]


def test_an_action_is_counted_with_the_team_that_it_is_with() -> None:
    moved = replace(an_action(1, SOON), team="Care")
    table = figures([a_file(moved, status=Status.CLOSED, completed_on=LATE)], policy(), TODAY)
    assert [row[0] for row in table.rows] == ["Care", "Protect"]
    assert table.charts[0].title == "No audit is overdue"


def test_an_empty_record_draws_nothing() -> None:
    assert figures([], policy(), TODAY).charts == ()
