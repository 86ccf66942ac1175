"""What only lists of SharePoint can do: versions, doubts, people typing meanwhile, many rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from bot.demo.microsoft365.site import SharePointList
from bot.ports import PermanentError, RowChange, TemporaryError
from connectors.graph.lists import GraphLists
from tests.emulator.stumbling import Stumbling, cut_after, refuse
from tests.graph.emulated import NINE, Emulated, emulated

COLUMNS = (
    {"name": "Title", "displayName": "Reference", "text": {}, "enforceUniqueValues": True},
    {"name": "State", "text": {"allowMultipleLines": True}},
    {"name": "Due", "dateTime": {"format": "dateOnly"}},
    {"name": "Told_x0020_at", "displayName": "Told at", "dateTime": {"format": "dateTime"}},
    {"name": "Actions", "number": {}},
    {"name": "Notes", "text": {}},
    {"name": "Key", "text": {}, "enforceUniqueValues": True},
)


@pytest.fixture
def tenant(faults: Stumbling) -> Iterator[Emulated]:
    with emulated(faults) as made:
        yield made


@pytest.fixture
def held(tenant: Emulated) -> SharePointList:
    return tenant.site.make_list("Audits", COLUMNS)


@pytest.fixture
def lists(tenant: Emulated, held: SharePointList) -> GraphLists:
    return tenant.lists()


def rows(number: int, state: str = "Assigned") -> list[dict[str, object]]:
    return [
        {
            "Reference": f"AU-{n:04d}",
            "State": state,
            "Due": date(2026, 7, 1),
            "Told at": datetime(2026, 7, 1, 8, 30, tzinfo=UTC),
            "Actions": n % 3,
        }
        for n in range(number)
    ]


def test_a_thousand_rows_with_ten_changed_cost_fifteen_requests_at_most(
    tenant: Emulated, lists: GraphLists
) -> None:
    service = tenant.service
    assert lists.show("Audits", "Reference", rows(1_000)) == 1_000
    before = service.requests
    changed = [*rows(5, "Overdue"), *rows(995)[5:], *rows(1_000, "Completed")[995:]]

    assert lists.show("Audits", "Reference", changed) == 10
    assert service.requests - before <= 15
    before = service.requests
    assert lists.show("Audits", "Reference", changed) == 0
    assert service.requests - before <= 4


def test_what_people_added_stays_and_what_is_gone_from_the_table_goes(
    lists: GraphLists, held: SharePointList
) -> None:
    lists.show("Audits", "Reference", rows(3))
    held.change(held.items["2"], {"Notes": "ring them"}, NINE)
    held.add({"Notes": "a row of our own"}, NINE)

    assert lists.show("Audits", "Reference", rows(2, "Overdue")) == 3
    seen = {row.values["Reference"]: row.values for row in lists.read("Audits")}
    assert set(seen) == {"AU-0000", "AU-0001", None}
    assert seen["AU-0001"]["Notes"] == "ring them"
    assert seen["AU-0001"]["State"] == "Overdue"
    assert seen["AU-0001"]["Due"] == datetime(2026, 7, 1)  # noqa: DTZ001 - a day, as Excel has it


def test_a_row_that_somebody_types_into_meanwhile_keeps_both(
    lists: GraphLists, held: SharePointList
) -> None:
    lists.show("Audits", "Reference", rows(1))
    [row] = lists.read("Audits")
    held.change(held.items["1"], {"Notes": "typed just now"}, NINE)
    lists.write("Audits", [RowChange(row.id, {"State": "Overdue"})])

    assert held.items["1"].fields["Notes"] == "typed just now"
    assert held.items["1"].fields["State"] == "Overdue"


@pytest.mark.parametrize("key", ["k", None])
def test_a_row_that_was_added_though_no_answer_came_is_not_added_twice(
    lists: GraphLists, held: SharePointList, faults: Stumbling, key: str | None
) -> None:
    changes = [RowChange(None, {"State": "new", "Key": key}) for _ in range(1 if key else 2)]
    lists.read("Audits")
    faults.next("/$batch", cut_after)
    lists.write("Audits", changes)

    assert [item.fields["State"] for item in held.items.values()] == ["new"] * len(changes)


@pytest.mark.parametrize("status", [412, 429, 503, 504])
def test_a_row_that_is_refused_for_the_moment_is_written_at_the_second_try(
    lists: GraphLists, held: SharePointList, faults: Stumbling, tenant: Emulated, status: int
) -> None:
    lists.show("Audits", "Reference", rows(3))
    faults.next("/items/2/fields", refuse(status, {"Retry-After": "7"}))

    assert lists.show("Audits", "Reference", rows(3, "Overdue")) == 3
    assert {item.fields["State"] for item in held.items.values()} == {"Overdue"}
    assert max(tenant.hands.waits) >= 7


def test_an_answer_that_says_nothing_is_looked_into(
    lists: GraphLists, held: SharePointList, faults: Stumbling
) -> None:
    faults.next("/$batch", refuse(504, {}))
    lists.show("Audits", "Reference", rows(2))

    assert len(held.items) == 2


def test_pages_begin_anew_where_the_place_was_forgotten(
    lists: GraphLists, held: SharePointList, faults: Stumbling
) -> None:
    for n in range(1_200):
        held.add({"Title": f"AU-{n}"}, NINE)
    faults.next("skiptoken", refuse(410, {}))

    assert len(lists.read("Audits")) == 1_200


def test_what_a_column_does_not_take_is_told_with_the_list(
    lists: GraphLists, held: SharePointList
) -> None:
    held.columns[1]["number"] = {}  # SharePoint says text, and takes numbers alone

    with pytest.raises(PermanentError, match="does not take a row of the list Audits"):
        lists.show("Audits", "Reference", rows(1))


def test_a_row_that_was_removed_is_a_matter_for_the_next_time(
    lists: GraphLists, held: SharePointList
) -> None:
    lists.show("Audits", "Reference", rows(1))
    [row] = lists.read("Audits")
    held.remove(row.id)

    with pytest.raises(TemporaryError, match="removed by somebody"):
        lists.write("Audits", [RowChange(row.id, {"State": "Overdue"})])


def test_a_renamed_column_is_known_by_what_people_see(
    lists: GraphLists, held: SharePointList
) -> None:
    held.columns[1]["displayName"] = "How it stands"

    with pytest.raises(PermanentError, match="no column State: put it back"):
        lists.show("Audits", "Reference", rows(1))


def test_long_words_are_cut_where_the_column_holds_one_line(
    lists: GraphLists, held: SharePointList
) -> None:
    lists.show("Audits", "Reference", [{"Reference": "x" * 300, "State": "y" * 300}])
    fields = held.items["1"].fields

    assert fields["Title"] == "x" * 253 + " …"
    assert fields["State"] == "y" * 300
    assert lists.show("Audits", "Reference", [{"Reference": "x" * 300, "State": "y" * 300}]) == 0


def test_several_choices_are_ticked_and_read_with_semicolons(
    tenant: Emulated, held: SharePointList, lists: GraphLists
) -> None:
    boxes = {"choices": ["Auditor", "Coordinator"], "displayAs": "checkBoxes"}
    tenant.site.add_column(held, {"name": "Roles", "choice": boxes})
    both = {"Reference": "AU-1", "Roles": "Auditor; Coordinator"}

    assert lists.show("Audits", "Reference", [both]) == 1
    assert held.items["1"].fields["Roles"] == ["Auditor", "Coordinator"]
    assert lists.read("Audits")[0].values["Roles"] == "Auditor; Coordinator"
    assert lists.show("Audits", "Reference", [both]) == 0


def test_only_lists_that_people_see_are_named(tenant: Emulated, lists: GraphLists) -> None:
    tenant.site.make_list("Rounds", ())

    assert lists.names() == ["Audits", "Rounds"]
