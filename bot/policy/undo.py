"""UNDO and CHANGE: what a reply has brought about is taken back, if nothing hangs on it yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.policy.answers import offered
from bot.policy.commands import CHANGE
from bot.policy.council import Person
from bot.policy.decision import Decision, Question, Record
from bot.policy.digests import digest_lines
from bot.policy.disputes import question as dispute_question
from bot.policy.facts import audit_facts, iso, person_facts
from bot.policy.form import AuditReturn
from bot.policy.life import in_words
from bot.policy.management_decisions import question as decision_question
from bot.policy.matters import (
    Dispute,
    DisputeStep,
    ManagementDecision,
    ManagementDecisionStatus,
)
from bot.policy.model import (
    WITH_AUDITOR,
    Action,
    ActionStatus,
    Audit,
    AuditFile,
    Fact,
    Request,
    RequestStatus,
    Status,
)
from bot.policy.occasion import Occasion
from bot.policy.panels import PanelStatus
from bot.policy.requests import asked_in_words, request_question
from bot.policy.wording import count_words, day_words

# Each tells somebody that what they wrote has been done; the writer's own copy says how to undo it.
RECEIPTS = frozenset(
    {
        "completed_receipt",
        "request_received",
        "action_receipt",
        "request_granted",
        "request_declined",
        "reallocated_away",
        "decision_to_authorise",
        "decision_authorised",
        "decision_refused",
        "dispute_opened",
        "dispute_referred",
        "dispute_settled",
        "case_note_receipt",
    }
)
_LONGEST_EVIDENCE = 200
CONCERN_STAYS = (
    "A safeguarding concern is never taken back by mail. If it was none, ring the people to whom "
    "we have passed it on."
)


@dataclass(frozen=True, slots=True)
class Change:
    """One record, before and after a reply."""

    before: Record | None  # None: the reply has made it
    after: Record


@dataclass(frozen=True, slots=True)
class Act:
    """What one reply of a person has done to an audit."""

    cause: str  # the mail
    person: str
    audit: str
    what: str  # in words: the line of history
    done_at: datetime
    changes: tuple[Change, ...] = ()
    questions: tuple[str, ...] = ()  # keys of what the coordinator was asked because of it
    concern: str | None = None  # the reference of a safeguarding concern that it raised
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since the act: how the audit stands, and who knows of the act."""

    file: AuditFile
    decided: bool = False  # a person has answered a question that the act had asked
    later_by: str | None = None  # who has changed the audit by a later reply
    told: tuple[str, ...] = ()  # everybody whom a letter about it has reached


def last_day(done_at: datetime, occasion: Occasion) -> date:
    """The last day on which what was done at that time can be taken back."""
    return occasion.calendar.add(occasion.policy.today(done_at), occasion.rules.undo_days)


def with_way_back(decision: Decision, person: Person, said: str, occasion: Occasion) -> Decision:
    """The receipts of a reply say what was read, and until when UNDO takes it back.

    Only the writer is told so: a letter that merely informs somebody else stays as it is.
    """
    until = iso(last_day(occasion.at, occasion))
    letters = []
    for letter in decision.letters:
        if letter.name in RECEIPTS and person.name in (letter.to, *letter.cc):
            # A copy goes to its reader too, who need not see in which words it was decided.
            words = said[:_LONGEST_EVIDENCE] if letter.to == person.name else None
            way: dict[str, Fact] = {"by": person.name, "until": until, "read": words or None}
            letter = replace(letter, facts={**letter.facts, "undo": way})
        letters.append(letter)
    return replace(decision, letters=tuple(letters))


def why_not_undone(act: Act | None, since: Since | None, occasion: Occasion) -> str | None:
    """One good reason why the act cannot be taken back by mail; None: it can."""
    if act is None or since is None:
        return "No reply of yours has changed anything about this audit."
    if act.undone:
        return "Your last reply has been taken back already."
    if not act.changes and not act.questions:
        return CONCERN_STAYS
    until = last_day(act.done_at, occasion)
    if occasion.today > until:
        return f"Your last reply could be taken back until {day_words(until)}."
    if since.file.panel and since.file.panel.status is not PanelStatus.AUDITING:
        return "Everybody on the panel is done, and has seen what the others have found."
    if since.decided:
        return "A person has decided about it since."
    if moved := next((c.after for c in act.changes if _current(since.file, c) != c.after), None):
        return f"Something has happened since: {_stands(_current_of(since.file, moved))}."
    if since.later_by:
        return f"Something has happened since: {since.later_by} has written about this audit."
    return None


def take_back(act: Act, since: Since, person: Person, word: str, occasion: Occasion) -> Decision:
    """The records as they were; what is new made void; everybody told who had been told."""
    records = tuple(_restored(change, occasion) for change in act.changes)
    file = _with(since.file, records)
    letters = [
        occasion.letter("taken_back", name, act.audit, _told(act, file, person, occasion))
        for name in since.told
        if name != person.name and occasion.council.person(name)
    ]
    letters.append(
        occasion.letter(
            "undone",
            person.name,
            act.audit,
            {
                **_told(act, file, person, occasion),
                "concern": act.concern,
                "change": word == CHANGE,
                "choices": offered(file, person, occasion) if word == CHANGE else [],
            },
        )
    )
    line = f"taken back by {person.name}: {act.what}"
    letters += digest_lines(act.audit, line, occasion)
    return Decision(line, records, tuple(letters), tuple(_asked_again(records, file, occasion)))


def refuse(audit: Audit | None, reason: str, person: Person, occasion: Occasion) -> Decision:
    """Nothing is taken back, and the writer learns why."""
    about = audit.ref if audit else occasion.cause
    facts: dict[str, Fact] = {
        "audit": audit_facts(audit, occasion) if audit else None,
        "reason": reason,
    }
    letter = occasion.letter("undo_refused", person.name, about, facts)
    return Decision(f"not taken back for {person.name}: {reason}", (), (letter,))


def _told(act: Act, file: AuditFile, person: Person, occasion: Occasion) -> dict[str, Fact]:
    return {
        "audit": audit_facts(file.audit, occasion),
        "by": person_facts(person),
        "what": act.what,
        "stands": how_it_stands(file),
    }


def how_it_stands(file: AuditFile) -> list[Fact]:
    """The audit now, in a sentence or two."""
    audit, pending = file.audit, file.pending
    due = f", due on {day_words(audit.due)}" if audit.due else ""
    number = count_words(len(file.open_actions), "remedial action")
    stands: dict[Status, str] = {
        **dict.fromkeys(WITH_AUDITOR, f"The audit is with {audit.auditor}{due}."),
        Status.COMPLETED: "The audit is complete. It has not been said yet whether remedial "
        "actions are required.",
        Status.WITH_TEAM_MANAGER: f"The audit is complete, and {number} must be signed off.",
    }
    sentences: list[Fact] = [stands.get(audit.status, f"The audit is {in_words(audit.status)}.")]
    if pending:
        asked = asked_in_words(pending)
        sentences.append(f"The request of {pending.asked_by} ({asked}) waits for a decision.")
    return sentences


def _restored(change: Change, occasion: Occasion) -> Record:
    match change.before, change.after:
        case None, Request() as request:
            return replace(request, status=RequestStatus.OVERTAKEN)
        case None, Action() as action:
            return replace(action, status=ActionStatus.TAKEN_BACK, done_on=occasion.today)
        case None, ManagementDecision() as decision:
            return replace(decision, status=ManagementDecisionStatus.TAKEN_BACK)
        case None, Dispute() as dispute:
            return replace(dispute, step=DisputeStep.TAKEN_BACK)
        case None, AuditReturn() as given:
            return AuditReturn(given.ref, given.auditor, given.form, given.started_on)
        case None, made:
            raise ValueError(f"a reply makes no {type(made).__name__.lower()}")
        case before, _:
            return before


def _asked_again(records: Sequence[Record], file: AuditFile, occasion: Occasion) -> list[Question]:
    """What waits again is asked again: its old row of the list has been answered."""
    asked = [question for record in records for question in _question_of(record, file, occasion)]
    return [replace(question, key=f"{question.key} {occasion.cause}") for question in asked]


def _question_of(record: Record, file: AuditFile, occasion: Occasion) -> list[Question]:
    match record:
        case Request(status=RequestStatus.PENDING):
            return [request_question(file.audit, record)]
        case ManagementDecision(status=ManagementDecisionStatus.WAITING):
            return [decision_question(file, record, occasion)]
        case Dispute() if record.is_open and record.step is not DisputeStep.TEAM:
            return [dispute_question(file, record, occasion)]
    return []


def _current(file: AuditFile, change: Change) -> Record:
    return _current_of(file, change.after)


def _current_of(file: AuditFile, record: Record) -> Record:
    every: tuple[Record, ...] = (
        file.audit,
        *file.actions,
        *file.requests,
        *file.decisions,
        *file.disputes,
        *file.notes,
        *((file.returned,) if file.returned else ()),
        *((file.review,) if file.review else ()),
    )
    same = (r for r in every if r.ref == record.ref and type(r) is type(record))
    return next(same, file.audit)


def _with(file: AuditFile, records: Sequence[Record]) -> AuditFile:
    audits = [r for r in records if isinstance(r, Audit)]
    actions = {r.ref: r for r in records if isinstance(r, Action)}
    requests = {r.ref: r for r in records if isinstance(r, Request)}
    returns = [r for r in records if isinstance(r, AuditReturn)]
    return replace(
        file,
        audit=audits[-1] if audits else file.audit,
        actions=tuple(actions.get(a.ref, a) for a in file.actions),
        requests=tuple(requests.get(r.ref, r) for r in file.requests),
        returned=returns[-1] if returns else file.returned,
    )


def _stands(record: Record) -> str:
    match record:
        case Audit():
            due = f" and due on {day_words(record.due)}" if record.due else ""
            return f"{record.ref} is {in_words(record.status)}, with {record.auditor}{due}"
        case Action() | Request() | ManagementDecision():
            return f"{record.ref} is {record.status.value.lower()}"
        case Dispute():
            return f"{record.ref} is {record.step.value.lower()}"
    return f"{record.ref} has changed"
