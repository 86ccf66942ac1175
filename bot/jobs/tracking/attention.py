"""The table of everything that waits for a person, the gravest first."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

from bot.policy.in_force import Policy
from bot.policy.model import AuditFile, Concern, ConcernStatus, Status
from bot.policy.wording import day_words
from bot.store import keeping, outbox, programme, questions
from bot.store.transaction import Transaction
from bot.workbooks.tables import Column, Kind, Link, Table, Tone

_LOOK_BACK = timedelta(days=30)
_KINDS = {"1": Tone.LATE, "2": Tone.LATE, "3": Tone.SOON, "4": Tone.SOON}


@dataclass(frozen=True, slots=True, order=True)
class Waits:
    """One thing that waits; the kinds are numbered by gravity."""

    kind: str
    since: date
    about: str
    what: str
    who: str


def attention(work: Transaction, policy: Policy, files: Sequence[AuditFile], at: datetime) -> Table:
    waits = [
        *_silent(work, policy),
        *_unsent(work, policy),
        *_asked(work, policy),
        *_away(work, policy, at),
        *_unfinished(files, policy),
    ]
    columns = (
        Column("Kind", width=20, tones=_KINDS),
        Column("Since", Kind.DATE, width=14),
        Column("About", width=18, link=Link.ROW),
        Column("What to do", width=70),
        Column("Who", width=28),
    )
    about = "What waits for a person, the gravest first. An empty table is a good day."
    rows = [astuple(one) for one in sorted(waits)]
    return Table("Needs attention", "Needs attention", columns, rows, "Kind", about)


def _silent(work: Transaction, policy: Policy) -> Iterator[Waits]:
    for concern in programme.unsettled_concerns(work):
        since = policy.today(concern.raised_at)
        what, whom = _silence(concern)
        yield Waits("1 Safeguarding", since, concern.ref, what, whom or "Nobody could be told")


def _silence(concern: Concern) -> tuple[str, str]:
    """What a concern waits for, and for whom."""
    if concern.status is ConcernStatus.OPEN:
        what = "A safeguarding concern that nobody has acknowledged. Ring those who were told."
        return what, ", ".join(concern.told)
    if concern.status is ConcernStatus.WITH_TEAM:
        what = "A safeguarding concern that the team was told of has not been answered. Ring them."
        return what, ", ".join(concern.team_told)
    what = "Not recorded yet: how, by whom and when a safeguarding concern is raised with the team."
    return what, concern.acknowledged_by or ""


def _unsent(work: Transaction, policy: Policy) -> Iterator[Waits]:
    for row in outbox.failed(work):
        what = f"The letter {row.letter.name} could not be sent: {row.note}"
        since = policy.today(row.changed_at)
        yield Waits("2 Not sent", since, row.letter.about, what, row.letter.to)


def _asked(work: Transaction, policy: Policy) -> Iterator[Waits]:
    for question, asked in questions.unanswered(work):
        since = policy.today(asked)
        yield Waits("3 Decision", since, question.about, question.asks, "Coordinator")


def _away(work: Transaction, policy: Policy, at: datetime) -> Iterator[Waits]:
    for hint in keeping.away(work, at - _LOOK_BACK):
        since = policy.today(hint.heard_at)
        listed = policy.council.absence(hint.person, since)
        if listed is None or listed.hint:
            until = f" until {day_words(hint.until)}" if hint.until else ""
            what = f"An automatic reply says they are away{until}. Put it on the sheet Absences?"
            yield Waits("4 Absence", since, hint.person, what, "Coordinator")


def _unfinished(files: Sequence[AuditFile], policy: Policy) -> Iterator[Waits]:
    for file in files:
        audit, since = file.audit, file.audit.completed_on or date.min
        if audit.status is Status.COMPLETED:
            what = "Completed, but not yet said whether remedial actions are required."
            yield Waits("5 Unfinished", since, audit.ref, what, audit.auditor)
        if file.open_actions and policy.council.team(audit.team) is None:
            what = f"The team {audit.team} is not on the sheet Teams: nobody owns the actions."
            yield Waits("5 Unfinished", since, audit.ref, what, "Coordinator")
