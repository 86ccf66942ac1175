"""Workbooks opened, recalculated and saved by LibreOffice, as some do who send them back."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOFFICE = shutil.which("soffice")
_PATIENCE = 300  # seconds for all of them


def saved_by_libreoffice(books: Mapping[str, bytes], scratch: Path) -> dict[str, bytes]:
    """The same workbooks as LibreOffice saves them, all in one go. Raises if one is not opened."""
    source, made = scratch / "in", scratch / "out"
    source.mkdir(parents=True)
    for name, content in books.items():
        (source / f"{name}.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made)]
    files = [str(source / f"{name}.xlsx") for name in books]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=_PATIENCE)
    return {name: (made / f"{name}.xlsx").read_bytes() for name in books}
