"""The preview from the command line: where it is written, and where to look."""

from pathlib import Path

from bot.preview import council
from bot.preview.contents import exhibits
from bot.preview.exhibits import Setting
from bot.preview.site import write_site
from bot.workspace import OWN_LETTERS, refuse_if_not_a_workspace, replaceable

_OURS = ".audit-bot-preview"  # marks a folder that may be replaced


def preview(folder: Path, workspace: Path | None) -> str:
    """Write the site into `folder`, with the letters of this workspace; says where to look."""
    if workspace:
        refuse_if_not_a_workspace(workspace)
    own = workspace / OWN_LETTERS if workspace else None
    house = council.house(workspace)
    shown = exhibits(Setting(house, own))  # before anything of an earlier preview is taken away
    replaceable(folder, _OURS)
    index = write_site(folder, shown, house.council_name)
    return f"{len(shown)} pages, all with invented facts. Begin here: {index.resolve().as_uri()}"
