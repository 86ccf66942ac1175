"""The tables of requests and of safeguarding concerns."""

from collections.abc import Sequence

from bot.policy.model import AuditFile
from bot.store import programme
from bot.store.transaction import Transaction
from bot.workbooks.tables import Column, Kind, Link, Table, Tone


def requests(files: Sequence[AuditFile]) -> Table:
    columns = (
        Column("Reference", width=14),
        Column("Audit", width=14, link=Link.ROW),
        Column("Kind", width=18),
        Column("Asked by", width=24),
        Column("Asked on", Kind.DATE, width=14),
        Column("Until", Kind.DATE, width=14),
        Column("After the due date", width=14),
        Column("State", width=16, tones={"Pending": Tone.SOON}),
        Column("Decided by", width=24),
    )
    rows = [
        (
            r.ref,
            r.audit,
            r.kind.value.capitalize(),
            r.asked_by,
            r.asked_on,
            r.until,
            "Yes" if r.late else "No",
            r.status.value,
            r.decided_by,
        )
        for file in files
        for r in file.requests
    ]
    rows.sort(key=lambda row: (row[4], row[0]), reverse=True)
    return Table(
        "Requests", "Deferments, dispensations and reallocations", columns, rows, "Reference"
    )


_CONCERN_TONES = {
    "Nobody": Tone.LATE,
    "Acknowledged": Tone.SOON,
    "Told": Tone.SOON,
    "Raised": Tone.GOOD,
}


def concerns(work: Transaction) -> Table:
    """Counts and times only: what was written is nowhere but with those who must act on it."""
    columns = (
        Column("Reference", width=14),
        Column("Audit", width=14, link=Link.ROW),
        Column("Service area", width=24),
        Column("Raised at", Kind.TIME, width=18),
        Column("Sender proven", width=14),
        Column("State", width=26, tones=_CONCERN_TONES),
        Column("Told", width=40),
        Column("Acknowledged by", width=24),
        Column("Acknowledged at", Kind.TIME, width=18),
        Column("Raised with team by", width=24),
        Column("Decided at", Kind.TIME, width=18),
        Column("Team told", width=30),
        Column("Team answered", width=24),
    )
    rows = [
        (
            c.ref,
            c.audit,
            c.service_area,
            c.raised_at,
            "Yes" if c.verified else "No",
            c.status.value,
            ", ".join(c.told),
            c.acknowledged_by,
            c.acknowledged_at,
            c.by_whom,
            c.decided_at,
            ", ".join(c.team_told),
            c.team_answered_by,
        )
        for c in programme.all_concerns(work)
    ]
    return Table(
        "Safeguarding",
        "Safeguarding concerns",
        columns,
        rows,
        "Reference",
        "References and times only.",
    )
