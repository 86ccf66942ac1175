"""Holds requests to the strict specification of Graph v1.0, and answers to the lenient one.

The specification itself lies beside the project, not in it (tests that need it skip without it).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from bot.demo.microsoft365.wire import Answer, Request

HERE = Path(__file__).resolve().parents[3] / "shared" / "graph"
STRICT = HERE / "graph-v1.0-subset.strict.openapi.json"
LENIENT = HERE / "graph-v1.0-subset.openapi.json"
WHY_SKIPPED = "the specification of Graph is not beside the project (../shared/graph)"
# What OData allows everywhere, and the metadata does not list.
ALWAYS = {"$skiptoken", "token"}
MANY_SEGMENTS = {"item-path", "server-relative-path"}


@dataclass(frozen=True)
class Operation:
    """One operation of the specification: what may be asked, what may be answered."""

    name: str
    pattern: re.Pattern[str]
    raw: Mapping[str, Any]
    document: "Document"
    validators: dict[str, Any] = field(default_factory=dict)
    passed: set[tuple[str, bytes]] = field(default_factory=set)  # most answers come many times

    @property
    def parameters(self) -> set[str]:
        return {p["name"] for p in self.raw.get("parameters", ()) if p["in"] == "query"}

    def body_faults(self, body: bytes, kind: str) -> Iterator[str]:
        given = self.raw.get("requestBody")
        if given is None:
            if body not in (b"", b"{}"):
                yield "a body, where none belongs"
            return
        content = given["content"]
        if not body:
            if given.get("required"):
                yield "no body"
        elif "application/json" in content:
            if not kind.startswith("application/json"):
                yield f"a body of the type {kind or 'nothing'}"
            yield from self._faults("request", content["application/json"]["schema"], body)

    def answer_faults(self, answer: Answer) -> Iterator[str]:
        responses = self.raw["responses"]
        known = responses.get(str(answer.status))
        if known is None:
            if answer.status < 400:
                yield f"status {answer.status}"
                return
            known = responses["default"]
        schema = known.get("content", {}).get("application/json", {}).get("schema")
        if schema is not None and answer.body:
            yield from self._faults(str(answer.status), schema, answer.body)

    def _faults(self, name: str, schema: Mapping[str, Any], body: bytes) -> Iterator[str]:
        if (name, body) in self.passed:
            return
        if name not in self.validators:
            self.validators[name] = self.document.validator(schema)
        try:
            value = json.loads(body)
        except ValueError:
            yield "no JSON"
            return
        faults = [
            f"{error.json_path}: {error.message[-200:]}"
            for error in self.validators[name].iter_errors(value)
        ]
        if not faults:
            self.passed.add((name, body))
        yield from faults


def _remembering() -> Callable[..., Iterator[ValidationError]]:
    """The keyword `items`, but what has passed passes: most rows of a page were in the last one."""
    passed: set[tuple[int, str]] = set()

    def items(validator: Any, schema: Any, instance: Any, parent: Any) -> Iterator[ValidationError]:
        if not validator.is_type(instance, "array"):
            return
        for number, item in enumerate(instance):
            # A schema lives as long as its document, so no other comes to have its identity.
            seen = (id(schema), json.dumps(item))
            if seen in passed:
                continue
            errors = list(validator.descend(item, schema, path=number))
            if not errors:
                passed.add(seen)
            yield from errors

    return items


class Document:
    def __init__(self, path: Path) -> None:
        self._raw = json.loads(path.read_text("utf-8"))
        resource = DRAFT202012.create_resource(self._raw)
        self._registry: Registry[Any] = Registry().with_resource("graph", resource)
        self._kind = validators.extend(Draft202012Validator, {"items": _remembering()})
        self._found: dict[tuple[str, str], Operation | None] = {}  # most paths come many times

    def validator(self, schema: Mapping[str, Any]) -> Any:
        return self._kind(_absolute(schema), registry=self._registry)

    def operation(self, method: str, path: str) -> Operation | None:
        if (method, path) not in self._found:
            fitting = (
                operation
                for (own, pattern), operation in self._operations.items()
                if own == method and pattern.fullmatch(path)
            )
            self._found[method, path] = next(fitting, None)
        return self._found[method, path]

    @cached_property
    def _operations(self) -> Mapping[tuple[str, re.Pattern[str]], Operation]:
        found = {}
        # Fixed words before places: "items/delta" is no item named delta.
        for template in sorted(self._raw["paths"], key=lambda t: t.replace("{", "\x7f")):
            pattern = _pattern(template)
            for method, raw in self._raw["paths"][template].items():
                if method != "parameters":
                    operation = Operation(f"{method.upper()} {template}", pattern, raw, self)
                    found[method.upper(), pattern] = operation
        return found


class Specification:
    """`breaches`: every request and every answer that the specification does not allow."""

    def __init__(self) -> None:
        self._strict, self._lenient = Document(STRICT), Document(LENIENT)
        self.breaches: list[str] = []
        self.checked = 0

    def watch(self, request: Request, answer: Answer | None) -> None:
        """Look at one request and its answer, if there is one; batches are looked into."""
        if request.path.startswith(("/upload/", "/download/")) or "oauth2" in request.path:
            return  # another server's, in Microsoft 365
        self.checked += 1
        self.breaches += [f"request: {each}" for each in self._request_faults(request)]
        if answer is not None:
            self.breaches += [f"answer: {each}" for each in self._answer_faults(request, answer)]

    def _answer_faults(self, request: Request, answer: Answer) -> Iterator[str]:
        operation = self._lenient.operation(request.method, request.path)
        if operation is None:
            return
        faults = [f"{operation.name}: {fault}" for fault in operation.answer_faults(answer)]
        yield from faults
        if operation.name == "POST /$batch" and answer.status == 200 and answer.body and not faults:
            inner = dict(_inside(request))
            for each in answer.json()["responses"]:
                body = json.dumps(each["body"]).encode() if "body" in each else b""
                given = Answer(each["status"], body, each.get("headers") or {})
                yield from self._answer_faults(inner[str(each["id"])], given)

    def _request_faults(self, request: Request) -> Iterator[str]:
        operation = self._strict.operation(request.method, request.path)
        if operation is None:
            yield f"{request.method} {request.path}: there is no such operation"
            return
        unknown = set(request.query) - operation.parameters - ALWAYS
        if unknown:
            yield f"{operation.name}: parameters {sorted(unknown)}"
        kind = request.headers.get("content-type", "")
        yield from (f"{operation.name}: {f}" for f in operation.body_faults(request.body, kind))
        if operation.name == "POST /$batch":
            for _, inner in _inside(request):
                yield from self._request_faults(inner)


def _inside(request: Request) -> Iterator[tuple[str, Request]]:
    """The requests of a batch, by their ids."""
    for each in request.json().get("requests", ()):
        if "url" not in each:
            continue  # told already, as a fault of the body
        path, _, query = str(each["url"]).partition("?")
        headers = {k.lower(): v for k, v in (each.get("headers") or {}).items()}
        body = json.dumps(each["body"]).encode() if "body" in each else b""
        names = dict(part.partition("=")[::2] for part in query.split("&") if part)
        inner = Request(each["method"], f"/{path.lstrip('/')}", names, headers, body, "")
        yield str(each["id"]), inner


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{([^}]+)\}", template)
    written = [re.escape(part) for part in parts[::2]]
    places = ["[^:]+" if name in MANY_SEGMENTS else "[^/:]+" for name in parts[1::2]]
    return re.compile("".join(a + b for a, b in zip(written, [*places, ""], strict=True)))


def _absolute(schema: Any) -> Any:
    """References into the document, from a schema that is taken out of it."""
    if isinstance(schema, dict):
        return {
            k: f"graph{v}" if k == "$ref" and str(v).startswith("#") else _absolute(v)
            for k, v in schema.items()
        }
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema
