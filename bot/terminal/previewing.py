"""The preview from the command line: where it is written, and where to look."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.preview import council
from bot.preview.contents import exhibits
from bot.preview.exhibits import Setting
from bot.preview.pictures import number_of_pictures, picture_letters, picture_sheets
from bot.preview.site import write_pictures, write_site
from bot.workspace import OWN_LETTERS, refuse_if_not_a_workspace, replaceable

_OURS = ".audit-bot-preview"  # marks a folder that may be replaced


def preview(folder: Path, workspace: Path | None, *, pictures: bool = False) -> Iterator[str]:
    """Write the site into `folder`, with the letters of this workspace; says where to look.

    With `pictures`, of everything in it too, as far as there are programs to take them with.
    """
    if workspace:
        refuse_if_not_a_workspace(workspace)
    own = workspace / OWN_LETTERS if workspace else None
    house = council.house(workspace)
    shown = exhibits(Setting(house, own))  # before anything of an earlier preview is taken away
    replaceable(folder, _OURS)
    index = write_site(folder, shown, house.council_name)
    yield f"{len(shown)} pages, all with invented facts. Begin here: {index.resolve().as_uri()}"
    if pictures:
        yield from _pictures(folder)
        page = write_pictures(folder, shown)
        yield f"Everything at one glance: {page.resolve().as_uri()}"


def _pictures(site: Path) -> Iterator[str]:
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Taking pictures", total=number_of_pictures(site))

        def step(done: str) -> None:
            bar.update(task, advance=1, description=done)

        yield from picture_letters(site, step)
        yield from picture_sheets(site, step)
