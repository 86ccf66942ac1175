"""Commands to see it work: the demonstration, a new workspace, a person's reply."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.program import HERE, InWorkspace, Workspace, app, plainly


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put the demonstration.")] = Path("demo"),
    annexe: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation
        typer.Option(help="Draw from this Annexe A instead of a made-up one."),
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=52, help="How long to play.")] = 13,
    seed: Annotated[int, typer.Option(help="Another seed is another quarter.")] = 2025,
    force: Annotated[
        bool, typer.Option("--force", help="Replace an earlier demonstration.")
    ] = False,
    microsoft365: Annotated[
        bool,
        typer.Option(
            "--microsoft365", help="Play it through Microsoft Graph, on a made-up tenant."
        ),
    ] = False,
    exchange: Annotated[
        bool,
        typer.Option("--exchange", help="Play it with the mail on a made-up Exchange Server."),
    ] = False,
    misbehaving: Annotated[
        int,
        typer.Option(min=0, max=50, help="Of 100 requests to that system, so many go wrong."),
    ] = 0,
) -> None:
    """Watch a made-up council run its audits for a quarter, on a simulated clock.

    Nothing leaves this machine: mails are files in a folder, or a server on this machine stands
    for Microsoft 365 or for Exchange Server.

    Example:  audit-bot demo --annexe "Annexe A.xlsx"
    """
    from bot.demo.show import EXCHANGE, MICROSOFT_365, play

    cloud = microsoft365 or misbehaving > 0
    with plainly():
        play(
            folder,
            annexe=annexe,
            weeks=weeks,
            seed=seed,
            force=force,
            system=EXCHANGE if exchange else MICROSOFT_365 if cloud else "",
            misbehaving=misbehaving,
        )


@app.command()
def init(
    workspace: Workspace = HERE,
    empty: Annotated[bool, typer.Option("--empty", help="Leave out the example rows.")] = False,
    with_annexe: Annotated[
        bool, typer.Option("--with-annexe", help="Add a made-up Annexe A of this week, to try.")
    ] = False,
) -> None:
    """Make a workspace: configuration workbook, folders, settings.

    Example:  audit-bot init my-council --with-annexe
    """
    from bot.terminal.making import example_annexe, example_rows, make_workspace, next_steps

    with plainly():
        make_workspace(workspace, {} if empty else example_rows())
        if with_annexe:
            example_annexe(workspace)
        typer.echo(next_steps(workspace))


@app.command()
def reply(
    ref: Annotated[str, typer.Argument(help="A reference, such as AU-7K3F-Q2.")],
    text: Annotated[str, typer.Argument(help="What the person writes.")],
    person: Annotated[str, typer.Option("--as", help="Who writes: a name of the sheet People.")],
    workspace: InWorkspace = HERE,
) -> None:
    """Put the mail that a person would send into the inbox, to try things by hand.

    Example:  audit-bot reply AU-7K3F-Q2 "Please defer to 15 January 2026" --as "Ada Obi"
    """
    from bot.terminal.trying import write_reply

    with plainly():
        typer.echo(write_reply(workspace, ref, text, person))


@app.command()
def preview(
    folder: Annotated[
        Path, typer.Argument(help="Where the pages are written: a new folder, or an old preview.")
    ] = Path("audit-bot-preview"),
    workspace: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation
        typer.Option(
            "--workspace",
            "-w",
            envvar="AUDIT_BOT_WORKSPACE",
            help="Show this council's name and its own copies of letters.",
        ),
    ] = None,
    pictures: Annotated[
        bool,
        typer.Option(
            "--pictures",
            help="Take pictures of it all, with Chromium and LibreOffice if installed.",
        ),
    ] = False,
) -> None:
    """Make local pages of every letter, workbook and report, with invented facts.

    They say who gets it, when and why; they work without a network. Nothing is sent.

    Example:  audit-bot preview --workspace my-council
    """
    from bot.terminal import previewing

    with plainly():
        for line in previewing.preview(folder, workspace, pictures=pictures):
            typer.echo(line)
