"""Job: tell a person of a job that has failed for hours, as nothing else would (matrix row 24)."""

from collections.abc import Mapping
from datetime import datetime

from bot.jobs.service import Service
from bot.policy.failures import Failing, failure_letters, still_failing, to_be_told
from bot.policy.in_force import Policy
from bot.policy.wording import listed
from bot.store import keeping, outbox
from bot.store.transaction import Transaction

_FAILING = "jobs that fail"


def note_failures(work: Transaction, failed: Mapping[str, str], at: datetime) -> None:
    """How a cycle ended, by job: what the next ones ask."""
    before = _failing(work)
    now = still_failing(before, failed, at)
    if now != before:
        rows = [[each.job, each.since.isoformat(), each.words] for each in now]
        keeping.keep(work, _FAILING, rows)


def tell_failures(
    service: Service, policy: Policy, at: datetime, *, all_stands: bool = False
) -> str:
    """Each working day once about each job, for as long as it fails."""
    today = policy.today(at)
    if policy.council.quiet(today):
        return "a quiet day"  # a letter for each day of a pause would leave after it
    with service.store.transaction() as work:
        failing = [
            each
            for each in to_be_told(_failing(work), policy, at)
            if keeping.once(work, f"job {each.job}", f"told on {today}", at)
        ]
        jobs = listed([each.job for each in failing])
        occasion = service.occasion(work, policy, at, f"{today}, failing: {jobs}")
        outbox.owe(work, failure_letters(failing, occasion, all_stands=all_stands), at)
    return f"told of {jobs}" if failing else "nothing has failed for long"


def _failing(work: Transaction) -> tuple[Failing, ...]:
    rows = keeping.kept_value(work, _FAILING) or ()
    return tuple(Failing(job, datetime.fromisoformat(since), words) for job, since, words in rows)
