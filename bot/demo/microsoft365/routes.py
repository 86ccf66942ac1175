"""Which call answers which address."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from bot.demo.microsoft365.wire import Answer, Refusal, Request

# A path of files may hold any sign but a colon; all other places hold one segment.
_PLACES = {"path": r"(?P<path>[^:]+?)"}


@dataclass(frozen=True, slots=True)
class Route:
    """`{name}` in the template is one segment of the path, `{path}` a path of files."""

    method: str
    template: str
    call: Callable[..., Answer]

    def places(self, method: str, path: str) -> dict[str, str] | None:
        """What stands in the places of the template; None where the route does not fit."""
        if method != self.method:
            return None
        found = _pattern(self.template).fullmatch(path)
        return {k: unquote(v) for k, v in found.groupdict().items()} if found else None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    written = [re.escape(part) for part in parts[::2]]
    places = [_PLACES.get(name, rf"(?P<{name}>[^/]+)") for name in parts[1::2]]
    return re.compile("".join(a + b for a, b in zip(written, [*places, ""], strict=True)))


def answered(routes: Iterable[Route], tenant: Any, request: Request) -> Answer:
    """What the call of the first fitting route answers. Raises Refusal."""
    for route in routes:
        places = route.places(request.method, request.path)
        if places is not None:
            return route.call(tenant, request, **places)
    raise Refusal(400, "BadRequest", f"Resource not found for the segment '{request.path}'.")
