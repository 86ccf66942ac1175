"""A round: when it is owed, who can audit, which cases are drawn, and what deploying it does."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from bot.policy.conflicts import conflict
from bot.policy.council import Absence, Conflict, Council, Person, Role
from bot.policy.decision import QuestionKind
from bot.policy.deploying import deploy
from bot.policy.discarding import discard
from bot.policy.model import Audit, Case, Frame, Round, RoundStatus, Status
from bot.policy.plans import monthly
from bot.policy.pool import unavailable
from bot.policy.proposals import Proposal, proposal_decision
from bot.policy.rounds import (
    Past,
    ineligible,
    is_owed,
    period_of,
    propose,
)
from bot.policy.working_days import WorkingCalendar
from tests.policy.cast import (
    ADA,
    BEN,
    CALENDAR,
    CAT,
    COUNCIL,
    MONDAY,
    TARA,
    a_case,
    away,
    council,
    occasion,
    on,
    policy,
    readers,
    sent,
)

AREAS = {"Intake": "A&A", "Protect": "Safeguarding", "Care": "CYPIC"}
CASES = tuple(
    a_case(str(1000 + n), team=team, worker=None, service_area=area, stratum=f"In need, {area}")
    for n, (team, area) in enumerate(list(AREAS.items()) * 6)
)
FRAME = Frame(MONDAY, CASES)
NOTHING = Past(frozenset(), {})
DAY = date(2025, 12, 2)


def proposed(among: Council = COUNCIL, past: Past = NOTHING, frame: Frame = FRAME) -> Proposal:
    now = occasion(MONDAY, among, cause="round owed")
    return propose(frame, past, monthly(now.policy, MONDAY), now)


# --- when -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-6.1-1", "R-4.2-1", "R-6.2-2")
@pytest.mark.parametrize(
    ("today", "as_at", "owed"),
    [
        (date(2025, 12, 1), date(2025, 12, 1), True),
        (date(2025, 12, 1), date(2025, 11, 24), False),  # the frame is last month's
        (date(2025, 11, 1), date(2025, 11, 1), False),  # a Saturday before the first Monday
        (date(2025, 11, 3), date(2025, 11, 3), True),
        (date(2025, 12, 18), date(2025, 12, 15), True),  # late is better than never
        (date(2026, 5, 4), date(2026, 5, 4), False),  # the early May bank holiday
        (date(2026, 5, 11), date(2026, 5, 11), True),
        (date(2026, 5, 11), date(2026, 5, 4), True),
    ],
)
def test_a_round_is_owed_from_the_first_working_monday_with_a_frame_of_the_month(
    today: date, as_at: date, owed: bool
) -> None:
    assert is_owed(today, as_at, policy()) is owed


@pytest.mark.requirement("R-4.2-1")
@pytest.mark.parametrize("year", range(2024, 2029))
def test_every_month_owes_exactly_one_stretch_of_days(year: int) -> None:
    for month in range(1, 13):
        days = [date(year, month, day) for day in range(1, 29)]
        owed = [is_owed(day, day, policy()) for day in days]
        assert owed == sorted(owed)  # never owed and then not owed again
        assert owed[13]  # from the second Monday on at the latest


@pytest.mark.requirement("R-4.2-1")
def test_a_month_with_two_closed_mondays_still_has_a_round() -> None:
    closed = frozenset({*CALENDAR.holidays, date(2026, 8, 3), date(2026, 8, 10)})
    there = replace(policy(), calendar=WorkingCalendar(closed))
    assert not is_owed(date(2026, 8, 14), date(2026, 8, 14), there)
    assert is_owed(date(2026, 8, 17), date(2026, 8, 17), there)


# --- who ------------------------------------------------------------------------------------------

AWAY_TEN = Absence(ADA.name, date(2025, 12, 1), date(2025, 12, 15))
AWAY_ELEVEN = Absence(ADA.name, date(2025, 12, 1), date(2025, 12, 16))


@pytest.mark.requirement("R-5.2-1", "R-6.3-3", "R-7.2-3")
@pytest.mark.parametrize(
    ("person", "absence", "reason"),
    [
        (ADA, None, None),
        (replace(ADA, qualified=False), None, "not social-work qualified (5.2)"),
        (replace(ADA, trained=False), None, "not yet trained in the audit form (6.3)"),
        (ADA, AWAY_TEN, None),  # half of the time is not more than half
        (ADA, AWAY_ELEVEN, "away for 11 of the 20 working days"),
        (ADA, away(ADA), "away for 20 of the 20 working days"),
        (replace(ADA, end=date(2025, 12, 5)), None, "away for 16 of the 20 working days"),
        (replace(ADA, end=date(2025, 12, 5)), AWAY_TEN, "away for 20 of the 20 working days"),
        (replace(ADA, end=date(2025, 12, 31)), None, None),
    ],
)
def test_who_cannot_audit_now_is_told_by_a_reason(
    person: Person, absence: Absence | None, reason: str | None
) -> None:
    among = council(*([absence] if absence else []), changed=[person])
    assert unavailable(person, policy(among), MONDAY) == reason


@pytest.mark.requirement("R-5.2-2", "R-7.2-4")
def test_everybody_of_the_pool_without_an_audit_is_listed_with_the_reason() -> None:
    own = replace(CAT, team="Protect")
    among = council(away(ADA), changed=[own, replace(BEN, trained=False)])
    protect = Frame(MONDAY, tuple(c for c in CASES if c.team == "Protect"))
    assert proposed(among, frame=protect).without == (
        (ADA.name, "away for 20 of the 20 working days"),
        (BEN.name, "not yet trained in the audit form (6.3)"),
        (CAT.name, "no case without conflict was left"),
    )


@pytest.mark.requirement("R-5.2-1")
def test_only_auditors_in_post_are_of_the_pool() -> None:
    gone, to_come = replace(ADA, end=date(2025, 11, 30)), replace(BEN, start=DAY)
    proposal = proposed(council(changed=[gone, to_come]))
    assert {audit.auditor for audit in proposal.audits} == {CAT.name}
    assert {name for name, _ in proposal.without}.isdisjoint({ADA.name, BEN.name})


@pytest.mark.requirement("R-6.2-2")
@pytest.mark.parametrize(("capacity", "size"), [(1, 3), (2, 4), (4, 6)])
def test_the_round_is_as_large_as_its_auditors_can_take_on(capacity: int, size: int) -> None:
    proposal = proposed(council(changed=[replace(ADA, capacity=capacity)]))
    assert proposal.round.available == size
    assert len(proposal.audits) == size
    assert Counter(a.auditor for a in proposal.audits)[ADA.name] == capacity


@pytest.mark.requirement("R-5.2-2")
def test_who_has_audited_less_gets_the_case_that_others_could_do_too() -> None:
    one_case = Frame(MONDAY, (a_case("1", team="Care", service_area="CYPIC", worker=None),))
    for person in (ADA, BEN, CAT):
        load = {p.name: 2 - (p is person) for p in (ADA, BEN, CAT)}
        past = Past(frozenset(), load)
        assert [a.auditor for a in proposed(past=past, frame=one_case).audits] == [person.name]


# --- which ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-6.2-1")
@pytest.mark.parametrize(
    ("case", "past", "reason"),
    [
        (a_case(), NOTHING, None),
        (a_case(team=None), NOTHING, "no team is given"),
        (a_case(service_area=None), NOTHING, "the team is not on the Teams list"),
        (a_case(), Past(frozenset({"1001"}), {}), "audited not long ago"),
    ],
)
def test_a_case_that_cannot_be_drawn_has_a_reason(
    case: Case, past: Past, reason: str | None
) -> None:
    assert ineligible(case, past, monthly(policy(), MONDAY)) == reason


@pytest.mark.requirement("R-6.2-1")
def test_the_proposal_counts_the_cases_that_were_left_out_by_reason() -> None:
    frame = Frame(MONDAY, (*CASES, a_case("1", team=None), a_case("2", service_area=None)))
    proposal = proposed(past=Past(frozenset({"1000", "1001"}), {}), frame=frame)
    assert proposal.left_out == (
        ("audited not long ago", 2),
        ("no team is given", 1),
        ("the team is not on the Teams list", 1),
    )
    assert proposal.round.open_cases == len(frame.cases)
    assert sum(s.open for s in proposal.round.strata) == len(CASES) - 2


@pytest.mark.requirement("R-6.2-2")
def test_a_case_that_everybody_is_in_conflict_with_is_shown_with_the_reason() -> None:
    declared = tuple(Conflict(p.name, child="1") for p in (ADA, BEN, CAT))
    frame = Frame(MONDAY, (a_case("1", team="Care", service_area="CYPIC", worker=None),))
    proposal = proposed(replace(COUNCIL, conflicts=declared), frame=frame)
    assert proposal.audits == ()
    assert proposal.nobody_for == (("1", "no auditor is without conflict"),)


@pytest.mark.requirement("R-6.2-1")
def test_a_proposal_holds_all_that_is_needed_to_draw_it_again() -> None:
    one, two = proposed(), proposed(frame=Frame(MONDAY, CASES[::-1]))
    assert one == two
    assert one.round.seed == f"2025-12 {one.round.frame_sha256}"
    assert one.round.ref == proposed(frame=Frame(MONDAY, CASES[:9])).round.ref
    assert one.round.seed != proposed(frame=Frame(MONDAY, CASES[:9])).round.seed


@pytest.mark.requirement("R-6.2-2")
def test_nobody_is_proposed_in_conflict() -> None:
    among = council(changed=[replace(p, capacity=5) for p in (ADA, BEN, CAT)])
    cases = {case.child: case for case in CASES}
    audits = proposed(among).audits
    assert len(audits) == 15
    for audit in audits:
        auditor = among.person(audit.auditor)
        assert auditor
        assert conflict(auditor, cases[audit.child], among, MONDAY) is None


# --- proposed, deployed, discarded ----------------------------------------------------------------


@pytest.mark.requirement("R-6.2-1")
def test_a_proposal_is_shown_to_those_who_keep_count_and_waits_for_a_person() -> None:
    proposal = proposed()
    decision = proposal_decision(proposal, occasion(cause="round owed"))
    assert sent(decision) == [("round_proposed", "Cora Bell"), ("round_proposed", "Hal Quinn")]
    (question,) = decision.questions
    assert question.kind is QuestionKind.ROUND
    assert question.choices == ("Deploy", "Draw again", "Discard")
    assert question.asks == (
        "Deploy the round of December 2025: 3 audits from 18 open cases as at "
        "Monday 1 December 2025?"
    )
    assert {a.status for a in decision.records if isinstance(a, Audit)} == {Status.PROPOSED}


@pytest.mark.requirement("R-6.4-1", "R-6.4-2", "R-6.4-3", "R-6.4-4", "R-8.1-6")
@pytest.mark.parametrize(
    ("hour", "day", "due"),
    [
        (10, date(2025, 12, 1), date(2025, 12, 31)),
        (18, date(2025, 12, 2), date(2026, 1, 2)),  # the letter leaves tomorrow
    ],
)
def test_deploying_gives_each_auditor_one_letter_and_twenty_working_days(
    hour: int, day: date, due: date
) -> None:
    proposal = proposed()
    now = occasion(on(MONDAY, hour), cause="decision")
    decision = deploy(proposal.round, proposal.audits, now, "Cora Bell")
    audits = [a for a in decision.records if isinstance(a, Audit)]
    assert {(a.assigned_on, a.due, a.original_due) for a in audits} == {(day, due, due)}
    assert {a.status for a in audits} == {Status.ASSIGNED}
    assert readers(decision, "assignment") == [a.auditor for a in proposal.audits]
    letter = next(x for x in decision.letters if x.name == "assignment")
    facts = letter.facts["audit"]
    assert (facts["team_manager"], facts["due"]) != (None, None)
    assert "Alert:" in letter.facts["case_note"]
    assert [c["name"] for c in letter.facts["consultants"]] == (
        [] if letter.to == CAT.name else [CAT.name]
    )
    (round_,) = (r for r in decision.records if isinstance(r, Round))
    assert (round_.status, round_.deployed_on) == (RoundStatus.DEPLOYED, day)


@pytest.mark.requirement("R-6.2-1")
def test_discarding_withdraws_every_audit_and_writes_to_those_who_decide_alone() -> None:
    proposal = proposed()
    now = occasion(cause="decision")
    decision = discard(proposal.round, proposal.audits, (), "Cora Bell", now)
    assert sent(decision) == [("round_discarded", "Cora Bell"), ("round_discarded", "Hal Quinn")]
    statuses = [r.status for r in decision.records]
    assert statuses == [RoundStatus.DISCARDED, *[Status.WITHDRAWN] * 3]


def test_a_period_is_a_calendar_month() -> None:
    assert period_of(date(2026, 3, 31)) == "2026-03"


def test_a_team_manager_who_audits_besides_is_of_the_pool() -> None:
    both = replace(TARA, roles=TARA.roles | {Role.AUDITOR}, qualified=True, trained=True)
    assert TARA.name in {a.auditor for a in proposed(council(changed=[both])).audits}
