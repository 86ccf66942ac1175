"""The numbers that a round keeps from its deployment to its last action (R-1.2-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from bot.policy.in_force import Policy
from bot.policy.model import Round
from bot.policy.round_parts import RuleNumber
from bot.policy.rules import Rules

# What an audit was begun with. All other numbers are of the whole programme and change at once.
_KEPT = (
    "audit_days",
    "action_days",
    "deferment_days",
    "deferments",
    "request_pause_days",
    "request_nudge_days",
    "actions_wanted_days",
    "audit_reminders",
    "action_reminders",
    "consensus_days",
    "review_days",
    "panel_names_shown",
)


def to_keep(rules: Rules) -> Mapping[str, RuleNumber]:
    """What a round that is deployed now keeps, as JSON values."""
    numbers = asdict(rules)
    return {name: _plain(numbers[name]) for name in _KEPT}


def as_begun(policy: Policy, round_: Round | None) -> Policy:
    """The policy as it holds for this round's audits."""
    if round_ is None or not round_.rules:
        return policy
    kept = {
        name: tuple(value) if isinstance(value, Sequence) else value
        for name, value in round_.rules.items()
        if name in _KEPT
    }
    if all(getattr(policy.rules, name) == value for name, value in kept.items()):
        return policy  # nothing was varied since, which is the rule
    return replace(policy, rules=replace(policy.rules, **kept))  # type: ignore[arg-type]


def _plain(value: object) -> RuleNumber:
    if isinstance(value, tuple):
        return [number for number in value if isinstance(number, int | float)]
    if isinstance(value, int | float):
        return value
    raise TypeError(f"a rule is a number or several, not {value!r}")
