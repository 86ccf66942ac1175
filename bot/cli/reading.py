"""Commands that show what is understood of a workbook or a mail."""

import json
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.program import AsJson, Day, app, plainly, say


@app.command()
def annexe(
    files: Annotated[list[Path], typer.Argument(metavar="FILE | compare OLD NEW")],
    as_json: AsJson = False,
    on: Day = None,
) -> None:
    """Show what is understood of an Annexe A workbook, or what has changed between two.

    Example:  audit-bot annexe "Annexe A 2025-12-01.xlsx"

    Example:  audit-bot annexe compare "Annexe A 2025-12-01.xlsx" "Annexe A 2025-12-08.xlsx"
    """
    from bot.terminal.annexes import look

    with plainly():
        found = look(files, on.date() if on else None)
        say(json.dumps(found.as_json()) if as_json else found.as_text())
        # An object was printed: it says itself whether the file was accepted.
        raise typer.Exit(0 if found.accepted or as_json else 1)


@app.command()
def read(
    files: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="Mails (.eml), or folders of them."),
    ] = None,
    as_json: AsJson = False,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help="Read texts from standard input, one JSON object a line."),
    ] = False,
    on: Day = None,
    role: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Read as sent by this role, such as auditor; with --thread."),
    ] = None,
    thread: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Read as an answer to this, such as assignment; with --role."),
    ] = None,
) -> None:
    """Show what would be understood of a mail. Nothing is done about it.

    Example:  audit-bot read "my-council/Mailbox/Put aside"

    Example:  audit-bot read reply.eml --role auditor --thread assignment
    """
    from bot.terminal.mails import look_at_lines, look_at_mails

    with plainly():
        found = (
            look_at_lines(sys.stdin)
            if jsonl
            else look_at_mails(
                files or [], on.date() if on else None, as_json=as_json, role=role, thread=thread
            )
        )
        for line in found:
            say(line)
