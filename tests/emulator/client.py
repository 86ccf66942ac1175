"""A plain client, so that the emulator is tested without the connectors that it is to test."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.demo.microsoft365.login import CLIENT, SECRET, TENANT
from bot.demo.microsoft365.server import Microsoft365

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}


@dataclass(frozen=True)
class Got:
    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)

    def code(self) -> str:
        return str(self.json()["error"]["code"])


class Client:
    def __init__(self, service: Microsoft365) -> None:
        self._address = urlsplit(service.graph_url)
        self.service = service
        self.token = ""

    def sign_in(self, **changes: str) -> Got:
        form = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "grant_type": "client_credentials",
            "scope": "https://graph.microsoft.com/.default",
            **changes,
        }
        tenant = form.pop("tenant", TENANT)
        got = self.send("POST", f"/{tenant}/oauth2/v2.0/token", urlencode(form).encode())
        self.token = got.json().get("access_token", "")
        return got

    def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Got:
        """A signed request to Graph; `body` as JSON, bytes as they are."""
        own = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is None or isinstance(body, bytes):
            return self.send(method, f"/v1.0{path}", body, own)
        kind = {"Content-Type": "application/json"}
        return self.send(method, f"/v1.0{path}", json.dumps(body).encode(), {**kind, **own})

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Got:
        connection = HTTPConnection(str(self._address.hostname), self._address.port, timeout=10)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Got(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()
