"""Who may say what about remedial actions, decisions on them, disagreements and Case Notes."""

from bot.policy.council import Person, Role
from bot.policy.dispute_ends import why_no_part
from bot.policy.dispute_parties import director
from bot.policy.matters import DisputeStep
from bot.policy.model import Audit, AuditFile
from bot.policy.occasion import Occasion
from bot.policy.owners import is_owner, may_authorise
from bot.policy.said import Wish


def owner_only(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    """R-9.3-2: the Team Manager keeps the responsibility; A-24: never the auditor."""
    if person.name == file.audit.auditor:
        return f"you are the auditor of {file.audit.ref}, so its actions are signed off by another"
    if not is_owner(person, file.audit, occasion):
        return f"{file.audit.ref} is not of a team that {person.name} manages"
    return None if file.open_actions else f"{file.audit.ref} has no open remedial action"


def authoriser_only(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    """R-9.4-2: a Service Manager or Strategic Lead, never who has entered the decision."""
    if not file.waiting_decisions:
        return "nothing is waiting to be decided"
    decision = file.waiting_decisions[0]
    if may_authorise(person, file.audit, decision.asked_by, occasion):
        return None
    return (
        f"{decision.ref} is authorised by the Service Manager or the Strategic Lead of the team, "
        "never by the Team Manager"
    )


def party_only(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    return why_no_part(file, person, occasion)


def reviewer_only(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    dispute = file.dispute
    if dispute is None or dispute.step is not DisputeStep.REVIEW:
        return f"{file.audit.ref} has no disagreement that is being reviewed"
    if person.name != dispute.reviewer:
        return f"{dispute.ref} is reviewed by {dispute.reviewer}"
    return None


def director_only(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    dispute = file.dispute
    if dispute is None or dispute.step is not DisputeStep.REVIEWER_WANTED:
        return f"{file.audit.ref} waits for no reviewer to be named"
    acts = person == director(file.audit, occasion)
    if not acts and not holds(Role.ASSISTANT_DIRECTOR, person, file.audit, occasion):
        return "the Assistant Director names who reviews it"
    return None


def holds(role: Role, person: Person, audit: Audit, occasion: Occasion) -> bool:
    """Who answers from leave still holds the post, whoever acts; never about their own audit."""
    return person.name != audit.auditor and person in occasion.council.holders(role, occasion.today)


def knows_the_record(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> str | None:
    """A-21: support makes Case Notes; the auditor, the worker and the team's managers may too."""
    worker = occasion.council.person(file.audit.worker)
    theirs = (
        Role.COORDINATOR in person.roles
        or person.name == file.audit.auditor
        or person == worker
        or is_owner(person, file.audit, occasion)
    )
    if not theirs:
        return f"{file.audit.ref} is not yours"
    return None if file.open_notes else f"{file.audit.ref} waits for no Case Note"
