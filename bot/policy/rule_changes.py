"""Each change of a number of the policy, with who approved it: kept for good (R-3.1-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.policy.decision import Decision, Letter
from bot.policy.digests import digest_lines
from bot.policy.occasion import Occasion
from bot.policy.wording import day_words

RULES = "Rules"  # what the history of these changes is about


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule has had this value since that day, until its next change."""

    rule: str
    value: str  # as a person reads it
    since: date  # the first day on which the service has gone by it
    reason: str | None = None
    proposed_by: str | None = None
    approved_by: str | None = None  # None: the number that the policy itself names is back
    approved_on: date | None = None


def shown(number: object) -> str:
    """A number of the policy, or several, as they stand on the sheet Rules."""
    return ", ".join(map(str, number)) if isinstance(number, list | tuple) else str(number)


def changed(
    before: Sequence[RuleChange],
    varied: Sequence[RuleChange],
    defaults: Mapping[str, object],
    today: date,
) -> tuple[RuleChange, ...]:
    """What is new of the rules as they are `varied` now; one not varied any more is so, too."""
    last = {change.rule: change for change in before}
    now = {change.rule for change in varied}
    return (
        *(c for c in varied if not _same(last.get(c.rule), c)),
        *(
            RuleChange(rule, shown(defaults[rule]), today)
            for rule, change in last.items()
            if change.approved_by and rule not in now
        ),
    )


def noted(changes: Sequence[RuleChange], occasion: Occasion) -> Decision:
    """History that nobody can alter, and a line for those who keep count."""
    lines = [_line(change) for change in changes]
    letters: list[Letter] = [x for line in lines for x in digest_lines(RULES, line, occasion)]
    first, *more = lines
    return Decision(first, (), tuple(letters), (), tuple((RULES, line) for line in more))


def approval(
    changes: Sequence[RuleChange], rule: str, number: object, on: date | None
) -> RuleChange | None:
    """Who had approved the number that was in force on that day; None: it was the policy's own."""
    then = [c for c in changes if c.rule == rule and on is not None and c.since <= on]
    found = next((c for c in reversed(then) if c.value == shown(number)), None)
    return found if found and found.approved_by else None


def _same(before: RuleChange | None, now: RuleChange) -> bool:
    return before is not None and replace(before, since=now.since) == now


def _line(change: RuleChange) -> str:
    if not change.approved_by:
        return f"the rule {change.rule} is {change.value} again, as the policy has it"
    on = f" on {day_words(change.approved_on)}" if change.approved_on else ""
    proposed = f", proposed by {change.proposed_by}" if change.proposed_by else ""
    why = f": {change.reason}" if change.reason else ""
    approved = f"approved by {change.approved_by}{on}{proposed}"
    return f"the rule {change.rule} is {change.value} from now on, {approved}{why}"
