"""What all commands share: the program itself, its common options, and how errors are told."""

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
def plainly() -> Iterator[None]:
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
        say(f"audit-bot: {error}", error=True)
        raise typer.Exit(2) from error


def say(words: str, *, error: bool = False) -> None:
    """Print what may hold words from outside: nothing in them can move a terminal's cursor."""
    shown = "".join(char if char.isprintable() or char == "\n" else " " for char in words)
    typer.echo(shown, err=error)


def log_to_stderr(usually: str) -> None:
    """References and outcomes on standard error; never people or the words of a mail.

    AUDIT_BOT_LOG is the level, AUDIT_BOT_LOG_FORMAT "text" or "json".
    """
    from bot import logs

    logs.to_stderr(usually)
