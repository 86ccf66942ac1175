"""Stories of what follows: the team's workbook each month, and the look back after four months."""

from collections.abc import Mapping
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.model import Action, ActionStatus, Audit, Status
from bot.ports import Attachment
from bot.store import compliance
from tests.jobs.returned import XLSX, brought, saved
from tests.jobs.world import World, day

TWO = "COMPLETE\nAction: Update the chronology\nAction: Record the child's views (10 days)"


def completed(world: World, when: str = "8 Dec 2025") -> tuple[Audit, Action, Action]:
    """An audit of Tom Duty's team with two actions."""
    audit = world.in_area("A&A")
    world.reply(audit.auditor, audit.ref, TWO, f"{when} 10:00")
    world.cycle(f"{when} 10:05")
    first, second = world.actions(audit.ref)
    return audit, first, second


def report(
    attachment: Attachment, rows: Mapping[str, Mapping[str, object]], *, sheet: str = "Actions"
) -> Attachment:
    """The workbook with what a manager fills in: by reference, then by heading."""
    book = load_workbook(BytesIO(attachment.content))
    page = book[sheet]
    headings = {str(cell.value): cell.column for cell in page[3]}
    for row in page.iter_rows(min_row=4):
        for heading, value in rows.get(str(row[0].value), {}).items():
            page.cell(row[0].row, headings[heading]).value = value  # type: ignore[arg-type]
    return Attachment(attachment.name, XLSX, saved(book))


def send(
    world: World, who: str, name: str, rows: Mapping[str, Mapping[str, object]], when: str
) -> str:
    form = report(brought(world, who, name), rows)
    about = next(x.about for x in reversed(world.letters(who, name)))
    mail = world.reply(who, about, "", f"{when} 10:00", attachments=(form,))
    world.cycle(f"{when} 10:05")
    return mail


def sustained(world: World) -> list[ActionCheck]:
    """The second looks, half a year after the first."""
    with world.store.reading() as work:
        return [c for c, _ in compliance.all_checks(work) if c.kind is CheckKind.SUSTAINED]


@pytest.mark.requirement("R-10.2-3", "R-9.3-2")
def test_each_month_the_team_manager_gets_the_open_actions_and_signs_off_by_workbook(
    december: World,
) -> None:
    audit, first, second = completed(december)
    december.cycle("2 Jan 2026 09:00")
    (letter,) = december.letters("Tom Duty", "team_workbook")
    assert letter.cc == ()

    rows = {
        first.ref: {"What you report": "Done", "Date done": "30/12/2025"},
        second.ref: {
            "What you report": "Not achievable",
            "Management Decision": "Case note of 30 December 2025",
            "Reason": "The worker has left",
        },
    }
    send(december, "Tom Duty", "team_workbook", rows, "5 Jan 2026")
    states = {a.ref: a.status for a in december.actions(audit.ref)}
    assert states == {first.ref: ActionStatus.DONE, second.ref: ActionStatus.OPEN}
    (answer,) = december.letters("Tom Duty", "workbook_read")
    assert f"{first.ref}: signed off." in answer.text
    assert f"{second.ref}: put forward as not achievable" in answer.text
    assert december.readers("decision_to_authorise") == ["Ola Service"]
    assert december.letters("Tom Duty", "action_receipt") == []


@pytest.mark.requirement("R-10.2-3", "R-9.3-2")
def test_who_answers_for_the_team_besides_learns_once_of_all_that_a_workbook_signs_off(
    december: World,
) -> None:
    _, first, second = completed(december)
    december.cycle("2 Jan 2026 09:00")
    december.away("Tom Duty", "5 Jan 2026", "30 Jan 2026", cover="Tess Guard")
    rows = {action.ref: {"What you report": "Done"} for action in (first, second)}
    send(december, "Tom Duty", "team_workbook", rows, "5 Jan 2026")

    (receipt,) = december.letters("Tess Guard", "action_receipt")
    assert first.ref in receipt.text
    assert second.ref in receipt.text
    assert "every remedial action of this audit is closed" in receipt.text
    assert december.letters("Tom Duty", "action_receipt") == []


def test_what_stands_differently_in_the_meantime_is_shown_and_not_overwritten(
    december: World,
) -> None:
    audit, first, second = completed(december)
    december.cycle("2 Jan 2026 09:00")
    december.reply("Tom Duty", audit.ref, f"DONE {first.ref}", "2 Jan 2026 11:00")
    december.cycle("2 Jan 2026 11:05")
    rows = {
        first.ref: {"What you report": "Not achievable"},
        second.ref: {"What you report": "perhaps", "What must be put right": "Nothing at all"},
    }
    send(december, "Tom Duty", "team_workbook", rows, "5 Jan 2026")

    (answer,) = december.letters("Tom Duty", "workbook_read")
    assert f"{first.ref}: not taken: it is “Completed” since Friday 2 January 2026" in answer.text
    assert f"{second.ref}: not taken: “perhaps” is none of Done" in answer.text
    assert "Its words were changed in the workbook; ours stay as they are." in answer.text
    texts = {a.ref: a.text for a in december.actions(audit.ref)}
    assert texts[second.ref] == second.text


@pytest.mark.parametrize("who", ["Tess Guard", "Ben Cole"])
def test_a_workbook_sent_back_by_somebody_who_is_not_the_teams_changes_nothing(
    december: World, who: str
) -> None:
    audit, first, _ = completed(december)
    december.cycle("2 Jan 2026 09:00")
    form = report(
        brought(december, "Tom Duty", "team_workbook"), {first.ref: {"What you report": "Done"}}
    )
    december.write(who, "", "5 Jan 2026 10:00", subject="Workbook", attachments=(form,))
    december.cycle("5 Jan 2026 10:05")
    assert {a.status for a in december.actions(audit.ref)} == {ActionStatus.OPEN}
    (answer,) = december.letters(who, "workbook_read")
    assert f"{first.ref}: not taken: it is not of a team that you manage." in answer.text


def test_a_note_in_a_workbook_is_read_by_a_person_and_screened(december: World) -> None:
    audit, first, _ = completed(december)
    december.cycle("2 Jan 2026 09:00")
    rows = {first.ref: {"Your note": "He has bruises on his arm again and nobody has seen him"}}
    send(december, "Tom Duty", "team_workbook", rows, "5 Jan 2026")
    assert december.readers("safeguarding_notice") == ["Sal Lead"]
    assert audit.ref in december.waiting()


@pytest.mark.requirement("R-10.1-1", "R-10.1-2", "R-10.2-1", "R-10.2-2")
def test_after_four_months_all_actions_are_looked_at_and_the_team_gets_its_workbook(
    december: World,
) -> None:
    audit, first, second = completed(december)
    december.reply("Tom Duty", audit.ref, "DONE", "12 Dec 2025 14:00")
    december.cycle("12 Dec 2025 14:05")
    december.cycle("7 Apr 2026 09:00")
    assert december.letters(name="checks_to_record") == []

    december.cycle("8 Apr 2026 09:00")  # four calendar months after 8 December
    (asked,) = december.letters(name="checks_to_record")
    assert asked.to == "Cara Head"
    with december.store.reading() as work:
        looked = [action.ref for _, action in compliance.all_checks(work)]
    assert sorted(looked) == sorted([first.ref, second.ref])

    half = {first.ref: {"Fulfilled?": "Yes", "Authorised?": "Yes", "Authorised by": "Ola Service"}}
    send(december, "Cara Head", "checks_to_record", half, "9 Apr 2026")
    assert december.letters(name="four_month_workbook") == []
    rest = {second.ref: {"Fulfilled?": "no", "Authorised?": "no", "What you found": "Not there"}}
    send(december, "Cara Head", "checks_to_record", rest, "10 Apr 2026")

    (told,) = december.letters(name="four_month_workbook")
    assert (told.to, sorted(told.cc)) == (
        "Tom Duty",
        ["ola@council.example", "sal@council.example"],
    )
    book = load_workbook(BytesIO(brought(december, "Tom Duty", "four_month_workbook").content))
    found = {row[0]: row[8] for row in book["Actions"].iter_rows(min_row=4, values_only=True)}
    assert found == {
        first.ref: "Fulfilled, completed and authorised",
        second.ref: "Exception: signed off or authorised, but not fulfilled",
    }
    assert book.sheetnames == ["Cover", "Actions", "Notes"]


@pytest.mark.requirement("R-10.2-1", "R-10.2-2")
def test_each_team_gets_a_workbook_of_its_own_without_the_rows_of_another(december: World) -> None:
    audits = [december.in_area(area) for area in ("A&A", "CYPIC")]
    for audit in audits:
        december.reply(audit.auditor, audit.ref, TWO, "8 Dec 2025 10:00")
    december.cycle("8 Dec 2025 10:05")
    december.cycle("8 Apr 2026 09:00")
    mine, others = ([a.ref for a in december.actions(audit.ref)] for audit in audits)
    facts = "fulfilled yes, completed yes, authorised yes"
    (asked,) = december.letters(name="checks_to_record")
    words = "\n".join(f"{ref}: {facts}" for ref in (*mine, *others))
    december.reply("Cara Head", asked.about, words, "9 Apr 2026 10:00")
    december.cycle("9 Apr 2026 10:05")

    for reader, rows in (("Tom Duty", mine), ("Tia Place", others)):
        book = load_workbook(BytesIO(brought(december, reader, "four_month_workbook").content))
        listed = [row[0] for row in book["Actions"].iter_rows(min_row=4, values_only=True)]
        assert sorted(listed) == sorted(rows)


@pytest.mark.requirement("R-10.1-1", "R-10.1-2")
def test_the_consultant_head_may_record_by_a_plain_reply(december: World) -> None:
    _, first, second = completed(december)
    december.cycle("8 Apr 2026 09:00")
    (asked,) = december.letters(name="checks_to_record")
    assert first.ref in asked.text
    words = (
        f"{first.ref}: fulfilled yes, completed yes, authorised yes by Ola Service\n"
        f"{second.ref}: not fulfilled, completed no, authorised no. Found: Not there."
    )
    december.reply("Cara Head", asked.about, words, "9 Apr 2026 10:00")
    december.cycle("9 Apr 2026 10:05")

    with december.store.reading() as work:
        checks = {check.action: check for check, _ in compliance.all_checks(work)}
    assert checks[first.ref].authorised_by == "Ola Service"
    assert (checks[first.ref].fulfilled, checks[second.ref].fulfilled) == (True, False)
    assert checks[second.ref].note == "Not there."
    assert {check.recorded_by for check in checks.values()} == {"Cara Head"}
    (answer,) = december.letters("Cara Head", "workbook_read")
    assert f"{first.ref}: recorded: Fulfilled, completed and authorised." in answer.text
    assert december.readers("four_month_workbook") == ["Tom Duty"]


@pytest.mark.requirement("R-10.1-1")
def test_what_is_not_recorded_is_asked_for_again_but_not_every_day(december: World) -> None:
    completed(december)
    december.cycle("8 Apr 2026 09:00")
    for when in ("9 Apr 2026", "10 Apr 2026", "13 Apr 2026", "14 Apr 2026"):
        december.cycle(f"{when} 09:00")
    assert len(december.letters(name="checks_to_record")) == 1
    december.cycle("15 Apr 2026 09:00")
    assert len(december.letters(name="checks_to_record")) == 2


@pytest.mark.requirement("R-10.1-1", "R-B-6")
def test_what_is_not_recorded_in_a_pause_is_asked_for_once_after_it(december: World) -> None:
    completed(december)
    december.add("Quiet days", From=day("8 Apr 2026"), Until=day("30 Apr 2026"))
    for number in range(8, 31):
        december.cycle(f"{number} Apr 2026 09:00")
    december.cycle("1 May 2026 09:00")
    assert len(december.letters(name="checks_to_record")) == 1


@pytest.mark.requirement("R-10.1-2")
def test_only_who_leads_the_programme_records_what_the_look_has_found(december: World) -> None:
    _, first, _ = completed(december)
    december.cycle("8 Apr 2026 09:00")
    form = report(
        brought(december, "Cara Head", "checks_to_record"), {first.ref: {"Fulfilled?": "Yes"}}
    )
    december.write("Tom Duty", "", "9 Apr 2026 10:00", subject="Workbook", attachments=(form,))
    december.cycle("9 Apr 2026 10:05")
    (answer,) = december.letters("Tom Duty", "workbook_read")
    assert "not taken: the Consultant Head records this." in answer.text


@pytest.mark.requirement("R-10.2-5")
def test_a_sample_is_looked_at_once_more_half_a_year_after_it_was_recorded(december: World) -> None:
    audit, first, second = completed(december)
    december.add(
        "Rules",
        Rule="sustained_share",
        Value="1",
        Approved_by="Gus Hill",
        Approved_on=day("8 Dec 2025"),
    )
    december.cycle("8 Apr 2026 09:00")
    facts = {"Fulfilled?": "Yes", "Completed?": "Yes", "Authorised?": "Yes"}
    send(
        december,
        "Cara Head",
        "checks_to_record",
        {first.ref: facts, second.ref: facts},
        "9 Apr 2026",
    )
    december.cycle("8 Oct 2026 09:00")
    assert sustained(december) == []
    december.cycle("9 Oct 2026 09:00")
    rows = {ref: {"Sustained?": "Yes"} for ref in (first.ref, second.ref)}
    send(december, "Cara Head", "checks_to_record", rows, "12 Oct 2026")
    assert [check.sustained for check in sustained(december)] == [True, True]
    assert december.audit(audit.ref).status in (Status.WITH_TEAM_MANAGER, Status.CLOSED)
