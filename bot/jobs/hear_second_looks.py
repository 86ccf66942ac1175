"""Replies about a round, a panel or a review, which are not about one audit of their writer."""

from dataclasses import replace

from bot.jobs.incoming import Filed, Mail
from bot.jobs.round_decisions import CHOICES, decide_round, take_back_round
from bot.jobs.settle_panels import together
from bot.policy.answers import Heard, pass_on
from bot.policy.consensus import Together, agree, moderate, state
from bot.policy.council import Person
from bot.policy.decision import Decision
from bot.policy.facts import audit_facts
from bot.policy.model import AuditFile, Concern, Fact, Round
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel, PanelStatus
from bot.policy.reviewing import confirm, not_confirmed
from bot.policy.reviews import Review, ReviewStatus
from bot.policy.said import Reading, WishKind
from bot.policy.stating import (
    LEAD_CHOICES,
    REVIEW_CHOICES,
    WAITING_CHOICES,
    first_words,
    stated,
    unclear,
)
from bot.policy.undeploying import may_take_back
from bot.ports import Folder
from bot.store import programme, second_looks
from bot.store.saving import save
from bot.store.transaction import Transaction


def second_look(
    work: Transaction, mail: Mail, person: Person, occasion: Occasion, told: Concern | None
) -> Filed | None:
    """What was decided about the round, panel or review; None: the mail is about an audit."""
    located, file = mail.located, mail.located.file
    if located.round and file is None and may_take_back(person):
        return _on_round(work, mail, person, located.round, occasion)
    if file is None:
        return None
    occasion = occasion.begun(file.round)
    if located.review and person.name == located.review.reviewer:
        decision = _on_review(file, located.review, mail, person, occasion)
        return _saved(work, decision, person, located.review.ref, occasion, told)
    if located.panel:
        decision = _on_panel(together(work, located.panel), mail, person, occasion)
        return _saved(work, decision, person, located.panel.ref, occasion, told)
    return None


def seat_of(work: Transaction, panel: Panel, person: Person) -> AuditFile | None:
    """The person's own audit of the panel; for anybody else that of whoever leads it."""
    audits = second_looks.audits_of(work, panel.ref)
    own = next((a.ref for a in audits if a.auditor == person.name), panel.lead)
    return programme.audit_file(work, own)


def _on_round(
    work: Transaction, mail: Mail, person: Person, round_: Round, occasion: Occasion
) -> Filed:
    """APPROVE deploys a proposed round, DECLINE discards it; UNDO takes either back."""
    granted = _granted(mail.reading)
    if mail.undo:
        decision = take_back_round(work, round_, person, occasion)
    elif granted is not None and not mail.reading.needs_person:
        decision = decide_round(work, round_, CHOICES[granted], person.name, occasion)
    else:
        decision = pass_on(Heard(person, mail.reading), None, occasion)
    return _saved(work, decision, person, round_.ref, occasion)


def _granted(reading: Reading) -> bool | None:
    wishes = [w for w in reading.wishes if w.kind is WishKind.MANAGEMENT_DECISION]
    return wishes[0].granted if len(wishes) == 1 else None


def _on_review(
    file: AuditFile, review: Review, mail: Mail, person: Person, occasion: Occasion
) -> Decision:
    """AGREE confirms the audit, DISAGREE puts it before the Consultant Head."""
    if review.status is not ReviewStatus.WITH_REVIEWER:
        return _done_already(file, person, f"this is {review.status.value.lower()}", occasion)
    wish = _wish(mail.reading, WishKind.AGREE, WishKind.DISAGREE)
    if wish is WishKind.AGREE:
        return confirm(file, review, person, occasion)
    if wish is WishKind.DISAGREE:
        return not_confirmed(file, review, person, mail.reading.own_words, occasion)
    if _wish(mail.reading, WishKind.QUESTION):
        return pass_on(Heard(person, mail.reading), file, occasion)
    asks = ("whether you agree with what the auditor has found",)
    return unclear(file, review.ref, person, asks, REVIEW_CHOICES, occasion)


def _on_panel(it: Together, mail: Mail, person: Person, occasion: Occasion) -> Decision:
    """What the lead, a partner or the moderator says, once all of the panel are in."""
    panel, own, reading = it.panel, it.of(person), mail.reading
    moderates = person.name == panel.moderated_by
    agreeing = panel.status is PanelStatus.AGREEING and own is not None
    if _wish(reading, WishKind.QUESTION) or not (own or moderates):
        return pass_on(Heard(person, reading), own or it.lead, occasion)
    if not (moderates or agreeing):
        reason = f"the panel is {panel.status.value.lower()}"
        return _done_already(own or it.lead, person, reason, occasion)
    if own and agreeing and (decision := _partner(it, own, person, reading, occasion)):
        return decision
    if moderates or (own and own.audit.ref == it.lead.audit.ref):
        return _state(it, reading, person, occasion)
    asks = ("whether you agree with what is stated for the panel",)
    choices = REVIEW_CHOICES if panel.stated else WAITING_CHOICES
    return unclear(own or it.lead, panel.ref, person, asks, choices, occasion)


def _partner(
    it: Together, own: AuditFile, person: Person, reading: Reading, occasion: Occasion
) -> Decision | None:
    """AGREE to what is stated, or DISAGREE at any time: that needs no vote, but a moderator."""
    wish = _wish(reading, WishKind.AGREE, WishKind.DISAGREE)
    if wish is WishKind.DISAGREE:
        words = first_words(reading.own_words)
        return moderate(it, f"{person.name} does not agree: {words}", occasion)
    if wish is WishKind.AGREE and it.panel.stated:
        return agree(it, own, occasion)
    return None


def _state(it: Together, reading: Reading, person: Person, occasion: Occasion) -> Decision:
    """One view for all, once nothing of it is missing; what was given before is kept (7.1)."""
    statement, missing = stated(it, person, reading, occasion)
    if missing:
        asked = unclear(it.lead, it.panel.ref, person, missing, LEAD_CHOICES, occasion)
        return replace(asked, records=(statement,))
    return state(it, person, statement, occasion)


def _wish(reading: Reading, *kinds: WishKind) -> WishKind | None:
    """The one wish of these kinds; None: there is none, or more than one."""
    found = list(dict.fromkeys(w.kind for w in reading.wishes if w.kind in kinds))
    return found[0] if len(found) == 1 else None


def _done_already(file: AuditFile, person: Person, reason: str, occasion: Occasion) -> Decision:
    facts: dict[str, Fact] = {"audit": audit_facts(file.audit, occasion), "reason": reason}
    letter = occasion.letter("already_done", person.name, file.audit.ref, facts)
    return Decision(f"no change: {reason}", (), (letter,))


def _saved(
    work: Transaction,
    decision: Decision,
    person: Person,
    about: str,
    occasion: Occasion,
    told: Concern | None = None,
) -> Filed:
    if told and not decision.records:
        # The mail raised a concern, and says nothing else: nobody is asked what it meant.
        decision = Decision(f"safeguarding concern {told.ref} raised")
    save(work, decision, occasion, about=about, by=person.name)
    return Filed(Folder.HANDLED, about, decision.note)
