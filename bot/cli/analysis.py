"""The commands of those who check and analyse: a draw made again, estimates, agreement."""

import json
from pathlib import Path
from typing import Annotated, Optional, Protocol

import typer

from bot.cli.program import HERE, AsJson, InWorkspace, app, plainly, say


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
        say(json.dumps(found.as_json()) if as_json else found.as_text())
        raise typer.Exit(0 if found.same else 1)


statistics = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Estimates for all cases, and agreement between auditors, from a CSV file.\n\n"
    "Example:  audit-bot statistics agreement ratings.csv",
)
app.add_typer(statistics, name="statistics")
Csv = Annotated[Path, typer.Argument(metavar="FILE.csv", help="With commas or semicolons.")]
Confidence = Annotated[float, typer.Option(help="Of the intervals.")]


class Shown(Protocol):
    def as_json(self) -> dict[str, object]: ...
    def as_text(self) -> str: ...


@statistics.command("agreement")
def statistics_agreement(
    file: Csv,
    scale: Annotated[
        str, typer.Option(help="nominal, ordinal, linear, interval or ratio: AC2 from ordinal on.")
    ] = "nominal",
    categories: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation
        typer.Option(help="All that could be given, worst first, with commas between."),
    ] = None,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """How far auditors agree: raw, Gwet's AC1 or AC2, Fleiss' and Cohen's kappa, alpha.

    The file has a row for each rating, with the columns case, rater and rating, and if you like
    criterion and role (auditor or reviewer, to see who judges more severely). A missing rating is
    blank, or no row.

    Example:  audit-bot statistics agreement ratings.csv --scale ordinal
    --categories "Inadequate,Requires improvement,Good,Outstanding"
    """
    from bot.terminal.statistics import look_at_agreement, scale_of

    with plainly():
        found = look_at_agreement(
            file, scale=scale_of(scale), categories=categories, confidence=confidence
        )
        _show(found, as_json=as_json)


@statistics.command("estimate")
def statistics_estimate(
    file: Csv,
    window: Annotated[int, typer.Option(min=1, help="Months that are taken together.")] = 1,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """A share of all cases from a stratified sample, and whether it may stand for them (2.1).

    The file has a row for each stratum, with the columns stratum, open, drawn, audited and found
    (of the audited, how many have what is estimated), and if you like month (2025-12) and kind
    (random; thematic, targeted, replaced and inspection audits are left out).

    Example:  audit-bot statistics estimate audits.csv --window 3 --json
    """
    from bot.terminal.statistics import look_at_estimate

    with plainly():
        _show(look_at_estimate(file, window=window, confidence=confidence), as_json=as_json)


@statistics.command("interval")
def statistics_interval(
    found: Annotated[int, typer.Argument(help="Of those drawn, how many have it.")],
    drawn: Annotated[int, typer.Argument(help="How many were drawn.")],
    cases: Annotated[
        Optional[int],  # noqa: UP045 - typer reads the annotation
        typer.Option(help="How many cases there are: then the exact interval for them too."),
    ] = None,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """A share with its intervals: Wilson's, and the exact one of Clopper and Pearson.

    Example:  audit-bot statistics interval 81 263 --json
    """
    from bot.terminal.statistics import look_at_share

    with plainly():
        _show(look_at_share(found, drawn, cases, confidence=confidence), as_json=as_json)


def _show(found: Shown, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(found.as_json(), allow_nan=False))
    else:
        say(found.as_text())
