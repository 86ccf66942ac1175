"""What a reply about remedial actions brings about: done, not achievable, not agreed, dated."""

from bot.policy.actions import named_actions, sign_off, under_decision
from bot.policy.answers import Heard, not_theirs, pass_on, say_again
from bot.policy.case_notes import entered, why_not_on
from bot.policy.council import Person, Role
from bot.policy.decision import Decision
from bot.policy.dispute_ends import (
    attendees_in,
    named_reviewer,
    said_outcome,
    settle,
    still_not_agreed,
    why_not_settled,
)
from bot.policy.dispute_parties import is_party, missing_parties
from bot.policy.disputes import appoint, disagree, reviewed
from bot.policy.facts import audit_facts, iso
from bot.policy.labels import VIEW, labelled
from bot.policy.management_decisions import decide as decide_management
from bot.policy.management_decisions import enter
from bot.policy.matters import CaseNote, CaseNoteKind, Dispute, DisputeOutcome, DisputeStep
from bot.policy.model import AuditFile, Fact
from bot.policy.occasion import Occasion
from bot.policy.references import find_references
from bot.policy.said import Wish
from bot.policy.wording import listed


def signs_off(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    return sign_off(file, wish.refs, heard.person, occasion)


def cannot_achieve(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    waiting = under_decision(file)
    meant = named_actions(file, wish.refs)
    if meant and all(action.ref in waiting for action in meant):
        reason = f"{waiting[meant[0].ref].ref} waits to be authorised already"
        return not_theirs(file, heard, wish, reason, occasion)
    return enter(file, wish.refs, heard.reading.own_words, heard.person, occasion)


def authorises(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    (decision, *others) = file.waiting_decisions
    if others:
        return say_again(file, heard, occasion, "which Management Decision you mean: MD-…")
    return decide_management(file, decision, bool(wish.granted), heard.person.name, occasion)


def disagrees(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    """On actions that are required (9.8); any other disagreement goes before a person."""
    person, dispute = heard.person, file.dispute
    if not is_party(person, file, occasion) or not file.own_actions:
        return pass_on(heard, file, occasion)
    if dispute is None:
        return disagree(file, wish.refs, heard.reading, person, occasion)
    if dispute.step is DisputeStep.TEAM:
        return still_not_agreed(file, dispute, person.name, occasion)
    return pass_on(heard, file, occasion)


def not_agreed(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    dispute = _open(file)
    decision = still_not_agreed(file, dispute, heard.person.name, occasion)
    if decision.records:
        return decision
    return not_theirs(file, heard, wish, decision.note.removeprefix("no change: "), occasion)


def settles(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    dispute, person = _open(file), heard.person
    outcome = DisputeOutcome.STANDS if wish.granted else DisputeOutcome.NOT_REQUIRED
    if reason := why_not_settled(file, dispute, outcome, person, occasion):
        return not_theirs(file, heard, wish, reason, occasion)
    words = heard.reading.own_words
    there: tuple[str, ...] = ()
    if dispute.step is DisputeStep.DISCUSSION:
        there = tuple(dict.fromkeys([*attendees_in(words, file, dispute, occasion), person.name]))
        if absent := missing_parties(file, dispute, there, occasion):
            asks = f"who took part, behind “Attended:”. We do not find {listed(absent)}"
            return say_again(file, heard, occasion, asks)
    return settle(file, dispute, outcome, person.name, said_outcome(words), occasion, there)


def has_reviewed(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    view = labelled(heard.reading.own_words, VIEW)
    if not view:
        return say_again(file, heard, occasion, "what you have found, behind “View:”")
    return reviewed(file, _open(file), view, heard.person.name, occasion)


def appoints(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    dispute = _open(file)
    name = named_reviewer(wish.evidence, file, dispute, occasion)
    if name is None:
        return say_again(file, heard, occasion, "the name of one auditor who is here")
    return appoint(file, dispute, name, heard.person.name, occasion)


def dates_case_note(file: AuditFile, heard: Heard, wish: Wish, occasion: Occasion) -> Decision:
    note = _note_meant(file, wish, heard.person, occasion)
    if note is None:
        return say_again(file, heard, occasion, "which Case Note you mean, with its reference CN-…")
    if wish.until is None:
        return say_again(file, heard, occasion, "the date that the Case Note bears")
    if reason := why_not_on(note, wish.until, occasion):
        return not_theirs(file, heard, wish, reason, occasion)
    decision = entered(file, note, wish.until, heard.person.name, occasion)
    facts: dict[str, Fact] = {
        "audit": audit_facts(file.audit, occasion),
        "note": {"ref": note.ref, "kind": note.kind.value, "entered_on": iso(wish.until)},
        "undo": None,
    }
    receipt = occasion.letter("case_note_receipt", heard.person.name, file.audit.ref, facts)
    return Decision(
        decision.note, decision.records, (receipt, *decision.letters), decision.questions
    )


def _note_meant(file: AuditFile, wish: Wish, person: Person, occasion: Occasion) -> CaseNote | None:
    """The named note; else the one that its writer has been asked to make."""
    named = [n for n in file.open_notes if n.ref in find_references(" ".join(wish.refs))]
    if named:
        return named[0]
    if Role.COORDINATOR in person.roles and person.name != file.audit.auditor:
        return file.open_notes[0] if len(file.open_notes) == 1 else None
    order = [CaseNoteKind.ACTIONS, CaseNoteKind.COMPLETION, CaseNoteKind.ASSIGNMENT]
    if person.name == file.audit.auditor:
        order = [CaseNoteKind.COMPLETION, CaseNoteKind.ACTIONS, CaseNoteKind.ASSIGNMENT]
    theirs = sorted(file.open_notes, key=lambda note: order.index(note.kind))
    return theirs[0] if theirs else None


def _open(file: AuditFile) -> Dispute:
    if file.dispute is None:  # the gate has seen that there is one
        raise ValueError(f"{file.audit.ref} has no open disagreement")
    return file.dispute
