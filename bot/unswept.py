"""Work that makes no garbage, done without Python's looking for any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """A workbook keeps all its cells to the end: looking for garbage among them costs it a fifth.

    What nothing needs any more is freed as ever: only rings of objects that hold one another wait
    for the end of the block.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()
