"""Showing the demonstration: a progress bar while it plays, then a summary and where to look."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot import clock
from bot.demo.exchange.faults import misbehaving as misbehaving_exchange
from bot.demo.mails import write_page
from bot.demo.microsoft365.faults import misbehaving
from bot.demo.play import START, Day, Play, prepare, prepare_on_exchange
from bot.demo.stages import Stage
from bot.jobs.publish import TRACKING
from bot.policy.model import ActionStatus, Concern, RequestStatus, RoundStatus
from bot.policy.wording import count_words
from bot.store import inbox, outbox, programme
from bot.store.transaction import Transaction
from bot.terminal.records import record
from bot.workspace import CONFIGURATION, replaceable

PAGE = "Mails of the demonstration.html"
MICROSOFT_365, EXCHANGE = "Microsoft 365", "Exchange Server"
_OURS = ".audit-bot-demonstration"  # marks a folder that may be replaced


def play(
    folder: Path,
    *,
    annexe: Path | None,
    weeks: int,
    seed: int,
    force: bool,
    system: str = "",
    misbehaving: int = 0,
) -> None:
    """Play the quarter with a bar, then say what happened and where to look.

    `system`: MICROSOFT_365 or EXCHANGE, which is then made up; empty: a folder stands for both.
    """
    console = Console(highlight=False)
    replaceable(folder, _OURS, force=force)
    started = clock.stopwatch()
    console.print(f"A made-up council runs its audits for {count_words(weeks, 'week')}.")
    console.print(f"Nothing leaves this machine: {_where(system, misbehaving)}.\n")
    with console.status("Making the council, its people and its Annexe A ..."):
        quarter, happened = _prepared(folder, seed, annexe, system, misbehaving / 100)
    days = _play_with_a_bar(console, quarter.days(weeks), weeks)
    with console.status("Writing the page of mails ..."):
        mails = write_page(folder, folder / PAGE)
    failed = [outcome for day in days for outcome in day.failed]
    with record(folder) as store, store.reading() as work:
        lines = _summary(work, mails)
    console.print("\n".join([*lines, *_asked_of(quarter.stage, system, happened)]))
    for outcome in failed:
        console.print(f"[red]not well:[/red] {outcome.job}: {outcome.words}")
    console.print("\n".join(_where_to_look(folder)), markup=False, soft_wrap=True)
    console.print(f"\nPlayed in {clock.stopwatch() - started:.0f} seconds.")


def _prepared(
    folder: Path, seed: int, annexe: Path | None, system: str, share: float
) -> tuple[Play, Counter[str]]:
    """The quarter, and what will have gone wrong in it."""
    if system == EXCHANGE:
        mishaps = misbehaving_exchange(seed, share)
        return prepare_on_exchange(folder, seed, annexe, mishaps), mishaps.happened
    faults = misbehaving(seed, share)
    quarter = prepare(folder, seed, annexe, microsoft365=system == MICROSOFT_365, faults=faults)
    return quarter, faults.happened


def _where(system: str, misbehaving: int) -> str:
    if not system:
        return "mails are files in a folder"
    wrong = f", where {misbehaving} % of all requests go wrong" if misbehaving else ""
    return f"a server on it stands for {system}{wrong}"


def _asked_of(stage: Stage, system: str, happened: Counter[str]) -> list[str]:
    """How much was asked of the made-up system, and how often it failed."""
    requests = stage.requests
    if not requests:
        return []
    wrong = f", {happened.total()} of them answered badly or not at all" if happened else ""
    return [f"{system} {requests} requests{wrong}"]


def _play_with_a_bar(console: Console, days: Iterator[Day], weeks: int) -> list[Day]:
    played: list[Day] = []
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(f"{START:%d %b %Y}", total=weeks * 7)
        for day in days:
            played.append(day)
            progress.update(bar, advance=1, description=f"{day.day:%a %d %b %Y}")
    return played


def _summary(work: Transaction, mails: int) -> list[str]:
    """What happened, in the figures that a Consultant Head would ask for."""
    files = [file for file in programme.all_files(work) if file.audit.assigned_on]
    actions = [a for f in files for a in f.actions]
    requests = Counter(r.status for f in files for r in f.requests)
    rounds = [r for r in programme.all_rounds(work) if r.status is RoundStatus.DEPLOYED]
    completed = [f.audit for f in files if f.audit.completed_on]
    in_time = sum(1 for a in completed if a.due and a.completed_on and a.completed_on <= a.due)
    done = sum(1 for a in actions if a.status is ActionStatus.DONE)
    letters = outbox.counts(work)
    aside = inbox.counts(work)
    return [
        "",
        f"Rounds        {len(rounds)} deployed, {count_words(len(files), 'audit')} assigned",
        f"Audits        {len(completed)} completed, {in_time} of them in time",
        f"Requests      {requests[RequestStatus.GRANTED]} granted, "
        f"{requests[RequestStatus.DECLINED]} declined, {requests[RequestStatus.PENDING]} open",
        f"Actions       {len(actions)} remedial actions, {done} signed off",
        *(f"Safeguarding  {_answered(concern)}" for concern in programme.all_concerns(work)),
        f"Letters       {letters.get('sent', 0)} sent, {letters.get('merged', 0)} lines in digests",
        f"Withheld      {count_words(letters.get('withheld', 0), 'letter')}: no longer owed",
        f"Mails read    {mails}, {aside.get('Put aside', 0)} put aside for a person",
    ]


def _answered(concern: Concern) -> str:
    if concern.acknowledged_at is None:
        return f"{concern.ref}: nobody has answered yet"
    waited = concern.acknowledged_at - concern.raised_at
    hours = waited / timedelta(hours=1)
    return f"{concern.ref}: acknowledged by {concern.acknowledged_by} after {hours:.1f} hours"


def _where_to_look(folder: Path) -> list[str]:
    return [
        "",
        "Where to look:",
        f"  every mail, as people see it   {(folder / PAGE).resolve().as_uri()}",
        f"  the tracking workbook          {folder / TRACKING}",
        f"  what the coordinator edits     {folder / CONFIGURATION}",
        f"  the mails as files             {folder / 'Mailbox'}",
        f"  one audit, step by step        audit-bot show AU-... --workspace {folder}",
    ]
