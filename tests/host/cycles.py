"""Cycles that stand in for a council's own: what each does is the name of its workspace."""

import os
import signal
import time
from pathlib import Path

from bot.host.processes import Ended


def run(workspace: Path) -> Ended:
    """Note when it began and when it ended, in the workspace; and do as the workspace says."""
    note(workspace, "begins")
    match workspace.name.partition("-")[0]:
        case "hanging":
            time.sleep(600)
        case "dying":
            os.kill(os.getpid(), signal.SIGKILL)
        case "failing":
            raise ValueError("something of ours is wrong")
        case "lasting":
            time.sleep(1)
    note(workspace, "ends")
    return Ended("well", more=workspace.name.startswith("eager") and len(notes(workspace)) < 6)


def note(workspace: Path, what: str) -> None:
    line = f"{time.monotonic()} {what} {os.getpid()}\n"
    with (workspace / "notes").open("a") as file:
        file.write(line)


def notes(workspace: Path) -> list[tuple[float, str, int]]:
    """When, what, and by which process."""
    file = workspace / "notes"
    lines = file.read_text().splitlines() if file.exists() else []
    return [(float(at), what, int(by)) for at, what, by in (line.split() for line in lines)]


def overlaps(workspace: Path) -> bool:
    """Whether two cycles were under way at a time, but for those that were killed."""
    by: set[int] = set()
    for _, what, process in notes(workspace):
        if what == "begins":
            if any(_lives(each) for each in by):
                return True
            by.add(process)
        else:
            by.discard(process)
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
