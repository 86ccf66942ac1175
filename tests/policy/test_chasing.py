"""What is owed about audits that are due or late: each rung once, to the right reader."""

from dataclasses import replace
from datetime import date

import pytest

from bot.policy.council import Absence, Council, Person
from bot.policy.model import WITH_AUDITOR, RequestStatus, Status
from tests.policy.cast import (
    ADA,
    BEN,
    CAT,
    CORA,
    COUNCIL,
    DORA,
    DUE,
    HAL,
    LENA,
    PIERS,
    SAM,
    a_file,
    a_request,
    away,
    council,
    sent,
)
from tests.policy.ladders import after, letters, owed, steps

# --- before the due date --------------------------------------------------------------------------


@pytest.mark.requirement("R-B-2")
@pytest.mark.parametrize(
    ("left", "rung"),
    [(11, None), (10, 10), (9, 10), (6, 10), (5, 5), (2, 5), (1, 1), (0, 1)],
)
def test_a_reminder_is_owed_from_its_day_until_a_more_urgent_one(
    left: int, rung: int | None
) -> None:
    found = owed(a_file(), after(-left))
    assert [one.step for one in found] == (
        [f"reminder {rung} of 2025-12-31 for Ada Marsh"] if rung else []
    )
    assert letters(a_file(), after(-left)) == ([("reminder", ADA.name)] if rung else [])


@pytest.mark.requirement("R-B-1", "R-B-2")
def test_over_its_whole_life_an_audit_owes_each_rung_once() -> None:
    due_for = "of 2025-12-31 for Ada Marsh"
    assert steps(a_file(), date(2025, 12, 1), date(2026, 3, 2)) == [
        *(f"reminder {n} {due_for}" for n in (10, 5, 1)),
        *(f"overdue {n} {due_for}" for n in (1, 3, 5, 10, 15)),
    ]


@pytest.mark.requirement("R-B-1")
def test_after_an_outage_only_the_highest_rung_is_owed() -> None:
    assert letters(a_file(), after(12)) == [("overdue_escalated", HAL.name)]
    assert letters(a_file(), after(-1)) == [("reminder", ADA.name)]


@pytest.mark.requirement("R-B-2")
def test_a_deferred_audit_climbs_a_new_ladder() -> None:
    later = a_file(due=date(2026, 1, 14), deferrals=1)
    assert [o.step for o in owed(later, date(2026, 1, 13))] == [
        "reminder 1 of 2026-01-14 for Ada Marsh"
    ]


@pytest.mark.requirement("R-B-2")
@pytest.mark.parametrize("status", [s for s in Status if s not in WITH_AUDITOR])
def test_an_audit_that_is_not_with_its_auditor_is_not_chased(status: Status) -> None:
    assert letters(a_file(status=status), after(-1)) == []
    assert letters(a_file(status=status), after(5)) == []


LAST_DAY_AWAY = date(2025, 12, 18)


@pytest.mark.requirement("R-7.2-3", "R-B-2")
def test_nobody_is_reminded_on_leave_but_when_they_are_back() -> None:
    among = council(Absence(ADA.name, date(2025, 12, 10), LAST_DAY_AWAY))
    assert owed(a_file(), date(2025, 12, 16), among) == []
    assert letters(a_file(), date(2025, 12, 19), among) == [("reminder", ADA.name)]


@pytest.mark.requirement("R-7.2-2", "R-7.2-3")
def test_those_who_keep_count_learn_at_once_that_an_auditor_comes_back_too_late() -> None:
    among = council(Absence(ADA.name, date(2025, 12, 10), DUE))
    (first,) = owed(a_file(), date(2025, 12, 10), among)
    (again,) = owed(a_file(), date(2025, 12, 30), among)
    assert first.step == again.step  # told once
    assert [(x.to, x.digest) for x in first.decision.letters] == [
        (CORA.name, True),
        (HAL.name, True),
    ]
    assert first.decision.note == (
        "due Wednesday 31 December 2025, but Ada Marsh is away until Wednesday 31 December 2025"
    )


def test_who_has_left_is_not_reminded_and_the_line_above_is_told_when_it_is_late() -> None:
    among = council(changed=[replace(ADA, end=date(2025, 12, 5))])
    assert letters(a_file(), after(-1), among) == []
    assert letters(a_file(), after(1), among) == [("overdue_escalated", SAM.name)]


# --- chain D: an overdue audit is the auditor's lateness ------------------------------------------


@pytest.mark.requirement("R-B-5", "R-6.4-3")
@pytest.mark.parametrize(
    ("over", "told"),
    [
        (0, [("reminder", ADA)]),
        (1, [("overdue", ADA)]),
        (3, [("overdue", ADA)]),
        (5, [("overdue_escalated", SAM)]),  # Ada's manager, not the case's
        (10, [("overdue_escalated", HAL)]),
        (15, [("overdue_escalated", LENA), ("overdue_escalated", HAL)]),
        (60, [("overdue_escalated", LENA), ("overdue_escalated", HAL)]),
    ],
)
def test_each_rung_of_a_late_audit_has_its_readers(
    over: int, told: list[tuple[str, Person]]
) -> None:
    assert letters(a_file(), after(over)) == [(name, person.name) for name, person in told]


@pytest.mark.requirement("R-B-5")
def test_who_escalates_says_why_and_the_auditor_has_a_copy() -> None:
    (one,) = owed(a_file(), after(5))
    letter = one.decision.letters[0]
    assert letter.cc == (ADA.name,)
    assert letter.facts["why_you"] == "You are Ada Marsh's manager."
    assert letter.facts["days_over"] == 5
    assert letter.cause == one.step
    assert one.decision.note == "overdue by 5 working days: told Sam Reed"


@pytest.mark.requirement("R-5.1-1", "R-B-5")
@pytest.mark.parametrize(
    ("over", "among", "told"),
    [
        (5, council(away(SAM, BEN)), [BEN]),
        (5, council(away(SAM)), [HAL]),  # climbs
        (5, council(without=[SAM, HAL]), [LENA]),
        (10, council(without=[HAL]), [LENA]),
        (1, council(away(ADA)), [SAM]),  # nobody to remind, so her manager
        (1, council(away(ADA, CAT)), [CAT]),
        (15, council(without=[LENA, HAL]), [CORA]),  # nobody of the chain: the alarm
    ],
)
def test_vacant_and_absent_posts_of_a_late_audit_climb(
    over: int, among: Council, told: list[Person]
) -> None:
    assert [to for _, to in letters(a_file(), after(over), among)] == [p.name for p in told]


@pytest.mark.requirement("R-5.1-1")
def test_when_nobody_can_be_told_the_history_says_so() -> None:
    (one,) = owed(a_file(), after(15), council(without=[LENA, HAL]))
    assert one.decision.note == "overdue by 15 working days: told nobody: the posts are vacant"


@pytest.mark.requirement("R-9.1-6", "R-B-5")
@pytest.mark.parametrize(
    ("auditor", "over", "among", "told"),
    [
        (HAL, 10, COUNCIL, [PIERS]),
        (HAL, 5, COUNCIL, [DORA]),
        (ADA, 5, council(away(SAM, ADA)), [HAL]),  # she covers for her own manager
        (ADA, 10, council(away(HAL, ADA)), [LENA]),
    ],
)
def test_nobody_is_told_that_they_are_late_themselves_as_if_they_were_above(
    auditor: Person, over: int, among: Council, told: list[Person]
) -> None:
    lead = replace(HAL, team="Care")
    among = council(*among.absences, changed=[lead]) if auditor is HAL else among
    found = letters(a_file(auditor=auditor.name), after(over), among)
    assert found == [("overdue_escalated", p.name) for p in told]


# --- while a request is pending -------------------------------------------------------------------


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(("waited", "reminded"), [(0, False), (3, False), (4, True)])
def test_an_auditor_who_has_asked_is_not_reminded_for_three_days(
    waited: int, reminded: bool
) -> None:
    file = a_file(request=a_request(asked_on=after(-waited, after(-1))))
    assert (("reminder", ADA.name) in letters(file, after(-1))) is reminded


@pytest.mark.requirement("R-7.2-1")
def test_a_rung_that_rested_is_still_owed_when_the_pause_is_over() -> None:
    file = a_file(request=a_request(asked_on=DUE))
    first = "overdue 1 of 2025-12-31 for Ada Marsh"
    quiet = [one.step for n in (1, 2, 3) for one in owed(file, after(n))]
    assert [step for step in quiet if step.startswith("overdue")] == []
    declined = replace(file, requests=(a_request(status=RequestStatus.DECLINED),))
    assert [one.step for one in owed(declined, after(2))] == [first]


@pytest.mark.requirement("R-7.2-1", "R-B-5")
def test_a_pending_request_does_not_keep_the_managers_from_knowing() -> None:
    file = a_file(request=a_request(asked_on=after(4)))
    assert letters(file, after(5)) == [("overdue_escalated", SAM.name)]


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(("waited", "nudge"), [(2, None), (3, 1), (5, 1), (6, 2), (9, 3)])
def test_an_undecided_request_is_put_again_every_three_days(waited: int, nudge: int | None) -> None:
    request = a_request(asked_on=date(2025, 12, 2))
    file = a_file(request=request)
    found = [o for o in owed(file, after(waited, date(2025, 12, 2))) if "nudge" in o.step]
    assert [o.step for o in found] == ([f"nudge {nudge} of {request.ref}"] if nudge else [])
    for one in found:
        assert sent(one.decision) == [("request_to_decide", HAL.name)]
        assert one.decision.letters[0].facts["again"] is True
        assert one.decision.records == ()  # never granted by the passing of time


# --- the statement whether actions are required ---------------------------------------------------


@pytest.mark.requirement("R-9.1-1")
@pytest.mark.parametrize(("waited", "times"), [(1, None), (2, 1), (3, 1), (4, 2), (6, 3), (60, 3)])
def test_an_auditor_is_asked_three_times_whether_actions_are_required(
    waited: int, times: int | None
) -> None:
    completed = date(2025, 12, 15)
    file = a_file(status=Status.COMPLETED, completed_on=completed)
    found = owed(file, after(waited, completed))
    assert [one.step for one in found] == ([f"actions wanted {times}"] if times else [])
    assert [x for one in found for x in sent(one.decision)] == (
        [("actions_wanted", ADA.name)] if times else []
    )
