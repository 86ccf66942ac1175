"""Pictures of everything in the preview, so that a person can look through it all in minutes."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = "pictures"
_PROGRAM_FOR_SHEETS, _PROGRAM_FOR_PAGES = "soffice", "pdftoppm"
_DOTS_PER_INCH = "80"
_LONGEST = 600  # seconds for all workbooks together


@dataclass(frozen=True, slots=True)
class Look:
    """One way in which a letter is looked at."""

    name: str
    width: int  # CSS pixels
    dark: bool = False


LOOKS = (
    Look("desktop", 800),
    Look("phone", 360),
    Look("small phone", 320),
    Look("phone in the dark", 360, dark=True),
)
Step = Callable[[str], None]  # told what was just done


def picture_letters(site: Path, step: Step) -> Iterator[str]:
    """A PNG of every letter in every look; a sentence about what is wanting."""
    if os.name != "posix":
        yield "Letters were not photographed: that works on Linux and macOS alone."
        return
    # Of the standard library it needs a part that Windows does not have.
    from bot.preview.browser import NAMES, browsing, find_browser

    program = find_browser()
    if program is None:
        yield f"Letters were not photographed: no browser is installed ({', '.join(NAMES)})."
        return
    (site / FOLDER).mkdir(exist_ok=True)
    with browsing(program) as browser:
        for look in LOOKS:
            browser.resize(look.width, dark=look.dark)
            for page in _letters(site):
                browser.open(page.resolve().as_uri())
                picture_of(site, page.stem, look.name).write_bytes(browser.picture())
                step(f"{page.stem}, {look.name}")


def picture_sheets(
    site: Path, step: Step, look: Callable[[str], str | None] = shutil.which
) -> Iterator[str]:
    """A PNG of every printed page of every workbook; a sentence about what is wanting."""
    found = [look(name) for name in (_PROGRAM_FOR_SHEETS, _PROGRAM_FOR_PAGES)]
    if None in found:
        yield (
            "Workbooks were not photographed: LibreOffice (soffice) and Poppler (pdftoppm) are"
            " needed."
        )
        return
    office, pages = map(str, found)
    (site / FOLDER).mkdir(exist_ok=True)
    files = sorted((site / "files").iterdir())
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", scratch]
        _run([*convert, *map(str, files)])
        for file in files:
            printed = Path(scratch) / f"{file.stem}.pdf"
            if not printed.exists():
                yield f"LibreOffice could not open {file.name}."
                continue
            _run(
                [pages, "-png", "-r", _DOTS_PER_INCH, str(printed), str(site / FOLDER / file.stem)]
            )
            step(file.name)


def number_of_pictures(site: Path) -> int:
    """How many steps it will take."""
    return len(_letters(site)) * len(LOOKS) + len([*(site / "files").iterdir()])


def picture_of(site: Path, key: str, look: str) -> Path:
    return site / FOLDER / f"{key}, {look}.png"


def _letters(site: Path) -> Sequence[Path]:
    return sorted((site / "mails").glob("*.html"))


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)
