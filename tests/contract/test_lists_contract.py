"""What all lists that people edit promise, whatever stands behind them."""

from datetime import datetime

import pytest

from bot.ports import PermanentError, RowChange, TemporaryError
from tests.contract.conftest import ListsWorld


def test_the_lists_are_named_and_may_be_empty(lists_world: ListsWorld) -> None:
    assert list(lists_world.lists.names()) == ["People", "Closures"]
    assert list(lists_world.lists.read("Closures")) == []


def test_rows_come_as_written_with_nothing_for_a_blank_cell(lists_world: ListsWorld) -> None:
    ada, bo = lists_world.lists.read("People")

    assert ada.values == {
        "Name": "Ada Obi",
        "Address": "ada@council.example",
        "From": datetime(2025, 9, 1),  # noqa: DTZ001 - Excel knows no time zones
        "Bot check": None,
    }
    assert bo.values["From"] is None
    assert (ada.number or 0) + 1 == (bo.number or 1)


def test_a_row_keeps_its_id_when_the_bot_has_checked_it(lists_world: ListsWorld) -> None:
    before = [row.id for row in lists_world.lists.read("People")]
    lists_world.lists.write("People", [RowChange(i, {"Bot check": "OK."}) for i in before])

    assert [row.id for row in lists_world.lists.read("People")] == before
    assert len(set(before)) == 2


def test_only_the_named_columns_of_the_named_row_change(lists_world: ListsWorld) -> None:
    ada, bo = lists_world.lists.read("People")
    lists_world.lists.write("People", [RowChange(bo.id, {"Bot check": "Address: not known."})])

    now_ada, now_bo = lists_world.lists.read("People")
    assert now_ada.values == ada.values
    assert now_bo.values == {**bo.values, "Bot check": "Address: not known."}


def test_a_row_is_added_below_the_others(lists_world: ListsWorld) -> None:
    lists_world.lists.write("People", [RowChange(None, {"Name": "Cy Wall", "Bot check": "OK"})])

    names = [row.values["Name"] for row in lists_world.lists.read("People")]
    assert names == ["Ada Obi", "Bo Reed", "Cy Wall"]


def test_rows_that_are_taken_away_are_gone_and_the_others_stay(lists_world: ListsWorld) -> None:
    lists = lists_world.lists
    lists.write("People", [RowChange(None, {"Name": name}) for name in ("Cy Wall", "Di Moor")])
    rows = {str(row.values["Name"]): row for row in lists.read("People")}
    lists.take_away("People", [rows["Bo Reed"].id, rows["Di Moor"].id, "no row of this list"])

    left = lists.read("People")
    assert [row.values["Name"] for row in left] == ["Ada Obi", "Cy Wall"]
    assert left[0].values == rows["Ada Obi"].values
    lists.write("People", [RowChange(None, {"Name": "Ed Vale"})])
    assert [row.values["Name"] for row in lists.read("People")][-1] == "Ed Vale"


def test_rows_are_added_to_an_empty_list(lists_world: ListsWorld) -> None:
    changes = [RowChange(None, {"Name": name}) for name in ("Christmas", "Easter")]
    lists_world.lists.write("Closures", changes)

    rows = lists_world.lists.read("Closures")
    assert [row.values["Name"] for row in rows] == ["Christmas", "Easter"]


def test_nothing_is_written_while_somebody_has_the_list_open(lists_world: ListsWorld) -> None:
    ada, _ = before = lists_world.lists.read("People")
    lists_world.lock()

    with pytest.raises(TemporaryError):
        lists_world.lists.write("People", [RowChange(ada.id, {"Bot check": "OK"})])
    assert lists_world.lists.read("People") == before


def test_a_lock_does_not_matter_to_who_changes_nothing(lists_world: ListsWorld) -> None:
    _, bo = lists_world.lists.read("People")
    lists_world.lock()

    lists_world.lists.write("People", [RowChange(bo.id, {"Bot check": "OK"})])


def test_if_one_change_cannot_be_made_none_is(lists_world: ListsWorld) -> None:
    ada, _ = before = lists_world.lists.read("People")
    changes = [RowChange(ada.id, {"Bot check": "OK"}), RowChange("no such row", {"Name": "x"})]

    with pytest.raises(TemporaryError):
        lists_world.lists.write("People", changes)
    assert lists_world.lists.read("People") == before


def test_a_missing_list_or_column_is_a_matter_for_a_person(lists_world: ListsWorld) -> None:
    ada, _ = lists_world.lists.read("People")

    with pytest.raises(PermanentError, match="Rules"):
        lists_world.lists.read("Rules")
    with pytest.raises(PermanentError, match="put it back"):
        lists_world.lists.write("People", [RowChange(ada.id, {"Bot chek": "OK"})])
