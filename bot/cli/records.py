"""Commands about the record: show, decide, verify."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.program import HERE, AsJson, InWorkspace, Workspace, app, plainly, say


@app.command()
def show(
    ref: Annotated[str, typer.Argument(help="A reference, such as AU-7K3F-Q2.")],
    workspace: InWorkspace = HERE,
) -> None:
    """Explain an audit step by step: what happened, when, by whom, because of what.

    Example:  audit-bot show AU-7K3F-Q2
    """
    from bot.terminal.records import explain

    with plainly():
        say(explain(workspace, ref))


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
    with plainly():
        if key is None:
            from bot.terminal.records import waiting

            return say(waiting(workspace))
        from bot.terminal.deciding import answer

        return say(answer(workspace, key, choice, person))


@app.command()
def verify(
    workspace: Workspace = HERE,
    seal: Annotated[
        str, typer.Option(help="What verify printed before: the history must lead on from there.")
    ] = "",
) -> None:
    """Check that nobody has altered the history.

    Who can write the record can write all of it anew: keep the seal that this prints elsewhere.

    Example:  audit-bot verify my-council

    Example:  audit-bot verify my-council --seal 3f9a1c…
    """
    from bot.terminal.records import unaltered

    with plainly():
        words, well = unaltered(workspace, seal)
        typer.echo(words)
        raise typer.Exit(0 if well else 1)


@app.command()
def pack(
    month: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Such as 2026-01. The last month that is over, unless you say another."),
    ] = None,
    meeting: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="PMM, SCMT or EMM. All three, unless you say which."),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder for the files.")] = HERE,
    workspace: InWorkspace = HERE,
) -> None:
    """Write the monthly packs by hand: Word documents to edit, and their figures.

    Example:  audit-bot pack --month 2026-01 --meeting SCMT --out packs --workspace my-council
    """
    from bot.terminal import packing

    with plainly():
        for file in packing.write_by_hand(workspace, month, meeting, out):
            typer.echo(file)


@app.command()
def extract(
    child: Annotated[str, typer.Argument(help="The child's unique id, as in Annexe A.")],
    also: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--also", help="Another id by which the same child was known."),
    ] = None,
    to: Annotated[Optional[Path], typer.Option(help="A new workbook.")] = None,  # noqa: UP045
    as_json: AsJson = False,
    workspace: InWorkspace = HERE,
) -> None:
    """Write out everything that is held about one child, for a subject access request.

    Example:  audit-bot extract 100234 --to extract.xlsx
    """
    from bot.terminal import extracting

    with plainly():
        ids = [child, *(also or [])]
        typer.echo(extracting.extract(workspace, ids, to, as_json=as_json))


@app.command()
def evidence(
    round_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--round", help="A reference such as RD-7K3F-Q2, or 2025-12."),
    ] = None,
    since: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option("--from", formats=["%Y-%m-%d"], help="The first day, if no round is named."),
    ] = None,
    until: Annotated[
        Optional[datetime],  # noqa: UP045
        typer.Option(formats=["%Y-%m-%d"], help="The last day; today if there is none."),
    ] = None,
    to: Annotated[Path, typer.Option(help="A folder for the workbook and the page.")] = HERE,
    workspace: InWorkspace = HERE,
) -> None:
    """Write the evidence of a round or a period for an inspection: a workbook, and a page to print.

    How cases were drawn, each audit's dates, letters and escalations, actions and their state,
    safeguarding notices and when they were acknowledged, the rules in force and who approved them.
    Children stand in it by their ids alone.

    Example:  audit-bot evidence --round 2025-12 --to evidence -w my-council

    Example:  audit-bot evidence --from 2025-09-01 --until 2025-12-31 --to evidence -w my-council
    """
    from bot.terminal.evidence import write_evidence

    with plainly():
        first, last = (day.date() if day else None for day in (since, until))
        typer.echo(write_evidence(workspace, to, round_, first, last))
