"""Several requests to Microsoft Graph in one: each is answered, refused or throttled for itself."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from json import dumps
from typing import Any

from connectors.clock import Clock
from connectors.graph.failures import Answer
from connectors.graph.requests import Graph
from connectors.retrying import THROTTLED, UNCLEAR, Patience, retry_after

MOST = 20  # requests that one batch may hold
# What may go well when it is asked again; a token that ends between two of them is renewed.
PASSING = THROTTLED | UNCLEAR | {401}


def asked(
    graph: Graph, wanted: Sequence[Mapping[str, Any]], *, repeatable: bool = False
) -> Mapping[str, Answer]:
    """The answers by the ids of the requests, at most `MOST`; Graph may leave some out."""
    answer = graph.post("$batch", {"requests": wanted}, repeatable=repeatable).json()
    return {str(each["id"]): _answer(each) for each in answer.get("responses", ())}


def request(
    number: str, method: str, path: str, headers: Mapping[str, str], body: object = None
) -> dict[str, Any]:
    made: dict[str, Any] = {"id": number, "method": method, "url": f"/{path}"}
    if headers:
        made["headers"] = dict(headers)
    return made if body is None else {**made, "body": body}


def waits(answers: Collection[Answer], now: datetime) -> float | None:
    """The longest time that they ask to wait, in seconds; None if none of them names one.

    `now`: by Microsoft's clock, as a date may be named.
    """
    named = [retry_after(each.headers.get("Retry-After"), now) for each in answers]
    return max((each for each in named if each is not None), default=None)


def throttled(answers: Collection[Answer]) -> bool:
    return any(each.status in THROTTLED for each in answers)


def pages(
    graph: Graph, paths: Sequence[str], clock: Clock, chance: Callable[[], float]
) -> Mapping[str, Mapping[str, Any]]:
    """The first page behind each path, but for those that were refused or failed for too long.

    What fails for the moment is asked for again, together, after the longest time that is asked
    for: a batch is answered with 200 even where every request in it is throttled.
    """
    found: dict[str, Mapping[str, Any]] = {}
    patience = Patience(chance)
    left = list(paths)
    while left:
        answers = _gets(graph, left)
        found |= {path: each.json() for path, each in answers.items() if each.status == 200}
        failed = [each for each in answers.values() if each.status in PASSING]
        left = [path for path in left if path not in answers or answers[path].status in PASSING]
        asks = waits(failed, graph.now())
        wait = patience.next_wait(asked=asks, throttled=throttled(failed)) if left else None
        if wait is None:
            break
        clock.wait(wait)
    return found


def _gets(graph: Graph, paths: Sequence[str]) -> Mapping[str, Answer]:
    answers: dict[str, Answer] = {}
    for start in range(0, len(paths), MOST):
        some = dict(enumerate(paths[start : start + MOST]))
        wanted = [request(str(number), "GET", path, {}) for number, path in some.items()]
        given = asked(graph, wanted, repeatable=True)
        answers |= {some[int(number)]: answer for number, answer in given.items()}
    return answers


def _answer(raw: Mapping[str, Any]) -> Answer:
    content = dumps(raw["body"]).encode() if raw.get("body") else b""
    return Answer(int(raw["status"]), raw.get("headers") or {}, content)
