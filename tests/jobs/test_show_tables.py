"""Stories of the tracking lists: the tables of the workbook, where people can sort and filter."""

from dataclasses import replace

from bot.jobs.read_configuration import read_configuration
from bot.jobs.show_tables import show_tables
from tests.fakes import FakeViews
from tests.jobs.world import World, at


def shown(world: World, views: FakeViews, when: str) -> str:
    service = replace(world.service, views=views)
    return show_tables(service, read_configuration(service, at(when)).policy, at(when))


def test_a_table_is_shown_where_the_site_has_a_list_of_its_name(december: World) -> None:
    views = FakeViews({"Audits": {}, "People": {}})
    assert shown(december, views, "2 Dec 2025 09:00").endswith("rows written")

    assert set(views.lists["Audits"]) == {audit.ref for audit in december.audits()}
    assert views.lists["People"] == {}  # the coordinator's own list


def test_nothing_is_asked_of_the_site_while_nothing_has_changed(december: World) -> None:
    views = FakeViews({"Audits": {}})
    shown(december, views, "2 Dec 2025 09:00")
    views.calls.clear()

    assert shown(december, views, "2 Dec 2025 09:05") == "nothing has changed"
    assert views.calls == []


def test_a_list_that_failed_is_shown_the_next_time(december: World) -> None:
    views = FakeViews({"Audits": {}, "Rounds": {}}, failing={"Rounds"})
    try:
        shown(december, views, "2 Dec 2025 09:00")
    except TimeoutError:
        views.failing.clear()
    views.calls.clear()
    shown(december, views, "2 Dec 2025 09:05")

    assert views.calls == ["names", "show Rounds"]
    assert len(views.lists["Rounds"]) == 1


def test_without_lists_the_workbook_is_the_only_view(december: World) -> None:
    assert december.service.views is None
    assert december.cycle("2 Dec 2025 09:00")["tracking lists"] == "the workbook is the only view"
