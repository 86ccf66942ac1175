"""Keep what has changed of the rules, with its approver: what was in force then can be shown."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from bot.configuration.other_lists import RuleOverride
from bot.jobs.service import Service
from bot.policy.in_force import Policy
from bot.policy.rule_changes import RULES, RuleChange, changed, noted, shown
from bot.store import rule_changes
from bot.store.saving import save
from bot.store.transaction import Transaction


def note_rules(
    work: Transaction,
    service: Service,
    policy: Policy,
    overrides: Sequence[RuleOverride],
    at: datetime,
) -> None:
    """Once for each change, on the day on which the service first goes by it."""
    before, today = rule_changes.changes(work), policy.today(at)
    varied = [_change(override, today) for override in overrides]
    new = changed(before, varied, asdict(service.rules), today)
    if not new:
        return
    for change in new:
        rule_changes.keep(work, change)
    number = len(before) + len(new)
    occasion = service.occasion(work, policy, at, f"rules, change {number}")
    save(work, noted(new, occasion), occasion, about=RULES)


def _change(override: RuleOverride, today: date) -> RuleChange:
    return RuleChange(
        override.rule,
        shown(override.value),
        today,
        override.reason,
        override.proposed_by,
        override.approved_by,
        override.approved_on,
    )
