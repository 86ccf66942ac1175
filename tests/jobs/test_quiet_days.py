"""Stories of pauses, and of summaries at a chosen day and hour: both are lists."""

import pytest

from bot.store import keeping
from tests.jobs.world import World, at, day


@pytest.mark.requirement("R-B-6")
def test_on_quiet_days_nothing_leaves_and_afterwards_each_letter_once(december: World) -> None:
    audit = december.in_area("A&A")
    december.add("Quiet days", From=day("8 Dec 2025"), Until=day("10 Dec 2025"), Why="Inspection")
    words = "COMPLETE\nRemedial actions: none"
    december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    for when in ("8 Dec 2025 10:00", "9 Dec 2025 16:00", "10 Dec 2025 16:00"):
        december.cycle(when)
    assert december.names(since="8 Dec 2025 00:00") == []

    december.cycle("11 Dec 2025 09:00")

    assert december.names(audit.auditor).count("completed_receipt") == 1


@pytest.mark.requirement("R-B-6", "R-9.1-2")
def test_a_concern_is_told_and_chased_on_a_quiet_day(december: World) -> None:
    audit = december.in_area("A&A")
    december.add("Quiet days", From=day("8 Dec 2025"))
    december.reply(audit.auditor, audit.ref, "The child is being harmed.", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:00")
    assert "safeguarding_notice" in december.names(since="8 Dec 2025 00:00")

    december.cycle("8 Dec 2025 12:30")

    assert len(december.letters(since="8 Dec 2025 12:00")) > 0


@pytest.mark.requirement("R-6.4-3")
def test_an_audit_deployed_on_a_quiet_day_has_its_working_days_from_the_letter_on(
    world: World,
) -> None:
    world.propose()
    world.add("Quiet days", From=day("1 Dec 2025"), Until=day("3 Dec 2025"))
    world.choose(world.round().ref, "Deploy")
    world.cycle("1 Dec 2025 09:30")
    world.cycle("4 Dec 2025 09:00")

    assert {letter.at.date() for letter in world.letters(name="assignment")} == {day("4 Dec 2025")}
    assert {(a.assigned_on, a.due) for a in world.audits()} == {
        (day("4 Dec 2025"), day("6 Jan 2026"))
    }


@pytest.mark.requirement("R-B-2")
def test_a_ladder_that_a_pause_held_back_sends_its_highest_rung_once(december: World) -> None:
    audit = december.in_area("A&A")
    december.add("Quiet days", From=day("8 Dec 2025"), Until=day("9 Jan 2026"))
    for when in ("16 Dec 2025 09:00", "31 Dec 2025 09:00", "6 Jan 2026 09:00"):
        december.cycle(when)
    assert december.names(since="8 Dec 2025 00:00") == []

    december.cycle("12 Jan 2026 09:00")

    chasers = [n for n in december.names() if n in ("reminder", "overdue", "overdue_escalated")]
    about = [letter for letter in december.letters() if audit.ref in letter.subject]
    assert "reminder" not in chasers
    assert len([x for x in about if x.at.date() == day("12 Jan 2026")]) <= 2


@pytest.mark.requirement("R-B-6", "R-6.4-2", "R-6.1-1")
def test_what_is_told_day_by_day_is_told_once_after_a_pause_as_it_is_then(december: World) -> None:
    december.add("Quiet days", From=day("2 Dec 2025"), Until=day("17 Dec 2025"))
    for number in (2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17):
        december.cycle(f"{number} Dec 2025 10:00")
    december.cycle("18 Dec 2025 10:00")

    names = december.names("Fay Moss", "2 Dec 2025 00:00")
    assert names.count("case_notes_wanted") == 1
    assert names.count("annexe_missing") == 1
    (missing,) = december.letters("Fay Moss", "annexe_missing")
    assert "15 December" in missing.text


def test_no_round_is_proposed_on_a_quiet_day(world: World) -> None:
    world.add("Quiet days", From=day("1 Dec 2025"), Until=day("1 Dec 2025"))
    world.publish("1 Dec 2025")
    world.cycle("1 Dec 2025 10:00")
    assert "round_proposed" not in world.names()

    world.cycle("2 Dec 2025 10:00")

    assert "round_proposed" in world.names()


def test_a_role_gets_its_summary_on_the_day_and_at_the_hour_that_it_chose(december: World) -> None:
    december.add("Digests", Role="Consultant Head", Days="Thursday", Time="9.30")
    for when in ("1 Dec 2025 16:00", "2 Dec 2025 16:00", "4 Dec 2025 09:00", "4 Dec 2025 09:40"):
        december.cycle(when)

    (digest,) = december.letters("Cara Head", "digest")
    assert digest.at.strftime("%a %H:%M") == "Thu 09:40"
    assert all(audit.ref in digest.text for audit in december.audits())
    # Nobody else waits for a Thursday.
    assert december.letters("Fay Moss", "digest")[0].at.strftime("%a") == "Mon"


def test_a_summary_that_the_service_slept_through_comes_when_it_wakes(december: World) -> None:
    december.add("Digests", Role="Consultant Head", Days="Thursday", Time="09:30")
    december.cycle("1 Dec 2025 16:00")
    december.cycle("8 Dec 2025 09:00")

    assert len(december.letters("Cara Head", "digest")) == 1


def test_no_line_is_lost_when_the_hour_is_moved_later_on_a_day_whose_summary_has_gone(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.add("Digests", Role="Consultant Head", Days="Thursday", Time="09:30")
    december.cycle("4 Dec 2025 09:40")
    december.reply(audit.auditor, audit.ref, "QUESTION\nWhich form is it?", "8 Dec 2025 10:00")
    december.cycle("11 Dec 2025 09:40")
    december.edit("Digests", 1, Time="15:00")
    words = "COMPLETE\nRemedial actions: none"
    december.reply(audit.auditor, audit.ref, words, "11 Dec 2025 10:00")
    for when in ("11 Dec 2025 10:05", "11 Dec 2025 15:05", "18 Dec 2025 15:05"):
        december.cycle(when)

    later = [x for x in december.letters("Cara Head", "digest") if x.at > at("11 Dec 2025 10:00")]
    assert sum("completed" in letter.text for letter in later) == 1


def test_what_the_operator_pauses_waits_until_it_is_resumed(december: World) -> None:
    audit = december.in_area("A&A")
    words = "COMPLETE\nRemedial actions: none"
    december.reply(audit.auditor, audit.ref, words, "8 Dec 2025 10:00")
    with december.store.transaction() as work:
        keeping.pause(work, day("8 Dec 2025"), "server move")
    december.cycle("8 Dec 2025 10:00")
    assert december.names(since="8 Dec 2025 00:00") == []

    with december.store.transaction() as work:
        keeping.resume(work)
    december.cycle("8 Dec 2025 11:00")

    assert december.names(audit.auditor).count("completed_receipt") == 1
