"""Job: write the tracking workbook from the store, when what it shows has changed (promise 6)."""

from datetime import datetime

from bot.jobs.service import Service
from bot.jobs.tracking import tracking_tables
from bot.policy.council import Role
from bot.policy.in_force import Policy
from bot.store import keeping
from bot.workbooks.tables import digest
from bot.workbooks.tracking import tracking_workbook

TRACKING = "Audit Bot Tracking.xlsx"
_SHOWN = "tracking workbook shows"


def publish(service: Service, policy: Policy, at: datetime) -> str:
    """A view, made from the store alone: what somebody types into it is not read."""
    with service.store.reading() as work:
        tables = tracking_tables(work, policy, at)
        shown = digest(tables)
        if keeping.kept_value(work, _SHOWN) == shown:
            return "nothing has changed"
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
    path = service.library.write(TRACKING, content)
    if path == TRACKING:
        with service.store.transaction() as work:
            keeping.keep(work, _SHOWN, shown)
    return f"{path} written"
