"""The command line: parse, call, print. What a command needs is imported when it runs."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot import __version__

app = typer.Typer(
    name="audit-bot",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Runs a council's audits of children's social care records.\n\n"
    "To see it work:  audit-bot demo\n\n"
    "To begin:  audit-bot init my-council, then audit-bot run my-council",
)
Workspace = Annotated[
    Path, typer.Argument(help="The workspace folder.", show_default="this folder")
]
InWorkspace = Annotated[
    Path,
    typer.Option("--workspace", "-w", envvar="AUDIT_BOT_WORKSPACE", help="The workspace folder."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, or one a line.")]
Day = Annotated[
    Optional[datetime],  # noqa: UP045 - typer reads the annotation
    typer.Option(formats=["%Y-%m-%d"], help="The day it is of, where it does not say so itself."),
]
HERE = Path()


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
) -> None:
    """Watch a made-up council run its audits for a quarter, on a simulated clock.

    Nothing leaves this machine: mails are files in a folder.

    Example:  audit-bot demo --annexe "Annexe A.xlsx"
    """
    from bot.demo.show import play

    with _plainly():
        play(folder, annexe=annexe, weeks=weeks, seed=seed, force=force)


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

    with _plainly():
        make_workspace(workspace, {} if empty else example_rows())
        if with_annexe:
            example_annexe(workspace)
        typer.echo(next_steps(workspace))


@app.command()
def run(
    workspace: Workspace = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent; change nothing.")
    ] = False,
) -> None:
    """Run one cycle: read what has come in, decide, write and send what is owed.

    It can be run at any time and as often as you like: what is done is not done again.

    Example:  audit-bot run my-council
    """
    from bot.terminal.running import run_once

    _log("ERROR")  # each job has its line on the screen already
    with _plainly():
        raise typer.Exit(run_once(workspace, dry_run=dry_run))


@app.command()
def serve(workspace: Workspace = HERE) -> None:
    """Run a cycle every few minutes until it is stopped.

    Example:  audit-bot serve my-council
    """
    from bot.schedule import serve_for_ever

    _log("INFO")
    with _plainly():
        serve_for_ever(workspace)


@app.command()
def annexe(
    file: Annotated[Path, typer.Argument(help="The weekly workbook.")],
    as_json: AsJson = False,
    on: Day = None,
) -> None:
    """Show what is understood of an Annexe A workbook, or why it is refused.

    Example:  audit-bot annexe "Annexe A 2025-12-01.xlsx"
    """
    from bot.terminal.annexes import look_at_annexe

    with _plainly():
        found = look_at_annexe(file, on.date() if on else None)
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.as_text())
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
) -> None:
    """Show what would be understood of a mail. Nothing is done about it.

    Example:  audit-bot read "my-council/Mailbox/Put aside"
    """
    from bot.terminal.mails import look_at_lines, look_at_mails

    with _plainly():
        found = (
            look_at_lines(sys.stdin)
            if jsonl
            else look_at_mails(files or [], on.date() if on else None, as_json=as_json)
        )
        for line in found:
            typer.echo(line)


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

    with _plainly():
        typer.echo(write_reply(workspace, ref, text, person))


@app.command()
def show(
    ref: Annotated[str, typer.Argument(help="A reference, such as AU-7K3F-Q2.")],
    workspace: InWorkspace = HERE,
) -> None:
    """Explain an audit step by step: what happened, when, by whom, because of what.

    Example:  audit-bot show AU-7K3F-Q2
    """
    from bot.terminal.records import explain

    with _plainly():
        typer.echo(explain(workspace, ref))


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

    with _plainly():
        words, well = standing(workspace)
        typer.echo(words)
        raise typer.Exit(1 if healthy and not well else 0)


@app.command()
def decide(
    key: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="The question's number, as listed without arguments."),
    ] = None,
    choice: Annotated[Optional[str], typer.Argument(help="One of its choices.")] = None,  # noqa: UP045
    person: Annotated[Optional[str], typer.Option("--as", help="Who decides.")] = None,  # noqa: UP045
    workspace: InWorkspace = HERE,
) -> None:
    """List what waits for a decision, or decide: the same as in the sheet Decisions.

    Example:  audit-bot decide 1 Deploy --as "Fay Moss"
    """
    with _plainly():
        if key is None:
            from bot.terminal.records import waiting

            return typer.echo(waiting(workspace))
        from bot.terminal.deciding import answer

        return typer.echo(answer(workspace, key, choice, person))


@app.command()
def verify(workspace: Workspace = HERE) -> None:
    """Check that nobody has altered the history.

    Example:  audit-bot verify my-council
    """
    from bot.terminal.records import unaltered

    with _plainly():
        words, well = unaltered(workspace)
        typer.echo(words)
        raise typer.Exit(0 if well else 1)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"audit-bot {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None: ...


@contextmanager
def _plainly() -> Iterator[None]:
    """Errors that a person can mend are told in a sentence, not as a traceback."""
    try:
        yield
    except (typer.Exit, typer.Abort, KeyboardInterrupt):
        raise
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("bot", "connectors") and not isinstance(
            error, OSError
        ):
            raise
        typer.echo(f"audit-bot: {error}", err=True)
        raise typer.Exit(2) from error


def _log(usually: str) -> None:
    """References and outcomes on standard error; never people or the words of a mail."""
    import logging

    logging.basicConfig(
        level=os.environ.get("AUDIT_BOT_LOG", usually).upper(),
        format="%(asctime)s %(levelname)s %(message)s",
    )


def main() -> None:
    app()
