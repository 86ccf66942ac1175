"""The command that plays a year before a council switches on."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.program import AsJson, app, plainly


@app.command()
def simulate(
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How long to play.")] = 52,
    seed: Annotated[int, typer.Option(help="Another seed is another year.")] = 1,
    plan: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation
        typer.Option(help="What differs from config/simulation.toml."),
    ] = None,
    to: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="A folder for a page with charts."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Play a year of a made-up council, and check on every day that all is as it must be.

    The policy, the store, the letters' subjects and the reading of words are the real ones.

    Example:  audit-bot simulate --weeks 52 --seed 7 --to simulated
    """
    from bot.terminal.simulating import simulate as play

    with plainly():
        raise typer.Exit(play(plan, weeks=weeks, seed=seed, to=to, as_json=as_json))
