"""Work in a process of its own, so that the memory and the time told are its own."""

import os
import re
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, from a process that was started for it and has ended."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


def peak() -> float:
    """The most memory that this process has held so far, in MB.

    By /proc where that is: `ru_maxrss` counts what the process that has started this one held.
    """
    return memory("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(what: str = "VmRSS", process: int | None = None) -> float:
    """What the kernel says of a process, in MB; 0 where it says nothing."""
    status = Path(f"/proc/{process or os.getpid()}/status")
    found = re.search(rf"{what}:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0
