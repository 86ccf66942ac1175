"""Rules and Decisions: rows -> what the policy is to use, with its approval and author."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.configuration.desk import Desk, closed, opened
from bot.configuration.entries import (
    Entry,
    kept_item,
    refuse_repeats,
    settle,
)
from bot.configuration.faults import decision_faults, not_yet_approved, rule_faults
from bot.configuration.rows import DecisionRow, RuleRow
from bot.configuration.values import RuleValue, rule_value
from bot.policy.council import Council, tidy
from bot.policy.rule_changes import shown

WAITING = "This waits for your choice and your name."  # Bot check of an open question


@dataclass(frozen=True, slots=True)
class RuleOverride:
    """A number of the policy as varied, with what R-3.1-1 wants to be kept."""

    rule: str
    value: RuleValue
    reason: str | None
    proposed_by: str | None
    approved_by: str | None
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person has chosen on the Decisions list."""

    key: str
    choice: str  # as the bot offered it
    by: str  # a name of the People list


def check_rules(desk: Desk, council: Council) -> tuple[RuleOverride, ...]:
    """The approved changes; one that is not approved yet changes nothing (R-3.1-1)."""
    kept = desk.last_good.get("Rules", {})
    faults_of = partial(rule_faults, known=desk.known)
    entries = refuse_repeats(opened(desk, "Rules", RuleRow), lambda row: (row.rule,), "Rule")
    settled = [settle(entry, faults_of, RuleRow, kept) for entry in entries]
    items = closed(desk, "Rules", [pending(entry, desk, council) for entry in settled])
    return tuple(override(row, desk.known.rules[row.rule]) for row in items)


def pending(entry: Entry[RuleRow], desk: Desk, council: Council) -> Entry[RuleRow]:
    """The entry, or the number as it was before, if nobody has approved the new one."""
    kept = desk.last_good.get("Rules", {})
    # What was approved once stays so, although the Assistant Director may have left since.
    if entry.item is None or entry.cells == kept.get(entry.key):
        return entry
    reason = not_yet_approved(entry.item, council, desk.known.on)
    if reason is None:
        return entry
    old = kept_item(RuleRow, entry.key, kept)
    default = shown(desk.known.rules[entry.item.rule])
    value = old.value if old is not None else default
    return replace(
        entry,
        item=old,
        good=False,
        problems=(*entry.problems, reason),
        lead="Pending.",
        meanwhile=f"Meanwhile the bot uses {value}, as before.",
    )


def override(row: RuleRow, default: object) -> RuleOverride:
    return RuleOverride(
        rule=row.rule,
        value=rule_value(row.value, default),
        reason=row.reason,
        proposed_by=row.proposed_by,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
    )


def check_decisions(desk: Desk, council: Council) -> tuple[Answer, ...]:
    """What has been chosen. A choice that does not hold is not acted on, whatever stood before."""
    entries = opened(desk, "Decisions", DecisionRow)
    faults_of = partial(decision_faults, council=council)
    settled = [settle(entry, faults_of, DecisionRow, {}) for entry in entries]
    items = closed(desk, "Decisions", [waiting(entry) for entry in settled])
    desk.kept.pop("Decisions", None)
    return tuple(
        Answer(row.key, as_offered(row), person.name)
        for row in items
        if row.choice is not None and (person := council.person(row.by)) is not None
    )


def waiting(entry: Entry[DecisionRow]) -> Entry[DecisionRow]:
    if entry.item is None or entry.item.choice is not None:
        return entry
    return replace(entry, fine=WAITING)


def as_offered(row: DecisionRow) -> str:
    offered = {tidy(choice): choice.strip() for choice in (row.choices or "").split(" / ")}
    return offered[tidy(row.choice or "")]
