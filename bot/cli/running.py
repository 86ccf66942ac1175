"""Commands that run the service, and that say how it stands."""

from typing import Annotated

import typer

from bot.cli.program import HERE, Workspace, app, log_to_stderr, plainly


@app.command()
def run(
    workspace: Workspace = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show every letter and list change; make none.")
    ] = False,
) -> None:
    """Run one cycle: read what has come in, decide, write and send what is owed.

    It can be run at any time and as often as you like: what is done is not done again.

    Example:  audit-bot run my-council
    """
    from bot.terminal.running import run_once

    with plainly():
        log_to_stderr("ERROR")  # each job has its line on the screen already
        raise typer.Exit(run_once(workspace, dry_run=dry_run))


@app.command()
def serve(workspace: Workspace = HERE) -> None:
    """Run a cycle every few minutes until it is stopped.

    AUDIT_BOT_LOG_FORMAT=json logs a JSON object a line; AUDIT_BOT_LOG is the level (INFO).

    Example:  audit-bot serve my-council
    """
    from bot.schedule import serve_for_ever

    with plainly():
        log_to_stderr("INFO")
        serve_for_ever(workspace)


@app.command()
def status(
    workspace: Workspace = HERE,
    healthy: Annotated[
        bool, typer.Option("--healthy", help="Fail unless a cycle has ended within the hour.")
    ] = False,
) -> None:
    """Show when the last cycle ran, what is owed, and what waits for a person.

    Example:  audit-bot status my-council
    """
    from bot.terminal.records import standing

    with plainly():
        words, well = standing(workspace)
        typer.echo(words)
        raise typer.Exit(1 if healthy and not well else 0)


@app.command()
def pause(
    workspace: Workspace = HERE,
    why: Annotated[str, typer.Option(help="For the history, and for whoever asks.")] = "no reason",
) -> None:
    """Hold back every letter but those of safeguarding, until it is resumed. Mails are read on.

    The coordinator can do the same for days to come: the sheet Quiet days.

    Example:  audit-bot pause my-council --why "server move"
    """
    from bot.terminal import pausing

    with plainly():
        typer.echo(pausing.pause(workspace, why))


@app.command()
def resume(workspace: Workspace = HERE) -> None:
    """End a pause: what is still owed leaves with the next cycle, nothing of it twice.

    Example:  audit-bot resume my-council
    """
    from bot.terminal import pausing

    with plainly():
        typer.echo(pausing.resume(workspace))
