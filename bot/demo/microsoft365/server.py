"""The made-up Microsoft 365 as a server on this machine: one thread for each connection."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qsl, urlsplit

from bot.demo.microsoft365 import batch, drive_calls, list_calls, mail_calls
from bot.demo.microsoft365.faults import Cut, Faultless, Faults
from bot.demo.microsoft365.routes import answered
from bot.demo.microsoft365.tenant import Tenant
from bot.demo.microsoft365.wire import Answer, Refusal, Request, refused

ROUTES = (*mail_calls.ROUTES, *list_calls.ROUTES, *drive_calls.ROUTES)
VERSION = "/v1.0"
Watch = Callable[[Request, Answer], None]


class Microsoft365:
    """Login service and Graph of one tenant, at `graph_url` and `login_url`."""

    def __init__(self, tenant: Tenant, faults: Faults | None = None, port: int = 0) -> None:
        """`port`: of this machine; 0 takes one that is free."""
        self.tenant = tenant
        self.faults: Faults = faults or Faultless()
        self.watches: list[Watch] = []  # told of each request to Graph, with its answer
        self.requests = 0
        self._one_at_a_time = Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.answer = self.answer
        self._server.now = tenant.now
        self._address = f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def login_url(self) -> str:
        return self._address

    @property
    def graph_url(self) -> str:
        return f"{self._address}{VERSION}"

    @contextmanager
    def running(self) -> Iterator["Microsoft365"]:
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    @contextmanager
    def calm(self) -> Iterator[None]:
        """Nothing goes wrong meanwhile."""
        faults, self.faults = self.faults, Faultless()
        try:
            yield
        finally:
            self.faults = faults

    def answer(self, request: Request) -> Answer | None:
        """None: the connection is cut. Whether anything was done is not told."""
        with self._one_at_a_time:
            self.requests += 1
            try:
                answer = self.faults.around(request, self.tenant, self._well)
            except Cut:
                return None
            for watch in self.watches:
                watch(request, answer)
            return answer

    def _well(self, request: Request) -> Answer:
        """What a service answers that never fails."""
        try:
            return self._routed(request)
        except Refusal as refusal:
            return refusal.answer

    def _inside(self, request: Request) -> Answer:
        """One of a batch: it may fail alone, and has no connection of its own that could be cut."""
        try:
            return self.faults.around(request, self.tenant, self._well)
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answer: Callable[[Request], Answer | None]
    now: Callable[[], datetime]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet: else each answer waits for an acknowledgement
    server: _Server

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=target.path.removeprefix(VERSION),
            query=dict(parse_qsl(target.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
            base=f"http://{self.headers['Host']}{VERSION}",
        )
        answer = self.server.answer(request)
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Of the header Date: by the tenant's clock."""
        return format_datetime(self.server.now().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: what it is asked may hold what people wrote."""
