"""Stories of asking for more time, to be excused, or to hand over: decided by a person (7.2)."""

import pytest

from bot.policy.model import RequestKind, RequestStatus, Status
from tests.jobs.world import World, day

DEFER = "DEFER UNTIL 14 January 2026\nReason: annual leave"


def ask(world: World, words: str, when: str = "8 Dec 2025") -> str:
    """The auditor of the Assessment Team's case asks. Returns the audit's reference."""
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, words, f"{when} 10:00")
    world.cycle(f"{when} 10:05")
    return audit.ref


def approve(world: World, ref: str, words: str = "APPROVE", when: str = "9 Dec 2025") -> None:
    world.reply("Cara Head", world.request(ref).ref, words, f"{when} 11:00")
    world.cycle(f"{when} 11:05")


@pytest.mark.requirement("R-7.2-1")
def test_a_deferment_is_put_to_the_consultant_head_and_the_auditor_is_told_until_when(
    december: World,
) -> None:
    ref = ask(december, DEFER)

    request = december.request(ref)
    assert (request.kind, request.status) == (RequestKind.DEFERMENT, RequestStatus.PENDING)
    assert request.until == day("14 Jan 2026")
    assert december.audit(ref).due == day("31 Dec 2025")
    assert december.readers("request_to_decide") == ["Cara Head"]
    (receipt,) = december.letters(request.asked_by, "request_received")
    assert "Wednesday 14 January 2026" in receipt.text


@pytest.mark.requirement("R-7.2-1")
def test_a_deferment_approved_by_reply_moves_the_due_date_and_keeps_the_first(
    december: World,
) -> None:
    ref = ask(december, DEFER)
    approve(december, ref)

    audit = december.audit(ref)
    assert (audit.due, audit.original_due, audit.deferrals) == (
        day("14 Jan 2026"),
        day("31 Dec 2025"),
        1,
    )
    assert december.request(ref).decided_by == "Cara Head"
    assert "Wednesday 14 January 2026" in december.letters(audit.auditor, "request_granted")[0].text


def test_a_deferment_granted_on_the_decisions_list_moves_the_due_date(december: World) -> None:
    ref = ask(december, DEFER)
    december.choose(december.request(ref).ref, "Grant")
    december.cycle("9 Dec 2025 11:05")

    assert december.audit(ref).due == day("14 Jan 2026")
    assert december.request(ref).decided_by == "Fay Moss"


def test_a_request_that_was_decided_by_reply_is_not_asked_about_any_more(december: World) -> None:
    ref = ask(december, DEFER)
    assert december.request(ref).ref in december.waiting()
    approve(december, ref)

    assert december.request(ref).ref not in december.waiting()
    assert (
        december.decision(december.request(ref).ref) == "Done on 09/12/2025: Granted, by Cara Head."
    )


def test_a_request_that_was_decided_by_reply_is_not_decided_again_by_the_list(
    december: World,
) -> None:
    ref = ask(december, DEFER)
    approve(december, ref)
    december.choose(december.request(ref).ref, "Decline")
    december.cycle("9 Dec 2025 12:00")

    assert december.request(ref).status is RequestStatus.GRANTED
    assert december.audit(ref).due == day("14 Jan 2026")


@pytest.mark.requirement("R-7.2-1", "R-6.4-3")
def test_a_deferment_passes_the_easter_bank_holidays(world: World) -> None:
    """From 9 March 2026 the 20th working day is 8 April: Good Friday and Easter Monday are none."""
    world.deploy("2 Mar 2026")
    audit = world.in_area("A&A")
    assert audit.due == day("30 Mar 2026")

    world.reply(audit.auditor, audit.ref, "DEFER UNTIL 3 April 2026", "9 Mar 2026 10:00")
    world.cycle("9 Mar 2026 10:05")
    assert world.request(audit.ref).until == day("7 Apr 2026")  # Good Friday is no working day

    approve(world, audit.ref, when="10 Mar 2026")
    assert world.audit(audit.ref).due == day("7 Apr 2026")


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(
    ("last", "granted"),
    [("15 January 2026", True), ("16 January 2026", False)],
)
def test_ten_working_days_over_christmas_are_counted_with_its_bank_holidays(
    december: World, last: str, granted: bool
) -> None:
    """From Wednesday 31 December 2025, New Year's Day left out, the tenth is 15 January 2026."""
    ref = ask(december, f"DEFER UNTIL {last}")

    auditor = december.audit(ref).auditor
    assert december.names(auditor)[-1] == ("request_received" if granted else "request_refused")


def test_a_deferment_that_is_too_long_is_refused_with_the_latest_date(december: World) -> None:
    ref = ask(december, "DEFER UNTIL 27 February 2026")

    (refused,) = december.letters(name="request_refused")
    assert "Thursday 15 January 2026" in refused.text
    assert december.file(ref).requests == ()
    assert december.letters(name="request_to_decide") == []


def test_a_second_deferment_is_refused_and_the_auditor_is_told(december: World) -> None:
    ref = ask(december, "DEFER UNTIL 7 January 2026")
    approve(december, ref)
    ask(december, DEFER, "15 Dec 2025")

    assert len(december.letters(name="request_refused")) == 1
    assert december.audit(ref).due == day("7 Jan 2026")


def test_a_request_after_the_due_date_is_taken_and_marked_late(december: World) -> None:
    december.cycle("31 Dec 2025 09:00")
    ref = ask(december, "DEFER UNTIL 9 January 2026", "2 Jan 2026")

    assert december.request(ref).late
    assert "after the due date" in december.letters(name="request_received")[0].text


def test_a_natural_request_for_more_time_is_understood(december: World) -> None:
    ref = ask(december, "Please could I defer this to 14 January 2026?")
    if not december.file(ref).requests:  # put before a person, who says what it means
        december.choose(ref, "Do it")
        december.cycle("8 Dec 2025 10:30")

    assert december.request(ref).until == day("14 Jan 2026")


def test_a_declined_request_changes_nothing_and_the_auditor_is_told(december: World) -> None:
    ref = ask(december, DEFER)
    approve(december, ref, "DECLINE")

    assert december.audit(ref).due == day("31 Dec 2025")
    assert december.request(ref).status is RequestStatus.DECLINED
    assert len(december.letters(december.audit(ref).auditor, "request_declined")) == 1


@pytest.mark.requirement("R-7.2-1")
@pytest.mark.parametrize(
    ("words", "kind"),
    [("EXCUSE ME", RequestKind.DISPENSATION), ("HAND OVER", RequestKind.REALLOCATION)],
)
def test_a_granted_dispensation_or_reallocation_passes_the_case_on_and_tells_both(
    december: World, words: str, kind: RequestKind
) -> None:
    before = december.in_area("A&A")
    ref = ask(december, f"{words}\nReason: maternity leave")
    assert december.request(ref).kind is kind
    approve(december, ref)

    after = december.audit(ref)
    assert after.auditor != before.auditor
    assert after.child == before.child
    assert (after.status, after.due) == (Status.ASSIGNED, day("9 Jan 2026"))
    assert december.names(before.auditor)[-1] == "reallocated_away"
    assert december.readers("assignment", since="9 Dec 2025 00:00") == [after.auditor]


def test_a_stale_reply_of_the_former_auditor_is_answered_with_who_has_it_now(
    december: World,
) -> None:
    former = december.in_area("A&A").auditor
    ref = ask(december, "HAND OVER")
    approve(december, ref)
    now_with = december.audit(ref).auditor

    december.reply(former, ref, "COMPLETE\nRemedial actions: none", "10 Dec 2025 09:00")
    december.cycle("10 Dec 2025 09:05")
    assert december.audit(ref).status is Status.ASSIGNED
    (answer,) = december.letters(former, "not_yours")
    assert now_with in answer.subject

    december.reply(now_with, ref, "COMPLETE\nRemedial actions: none", "11 Dec 2025 09:00")
    december.cycle("11 Dec 2025 09:05")
    assert december.audit(ref).status is Status.CLOSED


def test_where_no_auditor_without_conflict_is_here_the_coordinator_chooses(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    others = {"Ada Obi", "Ben Cole", "Cleo Dunn"} - {audit.auditor}
    for name in others:
        december.away(name, "1 Dec 2025", "31 Jan 2026")
    ref = ask(december, "EXCUSE ME")
    approve(december, ref)
    assert december.audit(ref).auditor == audit.auditor

    chosen = min(others)
    december.choose(ref, chosen)
    december.cycle("9 Dec 2025 12:00")
    assert december.audit(ref).auditor == chosen


def test_an_audit_completed_meanwhile_is_neither_handed_over_nor_withdrawn(december: World) -> None:
    audit = december.in_area("A&A")
    for name in {"Ada Obi", "Ben Cole", "Cleo Dunn"} - {audit.auditor}:
        december.away(name, "1 Dec 2025", "31 Jan 2026")
    ref = ask(december, "EXCUSE ME")
    approve(december, ref)
    words = "COMPLETE\nRemedial actions: none"
    december.reply(audit.auditor, ref, words, "9 Dec 2025 11:30", letter="assignment")
    december.choose(ref, "Withdraw the audit")
    december.cycle("9 Dec 2025 12:00")

    assert december.audit(ref).status is Status.CLOSED


def test_an_audit_that_nobody_can_take_is_withdrawn_by_the_coordinator(december: World) -> None:
    audit = december.in_area("A&A")
    for name in {"Ada Obi", "Ben Cole", "Cleo Dunn"} - {audit.auditor}:
        december.away(name, "1 Dec 2025", "31 Jan 2026")
    ref = ask(december, "EXCUSE ME")
    approve(december, ref)
    december.choose(ref, "Withdraw the audit")
    december.cycle("9 Dec 2025 12:00")

    assert december.audit(ref).status is Status.WITHDRAWN


@pytest.mark.requirement("R-7.2-1")
def test_an_undecided_request_is_put_again_every_three_days_and_never_grants_itself(
    december: World,
) -> None:
    ref = ask(december, DEFER)
    for morning in ("9 Dec 2025", "10 Dec 2025", "11 Dec 2025", "12 Dec 2025", "16 Dec 2025"):
        december.cycle(f"{morning} 09:00")

    asked = [letter.at.date() for letter in december.letters("Cara Head", "request_to_decide")]
    assert asked == [day("8 Dec 2025"), day("11 Dec 2025"), day("16 Dec 2025")]
    assert december.request(ref).status is RequestStatus.PENDING


@pytest.mark.requirement("R-5.1-1")
def test_while_the_consultant_head_is_away_her_cover_decides(december: World) -> None:
    december.away("Cara Head", "1 Dec 2025", "31 Dec 2025", cover="Gus Hill")
    ref = ask(december, DEFER)
    assert december.readers("request_to_decide") == ["Gus Hill"]

    december.reply("Gus Hill", december.request(ref).ref, "APPROVE", "9 Dec 2025 11:00")
    december.cycle("9 Dec 2025 11:05")
    assert december.audit(ref).due == day("14 Jan 2026")


@pytest.mark.requirement("R-5.1-1")
def test_the_consultant_head_who_was_asked_before_her_leave_may_answer_from_it(
    december: World,
) -> None:
    ref = ask(december, DEFER)
    december.away("Cara Head", "9 Dec 2025", "31 Dec 2025", cover="Gus Hill")
    approve(december, ref)

    assert december.audit(ref).due == day("14 Jan 2026")
    assert december.request(ref).decided_by == "Cara Head"


def test_nobody_but_the_consultant_head_can_approve_by_reply(december: World) -> None:
    ref = ask(december, DEFER)
    auditor = december.audit(ref).auditor
    december.reply(auditor, december.request(ref).ref, "APPROVE", "9 Dec 2025 11:00")
    december.cycle("9 Dec 2025 11:05")

    assert december.request(ref).status is RequestStatus.PENDING
    assert december.audit(ref).due == day("31 Dec 2025")


def test_completing_while_a_request_is_pending_closes_the_audit(december: World) -> None:
    ref = ask(december, DEFER)
    december.reply(
        december.audit(ref).auditor,
        ref,
        "COMPLETE\nRemedial actions: none",
        "9 Dec 2025 10:00",
        letter="assignment",
    )
    december.cycle("9 Dec 2025 10:05")

    assert december.audit(ref).status is Status.CLOSED
    assert december.request(ref).status is RequestStatus.OVERTAKEN
    assert december.request(ref).ref not in december.waiting()
    december.cycle("11 Dec 2025 09:00")
    assert len(december.letters("Cara Head", "request_to_decide")) == 1


def test_approving_after_completion_reopens_nothing(december: World) -> None:
    ref = ask(december, "HAND OVER")
    december.reply(
        december.audit(ref).auditor,
        ref,
        "COMPLETE\nRemedial actions: none",
        "9 Dec 2025 10:00",
        letter="assignment",
    )
    december.cycle("9 Dec 2025 10:05")
    approve(december, ref)

    assert december.audit(ref).status is Status.CLOSED
    assert december.letters(name="reallocated_away") == []


@pytest.mark.requirement("R-B-6")
def test_what_was_answered_long_ago_leaves_the_decisions_list_and_stays_in_the_history(
    december: World,
) -> None:
    ref = ask(december, DEFER)
    request = december.request(ref).ref
    approve(december, ref)
    listed = december.lists.lists["Decisions"]
    december.cycle("8 Jan 2026 10:00")
    assert request in {row["About"] for row in listed.values()}
    december.cycle("9 Jan 2026 12:00")
    assert request not in {row["About"] for row in listed.values()}
    assert any("granted by Cara Head" in line for line in december.history(ref))


@pytest.mark.requirement("R-B-6")
def test_answered_rows_stay_for_good_where_the_council_wants_it(december: World) -> None:
    december.vary("answered_days", 0)
    ref = ask(december, DEFER)
    request = december.request(ref).ref
    approve(december, ref)
    december.cycle("1 Jun 2026 12:00")
    assert request in {row["About"] for row in december.lists.lists["Decisions"].values()}
