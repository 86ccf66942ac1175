"""Many lists are read in few requests, and each as surely as alone."""

from collections.abc import Iterator

import pytest

from bot.demo.microsoft365.wire import Answer, Request
from bot.ports import Unavailable
from connectors.graph.lists import GraphLists
from tests.emulator.stumbling import Fault, Stumbling, Well, cut_after, refuse
from tests.graph.emulated import NINE, Emulated, emulated

COLUMNS = ({"name": "Title", "displayName": "Reference", "text": {}},)
NAMES = [f"List {n}" for n in range(12)]
ALL = [[f"row {n}"] for n in range(12)]


class Away:
    """Refuses everything."""

    def around(self, request: Request, tenant: object, well: Well) -> Answer:
        return refuse(429)(request, well)


@pytest.fixture
def tenant(faults: Stumbling) -> Iterator[Emulated]:
    with emulated(faults) as made:
        for n, name in enumerate(NAMES):
            made.site.make_list(name, COLUMNS).add({"Title": f"row {n}"}, NINE)
        yield made


@pytest.fixture
def lists(tenant: Emulated) -> GraphLists:
    return tenant.lists()


def referred(lists: GraphLists) -> list[list[object]]:
    found = lists.read_all(NAMES)
    assert list(found) == NAMES
    return [[r.values["Reference"] for r in rows] for rows in found.values()]  # type: ignore[union-attr]


def test_many_lists_are_read_in_few_requests(tenant: Emulated, lists: GraphLists) -> None:
    lists.names()  # signed in, and the site looked up
    before = tenant.service.requests

    assert referred(lists) == ALL
    assert tenant.service.requests - before == 2


def test_of_many_lists_those_are_asked_for_again_together_that_were_throttled(
    tenant: Emulated, lists: GraphLists, faults: Stumbling
) -> None:
    lists.names()
    before = tenant.service.requests
    faults.next("/List%202/items", refuse(429, {"Retry-After": "7"}))
    faults.next("/List%205/columns", refuse(429, {"Retry-After": "40"}))

    assert referred(lists) == ALL
    assert tenant.service.requests - before == 3
    assert 40 <= max(tenant.hands.waits) < 42


@pytest.mark.parametrize(
    ("words", "fault", "times"),
    [
        ("/List%202/items", refuse(503), 5),  # as often as a batch asks for it
        ("/$batch", refuse(400), 1),
        ("/$batch", cut_after, 1),
    ],
)
def test_what_a_batch_does_not_give_is_asked_for_alone(
    lists: GraphLists, faults: Stumbling, words: str, fault: Fault, times: int
) -> None:
    faults.next(words, *[fault] * times)

    assert referred(lists) == ALL
    assert faults.planned == []


def test_a_token_that_ends_within_a_batch_is_renewed(
    tenant: Emulated, lists: GraphLists, faults: Stumbling
) -> None:
    def ended(request: Request, well: Well) -> Answer:
        tenant.service.tenant.login.forget()
        return well(request)

    faults.next("/List%202/items", ended)

    assert referred(lists) == ALL


def test_of_many_lists_the_one_that_is_gone_is_told_and_the_others_are_read_whole(
    tenant: Emulated, lists: GraphLists
) -> None:
    for n in range(1_200):
        tenant.site.list("List 5").add({"Title": f"AU-{n}"}, NINE)
    found = lists.read_all(["No such list", "List 5"])

    assert "no list No such list" in str(found["No such list"])
    assert len(found["List 5"]) == 1_201  # type: ignore[arg-type]


def test_after_a_service_that_is_away_no_further_list_is_asked_for(
    tenant: Emulated, lists: GraphLists
) -> None:
    tenant.service.faults = Away()
    found = lists.read_all(NAMES)

    assert [type(each) for each in found.values()] == [Unavailable]
