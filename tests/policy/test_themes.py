"""Themes and inspections: on which days they are drawn, which cases are theirs, and how many."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.model import Case
from bot.policy.plans import Plan, inspection, monthly, thematic
from bot.policy.round_parts import RoundKind
from bot.policy.themes import (
    Inspection,
    Repeat,
    Theme,
    is_over,
    months_after,
    occurrences,
    owed,
    why_not,
)
from tests.policy.cast import CALENDAR, COUNCIL, MONDAY, a_case, policy

ONE_DAY = Theme("Neglect", date(2026, 2, 2), None, 5)
MONTHS = replace(ONE_DAY, end=date(2026, 4, 30), repeat=Repeat.MONTHLY)


@pytest.mark.requirement("R-4.2-2")
@pytest.mark.parametrize(
    ("theme", "days"),
    [
        (ONE_DAY, [date(2026, 2, 2)]),
        (replace(ONE_DAY, start=date(2026, 2, 1)), [date(2026, 2, 2)]),  # a Sunday
        (replace(ONE_DAY, end=date(2026, 2, 27)), [date(2026, 2, 2)]),  # over a longer time, once
        (MONTHS, [date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 2)]),
        (
            replace(MONTHS, start=date(2026, 1, 31)),  # no 31st in February and April
            [date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 30)],
        ),
        (
            replace(MONTHS, repeat=Repeat.FORTNIGHTLY, end=date(2026, 3, 3)),
            [date(2026, 2, 2), date(2026, 2, 16), date(2026, 3, 2)],
        ),
    ],
)
def test_a_theme_is_drawn_on_its_days_and_no_others(theme: Theme, days: list[date]) -> None:
    assert list(occurrences(theme, CALENDAR)) == days


@pytest.mark.requirement("R-4.2-2")
@pytest.mark.parametrize(
    ("theme", "today", "day"),
    [
        (ONE_DAY, date(2026, 2, 1), None),
        (ONE_DAY, date(2026, 2, 2), date(2026, 2, 2)),
        (ONE_DAY, date(2026, 2, 20), date(2026, 2, 2)),  # late is better than never
        (ONE_DAY, date(2026, 3, 6), None),  # but last year's row is not drawn today
        (MONTHS, date(2026, 3, 31), date(2026, 3, 2)),
        (MONTHS, date(2026, 4, 29), date(2026, 4, 2)),  # of several missed ones the newest
        (MONTHS, date(2026, 5, 1), None),
    ],
)
def test_the_newest_day_that_has_come_is_owed(theme: Theme, today: date, day: date | None) -> None:
    assert owed(theme, today, CALENDAR) == day


@pytest.mark.requirement("R-8.1-3")
def test_a_theme_is_over_once_its_last_day_has_passed() -> None:
    assert [is_over(ONE_DAY, date(2026, 2, d), CALENDAR) for d in (1, 2, 3)] == [False, False, True]
    assert not is_over(MONTHS, date(2026, 4, 30), CALENDAR)
    assert is_over(MONTHS, date(2026, 5, 1), CALENDAR)


@pytest.mark.parametrize(
    ("theme", "case", "fits"),
    [
        (ONE_DAY, a_case(), True),
        (replace(ONE_DAY, teams=("CP Team",)), a_case(), True),  # as an alias of Protect
        (replace(ONE_DAY, teams=("Care",)), a_case(), False),
        (replace(ONE_DAY, statuses=("child PROTECTION",)), a_case(), True),
        (replace(ONE_DAY, statuses=("Looked after",)), a_case(), False),
        (replace(ONE_DAY, service_areas=("CYPIC", "Safeguarding")), a_case(), True),
        (replace(ONE_DAY, service_areas=("CYPIC",)), a_case(), False),
        (replace(ONE_DAY, lists=(6, 7)), a_case(), True),
        (replace(ONE_DAY, lists=(8,)), a_case(), False),
        (replace(ONE_DAY, lists=(6,), teams=("Care",)), a_case(), False),
        (replace(ONE_DAY, teams=("Nowhere",)), a_case(team="Elsewhere"), False),
    ],
)
def test_a_case_is_of_the_theme_if_it_fits_all_that_is_named(
    theme: Theme, case: Case, fits: bool
) -> None:
    assert (why_not(theme, case, COUNCIL) is None) is fits


@pytest.mark.requirement("R-6.2-2", "R-8.1-1")
@pytest.mark.parametrize(
    ("plan", "slots", "cases", "panels"),
    [
        (replace(monthly(policy(), MONDAY), panel_share=0.4), 17, 14, 3),  # 3 pairs and 11 others
        (replace(monthly(policy(), MONDAY), panel_share=0.4), 4, 4, 0),
        (replace(monthly(policy(), MONDAY), panel_share=0.0), 17, 17, 0),
        (replace(monthly(policy(), MONDAY), panel_share=0.5, auditors=3), 17, 13, 2),
        (thematic(replace(ONE_DAY, auditors=2), MONDAY, COUNCIL), 6, 3, 3),
        (thematic(replace(ONE_DAY, auditors=2), MONDAY, COUNCIL), 17, 5, 5),
        (thematic(ONE_DAY, MONDAY, COUNCIL), 3, 3, 0),
        (inspection(Inspection("Ofsted", MONDAY, None, ("1", "2")), ("1", "2"), 1), 9, 2, 0),
        (Plan(RoundKind.INTER_RATER, "", "", cases=1, auditors=6), 4, 1, 1),
        (monthly(policy(), MONDAY), 0, 0, 0),
    ],
)
def test_what_auditors_can_take_on_is_shared_between_panels_and_single_audits(
    plan: Plan, slots: int, cases: int, panels: int
) -> None:
    assert plan.sizes(slots) == (cases, panels)
    used = panels * plan.auditors + cases - panels
    assert used <= slots or plan.kind is RoundKind.INTER_RATER


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2025, 12, 1), 6, date(2026, 6, 1)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    start: date, months: int, day: date
) -> None:
    assert months_after(start, months) == day
