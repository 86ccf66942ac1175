"""Saving a decision: records, history, letters and questions, in the caller's transaction."""

from bot.policy.decision import Decision, Record
from bot.policy.matters import Dispute, ManagementDecision, ManagementDecisionStatus
from bot.policy.model import Request, RequestStatus
from bot.policy.occasion import Occasion
from bot.store import history, memory, outbox, questions
from bot.store.dialect import put
from bot.store.history import Line
from bot.store.records import TABLES, to_row
from bot.store.transaction import Transaction

BOT = "Audit Bot"  # who did it, in the history, when it was no person


def save(
    work: Transaction,
    decision: Decision,
    occasion: Occasion,
    *,
    about: str,
    by: str = BOT,
    evidence: str = "",
) -> None:
    """Make it true. `about` is the reference whose history tells it; `by` a person, or the bot."""
    for record in decision.records:
        put(work, TABLES[type(record)], to_row(record), ["ref"])
        memory.note(work, record)
        if isinstance(record, Request) and record.status is not RequestStatus.PENDING:
            # Decided by reply, or overtaken: nobody is to be asked about it any more.
            decider = record.decided_by or by
            questions.settle_all(work, record.ref, record.status.value, decider, occasion.at)
        elif outcome := _outcome(record):
            questions.settle_all(work, record.ref, outcome, by, occasion.at)
    line = Line(occasion.at, about, decision.note, by, occasion.cause, evidence)
    further = [Line(occasion.at, ref, what, by, occasion.cause) for ref, what in decision.notes]
    history.append(work, [line, *further])
    outbox.owe(work, decision.letters, occasion.at)
    questions.ask(work, decision.questions, occasion.at)


def _outcome(record: Record) -> str | None:
    """What has become of a thing that had been asked about; None: its question still stands.

    A disagreement that has gone a step further has left the question of the last step behind.
    """
    match record:
        case ManagementDecision() if record.status is not ManagementDecisionStatus.WAITING:
            return record.status.value
        case Dispute():
            return record.step.value
    return None
