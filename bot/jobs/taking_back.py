"""UNDO and CHANGE by mail: what a reply did is remembered, and taken back if its writer says so."""

from bot.jobs.locate import Located
from bot.policy.answers import to_read
from bot.policy.council import Person
from bot.policy.decision import Decision, QuestionKind, Record
from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision
from bot.policy.model import Action, Audit, AuditFile, Request
from bot.policy.occasion import Occasion
from bot.policy.reviews import Review
from bot.policy.undo import CONCERN_STAYS, Act, Change, Since, refuse, take_back, why_not_undone
from bot.store import acts, outbox, programme, questions
from bot.store.outbox import HAS_LEFT, State
from bot.store.saving import save
from bot.store.transaction import Transaction

# What a reply may have asked the coordinator that is void once the reply is taken back.
_ASKED = frozenset(
    {
        QuestionKind.REPLY,
        QuestionKind.REQUEST,
        QuestionKind.SUCCESSOR,
        QuestionKind.NOT_ACHIEVABLE,
        QuestionKind.DISPUTE,
    }
)


def remember(
    work: Transaction,
    audit: str,
    person: Person,
    decision: Decision,
    concern: str | None,
    occasion: Occasion,
) -> None:
    """Keep what a reply is about to do, before it is saved. A reply that does nothing is no act."""
    asked = tuple(q.key for q in decision.questions if q.kind in _ASKED)
    if not (decision.records or asked or concern):
        return
    changes = tuple(Change(_as_it_is(work, record), record) for record in decision.records)
    act = Act(
        occasion.cause,
        person.name,
        audit,
        decision.note,
        occasion.at,
        changes,
        asked,
        concern,
    )
    acts.record(work, act)


def undo(
    work: Transaction, located: Located, person: Person, word: str, occasion: Occasion
) -> tuple[str | None, str]:
    """Take back what the person's last reply did, or say why not. What it is about, and a note."""
    act = _meant(work, located, person)
    file = programme.audit_file(work, act.audit) if act else located.file
    since = _since(work, act, file) if act and file else None
    reason = CONCERN_STAYS if located.concern else why_not_undone(act, since, occasion)
    if reason or act is None or since is None:
        if act or located.concern:
            _show(work, located, person, reason or "", occasion)
        return _refused(work, person, reason or "", file, occasion)
    decision = take_back(act, since, person, word, occasion)
    for row in outbox.because_of(work, act.cause):
        if row.state is State.QUEUED:
            note = f"taken back by {person.name}"
            outbox.move(work, row.id, State.WITHHELD, occasion.at, note=note)
    for key in act.questions:
        questions.settle(work, key, "Taken back", person.name, occasion.at)
    acts.undone(work, act.cause, occasion.at)
    save(work, decision, occasion, about=act.audit, by=person.name, evidence=word)
    return act.audit, decision.note


def located_by_last_act(work: Transaction, person: Person) -> AuditFile | None:
    """The audit that the person's last reply has changed: what an UNDO without reference means."""
    act = acts.last(work, person.name)
    return programme.audit_file(work, act.audit) if act else None


def _meant(work: Transaction, located: Located, person: Person) -> Act | None:
    """The act whose receipt is answered; else the last one of this person to this audit."""
    letter = located.letter.letter if located.letter else None
    answered = acts.of_mail(work, letter.cause) if letter else None
    if answered and answered.person == person.name:
        return answered
    return acts.last(work, person.name, located.file.audit.ref) if located.file else None


def _since(work: Transaction, act: Act, file: AuditFile) -> Since:
    later = acts.later(work, act)
    rows = [r for r in outbox.because_of(work, act.cause) if r.state in HAS_LEFT]
    told = [n for r in rows if not r.letter.digest for n in (r.letter.to, *r.letter.cc)]
    answers = [questions.answer_of(work, key) for key in act.questions]
    return Since(
        file,
        decided=any(answer is not None for answer in answers),
        later_by=later.person if later else None,
        told=tuple(dict.fromkeys(told)),
    )


def _refused(
    work: Transaction, person: Person, reason: str, file: AuditFile | None, occasion: Occasion
) -> tuple[str | None, str]:
    audit = file.audit if file else None
    decision = refuse(audit, reason, person, occasion)
    about = audit.ref if audit else None
    save(work, decision, occasion, about=about or occasion.cause, by=person.name)
    return about, decision.note


def _show(
    work: Transaction, located: Located, person: Person, reason: str, occasion: Occasion
) -> None:
    """Somebody says that something is wrong which mail cannot mend: the coordinator sees it."""
    audit = located.file.audit.ref if located.file else "A mail"
    about = located.concern.ref if located.concern else audit
    asks = f"{person.name} has asked to take back a reply, which could not be done: {reason}"
    questions.ask(work, [to_read(about, f"{asks} Please talk to them.", occasion)], occasion.at)


def _as_it_is(work: Transaction, record: Record) -> Record | None:
    match record:
        case Audit():
            return programme.get(work, Audit, record.ref)
        case Action():
            return programme.get(work, Action, record.ref)
        case Request():
            return programme.get(work, Request, record.ref)
        case ManagementDecision():
            return programme.get(work, ManagementDecision, record.ref)
        case Dispute():
            return programme.get(work, Dispute, record.ref)
        case CaseNote():
            return programme.get(work, CaseNote, record.ref)
        case AuditReturn():
            return programme.get(work, AuditReturn, record.ref)
        case Review():
            return programme.get(work, Review, record.ref)
    raise ValueError(f"a reply changes no {type(record).__name__.lower()}")
