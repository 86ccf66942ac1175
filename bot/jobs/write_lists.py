"""Job: write each row's Bot check, and what waits for a person, into the lists."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.configuration.check import bot_checks
from bot.configuration.columns import CHECK, KEY
from bot.configuration.note_list import WAITING_NOTE
from bot.configuration.note_sheet import NAME
from bot.configuration.other_lists import WAITING
from bot.jobs.all_tried import AllTried
from bot.jobs.read_configuration import Configured
from bot.jobs.service import Service
from bot.policy.decision import Question
from bot.policy.matters import CaseNote
from bot.policy.wording import count_words
from bot.ports import ListRow, PermanentError, RowChange, TemporaryError, Unavailable
from bot.store import questions
from bot.store.case_notes import closed_notes, done_before, open_notes

DECISIONS = "Decisions"


def write_lists(service: Service, configured: Configured, at: datetime) -> str:
    """Only what has changed is written; a list that somebody has open is written the next time.

    Such a list keeps back no other: its error is raised when each has been tried.
    """
    with service.store.reading() as work:
        open_questions = questions.unanswered(work)
        answers = questions.answers(work, _by_key(configured.rows.get(DECISIONS, ())))
        notes = open_notes(work)
        noted = closed_notes(work, _by_key(configured.rows.get(NAME, ())))
    changes = bot_checks(configured.checked, configured.rows)
    asked = {q.key: _row(q, configured.policy.hours.today(at)) for q, at in open_questions}
    wanted = {note.ref: _note_row(note, child) for note, child in notes}
    for name, rows, done in ((DECISIONS, asked, answers), (NAME, wanted, noted)):
        if name in configured.rows:
            listed = configured.rows[name]
            changes[name] = _kept_up(listed, changes.get(name, []), rows, done)
    written, taken_away = 0, 0
    # Where the whole place is away, nor can any other list be changed now.
    tried = AllTried(TemporaryError, PermanentError, at_once=Unavailable)
    for name, found in changes.items():
        with tried.trying(f"writing the list {name}"):
            if found:
                service.lists.write(name, found)
                written += len(found)
    for name, ids in _old_rows(service, configured, at).items():
        with tried.trying(f"clearing the list {name}"):
            if ids:
                service.lists.take_away(name, ids)
                taken_away += len(ids)
    tried.raise_first()
    words = f"{count_words(written, 'row')} written" if written else "nothing to write"
    return f"{words}, {taken_away} taken away" if taken_away else words


def _old_rows(service: Service, configured: Configured, at: datetime) -> dict[str, list[str]]:
    """What was answered or done long ago leaves its list; the history keeps it for good."""
    days = configured.policy.rules.answered_days
    if not days:
        return {}
    asked, noted = (_by_key(configured.rows.get(name, ())) for name in (DECISIONS, NAME))
    before = at - timedelta(days=days)
    with service.store.reading() as work:
        answered = questions.answered_before(work, before, asked)
        done = done_before(work, configured.policy.hours.today(before), noted)
    return {
        DECISIONS: [asked[key] for key in sorted(answered)],
        NAME: [noted[key] for key in sorted(done)],
    }


def _by_key(listed: Sequence[ListRow]) -> dict[str, str]:
    return {str(row.values.get(KEY)): row.id for row in listed}


def _kept_up(
    listed: Sequence[ListRow],
    changes: Sequence[RowChange],
    rows: Mapping[str, RowChange],
    done: Mapping[str, str],
) -> list[RowChange]:
    """What is new is added; the Bot check of what has been answered says so, for good."""
    by_id = {change.id: change for change in changes}
    for row in listed:
        if said := done.get(str(row.values.get(KEY))):
            by_id.pop(row.id, None)
            if row.values.get(CHECK) != said:
                by_id[row.id] = RowChange(row.id, {CHECK: said})
    there = {str(row.values.get(KEY)) for row in listed}
    return [*by_id.values(), *(row for key, row in rows.items() if key not in there)]


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


def _note_row(note: CaseNote, child: str) -> RowChange:
    return RowChange(
        None,
        {
            "Case Note": note.kind.value,
            "About": note.audit,
            "Child": child,
            "Text to paste": note.text,
            "Wanted on": note.wanted_on,
            "Not before": note.not_before,
            CHECK: WAITING_NOTE,
            KEY: note.ref,
        },
    )
