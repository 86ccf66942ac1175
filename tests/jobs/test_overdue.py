"""Stories of reminders and overdue work: chains D and E, each rung once, cover for the absent."""

import pytest

from tests.jobs.world import World, day

DONE = "COMPLETE\nRemedial actions: none"
MENDED = "COMPLETE\nAction: Update the chronology (5 days)"


def days(world: World, first: str, *more: str) -> None:
    """The service looks at nine on each of these days."""
    for morning in (first, *more):
        world.cycle(f"{morning} 09:00")


def only_one_audit(world: World) -> str:
    """All audits but the one of the Assessment Team's case are completed on the first day."""
    kept = world.in_area("A&A")
    for audit in world.audits():
        if audit.ref != kept.ref:
            world.reply(audit.auditor, audit.ref, DONE, "1 Dec 2025 10:00")
    world.cycle("1 Dec 2025 10:05")
    return kept.ref


@pytest.mark.requirement("R-B-2")
def test_an_auditor_is_reminded_ten_five_and_one_working_days_before(december: World) -> None:
    ref = only_one_audit(december)
    days(december, "12 Dec 2025", "15 Dec 2025", "16 Dec 2025", "19 Dec 2025")
    days(december, "22 Dec 2025", "23 Dec 2025", "29 Dec 2025", "30 Dec 2025", "31 Dec 2025")

    auditor = december.audit(ref).auditor
    reminded = [letter.at.date() for letter in december.letters(auditor, "reminder")]
    assert reminded == [day("15 Dec 2025"), day("22 Dec 2025"), day("30 Dec 2025")]


@pytest.mark.requirement("R-B-5")
def test_an_overdue_audit_goes_up_its_auditors_own_line_rung_by_rung(december: World) -> None:
    """Ben audits a case of Assessment, but he is of CYPIC: its Strategic Lead hears of it."""
    ref = only_one_audit(december)
    assert december.audit(ref).auditor == "Ben Cole"
    told: dict[str, list[str]] = {}
    for morning in ("2 Jan", "5 Jan", "6 Jan", "7 Jan", "8 Jan", "14 Jan", "15 Jan", "22 Jan"):
        days(december, f"{morning} 2026")
        since = f"{morning} 2026 00:00"
        letters = december.letters(since=since)
        told[morning] = [x.to for x in letters if x.name in ("overdue", "overdue_escalated")]

    assert told == {
        "2 Jan": ["Ben Cole"],
        "5 Jan": [],
        "6 Jan": ["Ben Cole"],
        "7 Jan": [],
        "8 Jan": ["Sam Safe"],
        "14 Jan": [],
        "15 Jan": ["Cara Head"],
        "22 Jan": ["Pat Lead", "Cara Head"],
    }


@pytest.mark.requirement("R-B-5")
def test_whoever_is_told_of_an_overdue_audit_has_the_auditor_in_copy(december: World) -> None:
    only_one_audit(december)
    days(december, "8 Jan 2026")

    (letter,) = december.letters("Sam Safe", "overdue_escalated")
    assert letter.cc == ("ben@council.example",)


@pytest.mark.requirement("R-B-1")
def test_a_ladder_that_was_missed_for_a_week_sends_its_highest_rung_once(december: World) -> None:
    only_one_audit(december)
    days(december, "8 Jan 2026", "9 Jan 2026")

    assert december.readers("overdue") == []
    assert december.readers("overdue_escalated") == ["Sam Safe"]


def test_while_the_manager_is_away_the_cover_is_told_instead(december: World) -> None:
    only_one_audit(december)
    december.away("Sam Safe", "1 Jan 2026", "31 Jan 2026", cover="Sal Lead")
    days(december, "8 Jan 2026")

    assert december.readers("overdue_escalated") == ["Sal Lead"]
    assert "you cover for them" in december.letters("Sal Lead", "overdue_escalated")[0].text


def test_while_the_manager_is_away_without_cover_the_next_rung_is_told(december: World) -> None:
    only_one_audit(december)
    december.away("Sam Safe", "1 Jan 2026", "31 Jan 2026")
    days(december, "8 Jan 2026")

    assert december.readers("overdue_escalated") == ["Cara Head"]


@pytest.mark.requirement("R-B-5", "R-9.3-1")
def test_overdue_actions_go_up_the_line_of_the_cases_team(december: World) -> None:
    ref = december.in_area("CYPIC").ref
    december.reply(december.audit(ref).auditor, ref, MENDED, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    days(december, "16 Dec 2025", "17 Dec 2025", "22 Dec 2025", "31 Dec 2025")

    assert december.readers("action_overdue") == ["Tia Place"]
    told = [(letter.to, letter.at.date()) for letter in december.letters()]
    escalated = [
        pair
        for pair, letter in zip(told, december.letters(), strict=True)
        if letter.name == "action_overdue_escalated"
    ]
    assert escalated == [
        ("Ola Service", day("22 Dec 2025")),
        ("Ola Service", day("31 Dec 2025")),
        ("Pat Lead", day("31 Dec 2025")),
    ]


def test_a_team_manager_is_reminded_of_actions_before_they_are_due(december: World) -> None:
    ref = december.in_area("A&A").ref
    december.reply(december.audit(ref).auditor, ref, MENDED, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    days(december, "9 Dec 2025", "12 Dec 2025")

    (last,) = december.letters("Tom Duty", "action_reminder")  # none with the first letter
    assert last.at.date() == day("12 Dec 2025")
    assert last.cc == ("wyn@council.example",)


def test_while_the_team_manager_is_away_the_cover_gets_the_result_and_may_sign_off(
    december: World,
) -> None:
    december.away("Tom Duty", "1 Dec 2025", "31 Dec 2025", cover="Tess Guard")
    ref = december.in_area("A&A").ref
    december.reply(december.audit(ref).auditor, ref, MENDED, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    assert december.readers("audit_result") == ["Tess Guard"]

    december.reply("Tess Guard", ref, "DONE", "9 Dec 2025 10:00")
    december.cycle("9 Dec 2025 10:05")
    assert december.file(ref).open_actions == ()


@pytest.mark.requirement("R-B-1")
def test_a_completion_that_has_come_is_read_before_anybody_is_chased(december: World) -> None:
    ref = only_one_audit(december)
    december.reply(december.audit(ref).auditor, ref, DONE, "2 Jan 2026 08:55")
    days(december, "2 Jan 2026")

    assert december.letters(name="overdue") == []


def test_a_chaser_that_waits_is_withheld_when_the_audit_has_been_completed_meanwhile(
    december: World,
) -> None:
    """Decided before the office opened; a reply comes before it does."""
    ref = only_one_audit(december)
    december.cycle("2 Jan 2026 07:00")
    assert [row.state.value for row in december.owed(ref) if row.letter.name == "overdue"] == [
        "queued"
    ]
    december.reply(december.audit(ref).auditor, ref, DONE, "2 Jan 2026 07:30")
    december.cycle("2 Jan 2026 09:00")

    (row,) = [row for row in december.owed(ref) if row.letter.name == "overdue"]
    assert row.state.value == "withheld"
    assert row.note == "the audit is no longer waiting for its auditor"
    assert december.letters(name="overdue") == []


def test_nobody_is_chased_on_a_bank_holiday(december: World) -> None:
    only_one_audit(december)
    days(december, "24 Dec 2025")
    before = len(december.letters())
    days(december, "25 Dec 2025", "26 Dec 2025", "27 Dec 2025", "28 Dec 2025")

    assert len(december.letters()) == before


def test_the_reminders_rest_while_a_request_is_with_the_consultant_head(december: World) -> None:
    ref = only_one_audit(december)
    auditor = december.audit(ref).auditor
    december.reply(auditor, ref, "DEFER UNTIL 14 January 2026", "15 Dec 2025 08:40")
    days(december, "15 Dec 2025", "16 Dec 2025", "17 Dec 2025", "18 Dec 2025")
    assert december.letters(auditor, "reminder") == []

    days(december, "19 Dec 2025")
    assert len(december.letters(auditor, "reminder")) == 1


def test_after_a_deferment_the_ladder_begins_anew_from_the_new_date(december: World) -> None:
    ref = only_one_audit(december)
    auditor = december.audit(ref).auditor
    december.reply(auditor, ref, "DEFER UNTIL 14 January 2026", "22 Dec 2025 10:00")
    december.cycle("22 Dec 2025 10:05")
    december.reply("Cara Head", december.request(ref).ref, "APPROVE", "22 Dec 2025 11:00")
    december.cycle("22 Dec 2025 11:05")
    days(december, "2 Jan 2026", "15 Jan 2026")

    assert [x.at.date() for x in december.letters(auditor, "overdue")] == [day("15 Jan 2026")]
