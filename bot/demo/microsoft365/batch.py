"""Several requests in one: POST /$batch."""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from bot.demo.microsoft365.wire import Answer, Json, Refusal, Request, as_json

MOST = 20


def batch(request: Request, answer: Callable[[Request], Answer]) -> Answer:
    """Each is answered for itself; the whole is 200 even where one of them is not."""
    wanted = request.json().get("requests") or []
    if not 0 < len(wanted) <= MOST:
        raise Refusal(400, "BadRequest", f"A batch holds 1 to {MOST} requests.")
    ended: dict[str, Answer] = {}
    for each in wanted:
        waits_for = [ended.get(i) for i in each.get("dependsOn") or []]
        if any(before is None or before.status >= 400 for before in waits_for):
            ended[str(each["id"])] = _FAILED.answer
        else:
            ended[str(each["id"])] = answer(_inner(request, each))
    # In no order that one could build on.
    return as_json({"responses": [_shown(own, ended[own]) for own in sorted(ended)]})


_FAILED = Refusal(424, "FailedDependency", "Failed dependency")


def _inner(request: Request, each: Json) -> Request:
    path, _, query = str(each["url"]).partition("?")
    own = {name.lower(): str(value) for name, value in (each.get("headers") or {}).items()}
    body = each.get("body")
    return Request(
        method=str(each["method"]).upper(),
        path=f"/{path.lstrip('/')}",
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers={"authorization": request.headers.get("authorization", ""), **own},
        body=b"" if body is None else json.dumps(body).encode(),
        base=request.base,
    )


def _shown(own: str, answer: Answer) -> Json:
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    shown: Json = {"id": own, "status": answer.status, "headers": dict(answer.headers)}
    if answer.body and is_json:
        shown["body"] = answer.json()
    return shown
