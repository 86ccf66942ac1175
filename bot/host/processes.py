"""One cycle of one council in a process of its own, which can be stopped without harm."""

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot import logs
from bot.store.store import StoreInUse
from bot.workspace import WorkspaceInUse


@dataclass(frozen=True, slots=True)
class Ended:
    """How a cycle went, in a line."""

    words: str
    failed: bool = False
    more: bool = False  # it would do more at once
    late: bool = False  # it was stopped when its time was over
    busy: bool = False  # another service has this council in hand


class Processes:
    """Makes a process for each cycle. One that hangs, or breaks, takes nobody with it."""

    def __init__(self, places: int, cycle: str) -> None:
        """`cycle`: the module whose `run` gives the workspace of a council its cycle."""
        # A server that has loaded everything once: a process of it is there in milliseconds.
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload([__name__, cycle])
        self._hands = ThreadPoolExecutor(places)
        self._cycle = cycle

    async def run(self, workspace: Path, seconds: float) -> Ended:
        """A cycle; after `seconds` it is killed, and the next one goes on where it was."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._hands, self._run, workspace, seconds)

    def _run(self, workspace: Path, seconds: float) -> Ended:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_child, args=(self._cycle, workspace, theirs))
        try:
            process.start()
            theirs.close()
            if not ours.poll(seconds):
                return Ended("stopped: it took too long", failed=True, late=True)
            ended: Ended = ours.recv()
            return ended
        except (EOFError, OSError):
            return Ended("failed: its process died", failed=True)
        finally:
            _end(process)
            ours.close()


def _end(process: BaseProcess) -> None:
    if process.pid is not None:
        process.join(1)
        process.kill()
        process.join()
    process.close()


def _child(cycle: str, workspace: Path, told: Connection) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logs.to_stderr("WARNING", of=workspace.name)
    try:
        ended = import_module(cycle).run(workspace)
    except (WorkspaceInUse, StoreInUse) as error:
        ended = Ended(f"waits: {error}", failed=True, busy=True)
    except Exception as error:  # whatever it was, the next turn tries again
        ours = type(error).__module__.partition(".")[0] in ("bot", "connectors")
        # The words of our own errors alone: those of others may hold what a person wrote.
        words = str(error).partition("\n")[0] if ours else type(error).__name__
        ended = Ended(f"failed: {words}", failed=True)
    with suppress(OSError):
        told.send(ended)


def _end_with_parent() -> None:
    """A worker that dies takes its cycles with it, so that another may begin them anew."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
