"""Job: write each row's Bot check, and what waits for a decision, into the lists."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.configuration.check import bot_checks
from bot.configuration.columns import CHECK, KEY
from bot.configuration.other_lists import WAITING
from bot.jobs.read_configuration import Configured
from bot.jobs.service import Service
from bot.policy.decision import Question
from bot.policy.wording import count_words
from bot.ports import RowChange
from bot.store import questions

DECISIONS = "Decisions"


def write_lists(service: Service, configured: Configured) -> str:
    """Only what has changed is written; a list that somebody has open is written the next time."""
    with service.store.reading() as work:
        open_questions = questions.unanswered(work)
        answers = questions.answers(work)
    changes = bot_checks(configured.checked, configured.rows)
    decisions = _decisions(configured, changes.get(DECISIONS, []), answers)
    listed = {str(row.values.get(KEY)) for row in configured.rows.get(DECISIONS, ())}
    new = [(q, asked) for q, asked in open_questions if q.key not in listed]
    decisions += [_row(q, configured.policy.hours.today(asked)) for q, asked in new]
    if DECISIONS in configured.rows:
        changes[DECISIONS] = decisions
    written = 0
    for name, rows in changes.items():
        if rows:
            service.lists.write(name, rows)
            written += len(rows)
    return f"{count_words(written, 'row')} written" if written else "nothing to write"


def _decisions(
    configured: Configured, changes: Sequence[RowChange], answers: Mapping[str, str]
) -> list[RowChange]:
    """The Bot check of a question that has been answered says so, for good."""
    by_id = {change.id: change for change in changes}
    for row in configured.rows.get(DECISIONS, ()):
        if done := answers.get(str(row.values.get(KEY))):
            by_id.pop(row.id, None)
            if row.values.get(CHECK) != done:
                by_id[row.id] = RowChange(row.id, {CHECK: done})
    return list(by_id.values())


def _row(question: Question, asked_on: date) -> RowChange:
    return RowChange(
        None,
        {
            "Question": question.asks,
            "About": question.about,
            "Our guess": question.guess,
            "Choices": " / ".join(question.choices),
            "Asked on": asked_on,
            CHECK: WAITING,
            KEY: question.key,
        },
    )
