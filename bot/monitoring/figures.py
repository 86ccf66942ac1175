"""The figures of the service, counted after each cycle: numbers alone, nothing about anybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from bot.jobs.cycle import Outcome
from bot.store import inbox, outbox, programme, publications, questions
from bot.store.store import Store
from bot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one metric, as Prometheus names it."""

    name: str
    meaning: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    kind: str = "gauge"


def counted(store: Store) -> list[Figure]:
    """What is owed and what waits, as the store has it now."""
    with store.reading() as work:
        return list(_figures(work))


def of_cycle(outcomes: Sequence[Outcome], ended: datetime, seconds: float) -> list[Figure]:
    """How the cycle that has just ended went; `seconds`: how long it took."""
    failed = "Whether the job failed in the last cycle."
    return [
        Figure(
            "last_cycle_timestamp_seconds",
            "When the last cycle ended, in seconds since 1970.",
            ended.timestamp(),
        ),
        Figure("last_cycle_duration_seconds", "How long the last cycle took.", round(seconds, 3)),
        *(Figure("job_failed", failed, int(o.failed), {"job": o.job}) for o in outcomes),
    ]


def _figures(work: Transaction) -> Iterator[Figure]:
    concerns = programme.open_concerns(work)
    files = programme.open_files(work)
    asked = questions.unanswered(work)
    yield Figure(
        "concerns_unacknowledged",
        "Safeguarding concerns that nobody has acknowledged.",
        len(concerns),
    )
    yield Figure("audits_open", "Audits that are not closed.", len(files))
    actions = sum(len(file.open_actions) for file in files)
    yield Figure("actions_open", "Remedial actions that are not done.", actions)
    yield Figure("decisions_waiting", "Questions that wait for a person.", len(asked))
    for state, number in sorted(outbox.counts(work).items()):
        yield Figure("letters", "Letters by their state.", number, {"state": state})
    for folder, number in sorted(inbox.counts(work).items()):
        yield Figure("mails", "Mails that have come in, by folder.", number, {"folder": folder})
    if newest := publications.latest(work):
        at = datetime.combine(newest.as_at, time(), UTC).timestamp()
        yield Figure(
            "annexe_as_at_timestamp_seconds",
            "The day that the newest Annexe A is as at, in seconds since 1970.",
            at,
        )
