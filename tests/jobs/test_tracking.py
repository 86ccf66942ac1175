"""Stories of the tracking workbook: made from the store, and never behind it."""

import pytest

from bot.jobs.tracking.cases import WHAT_HAPPENED
from bot.policy.moving import NOTED
from bot.policy.publication import ChangeKind
from tests.fakes import Trap
from tests.jobs.test_incoming import failing_on
from tests.jobs.world import OUT_OF_OFFICE, ReaderHere, World


def attention(world: World, words: str) -> bool:
    return any(words in row for row in world.tracked("Needs attention"))


@pytest.mark.requirement("R-B-4")
def test_every_audit_stands_in_the_workbook_with_its_state_in_words(december: World) -> None:
    rows = december.tracked("Audits")
    for audit in december.audits():
        (row,) = [row for row in rows if audit.ref in row]
        assert audit.auditor in row
        assert "In time, 20 working days left" in row

    december.cycle("5 Jan 2026 09:00")
    assert any("Overdue by 2 working days" in row for row in december.tracked("Audits"))


@pytest.mark.requirement("R-B-4")
def test_what_waits_for_a_person_stands_there_in_the_same_cycle(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "SAFEGUARDING\nBruising.", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    assert attention(december, december.concern().ref)
    assert not any("Bruising" in row for row in december.tracked("Safeguarding"))

    words = "ACKNOWLEDGE\nWay: by telephone\nBy whom: Sal Lead\nDay: today"
    december.reply("Sal Lead", december.concern().ref, words, "8 Dec 2025 10:30")
    december.cycle("8 Dec 2025 10:35")
    assert not attention(december, december.concern().ref)


@pytest.mark.requirement("R-B-4")
def test_a_request_a_mail_put_aside_and_an_absence_stand_there_in_the_same_cycle(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.reply(audit.auditor, audit.ref, "EXCUSE ME", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    assert attention(december, december.request(audit.ref).ref)

    december.write("Ada Obi", "Done!", "8 Dec 2025 11:00", subject="which?", internal=False)
    december.cycle("8 Dec 2025 11:05")
    assert attention(december, "could not be proven")

    away = "I am out of the office until 15 December 2025."
    december.write("Ada Obi", away, "8 Dec 2025 12:00", headers=OUT_OF_OFFICE)
    december.cycle("8 Dec 2025 12:05")
    assert attention(december, "away until Monday 15 December 2025")


def test_a_mail_on_which_the_code_failed_stands_there_in_the_same_cycle(
    december: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReaderHere, "read", failing_on(b"poison", ReaderHere.read))
    december.write("Ada Obi", "poison", "8 Dec 2025 11:00")
    december.cycle("8 Dec 2025 11:05")

    assert attention(december, "please read it now")


def test_a_letter_that_was_given_up_stands_there_in_the_cycle_after_it(december: World) -> None:
    audit = december.in_area("A&A")
    del december.lists.lists["People"]["12"]
    december.cycle("30 Dec 2025 09:00")

    assert attention(december, f"{audit.auditor} is not on the People list")


def test_a_workbook_that_could_not_be_written_is_written_the_next_time(december: World) -> None:
    audit = december.in_area("A&A")
    december.library.before = Trap("write", TimeoutError())
    december.reply(audit.auditor, audit.ref, "COMPLETE\nRemedial actions: none", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05", well=False, settled=False)
    december.cycle("8 Dec 2025 10:10")

    (row,) = [row for row in december.tracked("Audits") if audit.ref in row]
    assert "Closed" in row


@pytest.mark.requirement("R-B-4")
def test_a_workbook_that_somebody_has_open_is_waited_for_and_then_copied(december: World) -> None:
    tracking, copy = "Audit Bot Tracking.xlsx", "Audit Bot Tracking (2025-12-02 1205).xlsx"
    before = december.library.files[tracking]
    december.library.locked.add(tracking)
    words = december.cycle("2 Dec 2025 09:05")
    assert words["trackers"] == f"{tracking} is open at somebody's: it is tried again every hour"
    december.cycle("2 Dec 2025 10:05")
    december.cycle("2 Dec 2025 11:05")
    assert december.readers("workbook_open") == []

    december.cycle("2 Dec 2025 12:05")
    december.cycle("2 Dec 2025 13:05")
    assert december.library.files[copy][0][:2] == b"PK"
    assert december.library.files[tracking] == before
    (letter,) = december.letters(name="workbook_open")
    assert "9:05" in letter.text
    assert copy in letter.text

    december.library.locked.clear()
    december.cycle("2 Dec 2025 14:05")
    assert december.library.files[tracking] != before


def test_a_workbook_that_is_closed_in_time_brings_no_copy_and_no_letter(december: World) -> None:
    december.library.locked.add("Audit Bot Tracking.xlsx")
    december.cycle("2 Dec 2025 09:05")
    december.library.locked.clear()
    december.cycle("2 Dec 2025 10:05")
    december.cycle("2 Dec 2025 16:05")

    assert [name for name in december.library.files if "Tracking" in name] == [
        "Audit Bot Tracking.xlsx"
    ]
    assert december.readers("workbook_open") == []


def test_a_workbook_found_open_before_and_after_a_night_is_not_taken_for_open_all_night(
    december: World,
) -> None:
    december.library.locked.add("Audit Bot Tracking.xlsx")
    december.cycle("2 Dec 2025 21:10")
    december.cycle("3 Dec 2025 09:00")

    assert december.readers("workbook_open") == []
    december.library.locked.clear()
    assert december.cycle("3 Dec 2025 10:00")["trackers"] == "Audit Bot Tracking.xlsx written"


def test_whatever_is_recorded_of_a_case_has_words_on_its_sheet() -> None:
    recorded = {*NOTED, ChangeKind.MOVED, ChangeKind.VANISHED, ChangeKind.ID_CHANGED}
    assert recorded == set(WHAT_HAPPENED)
