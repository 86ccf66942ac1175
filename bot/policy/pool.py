"""The audit pool: who may be asked to audit now or to take a case over, and why others may not."""

from collections.abc import Collection
from datetime import date

from bot.policy.council import Person, Role
from bot.policy.draw import rank
from bot.policy.in_force import Policy
from bot.policy.model import Audit
from bot.policy.occasion import Occasion

AUDITING_ROLES = (Role.AUDITOR, Role.CONSULTANT_SOCIAL_WORKER)
NOT_QUALIFIED = "not social-work qualified (5.2)"
NOT_TRAINED = "not yet trained in the audit form (6.3)"


def pool(policy: Policy, today: date) -> list[Person]:
    """Everybody in post who may be asked to audit, in the order of the People list."""
    return [
        p
        for p in policy.council.people
        if p.in_post(today) and p.roles.intersection(AUDITING_ROLES)
    ]


def unavailable(person: Person, policy: Policy, today: date) -> str | None:
    """Why a member of the pool gets no audit now; None: can be given one."""
    if not person.qualified:
        return NOT_QUALIFIED
    if not person.trained:
        return NOT_TRAINED
    days = list(policy.calendar.days(today, policy.calendar.add(today, policy.rules.audit_days)))
    # Before their first and after their last day in post nobody can audit either.
    here = [day for day in days if person.in_post(day)]
    away = len(days) - len(here) + policy.council.away(person.name, here)
    if away > policy.rules.away_share * len(days):
        return f"away for {away} of the {len(days)} working days"
    return None


def successor(audit: Audit, occasion: Occasion, besides: Collection[str] = ()) -> Person | None:
    """The least loaded auditor who is here, without conflict, not the present one or `besides`."""
    able = (
        p
        for p in without_conflict(audit, occasion, besides)
        if unavailable(p, occasion.policy, occasion.today) is None
    )
    load = occasion.load()
    return min(able, key=lambda p: (load.get(p.name, 0), rank(audit.ref, p.name)), default=None)


def without_conflict(
    audit: Audit, occasion: Occasion, besides: Collection[str] = ()
) -> list[Person]:
    """The other auditors who may have this case, here or away; nobody of `besides`."""
    conflict = occasion.conflicts_of(audit)
    return [
        p
        for p in pool(occasion.policy, occasion.today)
        if p.name != audit.auditor and p.name not in besides and conflict(p) is None
    ]
