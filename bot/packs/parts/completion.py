"""Whether audits were done, and in time, by the service of the auditor (6.4, 7.2)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from bot.packs.meetings import Level
from bot.packs.part import Ask, Bars, Ink, Part, month_words
from bot.packs.source import NO_SERVICE, Source, service_of_auditor
from bot.packs.suppression import ALL, Grid, Shown, hide, in_cell
from bot.policy.council import Person
from bot.policy.model import Audit, AuditFile, RequestKind, RequestStatus, Status
from bot.policy.pool import pool
from bot.policy.round_parts import Withdrawal
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Kind, Table

TOPIC = "Completion and lateness"
IN_TIME, EXTRA, LATE, NOT_DONE = "In time", "In agreed extra time", "Late", "Not done"
EXCUSED, NOT_IN_TIME = "Excused", "Not in time"
OUTCOMES = (IN_TIME, EXTRA, LATE, NOT_DONE, EXCUSED)
_INKS = {
    EXTRA: Ink.NEXT,
    LATE: Ink.LATE,
    NOT_DONE: Ink.WORST,
    NOT_IN_TIME: Ink.LATE,
    EXCUSED: Ink.QUIET,
}
DONE, NONE_DUE, DID_NOT = "Did one or more", "None was due", "Did none"
STATES = (DONE, EXCUSED, NONE_DUE, DID_NOT)
# Not the auditor's doing: there was nothing to be done any more.
_NOT_COUNTED = (Withdrawal.DISCARDED, Withdrawal.MISTAKE, Withdrawal.NOBODY)


def completion_part(source: Source, level: Level) -> Part:
    due = [file for file in source.files if _was_due(file.audit, source)]
    month = month_words(source.month)
    members = _members_table(source, level)
    if not due:
        return Part(TOPIC, f"No audit was due in {month}", tables=members)
    counted = Counter((_service(f, source), _told_as(outcome_of(f, source), level)) for f in due)
    services = sorted({service for service, _ in counted})
    told = [*OUTCOMES, NOT_IN_TIME]
    used = [o for o in told if o == IN_TIME or any(counted[s, o] for s in services)]
    shown = hide(Grid(services, used, counted), level.smallest)
    return Part(
        TOPIC,
        _finding(shown, month),
        (*_lateness(due, shown, source), _counted_so(level)),
        charts=_charts(services, used, shown, month),
        tables=(_table(services, used, shown), *members),
        asks=_asks(shown),
    )


def _was_due(audit: Audit, source: Source) -> bool:
    """By its first due date: what is put off does not vanish (C16)."""
    gone = audit.status is Status.PROPOSED or audit.withdrawn in _NOT_COUNTED
    return source.in_month(audit.original_due) and not gone


def _service(file: AuditFile, source: Source) -> str:
    return service_of_auditor(file.audit, source.policy)


def outcome_of(file: AuditFile, source: Source) -> str:
    audit = file.audit
    if not source.by_then(audit.completed_on) or audit.completed_on is None:
        away = audit.status in (Status.DISPENSED, Status.WITHDRAWN) or _is_excused(file)
        return EXCUSED if away else NOT_DONE
    if audit.original_due is None or audit.completed_on <= audit.original_due:
        return IN_TIME
    return EXTRA if audit.due is not None and audit.completed_on <= audit.due else LATE


def _told_as(outcome: str, level: Level) -> str:
    """Where small numbers are hidden, few and large groups tell more than many hidden ones."""
    return outcome if level.smallest < 2 or outcome == IN_TIME else NOT_IN_TIME


def _is_excused(file: AuditFile) -> bool:
    """It has a later day, or the auditor was excused."""
    audit = file.audit
    moved = audit.due is not None and audit.original_due is not None
    return (moved and audit.due != audit.original_due) or any(
        r.kind is RequestKind.DISPENSATION and r.status is RequestStatus.GRANTED
        for r in file.requests
    )


def _finding(shown: Shown, month: str) -> str:
    total, in_time = shown[ALL, ALL], shown[ALL, IN_TIME]
    if total is None or in_time is None:
        return f"Too few audits were due in {month} to show how many were in time"
    was = "was" if in_time == 1 else "were"
    return f"{in_time} of {count_words(total, 'audit')} due in {month} {was} done in time"


def _lateness(due: Sequence[AuditFile], shown: Shown, source: Source) -> Iterator[str]:
    days = [
        source.policy.calendar.between(audit.original_due, audit.completed_on)
        for audit in (f.audit for f in due if outcome_of(f, source) == LATE)
        if audit.original_due and audit.completed_on
    ]
    if days and shown.get((ALL, LATE)) is not None:
        usual = round(median(days))
        yield (
            f"Those done late were {count_words(usual, 'working day')} over in the middle of them"
            f" all, and {count_words(max(days), 'working day')} at the most."
        )


def _counted_so(level: Level) -> str:
    head = "Audits are counted by their first due date and by the service of their auditor."
    if level.smallest > 1:
        return f"{head} Whoever was excused or given more time counts as not in time."
    return (
        f"{head} “{EXTRA}” is within a deferment that was granted; “{EXCUSED}” has a later day that"
        " has not come, was excused, or lost its case."
    )


def _charts(
    services: Sequence[str], used: Sequence[str], shown: Shown, month: str
) -> tuple[Bars, ...]:
    rows = [s for s in services if all(shown[s, o] is not None for o in used)]
    if len(rows) < len(services):
        rows = [ALL] if all(shown[ALL, o] is not None for o in used) else []
    if not rows:
        return ()
    series = {o: [float(shown[s, o] or 0) for s in rows] for o in used}
    return (Bars(_finding(shown, month), rows, series, "audits", _INKS),)


def _table(services: Sequence[str], used: Sequence[str], shown: Shown) -> Table:
    columns = (
        Column("Service of the auditor", width=28),
        Column("Due", Kind.NUMBER, width=10),
        *(Column(o, Kind.NUMBER, width=12) for o in used),
    )
    rows = [
        (s, in_cell(shown[s, ALL]), *(in_cell(shown[s, o]) for o in used)) for s in (*services, ALL)
    ]
    return Table("Completion", "Audits due in the month", columns, rows, "Service of the auditor")


def _asks(shown: Shown) -> tuple[Ask, ...]:
    late = shown.get((ALL, NOT_DONE), 0)
    if not late:
        return ()
    return (
        Ask(
            f"Agree by when {count_words(late, 'audit')} will be done, or who takes over",
            "They were due this month, and are neither done nor excused",
            "Strategic Leads of the auditors’ services",
        ),
    )


# --- each member of the pool at least one (R-5.2-2, R-7.2-4) --------------------------------------


def _members_table(source: Source, level: Level) -> tuple[Table, ...]:
    members = pool(source.policy, source.as_at)
    if not members or level.smallest > 1:
        return ()
    counted = Counter((_service_of(p, source), _state(p, source)) for p in members)
    services = sorted({service for service, _ in counted})
    shown = hide(Grid(services, STATES, counted), level.smallest)
    columns = (
        Column("Service", width=28),
        Column("Members", Kind.NUMBER, width=12),
        *(Column(state, Kind.NUMBER, width=12) for state in STATES),
    )
    rows = [
        (s, in_cell(shown[s, ALL]), *(in_cell(shown[s, state]) for state in STATES))
        for s in (*services, ALL)
    ]
    return (Table("Audit pool", "Members of the audit pool", columns, rows, "Service"),)


def _service_of(person: Person, source: Source) -> str:
    team = source.policy.council.team(person.team)
    return person.service_area or (team.service_area if team else NO_SERVICE)


def _state(person: Person, source: Source) -> str:
    own = [f for f in source.files if f.audit.auditor == person.name]
    if any(source.in_month(f.audit.completed_on) for f in own):
        return DONE
    found = {outcome_of(f, source) for f in own if _was_due(f.audit, source)}
    if not found:
        return NONE_DUE
    return EXCUSED if found <= {EXCUSED} else DID_NOT
