"""The figures of an evidence pack in sentences, for its cover and its page."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.jobs.evidence.scope import Scope
from bot.policy.model import Action, ActionStatus, Audit, Concern, Status
from bot.policy.wording import count_words, listed


def summary(scope: Scope) -> list[str]:
    """One sentence for each thing that an inspector asks first."""
    return [
        *_audits(scope),
        *_actions([a for file in scope.files for a in file.standing_actions]),
        *_looks_back(scope),
        _concerns(scope.concerns),
        _chain(scope),
    ]


def _audits(scope: Scope) -> Iterator[str]:
    audits = [file.audit for file in scope.files]
    done = [a for a in audits if a.completed_on and a.status is not Status.WITHDRAWN]
    drawn = sum(stratum.drawn for round_ in scope.rounds for stratum in round_.strata)
    cases = len({a.child for a in audits})
    yield (
        f"{count_words(len(scope.rounds), 'round')} deployed, {count_words(drawn, 'case')} drawn;"
        f" {count_words(len(audits), 'audit')} of {count_words(cases, 'case')} assigned."
    )
    withdrawn = sum(a.status is Status.WITHDRAWN for a in audits)
    deferred = sum(a.deferrals > 0 for a in audits)
    yield (
        f"{len(done)} completed, {sum(map(_in_time, done))} of them by the first due date;"
        f" {deferred} deferred, {withdrawn} withdrawn,"
        f" {len(audits) - len(done) - withdrawn} still open."
    )


def _in_time(audit: Audit) -> bool:
    due = audit.original_due
    return bool(due and audit.completed_on and audit.completed_on <= due)


def _actions(actions: Sequence[Action]) -> Iterator[str]:
    found = [(s.value.lower(), sum(a.status is s for a in actions)) for s in ActionStatus]
    states = listed([f"{number} {state}" for state, number in found if number])
    yield f"{count_words(len(actions), 'remedial action')}{f': {states}' if states else ''}."
    late = sum(bool(a.done_on and a.done_on > a.due) for a in actions)
    if late:
        yield f"{count_words(late, 'action')} signed off after the due date."


def _looks_back(scope: Scope) -> Iterator[str]:
    recorded = [check for check in scope.checks if check.recorded_on]
    if scope.checks:
        fulfilled = sum(bool(check.fulfilled) for check in recorded)
        yield (
            f"{len(recorded)} of {count_words(len(scope.checks), 'look')} back recorded;"
            f" {fulfilled} found the action fulfilled."
        )


def _concerns(concerns: Sequence[Concern]) -> str:
    if not concerns:
        return "No safeguarding concern was raised."
    waits = [w for c in concerns if (w := waited(c)) is not None]
    words = f"{count_words(len(concerns), 'safeguarding concern')}, {len(waits)} acknowledged"
    return f"{words}, the slowest after {hours(max(waits))}." if waits else f"{words}."


def waited(concern: Concern) -> timedelta | None:
    """From the mail to the answer of a named person."""
    answered = concern.acknowledged_at
    return answered - concern.raised_at if answered else None


def hours(time: timedelta) -> str:
    """Such as "2 h 05 min"."""
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} min"


def _chain(scope: Scope) -> str:
    if scope.broken is not None:
        return f"THE HISTORY WAS ALTERED: line {scope.broken} does not fit the lines before it."
    return (
        f"The history is whole: none of its {count_words(scope.lines, 'line')} has been altered,"
        " added or taken out since it was written."
    )
