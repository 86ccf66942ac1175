"""Job: write the tracking workbook from the store, when what it shows has changed (promise 6)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.jobs.service import Service
from bot.jobs.tracking import tracking_stamp, tracking_tables
from bot.policy.chains import who_coordinates
from bot.policy.decision import Letter
from bot.policy.in_force import Policy
from bot.ports import InUse
from bot.store import keeping, outbox
from bot.workbooks.tables import Table, digest
from bot.workbooks.tracking import tracking_workbook

TRACKING = "Audit Bot Tracking.xlsx"
PATIENCE = timedelta(hours=3)  # how long somebody may have it open before a copy is written
TRIES = 4  # in that time: found open before and after a night when nobody looked, it may be chance
_SHOWN = "tracking workbook shows"
_STAMP = "tracking workbook looked at"
_OPEN = "tracking workbook is open"


def publish(service: Service, policy: Policy, at: datetime) -> str:
    """A view, made from the store alone: what somebody types into it is not read.

    While somebody has it open it is tried once an hour; after `PATIENCE` what is new is written
    into a copy beside it, and the coordinator is told.
    """
    with service.store.reading() as work:
        stamp = tracking_stamp(work, policy, at)
        if keeping.kept_value(work, _STAMP) == stamp:
            return "nothing has changed"
        tables = tracking_tables(work, policy, at)
        before = keeping.kept_value(work, _SHOWN)
        waiting: dict[str, Any] | None = keeping.kept_value(work, _OPEN)
    shown = digest(tables)
    if waiting and waiting["tried"] == _hour(at):
        return f"{TRACKING} is open at somebody's: it is tried again within the hour"
    try:
        if shown != before:
            service.library.write(TRACKING, _workbook(service, policy, tables, at))
    except InUse:
        return _beside(service, policy, tables, at, waiting or {})
    with service.store.transaction() as work:
        keeping.keep(work, _SHOWN, shown)
        keeping.keep(work, _STAMP, stamp)
        keeping.keep(work, _OPEN, None)
    return "nothing has changed" if shown == before else f"{TRACKING} written"


def _beside(
    service: Service,
    policy: Policy,
    tables: Sequence[Table],
    at: datetime,
    waiting: dict[str, Any],
) -> str:
    """Somebody has it open: wait for them, or write a copy where they have kept it too long."""
    since = datetime.fromisoformat(waiting["since"]) if waiting else at
    shown, copied, tries = digest(tables), waiting.get("copied"), waiting.get("tries", 0) + 1
    letters: list[Letter] = []
    words = f"{TRACKING} is open at somebody's: it is tried again every hour"
    if at - since >= PATIENCE and tries >= TRIES and copied != shown:
        copy = copy_name(policy, at)
        service.library.write(copy, _workbook(service, policy, tables, at))
        letters, copied = _please_close(policy, since, copy, at), shown
        words = f"{TRACKING} is open at somebody's: {copy} written beside it"
    with service.store.transaction() as work:
        now = {"since": since.isoformat(), "tried": _hour(at), "tries": tries, "copied": copied}
        keeping.keep(work, _OPEN, now)
        outbox.owe(work, letters, at)
    return words


def copy_name(policy: Policy, at: datetime) -> str:
    """Such as "Audit Bot Tracking (2025-12-01 1405).xlsx": never one that somebody has open."""
    stem, dot, ending = TRACKING.rpartition(".")
    return f"{stem} ({at.astimezone(policy.hours.zone):%Y-%m-%d %H%M}){dot}{ending}"


def _please_close(policy: Policy, since: datetime, copy: str, at: datetime) -> list[Letter]:
    """Told once for each time that it is open, however many copies follow."""
    facts = {"file": TRACKING, "since": since.astimezone(policy.hours.zone).isoformat()}
    return [
        Letter(
            "workbook_open",
            p.name,
            "tracking",
            f"open {since.isoformat()}",
            {**facts, "copy": copy},
        )
        for p in who_coordinates(policy.council, policy.today(at))
    ]


def _hour(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H}"


def _workbook(service: Service, policy: Policy, tables: Sequence[Table], at: datetime) -> bytes:
    settings = service.settings
    coordinators = who_coordinates(policy.council, policy.today(at))
    asked = coordinators[0] if coordinators else None
    return tracking_workbook(
        tables,
        council=settings.council.name,
        as_at=at,
        marking=settings.marking.text,
        contact=f"{asked.name}, {asked.address}" if asked else settings.council.mailbox,
        mailbox=settings.council.mailbox,
    )
