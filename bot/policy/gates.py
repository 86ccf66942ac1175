"""Who may wish what, and when: one gate a wish, each with its reason in words."""

from collections.abc import Callable, Mapping

from bot.policy.actions import is_owner
from bot.policy.council import Person
from bot.policy.life import LIFE, Event, in_words
from bot.policy.model import WITH_AUDITOR, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.said import Wish, WishKind

COMPLETABLE = frozenset(LIFE[Event.COMPLETE])


def why_not(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    """One good reason why this person's wish cannot be acted on now; None: it can."""
    gate = GATES.get(wish.kind)
    return gate(file, person, occasion) if gate else None


def _auditor_only(file: AuditFile, person: Person, occasion: Occasion) -> str | None:
    if person.name != file.audit.auditor:
        return f"{file.audit.ref} is with {file.audit.auditor}"
    if file.audit.status not in COMPLETABLE:
        return f"{file.audit.ref} is {in_words(file.audit.status)}"
    return None


def _before_completion(file: AuditFile, person: Person, occasion: Occasion) -> str | None:
    if reason := _auditor_only(file, person, occasion):
        return reason
    if file.audit.status not in WITH_AUDITOR:
        return f"{file.audit.ref} is {in_words(file.audit.status)}"
    return None


def _owner_only(file: AuditFile, person: Person, occasion: Occasion) -> str | None:
    if not is_owner(person, file.audit, occasion):
        return f"{file.audit.ref} is not of a team that {person.name} manages"
    return None if file.open_actions else f"{file.audit.ref} has no open remedial action"


def _decider_only(file: AuditFile, person: Person, occasion: Occasion) -> str | None:
    decider = occasion.decider(file.audit.auditor)
    if file.pending is None:
        # A Management Decision about actions (9.4) comes from the team's own managers.
        return _owner_only(file, person, occasion)
    if decider is None or decider.person != person:
        return "requests are decided by the Consultant Head"
    return None


GATES: Mapping[WishKind, Callable[[AuditFile, Person, Occasion], str | None]] = {
    WishKind.COMPLETE: _auditor_only,
    WishKind.DEFER: _before_completion,
    WishKind.DISPENSATION: _before_completion,
    WishKind.REALLOCATE: _before_completion,
    WishKind.REMEDIAL_COMPLETE: _owner_only,
    WishKind.MANAGEMENT_DECISION: _decider_only,
}
