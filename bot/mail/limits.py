"""The reading in a process of its own, so that a poisonous mail cannot take the service down."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.mail.context import Context, Matter
from bot.mail.own_words import OwnWords
from bot.mail.raw import Mail
from bot.mail.reading import Read, read
from bot.mail.sender import SenderProof
from bot.policy.said import MailKind, Reading, Wish, WishKind

CPU_SECONDS = 2
MEGABYTES = 300  # above what the process holds before its first mail
WAIT_SECONDS = 20.0  # by the clock: a busy machine gives two seconds of work slowly
START_SECONDS = 120.0


class NotStarted(Exception):
    """The process that reads mails cannot be started: the machine is to blame, and no mail."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What the child needs for one mail."""

    raw: bytes
    received: datetime
    context: Context | None
    sent_text: str | None
    own_domains: tuple[str, ...]
    trusted: tuple[str, ...]
    signatures: tuple[str, ...]
    matters: tuple[Matter, ...]


class Reader:
    """Reads mails one by one in a child process that is started when needed and again when it dies.

    with Reader() as reader:
        found = reader.read(raw, received=at, context=None)
    """

    def __init__(self, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait = wait_seconds
        self._child: tuple[BaseProcess, Connection] | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(
        self,
        raw: bytes,
        *,
        received: datetime,
        context: Context | None,
        sent_text: str | None = None,
        own_domains: Collection[str] = (),
        trusted: Collection[str] = (),
        signatures: Collection[str] = (),
        matters: Sequence[Matter] = (),
    ) -> Read:
        """As `bot.mail.reading.read`; a mail that breaks its limits comes back as unreadable.

        Raises NotStarted.
        """
        known = (tuple(own_domains), tuple(trusted), tuple(signatures), tuple(matters))
        task = _Task(raw, received, context, sent_text, *known)
        _, pipe = self._child or self._start()
        try:
            pipe.send(task)
            if pipe.poll(self._wait):
                answer = pipe.recv()
                if isinstance(answer, Read):
                    return answer
                return unreadable(str(answer))
        except (OSError, EOFError):
            pass
        self.close()
        return unreadable("reading it took too much time or memory")

    @property
    def process_id(self) -> int | None:
        """The child's, while it runs: for those who measure what a mail takes."""
        return self._child[0].pid if self._child else None

    def close(self) -> None:
        """End the child. Closing twice is no error."""
        if self._child is None:
            return
        process, pipe = self._child
        self._child = None
        pipe.close()
        process.kill()
        process.join()
        process.close()

    def _start(self) -> tuple[BaseProcess, Connection]:
        # "spawn" alone exists on every system, and gives the child none of our open connections.
        processes = get_context("spawn")
        try:
            ours, theirs = processes.Pipe()
            process = processes.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._child = process, ours
            if ours.poll(START_SECONDS) and ours.recv() == "ready":
                return self._child
            why = "it is not ready after two minutes"
        except (OSError, EOFError) as error:
            why = getattr(error, "strerror", None) or "it ended at once"
        self.close()
        raise NotStarted(f"the process that reads mails does not start: {why}")


def unreadable(why: str) -> Read:
    """The reading of a mail that could not be read: a person looks at it the same day."""
    reason = f"the mail could not be read: {why}"
    reading = Reading(
        MailKind.OTHER,
        "",
        wishes=(Wish(WishKind.UNCLEAR, ""),),
        unscreened=True,
        needs_person=True,
        to_read=True,
        reasons=(reason,),
    )
    return Read(Mail(cut=(reason,)), SenderProof(None, False, reason), OwnWords("", ""), reading)


# --- In the child ---------------------------------------------------------------------------------


def _serve(pipe: Connection) -> None:
    """Answer task after task until the parent is gone."""
    _warm_up()
    limits = _limits()
    if limits:
        _limit_memory(limits)
    pipe.send("ready")
    while True:
        with suppress(EOFError, OSError):
            task = pipe.recv()
            if limits:
                _limit_time(limits)
            pipe.send(_read(task))
            continue
        return


def _warm_up() -> None:
    """Load and compile what every mail needs, so that none pays for it out of its two seconds."""
    raw = b"From: a@b.example\nContent-Type: text/html\n\n<p>Completed on 5 January.</p>"
    _read(_Task(raw, datetime(2026, 1, 5, tzinfo=UTC), None, None, (), (), (), ()))


def _read(task: _Task) -> Read | str:
    try:
        return read(
            task.raw,
            received=task.received,
            context=task.context,
            sent_text=task.sent_text,
            own_domains=task.own_domains,
            trusted=task.trusted,
            signatures=task.signatures,
            matters=task.matters,
        )
    except MemoryError:
        return "it needs too much memory"
    except Exception as error:  # a mistake of ours must not lose the mail: a person gets it
        return f"the reader failed ({type(error).__name__})"


def _limits() -> Any:
    """The module that sets limits; Windows has none, and the parent's clock does alone."""
    try:
        return import_module("resource")
    except ImportError:
        return None


def _limit_memory(limits: Any) -> None:
    pages = Path("/proc/self/statm")  # Linux; elsewhere the limit on address space has no effect
    held = int(pages.read_text().split()[0]) * limits.getpagesize() if pages.exists() else 2**32
    most = held + MEGABYTES * 2**20
    with suppress(ValueError, OSError):
        limits.setrlimit(limits.RLIMIT_AS, (most, most))


def _limit_time(limits: Any) -> None:
    """Allow `CPU_SECONDS` more than were used so far; the system ends the process after that."""
    used = limits.getrusage(limits.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    with suppress(ValueError, OSError):
        _, hard = limits.getrlimit(limits.RLIMIT_CPU)
        limits.setrlimit(limits.RLIMIT_CPU, (most, hard))
