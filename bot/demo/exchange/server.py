"""The made-up Exchange Server as a server on this machine: one thread for each connection."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLContext

from bot.demo.emulation.serving import Emulator, Handler, Server
from bot.demo.exchange import ntlm
from bot.demo.exchange.calls import CALLS
from bot.demo.exchange.faults import Faults
from bot.demo.exchange.house import DOMAIN, USER, House
from bot.demo.exchange.soap import Answer, Asked, Fault, Refusal, Request, answer, asked, refused

PATH = "/EWS/Exchange.asmx"


class Exchange(Emulator[Request, House, Answer]):
    """EWS of one house, at `url`. `secure`: over TLS with that certificate."""

    def __init__(
        self, house: House, faults: Faults | None = None, secure: SSLContext | None = None
    ) -> None:
        server = _Server(("127.0.0.1", 0), _Handler)
        super().__init__(server, house, self._unfailing, faults)
        self.house = house
        self.turned_away = 0  # sign-ins that were refused
        server.exchange, server.now = self, house.now
        if secure:
            server.socket = secure.wrap_socket(server.socket, server_side=True)
        scheme = "https" if secure else "http"
        self.url = f"{scheme}://localhost:{server.server_address[1]}{PATH}"

    @contextmanager
    def running(self) -> Iterator["Exchange"]:
        with self.listening():
            yield self

    def _unfailing(self, request: Request) -> Answer:
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


class _Server(Server):
    exchange: Exchange


class _Handler(Handler):
    server: _Server
    signed_in = False  # by NTLM, which is proven once for a connection

    def answered(self) -> Answer | None:
        if self.command == "GET":
            return Answer(200, b"<html>Service</html>", {"Content-Type": "text/html"})
        request = Request(self.path, self.lower_headers(), self.body())
        return self._turned_away(request) or self.server.exchange.answer(request)

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


def _basic(house: House, given: str) -> bool:
    user, _, password = b64decode(given).decode().partition(":")
    return user == f"{DOMAIN}\\{USER}" and password == house.password


def _bearer(house: House, given: str) -> bool:
    return given == house.token


def _ntlm(house: House, given: str) -> bool:
    message = b64decode(given)
    return ntlm.kind(message) == 3 and ntlm.is_proven(message, USER, house.password)
