"""Every table of the store. Times are UTC; dates are the council's."""

from bot.store.tables.annexe import (
    case_events,
    cases,
    children,
    publications,
)
from bot.store.tables.base import UtcDateTime, metadata
from bot.store.tables.compliance import FOUR_MONTHS, NOT_TOLD, action_checks
from bot.store.tables.draws import draws
from bot.store.tables.matters import (
    OPEN_NOTE,
    case_notes,
    disputes,
    management_decisions,
)
from bot.store.tables.programme import (
    NAMED,
    actions,
    audits,
    concerns,
    forms,
    requests,
    returns,
    rounds,
    rule_changes,
)
from bot.store.tables.second_looks import (
    panels,
    reviews,
)
from bot.store.tables.service import (
    acts,
    away_hints,
    cycles,
    history,
    inbox,
    kept,
    outbox,
    questions,
    signatures,
    steps,
)

REVISION = "0002"  # the newest migration: what this code expects to find

__all__ = [
    "FOUR_MONTHS",
    "NAMED",
    "NOT_TOLD",
    "OPEN_NOTE",
    "REVISION",
    "UtcDateTime",
    "action_checks",
    "actions",
    "acts",
    "audits",
    "away_hints",
    "case_events",
    "case_notes",
    "cases",
    "children",
    "concerns",
    "cycles",
    "disputes",
    "draws",
    "forms",
    "history",
    "inbox",
    "kept",
    "management_decisions",
    "metadata",
    "outbox",
    "panels",
    "publications",
    "questions",
    "requests",
    "returns",
    "reviews",
    "rounds",
    "rule_changes",
    "signatures",
    "steps",
]
