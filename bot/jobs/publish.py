"""Job: write the tracking workbook from the store, when what it shows has changed (promise 6)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.jobs.read_configuration import LAST_GOOD
from bot.jobs.service import Service
from bot.jobs.tracking import tracking_tables
from bot.policy.council import Role
from bot.policy.in_force import Policy
from bot.store import history, keeping
from bot.store.transaction import Transaction
from bot.workbooks.tables import Table, digest
from bot.workbooks.tracking import tracking_workbook

TRACKING = "Audit Bot Tracking.xlsx"
_SHOWN = "tracking workbook shows"
_STAMP = "tracking workbook looked at"
_BESIDE = "tracking workbook written beside"


def publish(service: Service, policy: Policy, at: datetime) -> str:
    """A view, made from the store alone: what somebody types into it is not read."""
    with service.store.reading() as work:
        stamp = _stamp(work, policy, at)
        if keeping.kept_value(work, _STAMP) == stamp:
            return "nothing has changed"
        tables = tracking_tables(work, policy, at)
        before, beside = keeping.kept_value(work, _SHOWN), keeping.kept_value(work, _BESIDE)
    shown = digest(tables)
    # While somebody has the workbook open, a copy is written once, and the workbook tried hourly.
    tried = f"{shown} {at.astimezone(UTC):%Y-%m-%d %H}"
    if tried == beside:
        return f"{TRACKING} is open at somebody's: a copy was written beside it"
    path = TRACKING if shown == before else _write(service, policy, tables, at)
    with service.store.transaction() as work:
        if path == TRACKING:
            keeping.keep(work, _SHOWN, shown)
            keeping.keep(work, _STAMP, stamp)
        else:
            keeping.keep(work, _BESIDE, tried)
    return "nothing has changed" if shown == before else f"{path} written"


def _write(service: Service, policy: Policy, tables: Sequence[Table], at: datetime) -> str:
    settings = service.settings
    coordinators = policy.council.holders(Role.COORDINATOR, policy.today(at))
    asked = coordinators[0] if coordinators else None
    content = tracking_workbook(
        tables,
        council=settings.council.name,
        as_at=at,
        marking=settings.marking.text,
        contact=f"{asked.name}, {asked.address}" if asked else settings.council.mailbox,
    )
    return service.library.write(TRACKING, content)


def _stamp(work: Transaction, policy: Policy, at: datetime) -> str:
    """Changes whenever a table might: cheap to look at, however long the record has become."""
    council = sha256(str(keeping.kept_value(work, LAST_GOOD)).encode()).hexdigest()[:16]
    hints = len(keeping.away(work, at - timedelta(days=30)))
    return f"{policy.today(at)} {history.length(work)} {hints} {council}"
