"""Work that makes no garbage, done without Python's looking for any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """A workbook keeps all its cells to the end: looking for garbage among them costs it a fifth.

    What nothing needs any more is freed as ever: only rings of objects that hold one another wait,
    until Python next looks through all that it has. What the block leaves is put with what has
    stood for long at once, or Python would look through it as soon as the block has ended.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
