"""Commands of a host that runs the service for many councils."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import HERE, app, log_to_stderr, plainly, say

Host = Annotated[
    Path,
    typer.Argument(
        help="The folder with host.toml and the workspaces of the councils.",
        show_default="this folder",
    ),
]


@app.command()
def work(folder: Host = HERE) -> None:
    """Give many councils their cycles, together with all other workers of the host.

    Start as many as you like, on as many machines; each takes what is due. docs/many-councils.md

    Example:  audit-bot work councils
    """
    from bot.host.worker import work as go_on

    with plainly():
        log_to_stderr("INFO")
        go_on(folder)


@app.command()
def councils(
    folder: Host = HERE,
    healthy: Annotated[
        bool, typer.Option("--healthy", help="Fail if a council is behind by an hour.")
    ] = False,
) -> None:
    """Show how the councils of a host stand, and who is behind.

    Example:  audit-bot councils councils
    """
    from bot.terminal.councils import councils as standing

    with plainly():
        words, well = standing(folder)
        say(words)
        raise typer.Exit(1 if healthy and not well else 0)
