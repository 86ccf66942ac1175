"""Stopping and starting what leaves, at once, while the service goes on reading."""

from pathlib import Path

from bot import clock
from bot.policy.wording import day_words
from bot.policy.working_days import london_day
from bot.store import history, keeping
from bot.store.history import Line
from bot.terminal.records import record

OPERATOR = "the operator"


def pause(workspace: Path, why: str) -> str:
    """Nothing but safeguarding letters leaves until `resume`."""
    at = clock.now()
    with record(workspace) as store, store.transaction() as work:
        already = keeping.paused(work)
        if already:
            return f"Paused already, since {day_words(already.start)}: {already.why}."
        keeping.pause(work, london_day(at), why)
        history.append(work, [Line(at, "service", f"paused: {why}", OPERATOR, "command")])
    return (
        "Paused. Mails are read and safeguarding letters leave; everything else waits.\n"
        f"Deadlines run on. To go on:  audit-bot resume {workspace}"
    )


def resume(workspace: Path) -> str:
    """What is still owed leaves with the next cycle, the highest rung of each ladder once."""
    at = clock.now()
    with record(workspace) as store, store.transaction() as work:
        if keeping.paused(work) is None:
            return "It is not paused. Quiet days of the coordinator's list end by themselves."
        keeping.resume(work)
        history.append(work, [Line(at, "service", "resumed", OPERATOR, "command")])
    return f"Resumed. What is still owed leaves with the next cycle:  audit-bot run {workspace}"
