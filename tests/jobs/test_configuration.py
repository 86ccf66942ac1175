"""Stories of the coordinator's lists: a slip takes nothing down, and every row is answered."""

import pytest

from bot.ports import PermanentError, RowChange, TemporaryError, Unavailable
from tests.fakes import Trap
from tests.jobs.world import World, day


def written(world: World) -> list[RowChange]:
    return [change for _, changes in world.lists.writes for change in changes]


@pytest.mark.requirement("R-B-6")
def test_every_row_gets_its_bot_check_and_nothing_of_the_coordinators_is_touched(
    world: World,
) -> None:
    before = {
        name: [{k: v for k, v in row.items() if k != "Bot check"} for row in rows.values()]
        for name, rows in world.lists.lists.items()
    }
    world.cycle("1 Dec 2025 09:00")

    after = {
        name: [{k: v for k, v in row.items() if k != "Bot check"} for row in rows.values()]
        for name, rows in world.lists.lists.items()
    }
    assert after == before
    assert {world.check("People", n) for n in range(1, 15)} == {"OK"}
    assert {tuple(change.values) for change in written(world)} == {("Bot check",)}


@pytest.mark.requirement("R-B-6")
def test_a_row_that_is_in_order_is_not_written_again(december: World) -> None:
    before = len(december.lists.writes)
    december.cycle("2 Dec 2025 09:00")

    assert len(december.lists.writes) == before


@pytest.mark.requirement("R-B-6")
def test_a_broken_row_says_what_is_wrong_and_the_last_good_one_goes_on(december: World) -> None:
    december.edit("People", 11, Address="ada at council")
    december.cycle("15 Dec 2025 09:00")

    assert "Address" in december.check("People", 11)
    assert "not a mail address" in december.check("People", 11)
    assert [m.to for m, _ in december.mailbox.letters if "|reminder|" in m.key].count(
        "ada@council.example"
    ) == 2


@pytest.mark.requirement("R-B-6")
def test_a_mended_row_is_in_force_at_once_and_says_ok(december: World) -> None:
    december.edit("People", 11, Address="ada at council")
    december.cycle("2 Dec 2025 09:00")
    december.edit("People", 11, Address="ada.obi@council.example")
    december.cycle("15 Dec 2025 09:00")

    assert december.check("People", 11) == "OK"
    assert "ada.obi@council.example" in {m.to for m, _ in december.mailbox.letters}


@pytest.mark.requirement("R-B-6")
@pytest.mark.parametrize("sheet", ["People", "Teams"])
def test_a_missing_sheet_is_told_of_each_working_day_and_the_last_good_one_goes_on(
    december: World, sheet: str
) -> None:
    del december.lists.lists[sheet]
    december.cycle("15 Dec 2025 09:00")
    december.cycle("15 Dec 2025 10:00")

    assert len(december.letters(name="reminder")) == 4
    (told,) = december.letters("Fay Moss", "configuration_problem")
    assert f"The sheet {sheet} is missing" in told.text

    for when in ("19 Dec 2025 18:00", "20 Dec 2025 09:00", "22 Dec 2025 09:00"):  # over a weekend
        december.cycle(when)
    assert len(december.letters("Fay Moss", "configuration_problem")) == 2


@pytest.mark.requirement("R-B-6")
def test_an_emptied_sheet_is_taken_for_an_accident(december: World) -> None:
    december.lists.lists["People"].clear()
    december.cycle("15 Dec 2025 09:00")

    assert len(december.letters(name="reminder")) == 4
    assert len(december.letters("Fay Moss", "configuration_problem")) == 1


@pytest.mark.requirement("R-B-6")
def test_a_column_that_is_gone_leaves_the_last_good_sheet_in_force(december: World) -> None:
    december.lists.columns["People"].remove("Address")
    december.cycle("15 Dec 2025 09:00")

    assert len(december.letters(name="reminder")) == 4
    told = december.letters("Fay Moss", "configuration_problem")[0]
    assert "lacks the column Address" in told.text


@pytest.mark.requirement("R-B-6")
def test_a_workbook_that_somebody_has_open_is_answered_the_next_time(december: World) -> None:
    december.edit("People", 11, Roles="Wizard")
    december.lists.locked = True
    words = december.cycle("15 Dec 2025 09:00", well=False)
    assert december.check("People", 11) == "OK"
    assert words["lists"] == "not this time: Somebody has the list open."
    assert len(december.letters(name="reminder")) == 4

    december.lists.locked = False
    december.cycle("15 Dec 2025 09:05")
    assert "'Wizard' is not a role" in december.check("People", 11)


def test_a_list_that_cannot_be_written_keeps_back_no_other(world: World) -> None:
    world.publish("1 Dec 2025")
    world.lists.before = Trap("write", PermanentError("The list People lacks a column."))
    words = world.cycle("1 Dec 2025 09:00", well=False, settled=False)

    assert words["lists"] == "not this time: The list People lacks a column."
    assert len(world.lists.lists["Decisions"]) == 1


def test_a_question_is_added_to_decisions_once(world: World) -> None:
    world.propose("1 Dec 2025")
    world.cycle("1 Dec 2025 10:00")
    world.cycle("2 Dec 2025 10:00")

    assert len(world.lists.lists["Decisions"]) == 1
    assert world.check("Decisions", 1) == "This waits for your choice and your name."


def test_an_answered_question_says_so_for_good(december: World) -> None:
    assert december.check("Decisions", 1) == "Done on 01/12/2025: Deploy, by Fay Moss."

    december.edit("Decisions", 1, Your_choice="Discard")
    december.cycle("2 Dec 2025 09:00")
    assert december.check("Decisions", 1) == "Done on 01/12/2025: Deploy, by Fay Moss."
    assert len(december.audits()) == 4


def test_a_question_that_was_deleted_before_it_was_answered_comes_back(world: World) -> None:
    world.propose("1 Dec 2025")
    world.lists.lists["Decisions"].clear()
    world.cycle("1 Dec 2025 10:00")

    assert len(world.lists.lists["Decisions"]) == 1


def test_a_choice_that_was_not_offered_is_answered_with_what_was(world: World) -> None:
    world.propose("1 Dec 2025")
    world.choose(world.round().ref, "Deploy")
    world.edit("Decisions", 1, Your_choice="Yes please")
    world.cycle("1 Dec 2025 10:00")

    assert "'Yes please' is none of the choices" in world.check("Decisions", 1)
    assert world.letters(name="assignment") == []


@pytest.mark.requirement("R-3.1-1")
def test_a_rule_varied_without_the_assistant_directors_approval_is_pending(world: World) -> None:
    world.add("Rules", Rule="audit_days", Value="15", Reason="pilot", Proposed_by="Cara Head")
    world.deploy("1 Dec 2025")

    assert world.check("Rules", 1).startswith("Pending.")
    assert "20, as before" in world.check("Rules", 1)
    assert {audit.due for audit in world.audits()} == {day("31 Dec 2025")}


@pytest.mark.requirement("R-3.1-1")
def test_a_rule_is_in_force_from_the_day_of_its_approval(world: World) -> None:
    world.add(
        "Rules",
        Rule="audit_days",
        Value="15",
        Reason="pilot",
        Proposed_by="Cara Head",
        Approved_by="Gus Hill",
        Approved_on=day("1 Dec 2025"),
    )
    world.deploy("1 Dec 2025")

    assert world.check("Rules", 1) == "OK"
    assert {audit.due for audit in world.audits()} == {day("22 Dec 2025")}


@pytest.mark.requirement("R-5.1-1")
def test_a_vacant_post_is_told_of_and_its_letters_go_to_the_assistant_director(
    world: World,
) -> None:
    world.edit("People", 2, Roles="Service Manager")
    world.deploy("1 Dec 2025")

    told = world.letters("Fay Moss", "configuration_problem")[0]
    assert "Nobody in post has the role Consultant Head" in told.text
    assert world.readers("round_proposed") == ["Fay Moss", "Gus Hill"]


@pytest.mark.requirement("R-5.1-1")
def test_a_post_that_stays_vacant_is_told_of_once(world: World) -> None:
    world.edit("People", 2, Roles="Service Manager")
    for when in ("1 Dec 2025 09:00", "2 Dec 2025 09:00"):
        world.cycle(when)

    assert len(world.letters("Fay Moss", "configuration_problem")) == 1


@pytest.mark.requirement("R-5.1-1")
def test_a_post_that_is_vacant_again_is_told_of_again(december: World) -> None:
    for when, role in (
        ("2 Dec 2025", "Service Manager"),
        ("3 Dec 2025", "Service Manager"),
        ("4 Dec 2025", "Consultant Head"),
        ("5 Dec 2025", "Service Manager"),
    ):
        december.edit("People", 2, Roles=role)
        december.cycle(f"{when} 09:00")

    told = december.letters("Fay Moss", "configuration_problem")
    assert [letter.at.date() for letter in told] == [day("2 Dec 2025"), day("5 Dec 2025")]


def test_a_closure_of_the_council_is_no_working_day(world: World) -> None:
    world.add("Closures", From=day("24 Dec 2025"), Name="Council closed")
    world.deploy("1 Dec 2025")

    assert {audit.due for audit in world.audits()} == {day("2 Jan 2026")}


def test_lists_that_cannot_be_read_at_all_leave_the_last_good_configuration(
    december: World,
) -> None:
    december.lists.lists.clear()
    december.cycle("15 Dec 2025 09:00")

    assert len(december.letters(name="reminder")) == 4


def test_nothing_is_done_before_the_lists_have_once_been_read(world: World) -> None:
    """A round drawn without the people, or the conflicts, would stand for the month."""
    world.publish("1 Dec 2025")
    world.lists.before = Trap("read", TemporaryError("the workbook is being saved"))
    words = world.cycle("1 Dec 2025 09:00", well=False, settled=False)
    assert list(words) == ["configuration"]
    assert words["configuration"].startswith("not this time")

    world.cycle("1 Dec 2025 09:05")
    assert world.readers("round_proposed") == ["Fay Moss", "Cara Head"]


def test_a_list_that_cannot_be_read_for_the_moment_is_used_as_it_last_was(december: World) -> None:
    december.lists.before = Trap("read", TemporaryError("the workbook is being saved"))
    december.cycle("15 Dec 2025 09:00", well=False, settled=False)

    assert len(december.letters(name="reminder")) == 4
    assert december.letters(name="configuration_problem") == []


def test_lists_that_cannot_be_read_are_told_with_the_reason(december: World) -> None:
    december.lists.before = Trap("read", Unavailable("The secret is wrong."))
    outcome = december.cycle("2 Dec 2025 10:00", well=False, settled=False)

    assert outcome["configuration"].endswith("holds on: The secret is wrong.")
    assert december.lists.before.calls.count("read") == 1  # not one try for each list


def test_lists_that_were_never_read_are_told_with_the_reason(world: World) -> None:
    world.lists.before = Trap("read", Unavailable("The secret is wrong."))
    outcome = world.cycle("1 Dec 2025 09:00", well=False, settled=False)

    assert outcome["configuration"].endswith("never read before: The secret is wrong.")
