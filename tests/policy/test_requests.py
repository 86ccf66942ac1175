"""Deferment, dispensation, reallocation: what a rule refuses, what a person decides (7.2)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.council import Conflict, Council, Person
from bot.policy.decision import Decision, QuestionKind
from bot.policy.life import LIFE, Event
from bot.policy.model import (
    OPEN_STATUSES,
    WITH_AUDITOR,
    Audit,
    Request,
    RequestKind,
    RequestStatus,
    Status,
)
from bot.policy.requests import ask, decide, hand_over, successor, withdraw
from tests.policy.cast import (
    ADA,
    AUDIT,
    BEN,
    CALENDAR,
    CAT,
    COUNCIL,
    DORA,
    DUE,
    HAL,
    a_file,
    a_request,
    auditor,
    away,
    council,
    occasion,
    on,
    only,
    readers,
    sent,
    the_letter,
)

ASKED = date(2025, 12, 15)
LATEST = date(2026, 1, 15)  # ten working days after the due date
ZOE = auditor("Zoe Nash", team="Care", service_area="CYPIC", manager="Sid Moss")
WITH_ZOE = replace(COUNCIL, people=(*COUNCIL.people, ZOE))


def asked(
    until: date | None,
    day: date = ASKED,
    kind: RequestKind = RequestKind.DEFERMENT,
    **audit: object,
) -> Decision:
    return ask(a_file(**audit), kind, until, "I am on leave.", occasion(day))


def refusal(decision: Decision) -> tuple[object, object]:
    letter = the_letter(decision, "request_refused")
    assert (letter.to, decision.records, decision.questions) == (ADA.name, (), ())
    return letter.facts["reason"], letter.facts["latest"]


# --- asked ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-7.2-1", "R-7.2-2")
@pytest.mark.parametrize("kind", RequestKind)
def test_a_request_is_recorded_and_put_to_the_consultant_head(kind: RequestKind) -> None:
    until = date(2026, 1, 9) if kind is RequestKind.DEFERMENT else None
    decision = asked(until, kind=kind)
    request = only(decision, Request)
    assert (request.kind, request.status, request.until) == (kind, RequestStatus.PENDING, until)
    assert (request.asked_by, request.asked_on, request.late) == (ADA.name, ASKED, False)
    assert request.reason == "I am on leave."
    assert sent(decision) == [("request_received", ADA.name), ("request_to_decide", HAL.name)]
    (question,) = decision.questions
    assert question.kind is QuestionKind.REQUEST
    assert (question.about, question.choices) == (request.ref, ("Grant", "Decline"))


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(
    ("until", "recorded"),
    [
        (date(2026, 1, 10), date(2026, 1, 12)),  # a Saturday
        (date(2026, 1, 1), date(2026, 1, 2)),  # New Year's Day
        (date(2026, 1, 9), date(2026, 1, 9)),
        (LATEST, LATEST),
    ],
)
def test_a_date_that_is_no_working_day_moves_to_the_next_one(until: date, recorded: date) -> None:
    assert only(asked(until), Request).until == recorded


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(
    ("until", "day", "reason", "latest"),
    [
        (
            date(2026, 1, 16),
            ASKED,
            "An audit can be deferred by 10 working days at most.",
            "2026-01-15",
        ),
        (DUE, ASKED, "The audit is not due before Wednesday 31 December 2025.", "2026-01-15"),
        (
            date(2025, 12, 17),
            ASKED,
            "The audit is not due before Wednesday 31 December 2025.",
            "2026-01-15",
        ),
        (
            date(2026, 1, 6),
            date(2026, 1, 12),
            "Tuesday 6 January 2026 has passed already.",
            "2026-01-15",
        ),
        (date(2025, 1, 9), ASKED, "Thursday 9 January 2025 has passed already.", "2026-01-15"),
        (
            date(2026, 2, 20),
            date(2026, 2, 2),
            "An audit can be deferred by 10 working days at most.",
            None,  # no date is left that could be had
        ),
    ],
)
def test_a_date_that_the_rules_do_not_allow_is_refused_with_the_latest_possible_one(
    until: date, day: date, reason: str, latest: str | None
) -> None:
    assert refusal(asked(until, day)) == (reason, latest)


@pytest.mark.requirement("R-7.2-1")
def test_a_second_deferment_is_refused_and_the_auditor_is_told() -> None:
    decision = asked(date(2026, 1, 20), due=date(2026, 1, 9), deferrals=1)
    reason = "This audit has been deferred before. It can be deferred 1 time at most."
    assert refusal(decision) == (reason, None)
    assert decision.note == f"deferment refused by rule: {reason}"


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("kind", [RequestKind.DISPENSATION, RequestKind.REALLOCATION])
def test_a_deferred_audit_can_still_be_given_to_another(kind: RequestKind) -> None:
    assert only(asked(None, kind=kind, deferrals=1), Request).kind is kind


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(("day", "late"), [(DUE, False), (date(2026, 1, 2), True)])
def test_a_late_request_is_allowed_but_marked(day: date, late: bool) -> None:
    decision = asked(date(2026, 1, 9), day)
    assert only(decision, Request).late is late
    assert the_letter(decision, "request_to_decide").facts["request"]["late"] is late


@pytest.mark.requirement("R-7.2-1")
def test_a_new_request_overtakes_the_one_that_is_pending() -> None:
    before = a_request(RequestKind.REALLOCATION)
    decision = ask(
        a_file(request=before), RequestKind.DEFERMENT, LATEST, "", occasion(ASKED, cause="mail 2")
    )
    old, new = (r for r in decision.records if isinstance(r, Request))
    assert old == replace(before, status=RequestStatus.OVERTAKEN)
    assert (new.status, new.kind) == (RequestStatus.PENDING, RequestKind.DEFERMENT)
    assert new.ref != old.ref


@pytest.mark.requirement("R-7.2-1", "R-5.1-1")
@pytest.mark.parametrize(
    ("auditor", "among", "decider"),
    [
        (ADA, COUNCIL, HAL),
        (ADA, council(away(HAL)), DORA),
        (CAT, council(away(HAL, CAT)), DORA),  # who covers does not decide about themselves
        (HAL, COUNCIL, DORA),
        (ADA, council(without=[HAL, DORA]), None),
    ],
)
def test_nobody_decides_about_their_own_request(
    auditor: Person, among: Council, decider: Person | None
) -> None:
    file = a_file(auditor=auditor.name)
    decision = ask(file, RequestKind.REALLOCATION, None, "", occasion(ASKED, among))
    assert readers(decision, "request_to_decide") == ([decider.name] if decider else [])
    assert len(decision.questions) == 1  # and it always stands on the Decisions list


# --- decided --------------------------------------------------------------------------------------


def decided(kind: RequestKind, granted: bool, among: Council = COUNCIL, **load: int) -> Decision:
    request = a_request(kind)
    now = occasion(date(2025, 12, 16), among, cause="mail 2", load=load)
    return decide(a_file(request=request), request, granted, HAL.name, now)


@pytest.mark.requirement("R-7.2-1")
def test_a_granted_deferment_moves_the_due_date_and_keeps_the_original_one() -> None:
    decision = decided(RequestKind.DEFERMENT, True)
    audit = only(decision, Audit)
    assert (audit.due, audit.original_due) == (date(2026, 1, 9), DUE)
    assert (audit.deferrals, audit.auditor) == (1, ADA.name)
    assert only(decision, Request).status is RequestStatus.GRANTED
    assert only(decision, Request).decided_by == HAL.name
    letter = the_letter(decision, "request_granted")
    assert (letter.to, letter.cc) == (ADA.name, (HAL.name,))
    assert letter.facts["audit"]["due"] == "2026-01-09"
    assert decision.note == "deferment until Friday 9 January 2026 granted by Hal Quinn"


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("kind", RequestKind)
def test_a_declined_request_leaves_the_audit_as_it_is(kind: RequestKind) -> None:
    decision = decided(kind, False)
    (request,) = decision.records
    assert request == replace(a_request(kind), status=RequestStatus.DECLINED, decided_by=HAL.name)
    assert sent(decision) == [("request_declined", ADA.name)]


@pytest.mark.requirement("R-7.2-1", "R-6.4-1")
@pytest.mark.parametrize("kind", [RequestKind.DISPENSATION, RequestKind.REALLOCATION])
def test_a_case_that_is_handed_over_is_told_to_both_auditors(kind: RequestKind) -> None:
    decision = decided(kind, True)
    audit = only(decision, Audit)
    assert (audit.auditor, audit.status) == (CAT.name, Status.ASSIGNED)
    assert (audit.assigned_on, audit.due) == (date(2025, 12, 16), date(2026, 1, 16))
    assert audit.original_due == DUE
    assert sent(decision) == [
        ("reallocated_away", ADA.name),
        ("assignment", CAT.name),
        ("audit_under_way", "Will Ash"),
    ]
    away_letter = the_letter(decision, "reallocated_away")
    assert away_letter.facts["new_auditor"]["name"] == CAT.name


@pytest.mark.requirement("R-7.2-1", "R-6.2-2")
@pytest.mark.parametrize(
    ("among", "load", "chosen"),
    [
        (WITH_ZOE, {CAT.name: 1, ZOE.name: 0}, ZOE),
        (WITH_ZOE, {CAT.name: 1, ZOE.name: 2}, CAT),
        (replace(WITH_ZOE, absences=(away(CAT),)), {ZOE.name: 9}, ZOE),
        (replace(WITH_ZOE, conflicts=(Conflict(CAT.name, child="1001"),)), {ZOE.name: 9}, ZOE),
        (council(away(CAT)), {}, None),  # Ben is of the team, Ada is the one who asks
        (council(without=[CAT]), {}, None),
        (council(changed=[replace(CAT, trained=False)]), {}, None),
        (council(changed=[replace(CAT, end=date(2025, 12, 2))]), {}, None),
    ],
)
def test_the_case_goes_to_the_least_loaded_who_is_here_and_without_conflict(
    among: Council, load: dict[str, int], chosen: Person | None
) -> None:
    assert successor(AUDIT, occasion(ASKED, among, load=load)) == chosen


@pytest.mark.requirement("R-7.2-1", "R-6.2-2")
def test_when_nobody_can_take_it_a_person_is_asked_and_offered_nobody_in_conflict() -> None:
    decision = decided(RequestKind.REALLOCATION, True, council(away(CAT)))
    assert only(decision, Request).status is RequestStatus.GRANTED
    assert decision.letters == ()
    (question,) = decision.questions
    assert question.kind is QuestionKind.SUCCESSOR
    assert question.choices == (CAT.name, "Withdraw the audit")  # not Ben: it is his own team's


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("status", [s for s in RequestStatus if s is not RequestStatus.PENDING])
def test_a_request_is_decided_once(status: RequestStatus) -> None:
    request = a_request(status=status)
    decision = decide(a_file(request=request), request, True, HAL.name, occasion())
    assert decision == Decision(f"no change: the request is {status.value.lower()} already")


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("status", [s for s in Status if s not in WITH_AUDITOR])
def test_an_audit_that_has_moved_on_is_not_opened_again(kind: RequestKind, status: Status) -> None:
    request = a_request(kind)
    decision = decide(a_file(request=request, status=status), request, True, HAL.name, occasion())
    assert decision.records == (replace(request, status=RequestStatus.OVERTAKEN),)
    assert (decision.letters, decision.questions) == ((), ())


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize("status", sorted(OPEN_STATUSES - set(LIFE[Event.REALLOCATE])))
def test_an_audit_that_is_complete_is_neither_handed_over_nor_withdrawn(status: Status) -> None:
    moved = replace(AUDIT, status=status)
    assert hand_over(moved, BEN.name, occasion(), "by hand").records == ()
    assert withdraw(moved, "Cora Bell").records == ()


@pytest.mark.requirement("R-7.2-1", "R-9.6-1")
def test_a_withdrawn_audit_stays_in_the_count() -> None:
    assert withdraw(AUDIT, "Cora Bell").records == (replace(AUDIT, status=Status.WITHDRAWN),)


@pytest.mark.requirement("R-7.2-1")
def test_an_audit_that_is_handed_over_at_night_counts_from_the_next_day() -> None:
    moved = only(hand_over(AUDIT, CAT.name, occasion(on(ASKED, 22)), "by hand"), Audit)
    assert moved.assigned_on == date(2025, 12, 16)


@given(
    st.dates(date(2025, 12, 1), date(2026, 2, 28)), st.dates(date(2025, 11, 1), date(2026, 3, 31))
)
def test_no_deferment_that_can_be_granted_is_past_or_longer_than_ten_working_days(
    day: date, until: date
) -> None:
    request = next((r for r in asked(until, day).records if isinstance(r, Request)), None)
    if request:
        assert request.until is not None
        assert max(day, date(2026, 1, 1)) <= request.until <= LATEST
        assert CALENDAR.is_working_day(request.until)
