"""The command line starts quickly because it loads a library only when a command needs it."""

import subprocess
import sys

from tests.house.architecture import LIBRARIES, LOADED_AT_ONCE
from tests.house.imports import ROOT

# They come in by the back door, with a library, and cost as much.
HEAVY = {"dateutil", "numpy", "pandas", "pydantic_core", "requests"}


def test_the_command_line_loads_no_library_before_a_command_needs_it() -> None:
    code = "import sys, bot.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "bot" in loaded
    assert loaded & (LIBRARIES.keys() | HEAVY) <= LOADED_AT_ONCE
