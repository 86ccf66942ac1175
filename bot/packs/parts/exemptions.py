"""Deferments, dispensations and reallocations: what was asked, and what became of it (7.2, C22)."""

from collections import Counter
from collections.abc import Sequence

from bot.packs.meetings import Level
from bot.packs.part import Ask, Part, month_words
from bot.packs.source import Source, service_of_auditor
from bot.packs.suppression import ALL, Grid, Shown, hide, in_cell
from bot.policy.model import AuditFile, Request, RequestKind, RequestStatus
from bot.policy.wording import count_words
from bot.workbooks.tables import Column, Kind, Table

TOPIC = "Exemptions"
_KINDS = tuple(RequestKind)


def exemptions_part(source: Source, level: Level) -> Part:
    asked = [(f, r) for f in source.files for r in f.requests if source.in_month(r.asked_on)]
    month = month_words(source.month)
    if not asked:
        return Part(TOPIC, f"Nobody asked to be excused, or for more time, in {month}")
    counted = Counter((_kind(r), _became(r)) for _, r in asked)
    kinds = [k.capitalize() for k in _KINDS if any(counted[k.capitalize(), s] for s in _states())]
    shown = hide(Grid(kinds, _states(), counted), level.smallest)
    late = sum(r.late for _, r in asked)
    words = (
        [] if 0 < late < level.smallest else [f"{late or 'None'} of them came after the due date."]
    )
    return Part(
        TOPIC,
        _finding(shown, month),
        (*words, "Original due dates are kept, so nothing that was put off counts as in time."),
        tables=(_table(kinds, shown), *([_register(source, asked)] if level.single_cases else [])),
        asks=_asks(shown),
    )


def _states() -> tuple[str, ...]:
    return tuple(status.value for status in RequestStatus)


def _kind(request: Request) -> str:
    return request.kind.value.capitalize()


def _became(request: Request) -> str:
    return request.status.value


def _finding(shown: Shown, month: str) -> str:
    total, granted = shown[ALL, ALL], shown[ALL, RequestStatus.GRANTED.value]
    if total is None:
        return f"A few exemptions were asked for in {month}"
    head = (
        f"{count_words(total, 'exemption')} {'was' if total == 1 else 'were'} asked for in {month}"
    )
    return head if granted is None else f"{head}, and {granted or 'none'} granted"


def _table(kinds: Sequence[str], shown: Shown) -> Table:
    columns = (
        Column("Kind", width=24),
        Column("Asked", Kind.NUMBER, width=12),
        *(Column(state, Kind.NUMBER, width=12) for state in _states()),
    )
    rows = [
        (kind, in_cell(shown[kind, ALL]), *(in_cell(shown[kind, s]) for s in _states()))
        for kind in (*kinds, ALL)
    ]
    return Table("Exemptions", "Asked for in the month", columns, rows, "Kind")


def _register(source: Source, asked: Sequence[tuple[AuditFile, Request]]) -> Table:
    """C22: every one of them, by reference; no name and no reason."""
    columns = (
        Column("Reference", width=20),
        Column("Audit", width=20),
        Column("Service of the auditor", width=20),
        Column("Kind of request", width=20),
        Column("Asked on", Kind.DATE, width=12),
        Column("After the due date", width=11),
        Column("Until", Kind.DATE, width=12),
        Column("Became", width=16),
    )
    rows = [
        (
            r.ref,
            r.audit,
            service_of_auditor(f.audit, source.policy),
            _kind(r),
            r.asked_on,
            "Yes" if r.late else "No",
            r.until,
            _became(r),
        )
        for f, r in sorted(asked, key=lambda pair: (pair[1].asked_on, pair[1].ref))
    ]
    return Table("Exemption register", "Register of exemptions", columns, rows, "Reference")


def _asks(shown: Shown) -> tuple[Ask, ...]:
    waiting = shown[ALL, RequestStatus.PENDING.value]
    if not waiting:
        return ()
    return (
        Ask(
            f"Decide {count_words(waiting, 'request')} of auditors",
            "No request is granted by the passing of time (7.2)",
            "Consultant Head",
        ),
    )
