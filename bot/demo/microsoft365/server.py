"""The made-up Microsoft 365 as a server on this machine: one thread for each connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

from bot.demo.emulation.mishaps import Cut
from bot.demo.emulation.serving import Emulator, Handler, Server
from bot.demo.microsoft365 import batch, drive_calls, list_calls, mail_calls
from bot.demo.microsoft365.faults import Faults
from bot.demo.microsoft365.routes import answered
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Refusal, Request, refused

ROUTES = (*mail_calls.ROUTES, *list_calls.ROUTES, *drive_calls.ROUTES)
VERSION = "/v1.0"


class Microsoft365(Emulator[Request, Tenant, Answer]):
    """Login service and Graph of one tenant, at `graph_url` and `login_url`."""

    def __init__(self, tenant: Tenant, faults: Faults | None = None, port: int = 0) -> None:
        """`port`: of this machine; 0 takes one that is free."""
        server = _Server(("127.0.0.1", port), _Handler)
        super().__init__(server, tenant, self._unfailing, faults)
        self.tenant = tenant
        server.service, server.now = self, tenant.now
        self._address = f"http://127.0.0.1:{server.server_address[1]}"

    @property
    def login_url(self) -> str:
        return self._address

    @property
    def graph_url(self) -> str:
        return f"{self._address}{VERSION}"

    @contextmanager
    def running(self) -> Iterator["Microsoft365"]:
        with self.listening():
            yield self

    def _unfailing(self, request: Request) -> Answer:
        try:
            return self._routed(request)
        except Refusal as refusal:
            return refusal.answer

    def _inside(self, request: Request) -> Answer:
        """One of a batch: it may fail alone, and has no connection of its own that could be cut."""
        try:
            return self.faults.around(request, self.tenant, self._unfailing)
        except Cut:
            return refused(504, "UnknownError", "")

    def _routed(self, request: Request) -> Answer:
        tenant, path = self.tenant, request.path
        if path.endswith("/oauth2/v2.0/token"):
            return tenant.login.token(request)
        if path.endswith("/.well-known/openid-configuration"):
            return tenant.login.configuration(request)
        if path.startswith(("/upload/", "/download/")):
            if "authorization" in request.headers:
                raise Refusal(401, "unauthenticated", "This address takes no token.")
            taken = tenant.uploads.take if path.startswith("/up") else tenant.uploads.download
            return taken(request)
        tenant.login.check(request)
        if path == "/$batch":
            return batch.batch(request, self._inside)
        return answered(ROUTES, tenant, request)


class _Server(Server):
    service: Microsoft365


class _Handler(Handler):
    server: _Server

    def answered(self) -> Answer | None:
        target = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=target.path.removeprefix(VERSION),
            query=dict(parse_qsl(target.query, keep_blank_values=True)),
            headers=self.lower_headers(),
            body=self.body(),
            base=f"http://{self.headers['Host']}{VERSION}",
        )
        return self.server.service.answer(request)
