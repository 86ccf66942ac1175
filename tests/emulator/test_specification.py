"""The check against the specification can fail."""

import json

import pytest

from bot.demo.microsoft365.wire import Answer, Request, as_json
from tests.emulator.serve import made
from tests.emulator.specification import STRICT, WHY_SKIPPED, Specification
from tests.emulator.stumbling import Fault, Stumbling, cut_after, cut_before

pytestmark = pytest.mark.skipif(not STRICT.exists(), reason=WHY_SKIPPED)
JSON = {"content-type": "application/json"}


def asked(method: str, path: str, body: object = None, **query: str) -> Request:
    content = b"" if body is None else json.dumps(body).encode()
    return Request(method, path, query, JSON, content, "http://x/v1.0")


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (asked("GET", "/users/u/inbox"), "there is no such operation"),
        (asked("GET", "/sites/s/lists/l/items", None, search="x"), "parameters"),
        (asked("POST", "/users/u/messages", {"toRecipient": []}), "toRecipient"),
        (asked("POST", "/sites/s/lists/l/items", {"Name": "Ada"}), "Name"),
        (asked("POST", "/users/u/messages/m/move", {"destination": "x"}), "destination"),
        (asked("POST", "/users/u/messages/m/send", {"now": True}), "a body"),
        (asked("POST", "/$batch", {"requests": [{"id": str(n)} for n in range(21)]}), "too long"),
        (
            asked("POST", "/$batch", {"requests": [{"id": "1", "method": "GET", "url": "/me"}]}),
            "no such operation",
        ),
    ],
)
def test_a_request_outside_the_specification_is_found(request_: Request, fault: str) -> None:
    specification = Specification()
    specification.watch(request_, Answer(200))

    assert any(fault in breach for breach in specification.breaches), specification.breaches


@pytest.mark.parametrize("cut", [cut_before, cut_after])
def test_a_request_whose_connection_is_cut_is_looked_at_too(cut: Fault) -> None:
    faults, specification = Stumbling(), Specification()
    faults.next("/users/u/inbox", cut)
    service = made(faults=faults)
    service.watches.append(specification.watch)

    with service.running():
        assert service.answer(asked("GET", "/users/u/inbox")) is None
    assert ["no such operation" in breach for breach in specification.breaches] == [True]


def test_an_answer_outside_the_specification_is_found() -> None:
    specification = Specification()
    specification.watch(asked("GET", "/users/u/messages"), as_json({"value": [{"subject": 1}]}))

    assert specification.breaches == [
        "answer: GET /users/{user-id}/messages: $.value[0].subject:"
        " 1 is not of type 'string', 'null'"
    ]


def test_answers_inside_a_batch_are_looked_at_too() -> None:
    inside = {"id": "7", "method": "GET", "url": "/users/u/messages"}
    answer = {"id": "7", "status": 200, "body": {"value": [{"subject": 1}]}}
    specification = Specification()
    specification.watch(
        asked("POST", "/$batch", {"requests": [inside]}), as_json({"responses": [answer]})
    )

    assert specification.breaches == [
        "answer: GET /users/{user-id}/messages: $.value[0].subject:"
        " 1 is not of type 'string', 'null'"
    ]


def test_paths_of_files_are_one_segment() -> None:
    specification = Specification()
    specification.watch(asked("GET", "/drives/d/root:/A/b%20c/d.xlsx:/children"), Answer(200))
    specification.watch(asked("GET", "/sites/a.example:/sites/audits"), Answer(200))

    assert specification.breaches == []
