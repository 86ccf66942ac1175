"""`/healthz` and `/metrics` over HTTP while the service runs: numbers alone, for other machines."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from threading import Thread

from bot.monitoring.board import Board

log = logging.getLogger(__name__)

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
SECONDS = 10  # that a question may take


@contextmanager
def answering(board: Board, listen: str) -> Iterator[str]:
    """Answer at `listen`, such as "127.0.0.1:9746"; gives where that is, empty where nowhere.

    An address that is taken stops nothing: letters matter more than those who ask.
    """
    host, _, port = listen.rpartition(":")
    try:
        server = _server(host.strip("[]"), int(port), board) if listen else None
    except (OSError, OverflowError) as error:
        log.error(
            "nobody can be told at %s how the service is (%s): set another address under [serve]"
            ' listen, or "" if nobody asks',
            listen,
            getattr(error, "strerror", None) or "there is no such port",
        )
        server = None
    if server is None:
        yield ""
        return
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _server(host: str, port: int, board: Board) -> ThreadingHTTPServer:
    class Server(ThreadingHTTPServer):
        address_family = AF_INET6 if ":" in host else AF_INET
        daemon_threads = True

    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_GET(self) -> None:
            status, kind, words = answer(board, self.path)
            body = words.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET

        def version_string(self) -> str:
            return "audit-bot"

        def log_message(self, format: str, *args: object) -> None:
            """Silent: a question every few seconds is no news."""

    return Server((host, port), Handler)


def answer(board: Board, path: str) -> tuple[int, str, str]:
    """Status, content type and words for a path."""
    path = path.partition("?")[0]
    if path == "/healthz":
        well, words = board.health()
        return (200 if well else 503), PLAIN, f"{'well' if well else 'not well'}: {words}\n"
    if path == "/metrics":
        return 200, PROMETHEUS, board.metrics()
    return 404, PLAIN, "There are /healthz and /metrics.\n"
