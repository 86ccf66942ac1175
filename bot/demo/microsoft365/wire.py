"""What goes over the wire: requests, answers, and refusals in the words that Graph uses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came, but for the base address."""

    method: str
    path: str  # still percent-encoded, without "/v1.0"
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    base: str  # such as "http://127.0.0.1:8080/v1.0"

    def json(self) -> Json:
        """The body as an object. Raises Refusal."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError as error:
            raise Refusal(400, "BadRequest", "Unable to read JSON request payload.") from error
        if not isinstance(found, dict):
            raise Refusal(400, "BadRequest", "Unable to read JSON request payload.")
        return found

    def prefers(self, preference: str) -> bool:
        return preference.casefold() in self.headers.get("prefer", "").casefold()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        return json.loads(self.body)


class Refusal(Exception):
    """A request that is refused; `inner` is the deeper code that some services give."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        inner: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.answer = refused(status, code, message, inner=inner, headers=headers)


def refused(
    status: int,
    code: str,
    message: str,
    *,
    inner: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The shape of every error of Graph (concepts/errors.md)."""
    deeper: Json = {"date": "2026-11-22T10:00:00", "request-id": "r", "client-request-id": "c"}
    if inner:
        deeper["code"] = inner
    body = {"error": {"code": code, "message": message, "innerError": deeper}}
    return as_json(body, status, headers)


def as_json(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    kind = {"Content-Type": f"{JSON_TYPE}; odata.metadata=minimal; charset=utf-8"}
    return Answer(status, json.dumps(body).encode(), {**kind, **(headers or {})})


def when(at: datetime) -> str:
    """A time as Graph writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def not_found(what: str = "itemNotFound") -> Refusal:
    if what == "ErrorItemNotFound":
        return Refusal(404, what, "The specified object was not found in the store.")
    return Refusal(404, what, "The resource could not be found.")
