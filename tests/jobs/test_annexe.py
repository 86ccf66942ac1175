"""Stories of the weekly Annexe A: taken in, refused, asked about, missing; of moved cases."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bounded import NotStarted
from bot.jobs.service import AnnexeRead
from bot.policy.round_parts import RoundKind
from bot.ports import TemporaryError
from bot.store import programme, publications
from tests.fakes import Trap
from tests.jobs.council import CYPIC, annexe, children
from tests.jobs.world import World, at, day


def as_at(world: World) -> str | None:
    """The day of the Annexe A that is in use."""
    with world.store.reading() as work:
        latest = publications.latest(work)
    return latest.as_at.isoformat() if latest else None


@pytest.mark.requirement("R-6.1-1")
def test_this_weeks_annexe_is_taken_in_once(world: World) -> None:
    world.publish("1 Dec 2025")
    world.cycle("1 Dec 2025 09:00")
    words = world.cycle("1 Dec 2025 10:00")

    assert as_at(world) == "2025-12-01"
    assert words["Annexe A"] == "in use: as at Monday 1 December 2025"
    assert world.history("Annexe A") == ["taken in, as at Monday 1 December 2025: 14 open cases"]


@pytest.mark.requirement("R-6.1-1")
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("Annexe A 2025-12-08.xlsx", b"not a workbook", "* This is not an Excel workbook. Ask for"),
        ("Annexe A 2025-11-24.xlsx", None, "older than the one of Monday 1 December 2025"),
        ("Annexe A 2025-12-31.xlsx", None, "still to come"),
    ],
    ids=["no workbook", "older", "of the future"],
)
def test_a_file_that_cannot_be_used_is_refused_told_of_once_and_the_last_one_stays(
    december: World, name: str, content: bytes | None, why: str
) -> None:
    made = content or annexe(day("8 Dec 2025"), gone=1)
    december.library.put(f"Annexe A/{name}", made, at("8 Dec 2025 07:00"))
    december.cycle("8 Dec 2025 09:00")
    december.cycle("8 Dec 2025 09:05")

    assert as_at(december) == "2025-12-01"
    (refused,) = december.letters("Fay Moss", "annexe_refused")
    assert why in refused.text
    assert "1 December 2025" in refused.text
    assert refused.cc == ("cara@council.example",)


@pytest.mark.requirement("R-6.1-1")
def test_a_file_waits_while_nothing_can_read_it_and_is_taken_in_once_it_can(
    december: World,
) -> None:
    def exhausted(_: bytes, **__: object) -> AnnexeRead:
        raise NotStarted("the process that reads Annexe A does not start: no process is free")

    whole = december.service
    december.publish("8 Dec 2025")
    december.service = replace(whole, read_workbook=exhausted)
    words = december.cycle("8 Dec 2025 09:00", well=False, settled=False)
    assert words["Annexe A"].startswith("not this time: the process that reads Annexe A")

    december.service = whole
    december.cycle("8 Dec 2025 09:05")
    assert as_at(december) == "2025-12-08"
    assert december.letters(name="annexe_refused") == []


@pytest.mark.requirement("R-6.1-1")
def test_the_workbook_of_another_return_is_refused_in_a_sentence(
    december: World, shared: Path
) -> None:
    send = (shared / "annexe_a" / "samples" / "fake_sen.xlsx").read_bytes()
    december.library.put("Annexe A/Annexe A 2025-12-08.xlsx", send, at("8 Dec 2025 07:00"))
    december.cycle("8 Dec 2025 09:00")

    assert as_at(december) == "2025-12-01"
    (refused,) = december.letters("Fay Moss", "annexe_refused")
    named = [line for line in refused.text.splitlines() if line.startswith("* ")]
    assert named
    assert [line for line in named if "=" in line or not line.endswith(".")] == []


@pytest.mark.requirement("R-6.1-1")
def test_a_file_of_last_month_is_refused_as_too_old_where_there_is_none_in_use(
    world: World,
) -> None:
    world.publish("3 Nov 2025")
    world.cycle("1 Dec 2025 09:00")

    assert as_at(world) is None
    (refused,) = world.letters("Fay Moss", "annexe_refused")
    assert "more than 7 days ago" in refused.text
    assert "no round can be drawn" in refused.text


def test_a_mended_file_under_the_same_name_is_looked_at_again(december: World) -> None:
    path = "Annexe A/Annexe A 2025-12-08.xlsx"
    december.library.put(path, b"not a workbook", at("8 Dec 2025 07:00"))
    december.cycle("8 Dec 2025 09:00")
    december.library.put(path, annexe(day("8 Dec 2025")), at("8 Dec 2025 10:00"))
    december.cycle("8 Dec 2025 10:05")

    assert as_at(december) == "2025-12-08"


def test_a_file_that_is_still_being_copied_is_taken_in_the_next_time(world: World) -> None:
    world.publish("1 Dec 2025")
    path = "Annexe A/Annexe A 2025-12-01.xlsx"
    world.library.being_written.add(path)
    words = world.cycle("1 Dec 2025 09:00", well=False)
    assert words["Annexe A"].startswith("not this time")
    assert world.letters() == []

    world.library.being_written.clear()
    world.cycle("1 Dec 2025 09:05")
    assert as_at(world) == "2025-12-01"


def test_a_mass_change_is_asked_about_and_taken_in_once_it_is_believed(december: World) -> None:
    december.publish("8 Dec 2025", gone=6)
    december.cycle("8 Dec 2025 09:00")
    assert as_at(december) == "2025-12-01"
    assert "Annexe A" in december.waiting()

    december.choose("Annexe A", "Believe it")
    december.cycle("8 Dec 2025 11:00")
    assert as_at(december) == "2025-12-08"
    assert "Annexe A" not in december.waiting()


def test_a_mass_change_that_is_not_believed_stays_out_and_is_not_asked_again(
    december: World,
) -> None:
    december.publish("8 Dec 2025", gone=6)
    december.cycle("8 Dec 2025 09:00")
    december.choose("Annexe A", "Refuse it")
    december.cycle("8 Dec 2025 11:00")
    december.cycle("9 Dec 2025 11:00")

    assert as_at(december) == "2025-12-01"
    assert december.waiting() == []


def test_a_believed_mass_change_lets_the_months_round_be_drawn(december: World) -> None:
    december.publish("5 Jan 2026", gone=6)
    december.cycle("5 Jan 2026 09:00")
    assert december.round().period == "2025-12"

    december.choose("Annexe A", "Believe it")
    december.cycle("5 Jan 2026 11:00")
    assert december.round().period == "2026-01"


@pytest.mark.requirement("R-6.1-1")
def test_a_missing_annexe_is_told_once_a_week_from_the_day_after_the_monday(
    december: World,
) -> None:
    for when in ("8 Dec 2025 09:00", "9 Dec 2025 09:00", "10 Dec 2025 09:00", "16 Dec 2025 09:00"):
        december.cycle(when)

    told = [letter.at.date() for letter in december.letters("Fay Moss", "annexe_missing")]
    assert told == [day("9 Dec 2025"), day("16 Dec 2025")]


@pytest.mark.requirement("R-6.1-1")
def test_after_a_bank_holiday_monday_the_file_may_come_a_day_later(world: World) -> None:
    """Easter Monday is 6 April 2026."""
    world.publish("30 Mar 2026")
    world.cycle("30 Mar 2026 09:00")
    world.cycle("7 Apr 2026 16:00")
    assert world.letters(name="annexe_missing") == []

    world.cycle("8 Apr 2026 09:00")
    assert world.readers("annexe_missing") == ["Fay Moss"]


@pytest.mark.requirement("R-9.2-1")
def test_a_case_that_moves_takes_its_actions_to_the_new_team(december: World) -> None:
    audit = december.in_area("A&A")
    december.reply(
        audit.auditor, audit.ref, "COMPLETE\nAction: See the child (5 days)", "3 Dec 2025 10:00"
    )
    december.cycle("3 Dec 2025 10:05")
    december.publish("8 Dec 2025", moved=((audit.child, CYPIC),))
    december.cycle("8 Dec 2025 09:00")

    moved = december.audit(audit.ref)
    assert (moved.team, moved.service_area, moved.worker) == (CYPIC, "CYPIC", "Una Vale")
    assert december.history(audit.ref)[-2:] == [
        "the case has moved: now with CYPIC Team, Una Vale",
        "1 remedial action of CYPIC Team now with Tia Place, before with Tom Duty",
    ]
    assert december.readers("actions_received") == ["Tia Place"]
    assert december.readers("actions_passed_on") == ["Tom Duty"]
    december.cycle("11 Dec 2025 09:00")
    assert december.readers("action_overdue", since="11 Dec 2025 00:00") == ["Tia Place"]


@pytest.mark.requirement("R-9.1-2", "R-9.2-1")
def test_a_concern_about_a_case_that_has_moved_goes_to_the_lead_of_the_new_team(
    december: World,
) -> None:
    audit = december.in_area("A&A")
    december.publish("8 Dec 2025", moved=((audit.child, CYPIC),))
    december.cycle("8 Dec 2025 09:00")
    december.reply(audit.auditor, audit.ref, "SAFEGUARDING\nBruising.", "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")

    assert december.readers("safeguarding_notice") == ["Pat Lead"]


def test_a_library_that_cannot_be_reached_stops_nothing_else(december: World) -> None:
    audit = december.in_area("A&A")
    december.library.before = Trap("newest", TemporaryError("the library is away"))
    december.reply(audit.auditor, audit.ref, "COMPLETE", "8 Dec 2025 10:00")
    words = december.cycle("8 Dec 2025 10:05", well=False, settled=False)

    assert words["Annexe A"] == "not this time: the library is away"
    assert "completed_receipt" in december.names(audit.auditor)


@pytest.mark.requirement("R-9.6-2")
def test_an_audit_goes_on_although_its_child_has_left_annexe_a(december: World) -> None:
    first = children(day("1 Dec 2025")).children[0].person.id
    december.publish("8 Dec 2025", gone=1)
    december.cycle("8 Dec 2025 09:00")

    assert as_at(december) == "2025-12-08"
    assert {a.child for a in december.audits()} - {first}
    assert len(december.audits()) == 4


@pytest.mark.requirement("R-6.2-2")
@pytest.mark.parametrize(("months", "audits"), [(12, 0), (0, 1)])
def test_who_held_the_case_within_the_year_does_not_audit_it(
    world: World, months: int, audits: int
) -> None:
    """A-23. Wyn audits now, everybody else is away, and a child of his has moved."""
    world.edit("People", 14, Roles="Auditor", Qualified="Yes", Trained="Yes", Team=None)
    for name in ("Ada Obi", "Ben Cole", "Cleo Dunn"):
        world.away(name, "1 Dec 2025", "31 Jan 2026")
    world.vary("conflict_months", months, "3 Nov 2025")
    world.propose("24 Nov 2025")
    with world.store.reading() as work:
        before = publications.latest(work)
        assert before is not None
        found = publications.frame(work, before).cases
    child = next(case.child for case in found if case.worker == "Wyn Pell")
    world.add("Inspections", Inspection="June", From=day("1 Dec 2025"), Child=child)
    world.publish("1 Dec 2025", moved=((child, CYPIC),))
    world.cycle("1 Dec 2025 09:00")

    (named,) = [r for r in world.rounds() if r.kind is RoundKind.INSPECTION]
    with world.store.reading() as work:
        assert len(programme.audits_of(work, named.ref)) == audits
    letters = [m for m in world.letters("Fay Moss", "round_proposed") if m.about == named.ref]
    said = "no auditor is without conflict" in letters[0].text
    assert said is (audits == 0)
