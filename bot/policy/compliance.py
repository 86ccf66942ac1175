"""Post-audit compliance: every remedial action looked at again after four months (policy 10)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.council import Council, Person, Role
from bot.policy.in_force import Policy
from bot.policy.model import Action, ActionStatus, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.references import CHECK
from bot.policy.themes import months_after


class Outcome(StrEnum):
    """What the three facts say together, in the words of the workbook."""

    NOT_RECORDED = "Not looked at yet"
    NOT_DUE = "Not due yet"  # listed, and not counted as outstanding
    DECIDED = "Not achievable, Management Decision authorised"  # counted apart
    WHOLE = "Fulfilled, completed and authorised"
    UNSIGNED = "Fulfilled, not signed off"
    UNCONFIRMED = "Fulfilled and completed, not authorised"
    EXCEPTION = "Exception: signed off or authorised, but not fulfilled"
    OUTSTANDING = "Outstanding"


_BY_FACTS: Mapping[tuple[bool, bool, bool], Outcome] = {
    # fulfilled, completed, authorised
    (True, True, True): Outcome.WHOLE,
    (True, True, False): Outcome.UNCONFIRMED,
    (True, False, True): Outcome.UNSIGNED,
    (True, False, False): Outcome.UNSIGNED,
    (False, True, True): Outcome.EXCEPTION,
    (False, True, False): Outcome.EXCEPTION,
    (False, False, True): Outcome.EXCEPTION,
    (False, False, False): Outcome.OUTSTANDING,
}
# What is still to be done by the Team Manager (R-10.2-3).
STILL_TO_DO = frozenset(
    {Outcome.OUTSTANDING, Outcome.EXCEPTION, Outcome.UNSIGNED, Outcome.UNCONFIRMED}
)


def outcome(check: ActionCheck, action: Action, today: date) -> Outcome:
    """One word for the three facts. A Management Decision stands by itself, fulfilled or not."""
    if action.status is ActionStatus.NOT_ACHIEVABLE:
        return Outcome.DECIDED
    if check.recorded_on is None:
        return Outcome.NOT_RECORDED
    facts = (bool(check.fulfilled), bool(check.completed), bool(check.authorised))
    found = _BY_FACTS[facts]
    not_yet = action.status is ActionStatus.OPEN and today <= action.due
    return Outcome.NOT_DUE if found is Outcome.OUTSTANDING and not_yet else found


def due_on(completed_on: date, policy: Policy) -> date:
    """A-17: so many calendar months later, clamped to the month's end, or the next working day."""
    return policy.calendar.on_or_after(months_after(completed_on, policy.rules.compliance_months))


def owed_checks(
    file: AuditFile, looked_at: frozenset[str], occasion: Occasion
) -> list[ActionCheck]:
    """R-10.1-1: a look at every action of an audit that is old enough, each exactly once."""
    completed_on = file.audit.completed_on
    if completed_on is None or occasion.today < (due := due_on(completed_on, occasion.policy)):
        return []
    return [
        _new(action, CheckKind.FOUR_MONTHS, due, occasion)
        for action in file.standing_actions
        if action.ref not in looked_at and action.status is not ActionStatus.NOT_REQUIRED
    ]


def owed_again(
    check: ActionCheck, action: Action, looked_at: frozenset[str], occasion: Occasion
) -> ActionCheck | None:
    """R-10.2-5: a random sample of what was recorded, looked at once more half a year later.

    The sample is drawn by a hash of the check's reference: nobody chooses, and a second run draws
    the same.
    """
    if check.recorded_on is None or action.ref in looked_at:
        return None
    rules = occasion.rules
    drawn = int(hashlib.sha256(check.ref.encode()).hexdigest()[:8], 16) / 16**8
    if drawn >= rules.sustained_share:
        return None
    half_a_year = months_after(check.recorded_on, rules.sustained_months)
    due = occasion.calendar.on_or_after(half_a_year)
    until = months_after(check.recorded_on, 2 * rules.sustained_months)
    if not due <= occasion.today <= until:
        return None
    return _new(action, CheckKind.SUSTAINED, due, occasion)


def _new(action: Action, kind: CheckKind, due: date, occasion: Occasion) -> ActionCheck:
    ref = occasion.new_reference(CHECK, action.ref, kind.value)
    signed = action.status is ActionStatus.DONE
    return ActionCheck(
        ref,
        action.ref,
        action.audit,
        kind,
        due,
        completed=True if signed else None,
        completed_by=(action.done_by or "") if signed else "",
        completed_on=action.done_on if signed else None,
    )


def may_record(person: Person, occasion: Occasion) -> bool:
    """The Consultant Head, who stands in, and the Consultant Social Workers who look with them."""
    decider = occasion.decider()
    looks = {Role.CONSULTANT_HEAD, Role.CONSULTANT_SOCIAL_WORKER}
    return bool(looks & person.roles) or (decider is not None and decider.person == person)


@dataclass(frozen=True, slots=True)
class Figures:
    """R-10.2-4: number and nature of outstanding actions, for the packs of SCMT and EMM."""

    looked_at: int
    by_outcome: Mapping[Outcome, int]
    outstanding_by_area: Mapping[str, int]
    outstanding_by_category: Mapping[str, int]
    authorised: int
    authorised_by_service_manager: int  # the Team Manager may be both; this share is not


def figures(looked: Iterable[tuple[ActionCheck, Action]], council: Council, today: date) -> Figures:
    """Counts alone: no case, no child and no team can be told from them."""
    pairs = [(c, a) for c, a in looked if c.kind is CheckKind.FOUR_MONTHS]
    found = [(outcome(check, action, today), check, action) for check, action in pairs]
    left = [action for result, _, action in found if result in STILL_TO_DO]
    confirmed = [check for check, _ in pairs if check.authorised]
    return Figures(
        len(pairs),
        Counter(result for result, _, _ in found),
        Counter(action.service_area for action in left),
        Counter(action.category or "No category" for action in left),
        len(confirmed),
        sum(_is_service_manager(check.authorised_by, council) for check in confirmed),
    )


def _is_service_manager(name: str, council: Council) -> bool:
    person = council.person(name)
    managers = {Role.SERVICE_MANAGER, Role.SERVICE_MANAGER_SAFEGUARDING}
    return person is not None and bool(managers & person.roles)
