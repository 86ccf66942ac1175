"""Replies about a round, a panel or a review, which are not about one audit of their writer."""

from bot.jobs.incoming import Filed, Mail
from bot.jobs.round_decisions import CHOICES, decide_round, take_back_round
from bot.policy.answers import Heard, pass_on
from bot.policy.council import Person
from bot.policy.decision import Decision
from bot.policy.model import AuditFile, Concern, Round
from bot.policy.occasion import Occasion
from bot.policy.panels import Panel
from bot.policy.said import Reading, WishKind
from bot.policy.undeploying import may_take_back
from bot.ports import Folder
from bot.store import programme, second_looks
from bot.store.saving import save
from bot.store.transaction import Transaction


def second_look(
    work: Transaction, mail: Mail, person: Person, occasion: Occasion, told: Concern | None
) -> Filed | None:
    """What was decided about the round, panel or review; None: the mail is about an audit."""
    located = mail.located
    if located.round and located.file is None and may_take_back(person):
        return _on_round(work, mail, person, located.round, occasion)
    return None


def seat_of(work: Transaction, panel: Panel, person: Person) -> AuditFile | None:
    """The person's own audit of the panel; for anybody else that of whoever leads it."""
    audits = second_looks.audits_of(work, panel.ref)
    own = next((a.ref for a in audits if a.auditor == person.name), panel.lead)
    return programme.audit_file(work, own)


def _on_round(
    work: Transaction, mail: Mail, person: Person, round_: Round, occasion: Occasion
) -> Filed:
    """UNDO takes a deployed round back; APPROVE deploys one that was proposed, DECLINE discards."""
    granted = _granted(mail.reading)
    if mail.undo:
        decision = take_back_round(work, round_, person.name, occasion)
    elif granted is not None and not mail.reading.needs_person:
        decision = decide_round(work, round_, CHOICES[granted], person.name, occasion)
    else:
        decision = pass_on(Heard(person, mail.reading), None, occasion)
    return _saved(work, decision, person, round_.ref, occasion)


def _granted(reading: Reading) -> bool | None:
    wishes = [w for w in reading.wishes if w.kind is WishKind.MANAGEMENT_DECISION]
    return wishes[0].granted if len(wishes) == 1 else None


def _saved(
    work: Transaction, decision: Decision, person: Person, about: str, occasion: Occasion
) -> Filed:
    save(work, decision, occasion, about=about, by=person.name)
    return Filed(Folder.HANDLED, about, decision.note)
