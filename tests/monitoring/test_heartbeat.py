"""The heartbeat calls its address, and tells of failures without showing it."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.ports import TemporaryError
from connectors.heartbeat import UrlHeartbeat


class Watcher(HTTPServer):
    status = 200
    asked: list[tuple[str, str | None]]


class Handler(BaseHTTPRequestHandler):
    server: Watcher

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    with Watcher(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def heartbeat(port: int) -> UrlHeartbeat:
    return UrlHeartbeat(f"http://127.0.0.1:{port}/a-key", "AuditBot/1.0")


def test_the_address_is_called_and_told_nothing(watcher: Watcher) -> None:
    heartbeat(watcher.server_address[1]).beat()
    assert watcher.asked == [("/a-key", "AuditBot/1.0")]


def test_an_answer_that_is_a_failure_is_told_without_the_address(watcher: Watcher) -> None:
    watcher.status = 404
    with pytest.raises(TemporaryError) as told:
        heartbeat(watcher.server_address[1]).beat()
    assert str(told.value) == "the address answered 404"


def test_nobody_there_is_told_without_the_address(watcher: Watcher) -> None:
    port = watcher.server_address[1]
    watcher.socket.close()
    with pytest.raises(TemporaryError) as told:
        heartbeat(port).beat()
    # Linux may reset a connection that was waiting when the socket was closed.
    assert re.fullmatch(r"nobody answers \(Connection(Refused|Reset)Error\)", str(told.value))
