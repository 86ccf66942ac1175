"""Upload sessions and download links: addresses that are known by themselves, without a token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count

from bot.demo.microsoft365.wire import Answer, Json, Refusal, Request, as_json, not_found, when

LINK_LIFE = timedelta(minutes=5)
SESSION_LIFE = timedelta(hours=6)
Finish = Callable[[bytes], Answer]


@dataclass(slots=True)
class Session:
    size: int  # 0 until it is known
    ends: datetime
    finish: Finish
    content: bytearray


class Uploads:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self.sessions: dict[str, Session] = {}
        self.links: dict[str, tuple[datetime, Callable[[], bytes]]] = {}
        self._now = now
        self._numbers = count(1)

    def open(self, request: Request, size: int, finish: Finish) -> Json:
        mark = self._mark("upload")
        self.sessions[mark] = Session(size, self._now() + SESSION_LIFE, finish, bytearray())
        return {
            "uploadUrl": f"{_host(request)}/upload/{mark}?token={mark}",
            "expirationDateTime": when(self._now() + SESSION_LIFE),
            "nextExpectedRanges": ["0-"],
        }

    def link(self, request: Request, content: Callable[[], bytes]) -> str:
        mark = self._mark("download")
        self.links[mark] = self._now() + LINK_LIFE, content
        return f"{_host(request)}/download/{mark}"

    def download(self, request: Request) -> Answer:
        ends, content = self.links.get(request.path.rpartition("/")[2], (self._now(), bytes))
        if ends <= self._now():
            raise not_found()
        return Answer(200, content(), {"Content-Type": "application/octet-stream"})

    def take(self, request: Request) -> Answer:
        """One fragment, in order. Raises Refusal."""
        mark = request.path.rpartition("/")[2]
        session = self.sessions.get(mark)
        if session is None or session.ends <= self._now():
            raise not_found()
        if request.method == "GET":
            return as_json(self._status(session))
        if request.method == "DELETE":
            del self.sessions[mark]
            return Answer(204)
        session.size = _whole_size(request, session)
        session.content += request.body
        if len(session.content) < session.size:
            return as_json(self._status(session), 202)
        del self.sessions[mark]
        return session.finish(bytes(session.content))

    def _status(self, session: Session) -> Json:
        return {
            "expirationDateTime": when(session.ends),
            "nextExpectedRanges": [f"{len(session.content)}-"],
        }

    def _mark(self, kind: str) -> str:
        return sha256(f"{kind} {next(self._numbers)}".encode()).hexdigest()[:32]


def _whole_size(request: Request, session: Session) -> int:
    """The size of the whole, which the first fragment tells where the opening did not."""
    start = len(session.content)
    given = request.headers.get("content-range", "")
    size = session.size or int(given.rpartition("/")[2] or 0)
    if given != f"bytes {start}-{start + len(request.body) - 1}/{size}":
        raise Refusal(416, "invalidRange", "Uploaded fragment overlaps with existing data.")
    return size


def _host(request: Request) -> str:
    """Another name of this machine: files do not lie where Graph is, and a token stays there."""
    return request.base.removesuffix("/v1.0").replace("127.0.0.1", "localhost")
