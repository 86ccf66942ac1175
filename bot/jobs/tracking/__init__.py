"""What the tracking workbook shows, table by table, as plain data from the store."""

from datetime import datetime, timedelta
from hashlib import sha256

from bot.jobs.read_configuration import LAST_GOOD
from bot.jobs.tracking.attention import attention
from bot.jobs.tracking.cases import cases
from bot.jobs.tracking.figures import figures
from bot.jobs.tracking.matters import concerns, requests
from bot.jobs.tracking.people import people, rounds
from bot.jobs.tracking.remedial import case_notes, disagreements, management_decisions
from bot.jobs.tracking.work import actions, audits
from bot.policy.in_force import Policy
from bot.store import case_events, history, keeping, programme
from bot.store.transaction import Transaction
from bot.workbooks.tables import Table


def tracking_tables(work: Transaction, policy: Policy, at: datetime) -> list[Table]:
    """Needs attention first, then the whole record."""
    today = policy.today(at)
    files = programme.all_files(work)
    return [
        attention(work, policy, files, at),
        figures(files, policy, today),
        audits(files, policy, today),
        actions(files, policy, today),
        cases(case_events.every(work), programme.named_files(work), policy, today),
        case_notes(files, policy, today),
        management_decisions(files),
        disagreements(files),
        requests(files),
        concerns(work),
        people(work, policy, files, today),
        rounds(work),
    ]


def tracking_stamp(work: Transaction, policy: Policy, at: datetime) -> str:
    """Changes whenever a table might: cheap to look at, however long the record has become."""
    council = sha256(str(keeping.kept_value(work, LAST_GOOD)).encode()).hexdigest()[:16]
    hints = len(keeping.away(work, at - timedelta(days=30)))
    return f"{policy.today(at)} {history.length(work)} {hints} {council}"
