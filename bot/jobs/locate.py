"""Which letter, audit, request or concern a mail is about, and what its sender is to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.mail.context import Context
from bot.policy.council import Person, Role
from bot.policy.dispute_ends import why_no_part
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import Action, AuditFile, Concern, Request, Round
from bot.policy.occasion import Occasion
from bot.policy.owners import is_owner, may_authorise
from bot.policy.panels import Panel
from bot.policy.references import (
    ACTION,
    AUDIT,
    CASE_NOTE,
    CONCERN,
    DECISION,
    DISPUTE,
    PANEL,
    REQUEST,
    REVIEW,
    ROUND,
)
from bot.policy.returning import form_meant
from bot.policy.reviews import Review
from bot.policy.undeploying import may_take_back
from bot.store import outbox, programme
from bot.store.outbox import OutboxRow
from bot.store.transaction import Transaction

ASSIGNMENT, REMEDIAL, PENDING, SAFEGUARDING, DISAGREEMENT = (
    "assignment",
    "remedial",
    "request_pending",
    "safeguarding",
    "disagreement",
)
# What a reply to a letter is about. Letters not named here are about the audit itself.
_THREADS: Mapping[str, str] = {
    "request_to_decide": PENDING,
    "audit_result": REMEDIAL,
    "action_reminder": REMEDIAL,
    "action_overdue": REMEDIAL,
    "action_overdue_escalated": REMEDIAL,
    "action_receipt": REMEDIAL,
    "case_closed_actions": REMEDIAL,
    "case_reopened": REMEDIAL,
    "action_dates": REMEDIAL,
    "actions_received": REMEDIAL,
    "worker_away": REMEDIAL,
    "decision_wanted": REMEDIAL,
    "decision_to_authorise": PENDING,
    "decision_authorised": REMEDIAL,
    "decision_refused": REMEDIAL,
}
_ROLES: Sequence[tuple[Role, str]] = (
    (Role.CONSULTANT_HEAD, "consultant_head"),
    (Role.STRATEGIC_LEAD, "strategic_lead"),
    (Role.STRATEGIC_LEAD_SAFEGUARDING, "strategic_lead"),
    (Role.STRATEGIC_LEAD_PLACEMENT, "strategic_lead"),
    (Role.ASSISTANT_DIRECTOR, "strategic_lead"),
    (Role.SERVICE_MANAGER, "service_manager"),
    (Role.SERVICE_MANAGER_SAFEGUARDING, "service_manager"),
    (Role.TEAM_MANAGER, "team_manager"),
)


@dataclass(frozen=True, slots=True)
class Located:
    """What a mail is about; all empty where it names nothing that we know."""

    letter: OutboxRow | None = None
    file: AuditFile | None = None
    request: Request | None = None
    concern: Concern | None = None
    decision: ManagementDecision | None = None
    dispute: Dispute | None = None
    note: CaseNote | None = None
    doubt: str | None = None  # why it cannot be told
    round: Round | None = None
    panel: Panel | None = None
    review: Review | None = None
    lead: AuditFile | None = None  # of the panel: its form is the one that all are asked for

    @property
    def known(self) -> bool:
        """Whether it names anything that we know."""
        return any((self.file, self.concern, self.round, self.panel, self.review))


def locate(
    work: Transaction,
    answered: Sequence[str],
    references: Sequence[str],
    mistyped: Sequence[str] = (),
) -> Located:
    """By the letter that it answers, and by the references that it names: they must agree."""
    letter = outbox.by_message_id(work, answered) if answered else None
    known = {ref: _named(work, ref) for ref in references}
    named = [found for found in known.values() if found]
    thread = _named(work, letter.letter.about) if letter else None
    places = [*([thread] if thread else []), *named]
    audits = {place.file.audit.ref for place in places if place.file}
    if len(audits) > 1:
        return Located(letter, doubt=f"it names several audits: {', '.join(sorted(audits))}")
    strange = [*mistyped, *(ref for ref, found in known.items() if found is None)]
    if strange and places:
        return Located(letter, doubt=f"it names {strange[0]}, which is none of our references")
    found = Located(letter)
    for place in places:
        found = Located(
            letter,
            found.file or place.file,
            found.request or place.request,
            found.concern or place.concern,
            decision=found.decision or place.decision,
            dispute=found.dispute or place.dispute,
            note=found.note or place.note,
            round=found.round or place.round,
            panel=found.panel or place.panel,
            review=found.review or place.review,
            lead=found.lead or place.lead,
        )
    return found


def only_open_audit(work: Transaction, person: Person) -> AuditFile | None:
    """A mail that names nothing is about its sender's audit, if there is but one."""
    audits = programme.open_audits_of(work, person.name)
    return programme.audit_file(work, audits[0].ref) if len(audits) == 1 else None


def narrowed(located: Located) -> AuditFile | None:
    """The file with only what the mail is about, so that nothing else is decided by it."""
    file = located.file
    if file and located.request:
        return replace(file, requests=(located.request,))
    if file and located.decision:
        return replace(file, requests=(), decisions=(located.decision,))
    if file and located.note:
        return replace(file, notes=(located.note,))
    return file


def is_connected(work: Transaction, located: Located, person: Person, occasion: Occasion) -> bool:
    """Whether the sender has, or had, anything to do with what the mail is about."""
    concern = located.concern
    if concern and person.name in (*concern.told, *concern.team_told):
        return True
    if located.review and person.name == located.review.reviewer:
        return True
    if located.panel and person.name == located.panel.moderator:
        return True
    if located.file is None:
        return located.concern is not None or (located.round is not None and may_take_back(person))
    audit = located.file.audit
    decider = occasion.decider(audit.auditor)
    if person.name == audit.auditor or (decider and decider.person == person):
        return True
    file = located.file
    about = [audit.ref, *(d.ref for d in file.decisions), *(d.ref for d in file.disputes)]
    written_to = {row.letter.to for row in outbox.of(work, about)}
    asked = any(may_authorise(person, audit, d.asked_by, occasion) for d in file.decisions)
    return (
        person.name in written_to
        or asked
        or (located.note is not None and Role.COORDINATOR in person.roles)
        or is_owner(person, audit, occasion)
        or why_no_part(file, person, occasion) is None
    )


def context_of(located: Located, person: Person | None, occasion: Occasion) -> Context | None:
    """Role and thread: the gates of the reading (mail facts 6)."""
    if person is None or not located.known:
        return None
    if located.lead:
        return Context("auditor", ASSIGNMENT, form_meant(located.lead, "", occasion.policy))
    if located.panel or (located.review and person.name == located.review.reviewer):
        return Context("auditor", ASSIGNMENT)
    if located.round and located.file is None:
        return Context("consultant_head", PENDING)
    thread = _thread(located, person, occasion)
    if located.file and person.name == located.file.audit.auditor and thread == ASSIGNMENT:
        return Context("auditor", thread, form_meant(located.file, "", occasion.policy))
    role = next((word for role, word in _ROLES if role in person.roles), "auditor")
    return Context(role, thread)


def _thread(located: Located, person: Person, occasion: Occasion) -> str:
    if located.concern:
        return SAFEGUARDING
    if located.letter and located.letter.letter.name in _THREADS:
        return _THREADS[located.letter.letter.name]
    if located.request or located.decision:
        return PENDING
    if located.dispute:
        return DISAGREEMENT
    file = located.file
    if file and person.name != file.audit.auditor and is_owner(person, file.audit, occasion):
        return REMEDIAL
    return ASSIGNMENT


def _named(work: Transaction, ref: str) -> Located | None:
    find = _FINDS.get(ref[:2])
    return find(work, ref) if find else None


def _audit(work: Transaction, ref: str) -> Located | None:
    file = programme.audit_file(work, ref)
    return Located(file=file) if file else None


def _action(work: Transaction, ref: str) -> Located | None:
    action = programme.get(work, Action, ref)
    return Located(file=programme.audit_file(work, action.audit)) if action else None


def _request(work: Transaction, ref: str) -> Located | None:
    request = programme.get(work, Request, ref)
    if request is None:
        return None
    return Located(file=programme.audit_file(work, request.audit), request=request)


def _concern(work: Transaction, ref: str) -> Located | None:
    concern = programme.get(work, Concern, ref)
    if concern is None:
        return None
    return Located(file=programme.audit_file(work, concern.audit), concern=concern)


def _round(work: Transaction, ref: str) -> Located | None:
    round_ = programme.get(work, Round, ref)
    return Located(round=round_) if round_ else None


def _panel(work: Transaction, ref: str) -> Located | None:
    panel = programme.get(work, Panel, ref)
    return Located(panel=panel, lead=programme.audit_file(work, panel.lead)) if panel else None


def _review(work: Transaction, ref: str) -> Located | None:
    review = programme.get(work, Review, ref)
    if review is None:
        return None
    return Located(file=programme.audit_file(work, review.audit), review=review)


def _decision(work: Transaction, ref: str) -> Located | None:
    decision = programme.get(work, ManagementDecision, ref)
    if decision is None:
        return None
    return Located(file=programme.audit_file(work, decision.audit), decision=decision)


def _dispute(work: Transaction, ref: str) -> Located | None:
    dispute = programme.get(work, Dispute, ref)
    if dispute is None:
        return None
    return Located(file=programme.audit_file(work, dispute.audit), dispute=dispute)


def _case_note(work: Transaction, ref: str) -> Located | None:
    note = programme.get(work, CaseNote, ref)
    if note is None:
        return None
    return Located(file=programme.audit_file(work, note.audit), note=note)


_FINDS: Mapping[str, Callable[[Transaction, str], Located | None]] = {
    AUDIT: _audit,
    ACTION: _action,
    REQUEST: _request,
    CONCERN: _concern,
    ROUND: _round,
    PANEL: _panel,
    REVIEW: _review,
    DECISION: _decision,
    DISPUTE: _dispute,
    CASE_NOTE: _case_note,
}
