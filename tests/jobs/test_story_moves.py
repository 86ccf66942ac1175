"""Stories of cases that close, come back, vanish or change their id while there is work on them."""

import pytest

from bot.policy.model import ActionStatus, Audit
from bot.policy.replacing import REPLACE
from bot.policy.round_parts import Withdrawal
from bot.store import case_events
from tests.jobs.council import children
from tests.jobs.world import World, day

CLOSED = "4 Dec 2025"


def audit_in(world: World, area: str = "A&A") -> Audit:
    return world.in_area(area)


def with_actions(world: World, days: str = "") -> Audit:
    """An audit whose Team Manager has one action to put right."""
    audit = audit_in(world)
    text = f"COMPLETE\nAction: See the child{days}"
    world.reply(audit.auditor, audit.ref, text, "3 Dec 2025 10:00")
    world.cycle("3 Dec 2025 10:05")
    return world.audit(audit.ref)


def publish(world: World, monday: str, **how: object) -> None:
    world.publish(monday, **how)
    world.cycle(f"{monday} 09:00")


def told(world: World, name: str, since: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(x.to, x.cc) for x in world.letters(name=name, since=f"{since} 00:00")}


# --- closed ---------------------------------------------------------------------------------------


@pytest.mark.embedded
@pytest.mark.requirement("R-9.6-2")
def test_a_case_that_closes_during_its_audit_is_told_of_each_week_until_the_audit_is_complete(
    december: World,
) -> None:
    audit = audit_in(december)
    closed = ((audit.child, day(CLOSED)),)
    publish(december, "8 Dec 2025", closed_on=closed)
    everybody = {
        (audit.auditor, ()),
        ("Tom Duty", ("ola@council.example",)),
        ("Cara Head", ()),
    }
    assert told(december, "case_closed", "8 Dec 2025") == everybody
    assert december.history(audit.ref)[-2:] == [
        "Annexe A: the case closed on Thursday 4 December 2025",
        "the case closed on Thursday 4 December 2025 although the audit is not complete",
    ]

    december.cycle("10 Dec 2025 09:00")
    assert told(december, "case_closed", "9 Dec 2025") == set()
    publish(december, "15 Dec 2025", closed_on=closed)
    assert told(december, "case_closed", "15 Dec 2025") == everybody

    december.reply(
        audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "16 Dec 2025 10:00"
    )
    december.cycle("16 Dec 2025 10:05")
    publish(december, "22 Dec 2025", closed_on=closed)
    assert told(december, "case_closed", "17 Dec 2025") == set()


@pytest.mark.requirement("R-9.6-2")
def test_while_the_team_manager_is_away_the_service_manager_is_told_of_the_closure(
    december: World,
) -> None:
    audit = audit_in(december)
    december.away("Tom Duty", "1 Dec 2025", "31 Dec 2025")
    publish(december, "8 Dec 2025", closed_on=((audit.child, day(CLOSED)),))

    assert told(december, "case_closed", "8 Dec 2025") == {
        (audit.auditor, ()),
        ("Ola Service", ()),
        ("Cara Head", ()),
    }


@pytest.mark.requirement("R-9.6-3")
def test_a_case_that_closes_with_an_open_action_goes_to_the_team_manager_once(
    december: World,
) -> None:
    audit = with_actions(december)
    closed = ((audit.child, day(CLOSED)),)
    publish(december, "8 Dec 2025", closed_on=closed)
    assert told(december, "case_closed_actions", "8 Dec 2025") == {
        ("Tom Duty", ("ola@council.example",))
    }
    assert december.readers("case_closed") == []

    publish(december, "15 Dec 2025", closed_on=closed)
    assert told(december, "case_closed_actions", "9 Dec 2025") == set()

    december.reply("Tom Duty", audit.ref, "DONE", "16 Dec 2025 10:00", letter="case_closed_actions")
    december.cycle("16 Dec 2025 10:05")
    assert [a.status for a in december.actions(audit.ref)] == [ActionStatus.DONE]


@pytest.mark.embedded
@pytest.mark.requirement("R-9.6-1")
def test_a_case_that_closed_before_its_audit_began_gives_way_to_the_next_reserve(
    december: World,
) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", closed_on=((audit.child, day(CLOSED)),))
    assert audit.ref in december.waiting()

    december.choose(audit.ref, REPLACE)
    december.cycle("8 Dec 2025 11:00")
    (new,) = (a for a in december.audits() if a.replaces == audit.ref)
    reserves = [r.child for r in december.round().reserves if r.stratum == audit.stratum]
    assert new.child == reserves[0]
    assert december.audit(audit.ref).withdrawn is Withdrawal.CLOSED_BEFORE
    since = "8 Dec 2025 11:00"
    assert december.names(new.auditor, since)[-1] == "assignment"
    assert "audit_replaced" in december.names(audit.auditor, since)
    publish(december, "15 Dec 2025", closed_on=((audit.child, day(CLOSED)),))
    assert told(december, "case_closed", "9 Dec 2025") == set()


@pytest.mark.requirement("R-9.6-2")
def test_a_closure_that_is_taken_back_ends_the_weekly_letters(december: World) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", closed_on=((audit.child, day(CLOSED)),))
    publish(december, "15 Dec 2025")

    assert told(december, "case_closed", "9 Dec 2025") == set()
    line = "Annexe A: the closure of the case was taken back"
    assert line in december.history(audit.ref)


def test_a_closure_date_that_lies_ahead_alarms_nobody(december: World) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", closed_on=((audit.child, day("19 Dec 2025")),))
    assert december.readers("case_closed") == []
    assert december.history(audit.ref)[-1] == (
        "Annexe A: the case is to close on Friday 19 December 2025"
    )


# --- opened again ---------------------------------------------------------------------------------


@pytest.mark.embedded
@pytest.mark.requirement("R-9.7-1", "R-9.7-2")
def test_a_case_that_is_opened_again_brings_back_what_was_not_fulfilled_with_a_new_clock(
    december: World,
) -> None:
    audit = with_actions(december)
    publish(december, "8 Dec 2025", closed_on=((audit.child, day(CLOSED)),))
    publish(december, "15 Dec 2025", began=((audit.child, day("11 Dec 2025")),))

    worker = ("wyn@council.example",) if audit.worker == "Wyn Pell" else ()
    assert told(december, "case_reopened", "15 Dec 2025") == {("Tom Duty", worker)}
    (action,) = december.actions(audit.ref)
    assert action.due == day("22 Jan 2026")  # 25 working days after Monday 15 December
    assert "opened again" in december.history(audit.ref)[-1]

    publish(december, "22 Dec 2025", began=((audit.child, day("11 Dec 2025")),))
    assert told(december, "case_reopened", "16 Dec 2025") == set()


@pytest.mark.requirement("R-9.7-1")
def test_a_case_that_comes_back_after_it_has_aged_out_of_annexe_a_is_known_again(
    december: World,
) -> None:
    """Annexe A forgets a closure after six months: the service does not."""
    audit = with_actions(december, " (20 days)")
    publish(december, "8 Dec 2025", closed_on=((audit.child, day(CLOSED)),))
    publish(december, "15 Dec 2025", without=(audit.child,))
    publish(december, "22 Dec 2025", began=((audit.child, day("18 Dec 2025")),))

    assert december.readers("case_reopened") == ["Tom Duty"]


# --- gone, or under another id --------------------------------------------------------------------


@pytest.mark.requirement("R-9.6-2")
def test_a_case_that_is_gone_without_a_closure_was_not_closed_and_a_person_is_asked(
    december: World,
) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", without=(audit.child,))
    assert december.readers("case_closed") == []
    assert december.waiting() == [audit.ref]

    december.choose(audit.ref, "It was closed")
    december.cycle("9 Dec 2025 09:00")
    assert "Tom Duty" in december.readers("case_closed")


def test_a_case_that_was_out_of_sight_for_a_week_is_no_longer_asked_about(december: World) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", without=(audit.child,))
    publish(december, "15 Dec 2025")

    assert december.waiting() == []
    assert "Annexe A: the case is there again" in december.history(audit.ref)


@pytest.mark.embedded
@pytest.mark.requirement("R-9.7-1")
def test_a_likely_new_id_is_asked_about_and_then_followed_wherever_the_case_goes(
    december: World,
) -> None:
    audit = audit_in(december)
    renamed = ((audit.child, "990001"),)
    publish(december, "8 Dec 2025", renamed=renamed)
    assert december.waiting() == [audit.ref]
    december.choose(audit.ref, "Same child")
    december.cycle("8 Dec 2025 11:00")

    december.publish("15 Dec 2025", renamed=renamed, closed_on=((audit.child, day("11 Dec 2025")),))
    december.cycle("15 Dec 2025 09:00")
    (letter,) = december.letters(audit.auditor, "case_closed")
    assert "990001" in letter.text


def test_two_ids_that_are_not_one_child_leave_a_case_that_has_vanished(december: World) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", renamed=((audit.child, "990001"),))
    december.choose(audit.ref, "Another child")
    december.cycle("8 Dec 2025 11:00")
    assert december.waiting() == [audit.ref]

    december.choose(audit.ref, "It was closed")
    december.cycle("9 Dec 2025 09:00")
    assert "case_closed" in december.names(audit.auditor)


def test_an_id_that_the_coordinator_has_on_the_sheet_aliases_is_followed_without_asking(
    december: World,
) -> None:
    audit = audit_in(december)
    december.add("Aliases", Old_id=audit.child, New_id="990001", Reason="Merged")
    publish(december, "8 Dec 2025", renamed=((audit.child, "990001"),))

    assert december.waiting() == []
    assert december.check("Aliases", 1) == "OK"


@pytest.mark.requirement("R-9.7-1")
def test_a_case_that_is_opened_again_under_another_id_is_known_by_the_sheet_aliases(
    december: World,
) -> None:
    """A-26: a child re-opens with a new id."""
    audit = with_actions(december)
    closed = ((audit.child, day(CLOSED)),)
    publish(december, "8 Dec 2025", closed_on=closed)
    december.add("Aliases", Old_id=audit.child, New_id="990001")
    began = ((audit.child, day("11 Dec 2025")),)
    publish(december, "15 Dec 2025", began=began, renamed=((audit.child, "990001"),))

    (letter,) = december.letters(name="case_reopened")
    assert letter.to == "Tom Duty"
    assert "990001" in letter.text


# --- a whole council at once ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("moved", "5 cases of 14 are with another team"),
        ("closed_on", "5 cases of 14 have closed"),
        ("renamed", "5 cases of 14 have a new id"),
    ],
)
def test_a_mass_change_stops_before_anything_is_done_and_asks(
    december: World, how: str, words: str
) -> None:
    ids = [c.person.id for c in children(day("8 Dec 2025")).children[:5]]
    changed = {
        "moved": tuple((child, "CYPIC Team") for child in ids),
        "closed_on": tuple((child, day(CLOSED)) for child in ids),
        "renamed": tuple((child, f"99{child}") for child in ids),
    }
    publish(december, "8 Dec 2025", **{how: changed[how]})

    assert december.waiting() == ["Annexe A"]
    assert words in str(list(december.lists.lists["Decisions"].values())[-1]["Question"])
    assert december.readers("case_closed") == []
    assert all("Annexe A:" not in " ".join(december.history(a.ref)) for a in december.audits())

    december.choose("Annexe A", "Believe it")
    december.cycle("8 Dec 2025 11:00")
    assert "Annexe A" not in december.waiting()


# --- on the sheet ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-B-4", "R-9.2-1")
def test_a_case_that_moves_or_closes_stands_on_its_sheet_with_what_is_still_to_do(
    december: World,
) -> None:
    audit = audit_in(december)
    publish(december, "8 Dec 2025", moved=((audit.child, "CYPIC Team"),))
    publish(
        december,
        "15 Dec 2025",
        moved=((audit.child, "CYPIC Team"),),
        closed_on=((audit.child, day("11 Dec 2025")),),
    )
    closed, moved = (row for row in december.tracked("Cases that moved") if audit.ref in row)
    assert "Closed" in closed
    assert "The audit" in closed
    assert f"Moved to another team | [none] | 2025-12-08 00:00:00 | {audit.team} | CYPIC" in moved


def test_a_case_with_two_audits_moves_once_and_stands_there_for_both(world: World) -> None:
    world.vary("panel_share", 0.5)
    world.deploy()
    children_ = [audit.child for audit in world.audits()]
    child = next(c for c in children_ if children_.count(c) == 2)
    area = next(a.service_area for a in world.audits() if a.child == child)
    elsewhere = "Assessment Team" if area == "CYPIC" else "CYPIC Team"
    publish(world, "8 Dec 2025", moved=((child, elsewhere),))

    with world.store.reading() as work:
        (event,) = case_events.every(work)
    assert event.to_team == elsewhere
    assert len([row for row in world.tracked("Cases that moved") if row.startswith(child)]) == 2
