"""The pictures of docs/coordinator.md, made anew from a month that is played in a workspace.

    python -m tests.coordinator_pictures [FOLDER]

Lists and workbooks are drawn by LibreOffice, letters by Chromium: both must be installed.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops

from bot.configuration.columns import KEY
from connectors.local_folder.tables import find_grid
from tests.jobs.council import CONFIGURED, address
from tests.jobs.embedded import made
from tests.jobs.test_incoming import bounce_of
from tests.jobs.world import BOT, World, at, day

PICTURES = Path(__file__).parents[1] / "docs" / "pictures" / "coordinator"
CHROMIUM = (
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-quic", "--no-first-run"),
)
WIDE = 1300  # pixels of a list's picture
MANY = 10  # columns that are still legible
LETTER = (640, 1100)  # pixels of a letter's window


def play(world: World, shots: "Shots") -> None:
    """A month of the coordinator, with a picture of what she sees at each task."""
    _round(world, shots)
    _people(world, shots)
    _replies(world, shots)
    _records(world, shots)
    _programme(world, shots)


def _round(world: World, shots: "Shots") -> None:
    world.propose()
    shots.letter("round-proposed", world, "Fay Moss", "round_proposed")
    shots.sheet("decisions-round", world, "Decisions")
    world.choose(world.round().ref, "Deploy")
    world.cycle("1 Dec 2025 09:30")
    shots.letter("assignment", world, "Ada Obi", "assignment")


def _people(world: World, shots: "Shots") -> None:
    world.away("Ben Cole", "8 Dec 2025", "24 Dec 2025")
    world.away("Tess Gard", "8 Dec 2025", "12 Dec 2025", cover="Ola Service")
    world.cycle("2 Dec 2025 09:00")
    shots.sheet("absences", world, "Absences")
    world.edit("Absences", 2, Person="Tess Guard")
    people = [str(row["Name"]) for row in world.lists.lists["People"].values()]
    world.edit("People", people.index("Cleo Dunn") + 1, Until=day("12 Dec 2025"))
    world.cycle("2 Dec 2025 10:00")
    shots.letter("leaver", world, "Fay Moss", "leaver")


def _replies(world: World, shots: "Shots") -> None:
    audit = world.audit_of("Ada Obi")
    world.mailbox.put(bounce_of(world, audit.ref), at("2 Dec 2025 10:10"))
    world.reply("Cleo Dunn", world.audit_of("Cleo Dunn").ref, "Perhaps", "2 Dec 2025 10:20")
    world.cycle("2 Dec 2025 10:30")
    shots.sheet("decisions-replies", world, "Decisions")


def _records(world: World, shots: "Shots") -> None:
    audit = world.in_area("A&A")
    words = "COMPLETE\nAction: Update the chronology\nAction: Record her views (10 days)"
    world.reply(audit.auditor, audit.ref, words, "3 Dec 2025 10:00")
    world.cycle("3 Dec 2025 10:05")
    shots.sheet("case-notes", world, "Case Notes", {"About": audit.ref})
    world.cycle("4 Dec 2025 16:05")
    shots.tracked("attention", world, 0)
    shots.letter("digest", world, "Fay Moss", "digest")


def _programme(world: World, shots: "Shots") -> None:
    theme = {"Theme": "Supervision", "From": day("5 Jan 2026"), "Cases": 2}
    world.add("Themes", **theme, Statuses="Child protection")
    world.add("Themes", Theme="Neglect", From=day("12 Jan 2026"), Cases="some")
    world.add("Quiet days", From=day("24 Dec 2025"), Until=day("2 Jan 2026"), Why="Christmas")
    approved = {"Approved by": "Gus Hill", "Approved on": day("4 Dec 2025")}
    world.add("Rules", Rule="audit_days", Value=15, Reason="Pilot in spring 2026", **approved)
    world.cycle("5 Dec 2025 09:00")
    for name in ("Themes", "Quiet days", "Rules"):
        shots.sheet(name.lower().replace(" ", "-"), world, name)
    for child in ("7100231", "7100542"):
        visit = {"Inspection": "Ofsted visit", "Child": child, "From": day("12 Jan 2026")}
        world.add("Inspections", **visit)
    world.cycle("5 Jan 2026 09:00", well=False)
    shots.sheet("inspections", world, "Inspections")
    shots.attached("team-workbook", world, "Tom Duty", "team_workbook")


class Shots:
    """Collects what is to be seen, and draws it all at once: LibreOffice is slow to start."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder, self._scratch = folder, scratch
        self._letters: dict[str, Path] = {}

    def letter(self, picture: str, world: World, who: str, name: str) -> None:
        found = [m for m, _ in world.mailbox.letters if f"|{name}|" in m.key]
        mail = next(m for m in reversed(found) if m.to == address(who))
        page = self._scratch / f"{picture}.html"
        page.write_text(mail.html, "utf-8")
        self._letters[picture] = page

    def sheet(
        self, picture: str, world: World, name: str, only: Mapping[str, object] | None = None
    ) -> None:
        """A list as it now is; `only` the rows in which these columns say so."""
        book = load_workbook(world.lists.path)  # type: ignore[attr-defined]
        sheet = book[name]
        _keep(sheet, only or {})
        self._save(picture, book, name)

    def attached(self, picture: str, world: World, who: str, name: str) -> None:
        """The table of the workbook that came with a letter."""
        found = (m for m, _ in world.mailbox.letters if f"|{name}|" in m.key)
        mail = next(m for m in found if m.to == address(who))
        book = load_workbook(BytesIO(mail.attachments[0].content))
        self._save(picture, book, next(s.title for s in book.worksheets if s.tables))

    def tracked(self, picture: str, world: World, number: int) -> None:
        content = world.library.files["Audit Bot Tracking.xlsx"][0]
        book = load_workbook(BytesIO(content))
        tables = [s.title for s in book.worksheets if s.tables and s.title != "Contents"]
        self._save(picture, book, tables[number])

    def _save(self, picture: str, book: Workbook, name: str) -> None:
        for other in book.sheetnames:
            if other != name:
                del book[other]
        book[name].page_setup.fitToWidth = 1  # a picture is of one page, with all its columns
        book.save(self._scratch / f"{picture}.xlsx")

    def draw(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        books = sorted(self._scratch.glob("*.xlsx"))
        home = f"-env:UserInstallation=file://{self._scratch}/office"
        office = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir"]
        _run([*office, str(self._scratch), *map(str, books)])
        for book in books:
            picture = self._scratch / book.stem
            pdf = str(book.with_suffix(".pdf"))
            _run(["pdftoppm", "-png", "-r", "150", "-singlefile", pdf, str(picture)])
            _small(picture.with_suffix(".png"), self._folder / f"{book.stem}.png", WIDE)
        for name, page in self._letters.items():
            shot = self._scratch / f"{name}-letter.png"
            width, height = LETTER
            window = (f"--window-size={width},{height}", f"--screenshot={shot}")
            profile = f"--user-data-dir={self._scratch}/chromium"
            _run([*CHROMIUM, profile, *window, page.as_uri()])
            _small(shot, self._folder / f"{name}.png", width)


def _keep(sheet: Worksheet, only: Mapping[str, object]) -> None:
    """Leave out the other rows, the column Key, and of a wide list the columns left blank."""
    grid = find_grid(sheet)
    assert grid is not None
    for number, values in list(grid.rows()):
        if any(values.get(heading) != value for heading, value in only.items()):
            sheet.row_dimensions[number].hidden = True
    filled = {h for _, values in grid.rows() for h, value in values.items() if value is not None}
    many = len(grid.columns) > MANY
    for heading, column in grid.columns.items():
        if heading == KEY or (many and heading not in filled):
            letter = get_column_letter(column)
            sheet.column_dimensions[letter].hidden = True


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _small(source: Path, target: Path, width: int) -> None:
    """Without its empty margins, no wider than `width`, in few colours."""
    picture = Image.open(source).convert("RGB")
    empty = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, 0)))
    left, top, right, bottom = ImageChops.difference(picture, empty).getbbox() or (0, 0, 1, 1)
    cut = picture.crop((max(left - 8, 0), max(top - 8, 0), right + 8, bottom + 8))
    if cut.width > width:
        cut = cut.resize((width, round(cut.height * width / cut.width)), Image.Resampling.LANCZOS)
    cut.quantize(64).save(target, optimize=True)


def main(folder: Path, told: Callable[[str], None] = print) -> None:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        world = World(scratch, outside=made(scratch / "workspace", BOT, CONFIGURED))
        shots = Shots(folder, scratch / "shots")
        (scratch / "shots").mkdir()
        try:
            play(world, shots)
        finally:
            world.close()
        shots.draw()
    for picture in sorted(folder.glob("*.png")):
        told(f"{picture.name}: {picture.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
