"""The made-up Exchange Server as a server on this machine: one thread for each connection."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Lock, Thread

from bot.demo.exchange import ntlm
from bot.demo.exchange.calls import CALLS
from bot.demo.exchange.faults import Cut, Faultless, Faults
from bot.demo.exchange.house import DOMAIN, USER, House
from bot.demo.exchange.soap import Answer, Asked, Fault, Refusal, Request, answer, asked, refused

PATH = "/EWS/Exchange.asmx"
Watch = Callable[[Request, Answer], None]


class Exchange:
    """EWS of one house, at `url`. `secure`: over TLS with that certificate."""

    def __init__(
        self, house: House, faults: Faults | None = None, secure: SSLContext | None = None
    ) -> None:
        self.house = house
        self.faults: Faults = faults or Faultless()
        self.watches: list[Watch] = []  # told of each request that was let in, with its answer
        self.requests = 0
        self.turned_away = 0  # sign-ins that were refused
        self._one_at_a_time = Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.exchange = self
        if secure:
            self._server.socket = secure.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if secure else "http"
        self.url = f"{scheme}://localhost:{self._server.server_address[1]}{PATH}"

    @contextmanager
    def running(self) -> Iterator["Exchange"]:
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
                given = self.faults.around(request, self.house, self._well)
            except Cut:
                return None
            for watch in self.watches:
                watch(request, given)
            return given

    def _well(self, request: Request) -> Answer:
        """What a server answers that never fails."""
        try:
            return self._called(asked(request.body))
        except Fault as fault:
            return fault.answer

    def _called(self, wanted: Asked) -> Answer:
        try:
            self.house.let_in(wanted)
            messages = list(CALLS[wanted.name](self.house, wanted.operation))
        except KeyError as error:
            raise Fault("ErrorInvalidRequest") from error
        except Refusal as refusal:
            messages = [refused(wanted.name, refusal.code)]
        return answer(wanted.name, messages)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    exchange: Exchange


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    signed_in = False  # by NTLM, which is proven once for a connection

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, body)
        self._give(self._turned_away(request) or self.server.exchange.answer(request))

    def do_GET(self) -> None:
        self._give(Answer(200, b"<html>Service</html>", {"Content-Type": "text/html"}))

    def _turned_away(self, request: Request) -> Answer | None:
        """What somebody is answered who comes to the wrong place, or is not signed in."""
        if request.path.casefold() != PATH.casefold():
            return Answer(404, b"<html>Not found</html>", {"Content-Type": "text/html"})
        if self.signed_in:
            return None
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        house = self.server.exchange.house
        proven = {"basic": _basic, "bearer": _bearer, "ntlm": _ntlm}.get(scheme.casefold())
        if proven is not None and proven(house, given):
            self.signed_in = scheme.casefold() == "ntlm"
            return None
        if scheme.casefold() == "ntlm" and ntlm.kind(b64decode(given)) == 1:
            offer = b64encode(ntlm.challenge(DOMAIN)).decode()
            return Answer(401, b"", {"WWW-Authenticate": f"NTLM {offer}"})
        self.server.exchange.turned_away += scheme != ""
        return Answer(401, b"", {"WWW-Authenticate": "NTLM"})

    def _give(self, answer: Answer | None) -> None:
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Of the header Date: by the house's clock."""
        return format_datetime(self.server.exchange.house.now().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: what it is asked may hold what people wrote."""


def _basic(house: House, given: str) -> bool:
    user, _, password = b64decode(given).decode().partition(":")
    return user == f"{DOMAIN}\\{USER}" and password == house.password


def _bearer(house: House, given: str) -> bool:
    return given == house.token


def _ntlm(house: House, given: str) -> bool:
    message = b64decode(given)
    return ntlm.kind(message) == 3 and ntlm.is_proven(message, USER, house.password)
