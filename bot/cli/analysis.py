"""The commands of those who check and analyse: a draw made again, estimates, agreement."""

import json
from typing import Annotated

import typer

from bot.cli.program import HERE, AsJson, InWorkspace, app, plainly


@app.command("verify-draw")
def verify_draw(
    round_: Annotated[
        str, typer.Argument(metavar="ROUND", help="A reference such as RD-7K3F-Q2, or 2025-12.")
    ],
    workspace: InWorkspace = HERE,
    as_json: AsJson = False,
) -> None:
    """Draw a round again from what was stored: the same, or what differs.

    Example:  audit-bot verify-draw 2025-12 --workspace my-council
    """
    from bot.terminal import draws

    with plainly():
        found = draws.verify_draw(workspace, round_)
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.as_text())
        raise typer.Exit(0 if found.same else 1)
