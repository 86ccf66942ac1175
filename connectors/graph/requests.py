"""Requests to Microsoft Graph as this tenant's application.

    clock = Clock(now, stopwatch, wait)
    door = Door(clock, user_agent=user_agent("Your Council", "1.0"))
    graph = Graph(access, door, Tokens(access, door, clock))

    graph.get("sites/x/lists", params={"$select": "id,displayName"}).json()
    for row in graph.pages("sites/x/lists/y/items", params={"$top": "200"}): ...
    graph.patch("…/items/7/fields", {"Title": "x"}, if_match=etag)    # Changed: read it again
    graph.put("drives/d/root:/a%20b.xlsx:/content", content)          # Locked: somebody has it open

Paths are relative to the version, and quoted by the caller (`quoted`). Every method gives the
answer of a request that succeeded; else it raises an error of `failures`: for good NotThere and
Refused; for now Locked, Changed, Doubtful (a POST that may have been done: look), NotSetUp and the
other errors of `bot.ports`. GET, PUT, PATCH and DELETE are repeated, POST only if `repeatable`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from json import dumps
from typing import Any
from urllib.parse import quote, urlsplit

from bot.ports import PermanentError
from connectors.graph.access import Access
from connectors.graph.credentials import Tokens
from connectors.graph.door import Door, Request, shape
from connectors.graph.failures import Answer, failure

JSON = "application/json"
BYTES = "application/octet-stream"
# An id that stays the same when a mail is moved (learn.microsoft.com, "Obtain immutable
# identifiers for Outlook resources"); other resources ignore it.
IMMUTABLE = 'IdType="ImmutableId"'
MOST_PAGES = 1_000


class Graph:
    """Signed requests. Refusals become errors, each with a sentence."""

    def __init__(self, access: Access, door: Door, tokens: Tokens) -> None:
        self._base = access.base
        self._door = door
        self._tokens = tokens

    def now(self) -> datetime:
        """The time by Microsoft's clock, for comparing with times that it gives."""
        return self._door.now()

    def get(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        prefer: str = "",
        etag: str = "",
    ) -> Answer:
        """`etag`: If-None-Match; the answer's status is 304 where nothing has changed."""
        headers = {"If-None-Match": etag} if etag else {}
        return self._signed("GET", path, headers, prefer, params=params or {})

    def post(
        self, path: str, body: object = None, *, repeatable: bool = False, prefer: str = ""
    ) -> Answer:
        return self._signed("POST", path, {}, prefer, content=_json(body), repeatable=repeatable)

    def patch(self, path: str, body: object, *, if_match: str = "") -> Answer:
        headers = {"If-Match": if_match} if if_match else {}
        return self._signed("PATCH", path, headers, content=_json(body))

    def put(
        self,
        path: str,
        content: bytes,
        *,
        params: Mapping[str, str] | None = None,
        if_match: str = "",
    ) -> Answer:
        headers = (
            {"If-Match": if_match, "Content-Type": BYTES} if if_match else {"Content-Type": BYTES}
        )
        return self._signed("PUT", path, headers, content=content, params=params or {})

    def delete(self, path: str, *, if_match: str = "") -> Answer:
        return self._signed("DELETE", path, {"If-Match": if_match} if if_match else {})

    def pages(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        prefer: str = "",
        first: Mapping[str, Any] | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Every entry of a list, over all its pages. `first`: the first one, if it is here."""
        page = first or self.get(path, params=params, prefer=prefer).json()
        seen: set[str] = set()
        while True:
            yield from page.get("value", ())
            link = page.get("@odata.nextLink")
            if not link:
                return
            if link in seen or len(seen) >= MOST_PAGES:
                raise PermanentError("Microsoft 365 gives the same pages again and again.")
            seen.add(link)
            page = self.get(str(link), prefer=prefer).json()

    def upload(self, url: str, content: bytes, *, first: int, size: int) -> Answer:
        """One piece to the address of an upload session, which carries its own proof.

        It must not be signed (learn.microsoft.com, "Attach large files"). 200 or 202: go on.
        """
        last = first + len(content) - 1
        headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Type": BYTES}
        return _checked(self._door, Request("PUT", url, headers, content=content))

    def _signed(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        prefer: str = "",
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        repeatable: bool | None = None,
    ) -> Answer:
        preferences = ", ".join(each for each in (IMMUTABLE, prefer) if each)
        kind = {"Content-Type": JSON} if content is not None else {}
        request = Request(
            method,
            self._address(path),
            {"Accept": "*/*", "Prefer": preferences, **kind, **headers},
            params or {},
            content,
            repeatable,
        )
        answer = self._door.ask(_with_token(request, self._tokens.token()))
        if answer.status == 401:
            answer = self._door.ask(_with_token(request, self._tokens.renewed()))
        return _or_failure(answer, request)

    def _address(self, path: str) -> str:
        """An absolute link is followed only to Graph itself: the token goes with it."""
        if not path.startswith(("https://", "http://")):
            return f"{self._base}/{path}"
        if urlsplit(path)[:2] != urlsplit(self._base)[:2]:
            raise PermanentError("Microsoft 365 gave a link that leads away from it.")
        return path


def _checked(door: Door, request: Request) -> Answer:
    return _or_failure(door.ask(request), request)


def _or_failure(answer: Answer, request: Request) -> Answer:
    if answer.status >= 400:
        raise failure(answer, shape(request))
    return answer


def _with_token(request: Request, token: str) -> Request:
    return replace(request, headers={**request.headers, "Authorization": f"Bearer {token}"})


def _json(body: object) -> bytes | None:
    return None if body is None else dumps(body, ensure_ascii=False).encode()


def quoted(segment: str) -> str:
    """A name as one part of a path: "#", "%", "&", spaces, apostrophes and slashes too."""
    return quote(segment, safe="")


def instant(text: str) -> datetime:
    """Such as "2025-12-01T09:00:00Z", as Graph writes times; aware."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
