"""Stories of Case Notes: listed with their text, confirmed in the list or by reply, and chased."""

import pytest

from bot.policy.matters import CaseNoteKind
from tests.jobs.test_story_decisions import completed
from tests.jobs.world import World, day

pytestmark = pytest.mark.embedded


def row_of(world: World, audit: str, kind: CaseNoteKind) -> dict[str, object]:
    rows = world.lists.lists["Case Notes"].values()
    return next(r for r in rows if (r["About"], r["Case Note"]) == (audit, kind.value))


@pytest.mark.requirement("R-6.4-2")
def test_each_assignment_is_on_the_work_list_with_its_text_and_the_coordinator_is_told(
    december: World,
) -> None:
    audits = {audit.ref for audit in december.audits()}
    assert {r["About"] for r in december.lists.lists["Case Notes"].values()} == audits
    (asked,) = december.letters("Fay Moss", "case_notes_wanted")
    audit = december.in_area("A&A")
    text = str(row_of(december, audit.ref, CaseNoteKind.ASSIGNMENT)["Text to paste"])
    assert f"Alert: {audit.auditor}; Wyn Pell." in text
    assert all(line in asked.text for line in text.splitlines())


@pytest.mark.requirement("R-9.3-1", "R-6.4-2")
def test_the_coordinator_enters_the_date_and_the_due_dates_are_certain(december: World) -> None:
    ref = completed(december)
    row = row_of(december, ref, CaseNoteKind.ACTIONS)
    row.update({"Date in the record": day("10 Dec 2025"), "Your name": "Fay Moss"})
    december.cycle("11 Dec 2025 09:00")

    dues = {action.days: (action.due, action.provisional) for action in december.actions(ref)}
    assert dues == {25: (day("19 Jan 2026"), False), 10: (day("24 Dec 2025"), False)}
    (told,) = december.letters("Tom Duty", "action_dates")
    assert told.cc == ("wyn@council.example",)
    assert "Case Note of 10/12/2025, confirmed by Fay Moss" in str(row["Bot check"])


@pytest.mark.requirement("R-6.4-2")
def test_a_date_still_to_come_is_refused_in_the_bot_check(december: World) -> None:
    ref = completed(december)
    row = row_of(december, ref, CaseNoteKind.ACTIONS)
    row.update({"Date in the record": day("19 Dec 2025"), "Your name": "Fay Moss"})
    december.cycle("11 Dec 2025 09:00")
    assert "19/12/2025 is still to come" in str(row["Bot check"])
    assert all(action.provisional for action in december.actions(ref))


@pytest.mark.requirement("R-9.3-1")
def test_the_team_manager_gives_the_date_by_reply_and_can_take_it_back(december: World) -> None:
    ref = completed(december)
    december.reply("Tom Duty", ref, "CASE NOTE ON 9 December 2025", "11 Dec 2025 10:00")
    december.cycle("11 Dec 2025 10:05")
    (receipt,) = december.letters("Tom Duty", "case_note_receipt")
    assert "Tuesday 9 December 2025" in receipt.text
    assert {action.case_note_on for action in december.actions(ref)} == {day("9 Dec 2025")}

    december.reply("Tom Duty", ref, "UNDO", "11 Dec 2025 11:00")
    december.cycle("11 Dec 2025 11:05")
    assert {action.case_note_on for action in december.actions(ref)} == {None}


@pytest.mark.requirement("R-6.3-2")
def test_the_auditor_says_by_reply_when_the_form_was_saved(december: World) -> None:
    ref = completed(december)
    auditor = december.audit(ref).auditor
    december.reply(auditor, ref, "CASE NOTE ON 8 December", "9 Dec 2025 10:00")
    december.cycle("9 Dec 2025 10:05")
    (saved,) = (n for n in december.file(ref).notes if n.kind is CaseNoteKind.COMPLETION)
    assert (saved.entered_on, saved.confirmed_by) == (day("8 Dec 2025"), auditor)


@pytest.mark.requirement("R-9.3-1", "R-6.3-2")
def test_a_date_that_stays_blank_is_chased_after_two_days_and_then_each_week(
    december: World,
) -> None:
    for morning in ("2 Dec 2025", "3 Dec 2025", "4 Dec 2025", "8 Dec 2025", "10 Dec 2025"):
        december.cycle(f"{morning} 09:00")
    asked = [x.at.date() for x in december.letters("Fay Moss", "case_notes_wanted")]
    assert asked == [day("1 Dec 2025"), day("3 Dec 2025"), day("10 Dec 2025")]


@pytest.mark.requirement("R-6.4-2")
def test_the_coordinator_answers_the_letter_with_the_reference_of_a_note(december: World) -> None:
    audit = december.in_area("A&A")
    note = str(row_of(december, audit.ref, CaseNoteKind.ASSIGNMENT)["Key"])
    words = f"CASE NOTE {note} ON 1 December 2025"
    december.write("Fay Moss", words, "2 Dec 2025 10:00", subject="Re: 4 Case Notes to make")
    december.cycle("2 Dec 2025 10:05")
    (made,) = december.file(audit.ref).notes
    assert (made.entered_on, made.confirmed_by) == (day("1 Dec 2025"), "Fay Moss")


@pytest.mark.requirement("R-6.4-2")
def test_a_note_that_was_confirmed_long_ago_leaves_the_list_and_stays_in_the_history(
    december: World,
) -> None:
    kept, made = (audit.ref for audit in december.audits()[:2])
    row = row_of(december, made, CaseNoteKind.ASSIGNMENT)
    row.update({"Date in the record": day("2 Dec 2025"), "Your name": "Fay Moss"})
    december.cycle("3 Dec 2025 09:00")
    december.cycle("31 Dec 2025 09:00")
    assert row_of(december, made, CaseNoteKind.ASSIGNMENT) is row
    december.cycle("2 Jan 2026 09:00")
    listed = {r["About"] for r in december.lists.lists["Case Notes"].values()}
    assert made not in listed
    assert kept in listed  # nobody has made it yet
    assert any("Case Note of Tuesday 2 December 2025" in x for x in december.history(made))
