"""Who may wish what, and when: one gate a wish, each with its reason in words."""

from collections.abc import Callable, Mapping

from bot.policy.council import Person, Role
from bot.policy.life import LIFE, Event, in_words
from bot.policy.model import WITH_AUDITOR, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.remedial_gates import (
    authoriser_only,
    director_only,
    holds,
    knows_the_record,
    owner_only,
    party_only,
    reviewer_only,
)
from bot.policy.said import Wish, WishKind

COMPLETABLE = frozenset(LIFE[Event.COMPLETE])


def why_not(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    """One good reason why this person's wish cannot be acted on now; None: it can."""
    gate = GATES.get(wish.kind)
    return gate(file, wish, person, occasion) if gate else None


def _auditor_only(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    if person.name != file.audit.auditor:
        return f"{file.audit.ref} is with {file.audit.auditor}"
    if file.audit.status not in COMPLETABLE:
        return f"{file.audit.ref} is {in_words(file.audit.status)}"
    return None


def _before_completion(
    file: AuditFile, wish: Wish, person: Person, occasion: Occasion
) -> str | None:
    if reason := _auditor_only(file, wish, person, occasion):
        return reason
    if file.audit.status not in WITH_AUDITOR:
        return f"{file.audit.ref} is {in_words(file.audit.status)}"
    return None


def _decides(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    """One pair of words approves a request (7.2) and a Management Decision (9.4): both are asked.

    Without yes or no it enters a Management Decision, which the team's own managers do.
    """
    if file.pending is None:
        gate = owner_only if wish.granted is None else authoriser_only
        return gate(file, wish, person, occasion)
    decider = occasion.decider(file.audit.auditor)
    acts = decider is not None and decider.person == person
    if not acts and not holds(Role.CONSULTANT_HEAD, person, file.audit, occasion):
        return "requests are decided by the Consultant Head"
    return None


GATES: Mapping[WishKind, Callable[[AuditFile, Wish, Person, Occasion], str | None]] = {
    WishKind.COMPLETE: _auditor_only,
    WishKind.RETURN: _auditor_only,
    WishKind.DEFER: _before_completion,
    WishKind.DISPENSATION: _before_completion,
    WishKind.REALLOCATE: _before_completion,
    WishKind.REMEDIAL_COMPLETE: owner_only,
    WishKind.MANAGEMENT_DECISION: _decides,
    WishKind.SETTLE: party_only,
    WishKind.NOT_AGREED: party_only,
    WishKind.REVIEWED: reviewer_only,
    WishKind.APPOINT: director_only,
    WishKind.CASE_NOTE: knows_the_record,
}
