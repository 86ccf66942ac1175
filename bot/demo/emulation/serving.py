"""An emulated service as a server on this machine, which answers one request at a time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Generic, Protocol, TypeVar

from bot.demo.emulation.mishaps import Cut, Faultless, Faults

R = TypeVar("R")
P = TypeVar("P")
A = TypeVar("A")


class Reply(Protocol):
    """What goes back over the wire."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


class Server(ThreadingHTTPServer):
    daemon_threads = True
    now: Callable[[], datetime]  # by which its answers are dated


class Emulator(Generic[R, P, A]):
    """Answers what its server is asked: one request at a time, well or not."""

    def __init__(
        self, server: Server, place: P, well: Callable[[R], A], faults: Faults[R, P, A] | None
    ) -> None:
        """`well`: what a service answers that never fails."""
        self.faults: Faults[R, P, A] = faults or Faultless()
        # Told of each request, with its answer; none: the connection was cut.
        self.watches: list[Callable[[R, A | None], None]] = []
        self.requests = 0
        self._one_at_a_time = Lock()
        self._server = server
        self._place = place
        self._well = well

    @contextmanager
    def listening(self) -> Iterator[None]:
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield
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

    def answer(self, request: R) -> A | None:
        """None: the connection is cut. Whether anything was done is not told."""
        with self._one_at_a_time:
            self.requests += 1
            given: A | None = None
            with suppress(Cut):
                given = self.faults.around(request, self._place, self._well)
            for watch in self.watches:
                watch(request, given)
            return given


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet: else each answer waits for an acknowledgement
    server: Server

    def answered(self) -> Reply | None:
        """What this request is answered; none: the connection is cut."""
        raise NotImplementedError

    def _give(self) -> None:
        answer = self.answered()
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

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _give

    def lower_headers(self) -> Mapping[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Of the header Date: by the emulated service's clock."""
        return format_datetime(self.server.now().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: what it is asked may hold what people wrote."""
