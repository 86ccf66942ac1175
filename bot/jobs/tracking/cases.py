"""The table of cases that moved, closed, came back or vanished while their audits were open."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from bot.jobs.tracking.work import state_of_audit
from bot.policy.in_force import Policy
from bot.policy.life import UNFINISHED
from bot.policy.model import AuditFile, Status
from bot.policy.publication import CaseEvent, ChangeKind
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Kind, Link, Table, Tone, Value

WHAT_HAPPENED: Mapping[ChangeKind, str] = {
    ChangeKind.MOVED: "Moved to another team",
    ChangeKind.UNALLOCATED: "Without a team or a worker",
    ChangeKind.CLOSES_LATER: "Is to close",
    ChangeKind.CLOSED: "Closed",
    ChangeKind.CLOSED_BACKDATED: "Closed, dated back",
    ChangeKind.CLOSED_NO_DATE: "Closed, without a date",
    ChangeKind.OPENED_AND_CLOSED: "Opened and closed again",
    ChangeKind.LEAVER_GONE: "Left the care leavers' service",
    ChangeKind.REOPENED: "Opened again",
    ChangeKind.CLOSURE_REVERSED: "Closure taken back",
    ChangeKind.NEW: "There again",
    ChangeKind.VANISHED: "Gone without a closure",
    ChangeKind.ID_CHANGED: "Has a new id",
    ChangeKind.NOT_READABLE: "Not known whether it is open",
}
_TONES = {"Gone": Tone.LATE, "Without": Tone.LATE, "Not known": Tone.LATE, "Moved": Tone.SOON}
_NOTHING_LEFT = "Nothing"


def cases(
    events: Sequence[CaseEvent], files: Sequence[AuditFile], policy: Policy, today: date
) -> Table:
    """A row for each event and each audit that was open then; `files`: withdrawn ones as well."""
    columns = (
        Column("Child's id", width=14),
        Column("What happened", width=30, tones=_TONES),
        Column("On", Kind.DATE, width=14, meaning="The day that Annexe A gives for it, if any."),
        Column("Annexe A as at", Kind.DATE, width=14),
        Column("From team", width=28),
        Column("To team", width=28),
        Column("New id", width=14),
        Column("Audit", width=14, link=Link.ROW),
        Column("Auditor", width=24),
        Column("State of the audit", width=28),
        Column("Still to do", width=30, tones={_NOTHING_LEFT: Tone.QUIET}),
    )
    of_child: dict[str, list[AuditFile]] = defaultdict(list)
    for file in files:
        of_child[policy.council.current_id(file.audit.child)].append(file)
    newest_first = sorted(events, key=lambda e: (e.seen_on, e.noted_at, e.ref), reverse=True)
    rows = [
        (*_of_event(event), *_of_audit(file, policy, today))
        for event in newest_first
        for file in of_child[policy.council.current_id(event.child)]
        if _was_open(file, event)
    ]
    about = (
        "Cases that moved, closed, came back or vanished in Annexe A while work was left on their "
        "audits; the newest first."
    )
    title = "Cases that moved, closed or came back"
    return Table("Cases that moved", title, columns, rows, "Child's id", about)


def _of_event(event: CaseEvent) -> tuple[Value, ...]:
    return (
        event.child,
        WHAT_HAPPENED[event.kind],
        event.on,
        event.seen_on,
        event.from_team,
        event.to_team,
        event.now,
    )


def _of_audit(file: AuditFile, policy: Policy, today: date) -> tuple[Value, ...]:
    audit = file.audit
    return audit.ref, audit.auditor, state_of_audit(audit, policy, today), _still_to_do(file)


def _still_to_do(file: AuditFile) -> str:
    left = ["the audit"] if file.audit.status in UNFINISHED else []
    if file.open_actions:
        left.append(count_words(len(file.open_actions), "remedial action"))
    words = " and ".join(left)
    return words[:1].upper() + words[1:] or _NOTHING_LEFT


def _was_open(file: AuditFile, event: CaseEvent) -> bool:
    audit = file.audit
    if audit.assigned_on is None or audit.assigned_on > event.seen_on:
        return False
    if audit.status is not Status.CLOSED:
        return True
    ends = (audit.completed_on, *(action.done_on for action in file.actions))
    return max((end for end in ends if end), default=date.max) >= event.seen_on
