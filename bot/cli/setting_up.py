"""Commands of those who set the service up: provision, doctor."""

from typing import Annotated

import typer

from bot.cli.program import HERE, Workspace, app, plainly


@app.command()
def provision(
    workspace: Workspace = HERE,
    yes: Annotated[bool, typer.Option("--yes", help="Make it; else it is only shown.")] = False,
    rows: Annotated[
        bool, typer.Option("--rows", help="Put the workbook's rows into lists that are empty.")
    ] = False,
    powershell: Annotated[
        bool, typer.Option("--powershell", help="Print what only an administrator may do.")
    ] = False,
) -> None:
    """Make the lists, columns and folders in Microsoft 365 that are missing; show them first.

    It can be run as often as you like: what is there stays as it is. docs/administrator.md says
    what comes before.

    Example:  audit-bot provision my-council --yes
    """
    from bot.terminal import provisioning

    with plainly():
        if powershell:
            return typer.echo(provisioning.powershell(workspace), nl=False)
        well = provisioning.provision(workspace, typer.echo, really=yes, with_rows=rows)
        raise typer.Exit(0 if well or not yes else 1)


@app.command()
def doctor(workspace: Workspace = HERE) -> None:
    """Look at everything that the service needs, and say what to do about what is wrong.

    Permissions (also too many), lists and columns, folders, clock, certificate, bank holidays,
    letters, posts. Nothing is changed; the service may be running.

    Example:  audit-bot doctor my-council
    """
    from bot.terminal.doctor import doctor as look

    with plainly():
        raise typer.Exit(0 if look(workspace, typer.echo) else 1)
