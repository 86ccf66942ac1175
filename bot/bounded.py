"""Work on what strangers send, done in a process of its own with limits: it cannot take us down.

A library in C or Rust that runs out of memory ends its process, and no `except` is asked.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

START_SECONDS = 120.0


class NotStarted(Exception):
    """The process cannot be started: the machine is to blame, and nothing that was sent."""


class Broken(Exception):
    """The work took more than its limits allow, or ended its process."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take. Windows sets no limits: there the clock does alone."""

    megabytes: int  # above what the process holds before its first task
    cpu_seconds: int
    wait_seconds: float  # by the clock: a busy machine gives a second of work slowly


class Bounded:
    """Does task after task in a child that is started when needed, and again when it has died.

    `work` takes a task and returns the answer, both of which can be pickled; it raises nothing.
    `warm_up` loads what every task needs, so that none pays for it out of its limits.
    `what`: what the process does, for the words of NotStarted.
    """

    def __init__(
        self,
        work: Callable[[Any], object],
        limits: Limits,
        *,
        what: str,
        warm_up: Callable[[], object] | None = None,
    ) -> None:
        self._given = work, limits, warm_up
        self._wait = limits.wait_seconds
        self._what = what
        self._child: tuple[BaseProcess, Connection] | None = None

    def do(self, task: object) -> Any:
        """The answer of `work`. Raises NotStarted and Broken."""
        _, pipe = self._child or self._start()
        try:
            pipe.send(task)
            if pipe.poll(self._wait):
                return pipe.recv()
        except (OSError, EOFError):
            pass
        self.close()
        raise Broken("it took too much time or memory")

    @property
    def process_id(self) -> int | None:
        """The child's, while it runs: for those who measure what a task takes."""
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
            process = processes.Process(target=_serve, args=(theirs, *self._given), daemon=True)
            process.start()
            theirs.close()
            self._child = process, ours
            if ours.poll(START_SECONDS) and ours.recv() == "ready":
                return self._child
            why = "it is not ready after two minutes"
        except (OSError, EOFError) as error:
            why = getattr(error, "strerror", None) or "it ended at once"
        self.close()
        raise NotStarted(f"the process that {self._what} does not start: {why}")


# --- In the child ---------------------------------------------------------------------------------


def _serve(
    pipe: Connection,
    work: Callable[[Any], object],
    limits: Limits,
    warm_up: Callable[[], object] | None,
) -> None:
    """Answer task after task until the parent is gone."""
    if warm_up:
        warm_up()
    system = _system()
    if system:
        _limit_memory(system, limits.megabytes)
    pipe.send("ready")
    while True:
        with suppress(EOFError, OSError):
            task = pipe.recv()
            if system:
                _limit_time(system, limits.cpu_seconds)
            pipe.send(work(task))
            continue
        return


def _system() -> Any:
    """The module that sets limits, where there is one."""
    try:
        return import_module("resource")
    except ImportError:
        return None


def _limit_memory(system: Any, megabytes: int) -> None:
    pages = Path("/proc/self/statm")  # Linux; elsewhere the limit on address space has no effect
    held = int(pages.read_text().split()[0]) * system.getpagesize() if pages.exists() else 2**32
    most = held + megabytes * 2**20
    with suppress(ValueError, OSError):
        system.setrlimit(system.RLIMIT_AS, (most, most))


def _limit_time(system: Any, seconds: int) -> None:
    """Allow so many more than were used so far; the system ends the process after that."""
    used = system.getrusage(system.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    with suppress(ValueError, OSError):
        _, hard = system.getrlimit(system.RLIMIT_CPU)
        system.setrlimit(system.RLIMIT_CPU, (most, hard))
