"""What belongs to a round or a period: audits with all of theirs, concerns, letters, answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.action_checks import ActionCheck
from bot.policy.model import AuditFile, Concern, Round, RoundStatus
from bot.policy.wording import day_words
from bot.policy.working_days import london_day
from bot.store import compliance, history, outbox, programme
from bot.store.outbox import OutboxRow
from bot.store.transaction import Transaction

_DEPLOYED = (RoundStatus.DEPLOYED, RoundStatus.UNDEPLOYED)


@dataclass(frozen=True, slots=True)
class Scope:
    """Records, read in one moment."""

    title: str  # such as "the round of December 2025"
    rounds: Sequence[Round]
    files: Sequence[AuditFile]
    concerns: Sequence[Concern]
    checks: Sequence[ActionCheck]
    letters: Sequence[OutboxRow]
    refs: frozenset[str]  # every reference that belongs to it
    broken: int | None  # the first line of the history that was altered, if any was
    lines: int  # of the history as a whole


def of_round(work: Transaction, round_: Round) -> Scope:
    files = programme.files_of_round(work, round_.ref)
    audits = {file.audit.ref for file in files}
    concerns = [c for c in programme.all_concerns(work) if c.audit in audits]
    return _scope(work, f"the round of {round_.name}", [round_], files, concerns)


def of_period(work: Transaction, first: date, last: date) -> Scope:
    """Rounds deployed, audits assigned and concerns raised from `first` to `last`, both counted."""

    def within(day: date | None) -> bool:
        return day is not None and first <= day <= last

    rounds = [r for r in programme.all_rounds(work) if within(r.deployed_on)]
    files = programme.files_given(work, first, last)
    concerns = [c for c in programme.all_concerns(work) if within(london_day(c.raised_at))]
    title = f"{day_words(first)} to {day_words(last)}"
    return _scope(work, title, rounds, files, concerns)


def _scope(
    work: Transaction,
    title: str,
    rounds: Sequence[Round],
    files: Sequence[AuditFile],
    concerns: Sequence[Concern],
) -> Scope:
    refs = frozenset(
        [
            *(round_.ref for round_ in rounds),
            *(ref for file in files for ref in _refs(file)),
            *(concern.ref for concern in concerns),
        ]
    )
    audits = {file.audit.ref for file in files}
    return Scope(
        title=title,
        rounds=sorted((r for r in rounds if r.status in _DEPLOYED), key=_began),
        files=sorted(files, key=lambda f: (f.audit.assigned_on or date.max, f.audit.ref)),
        concerns=sorted(concerns, key=_raised),
        checks=compliance.checks_in(work, audits),
        letters=[row for row in outbox.of(work, sorted(refs)) if not row.letter.digest],
        refs=refs,
        broken=history.first_broken(work),
        lines=history.length(work),
    )


def _began(round_: Round) -> tuple[date, str]:
    return (round_.deployed_on or date.max, round_.ref)


def _raised(concern: Concern) -> datetime:
    return concern.raised_at


def _refs(file: AuditFile) -> list[str]:
    """The audit's own reference and those of what belongs to it."""
    parts = (file.actions, file.requests, file.decisions, file.disputes, file.notes)
    more = [file.review.ref] if file.review else []
    return [file.audit.ref, *(one.ref for part in parts for one in part), *more]
