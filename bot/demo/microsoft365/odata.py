"""The part of OData that the service uses: $filter, $orderby, $select and pages."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from bot.demo.microsoft365.wire import Json, Refusal, Request

_LITERAL = r"'(?:[^']|'')*'|[^\s()']+"
_COMPARISON = re.compile(rf"\s*([\w/.]+)\s+(eq|ne|ge|gt|le|lt)\s+({_LITERAL})\s*")
_EXTENDED = re.compile(
    r"\s*singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id\s+eq\s+('(?:[^']|'')*')"
    r"\s+and\s+\1/value\s+eq\s+('(?:[^']|'')*')\s*\)\s*",
    re.IGNORECASE,
)
_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "ge": lambda a, b: a is not None and a >= b,
    "gt": lambda a, b: a is not None and a > b,
    "le": lambda a, b: a is not None and a <= b,
    "lt": lambda a, b: a is not None and a < b,
}
R = TypeVar("R")  # a row
EXTENDED = "singleValueExtendedProperties"


def filtered(rows: Sequence[R], text: str, get: Callable[[R, str], Any]) -> list[R]:
    """The rows that `$filter` lets through; `get` gives their properties, and all `EXTENDED`.

    Raises Refusal for what is not understood.
    """
    tests = _tests(text, get)
    return [row for row in rows if all(test(row) for test in tests)]


def named(text: str) -> list[str]:
    """The properties that a filter compares, in its order."""
    return [found.group(1) for found in _COMPARISON.finditer(_EXTENDED.sub("", text))]


def _tests(text: str, get: Callable[[R, str], Any]) -> list[Callable[[R], bool]]:
    tests: list[Callable[[R], bool]] = []
    rest = text
    while rest.strip():
        if extended := _EXTENDED.match(rest):
            tests.append(_carries(unquoted(extended[2]), unquoted(extended[3]), get))
            rest = rest[extended.end() :]
        elif found := _COMPARISON.match(rest):
            tests.append(_compares(found[1], found[2], literal(found[3]), get))
            rest = rest[found.end() :]
        else:
            raise Refusal(400, "BadRequest", f"Invalid filter clause: {text}")
        if rest and not rest.startswith("and "):
            raise Refusal(400, "BadRequest", f"Invalid filter clause: {text}")
        rest = rest.removeprefix("and ")
    return tests


def _compares(
    name: str, test: str, value: Any, get: Callable[[R, str], Any]
) -> Callable[[R], bool]:
    return lambda row: _TESTS[test](get(row, name), value)


def _carries(name: str, value: str, get: Callable[[R, str], Any]) -> Callable[[R], bool]:
    """The name is compared as it is, the value whatever its case (as the documentation says)."""

    def test(row: R) -> bool:
        held = get(row, EXTENDED).get(name)
        return held is not None and str(held).casefold() == value.casefold()

    return test


def literal(text: str) -> Any:
    if text.startswith("'"):
        return unquoted(text)
    if text in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[text]
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'")


def page(request: Request, rows: Sequence[Any], *, usual: int, most: int) -> Json:
    """One page of rows, with the address of the next. A token holds no more than a place."""
    top = min(int(request.query.get("$top", usual)), most)
    token = request.query.get("$skiptoken", "")
    start = int(token.removeprefix("p")) if token else int(request.query.get("$skip", 0))
    answer: Json = {"value": list(rows[start : start + top])}
    if start + top < len(rows):
        kept = {k: v for k, v in request.query.items() if k not in ("$skiptoken", "$skip")}
        query = "&".join(f"{k}={quoted(v)}" for k, v in kept.items())
        tail = f"{query}&" if query else ""
        answer["@odata.nextLink"] = f"{request.base}{request.path}?{tail}$skiptoken=p{start + top}"
    return answer


def quoted(text: str) -> str:
    return quote(text, safe="$,()=';:/")


def selected(row: Json, names: str | None, usually_without: Sequence[str] = ()) -> Json:
    """The properties that were asked for; those of OData itself always come."""
    if not names:
        return {k: v for k, v in row.items() if k not in usually_without and k[0] != "_"}
    wanted = {name.strip() for name in names.split(",")} | {"id"}
    return {k: v for k, v in row.items() if k in wanted or k.startswith("@odata")}
