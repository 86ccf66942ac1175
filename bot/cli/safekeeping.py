"""Commands that keep the record safe: backup, restore, and moving it to another place."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.program import HERE, Workspace, app, plainly

store = typer.Typer(no_args_is_help=True, help="Where the record is kept.")
app.add_typer(store, name="store")


@app.command()
def backup(
    workspace: Workspace = HERE,
    to: Annotated[Optional[Path], typer.Option(help="A new file.", show_default="by date")] = None,  # noqa: UP045
) -> None:
    """Write the whole workspace into one file. The service may be running.

    Every file stands in it with its hash, and the history is checked on the way.

    Example:  audit-bot backup my-council --to backups/monday.zip
    """
    from bot.terminal import backing_up

    with plainly():
        typer.echo(backing_up.back_up(workspace, to))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that audit-bot backup has written.")],
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
) -> None:
    """Make a workspace from a backup. It is paused, and says what to do next.

    Nothing that left after the backup is sent again: each letter is looked for in Sent first.

    Example:  audit-bot restore backups/monday.zip my-council-again
    """
    from bot.terminal import backing_up

    with plainly():
        typer.echo(backing_up.restore(file, folder))


@store.command()
def move(workspace: Workspace = HERE) -> None:
    """Move the record into the database that [store] names, and prove that nothing is missing.

    Stop the service first. The file is kept beside it until you delete it.

    Example:  audit-bot store move my-council
    """
    from bot.terminal import moving

    with plainly():
        moving.move(workspace, typer.echo)
