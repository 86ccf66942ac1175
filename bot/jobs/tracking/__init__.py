"""What the tracking workbook shows, table by table, as plain data from the store."""

from datetime import datetime

from bot.jobs.tracking.attention import attention
from bot.jobs.tracking.matters import concerns, requests
from bot.jobs.tracking.people import people, rounds
from bot.jobs.tracking.work import actions, audits
from bot.policy.in_force import Policy
from bot.store import programme
from bot.store.transaction import Transaction
from bot.workbooks.tables import Table


def tracking_tables(work: Transaction, policy: Policy, at: datetime) -> list[Table]:
    """Needs attention first, then the whole record."""
    today = policy.today(at)
    files = programme.all_files(work)
    return [
        attention(work, policy, files, at),
        audits(files, policy, today),
        actions(files, policy, today),
        requests(files),
        concerns(work),
        people(work, policy, files, today),
        rounds(work),
    ]
