"""Saving a decision: records, history, letters and questions, in the caller's transaction."""

from datetime import datetime

from bot.policy.decision import Decision
from bot.store import history, outbox, questions
from bot.store.dialect import put
from bot.store.history import Line
from bot.store.records import TABLES, to_row
from bot.store.transaction import Transaction


def save(
    work: Transaction,
    decision: Decision,
    *,
    about: str,
    by: str,
    cause: str,
    at: datetime,
    evidence: str = "",
) -> None:
    """Make it true. `about` is the reference whose history tells it; `by` a person, or the bot."""
    for record in decision.records:
        put(work, TABLES[type(record)], to_row(record), ["ref"])
    history.append(work, [Line(at, about, decision.note, by, cause, evidence)])
    outbox.owe(work, decision.letters, at)
    questions.ask(work, decision.questions, at)
