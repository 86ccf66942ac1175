"""What the bot has asked the coordinator, and the answers: the record behind the Decisions list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.policy.decision import Question, QuestionKind
from bot.store.dialect import insert_new
from bot.store.tables import questions
from bot.store.transaction import Transaction


def ask(work: Transaction, asked: Sequence[Question], at: datetime) -> None:
    """Put questions. One that has been asked before, answered or not, is not asked again."""
    rows = [
        {
            "key": question.key,
            "kind": question.kind.value,
            "about": question.about,
            "asks": question.asks,
            "guess": question.guess,
            "choices": list(question.choices),
            "data": dict(question.data),
            "asked_at": at,
        }
        for question in asked
    ]
    insert_new(work, questions, rows, ["key"])


def unanswered(work: Transaction) -> list[tuple[Question, datetime]]:
    """The open questions with the time at which each was asked, oldest first."""
    return [(_question(row), row.asked_at) for row in work.execute(_UNANSWERED)]


def open_keys(work: Transaction) -> frozenset[str]:
    return frozenset(work.execute(_OPEN_KEYS).scalars())


def get(work: Transaction, key: str) -> Question | None:
    row = work.execute(select(questions).where(questions.c.key == key)).first()
    return _question(row) if row else None


def answer_of(work: Transaction, key: str) -> str | None:
    return work.execute(select(questions.c.answer).where(questions.c.key == key)).scalar()


def answer(work: Transaction, key: str, choice: str, by: str, at: datetime) -> None:
    work.execute(
        update(questions)
        .where(questions.c.key == key)
        .values(answer=choice, answered_by=by, answered_at=at, data={})
    )


def settle_all(work: Transaction, about: str, outcome: str, by: str, at: datetime) -> None:
    """The open questions about a reference have been answered in another way."""
    work.execute(
        update(questions)
        .where(questions.c.about == about, questions.c.answer.is_(None))
        .values(answer=outcome, answered_by=by, answered_at=at, data={})
    )


def settle(work: Transaction, key: str, choice: str, by: str, at: datetime) -> None:
    """Answer a question that was decided elsewhere; one that is answered stays as it is."""
    if answer_of(work, key) is None:
        answer(work, key, choice, by, at)


def _question(row: Row[Any]) -> Question:
    return Question(
        row.key,
        QuestionKind(row.kind),
        row.about,
        row.asks,
        row.guess,
        tuple(row.choices),
        row.data,
    )


def answered_before(work: Transaction, at: datetime, keys: Collection[str]) -> frozenset[str]:
    """Those of the keys whose questions were answered before `at`, on the list or elsewhere."""
    if not keys:
        return frozenset()
    return frozenset(work.execute(_BEFORE, {"before": at, "keys": list(keys)}).scalars())


def answers(work: Transaction, keys: Collection[str]) -> dict[str, str]:
    """For each of these that is answered, by key, what its row on the Decisions list is to say."""
    rows = work.execute(_ANSWERS, {"keys": list(keys)}) if keys else ()
    return {
        row.key: f"Done on {row.answered_at:%d/%m/%Y}: {row.answer}, by {row.answered_by}."
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that a person has answered, without its words."""

    about: str
    kind: QuestionKind
    asked_at: datetime
    answer: str
    by: str | None
    answered_at: datetime | None


def answered_about(work: Transaction, refs: Collection[str]) -> list[Answered]:
    """What has been decided about these references, oldest first."""
    query = select(questions).where(
        questions.c.about.in_(list(refs)), questions.c.answer.is_not(None)
    )
    return [
        Answered(
            row.about,
            QuestionKind(row.kind),
            row.asked_at,
            row.answer,
            row.answered_by,
            row.answered_at,
        )
        for row in work.execute(query.order_by(questions.c.answered_at, questions.c.key))
    ]


# Asked in every cycle, and built but once.
_UNANSWERED = (
    select(questions)
    .where(questions.c.answer.is_(None))
    .order_by(questions.c.asked_at, questions.c.key)
)
_OPEN_KEYS = select(questions.c.key).where(questions.c.answer.is_(None))
_AMONG = questions.c.key.in_(bindparam("keys", expanding=True))
_ANSWERS = select(
    questions.c.key, questions.c.answered_at, questions.c.answer, questions.c.answered_by
).where(_AMONG, questions.c.answer.is_not(None))
_BEFORE = select(questions.c.key).where(_AMONG, questions.c.answered_at < bindparam("before"))
