"""The exhibits written as a site: plain pages that open from the disk, without a server."""

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.preview.exhibits import Exhibit, File, Group
from bot.preview.pictures import FOLDER as PICTURES
from bot.preview.readers import HEADINGS, readers_of
from bot.preview.sheets import sheets

_PAGES = Path(__file__).with_name("pages")


def write_site(folder: Path, exhibits: Sequence[Exhibit], council: str) -> Path:
    """Write every page, letter and file below `folder`; the page to begin with."""
    pages = _environment()
    for name in ("mails", "files"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(_PAGES / "look.css", folder / "look.css")
    by_name = {exhibit.name: exhibit for exhibit in exhibits}
    for exhibit in exhibits:
        _write_letters(folder, exhibit)
        _write_files(folder, exhibit)
        page = pages.get_template("exhibit.html").render(
            exhibit=exhibit,
            beside=[by_name[name] for name in exhibit.beside],
            files=[(file, [*sheets(file.name, file.content)]) for file in _named(exhibit)],
        )
        _write(folder / f"{exhibit.name}.html", page)
    index = folder / "index.html"
    _write(index, pages.get_template("index.html").render(council=council, **_indexes(exhibits)))
    return index


def write_pictures(folder: Path, exhibits: Sequence[Exhibit]) -> Path:
    """A page of all pictures that were taken; those of letters side by side in each look."""
    taken = sorted((folder / PICTURES).glob("*.png"))
    shown = [
        (exhibit, [path.name for path in taken if _shows(path.stem, exhibit)])
        for exhibit in exhibits
    ]
    pages = _environment().get_template("pictures.html")
    _write(folder / "pictures.html", pages.render(shown=shown, total=len(taken)))
    return folder / "pictures.html"


def _shows(stem: str, exhibit: Exhibit) -> bool:
    """Letters: "reminder-0, phone"; workbooks: "tracking-0 Audit Bot Tracking-01"."""
    return re.fullmatch(rf"{re.escape(exhibit.name)}-\d+[, ].*", stem) is not None


def _indexes(exhibits: Sequence[Exhibit]) -> Mapping[str, object]:
    by_reader = [(h, [e for e in exhibits if h in readers_of(e.readers)]) for h in HEADINGS]
    by_group = [(g.value, [e for e in exhibits if e.group is g]) for g in Group]
    wanted = sorted({r for e in exhibits for r in e.requirements}, key=_in_order)
    return {
        "letters": sum(e.group is Group.LETTERS for e in exhibits),
        "samples": sum(len(e.mails) for e in exhibits),
        "files": sum(len(e.files) for e in exhibits),
        "readers": [(heading, found) for heading, found in by_reader if found],
        "groups": [(group, found) for group, found in by_group if found],
        "requirements": [(r, [e for e in exhibits if r in e.requirements]) for r in wanted],
    }


def _in_order(requirement: str) -> list[tuple[int, str]]:
    """9.2 stands before 10.1."""
    return [(int(part) if part.isdigit() else 0, part) for part in re.split(r"[.-]", requirement)]


def _write_letters(folder: Path, exhibit: Exhibit) -> None:
    for mail in exhibit.mails:
        _write(folder / "mails" / f"{mail.key}.html", mail.letter.html)
        text = f"Subject: {mail.letter.subject}\n\n{mail.letter.text}"
        # The byte order mark tells a browser that a file from the disk is UTF-8.
        _write(folder / "mails" / f"{mail.key}.txt", f"\ufeff{text}")


def _write_files(folder: Path, exhibit: Exhibit) -> None:
    for file in _named(exhibit):
        (folder / "files" / file.name).write_bytes(file.content)


def _named(exhibit: Exhibit) -> Iterable[File]:
    """The files under names that no other page uses."""
    for number, file in enumerate(exhibit.files):
        plain = re.sub(r'[\\/:*?"<>|#%]', "_", file.name)
        yield File(f"{exhibit.name}-{number} {plain}", file.note, file.content)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["anchor"] = lambda words: re.sub(r"\W+", "-", words.lower())
    environment.filters["address"] = lambda file: f"files/{quote(file.name)}"
    environment.filters["picture"] = lambda name: f"{PICTURES}/{quote(name)}"
    return environment
