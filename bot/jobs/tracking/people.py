"""The tables of people with their load, and of rounds."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from bot.jobs.service import YEAR
from bot.policy.in_force import Policy
from bot.policy.model import WITH_AUDITOR, Audit, AuditFile, RoundStatus
from bot.policy.pool import AUDITING_ROLES
from bot.store import programme
from bot.store.transaction import Transaction
from bot.workbooks.tables import Column, Kind, Table, Tone


def people(work: Transaction, policy: Policy, files: Sequence[AuditFile], today: date) -> Table:
    columns = (
        Column("Auditor", width=26),
        Column("Audits in 12 months", Kind.NUMBER, width=14),
        Column("Waiting for them", Kind.NUMBER, width=12),
        Column("Of these overdue", Kind.NUMBER, width=12),
        Column("Completed", Kind.NUMBER, width=12),
        Column("Capacity a round", Kind.NUMBER, width=12),
        Column("Away until", Kind.DATE, width=14),
    )
    load = programme.load_since(work, today - YEAR)
    waiting = _count(files, lambda a: a.status in WITH_AUDITOR)
    overdue = _count(
        files, lambda a: a.status in WITH_AUDITOR and a.due is not None and a.due < today
    )
    completed = _count(files, lambda a: a.completed_on is not None)
    pool = [p for p in policy.council.people if p.roles.intersection(AUDITING_ROLES)]
    rows = []
    for p in sorted(pool, key=lambda person: person.name):
        absence = policy.council.absence(p.name, today)
        rows.append(
            (
                p.name,
                load.get(p.name, 0),
                waiting[p.name],
                overdue[p.name],
                completed[p.name],
                p.capacity,
                absence.end if absence else None,
            )
        )
    return Table(
        "People and load",
        "People and load",
        columns,
        rows,
        "Auditor",
        "Everybody in the audit pool.",
    )


def _count(files: Sequence[AuditFile], holds: Callable[[Audit], bool]) -> Counter[str]:
    return Counter(file.audit.auditor for file in files if holds(file.audit))


def rounds(work: Transaction) -> Table:
    columns = (
        Column("Round", width=20),
        Column("Reference", width=14),
        Column("State", width=14, tones={"Proposed": Tone.SOON, "Deployed": Tone.GOOD}),
        Column("Annexe A as at", Kind.DATE, width=16),
        Column("Open cases", Kind.NUMBER, width=12),
        Column("Audits", Kind.NUMBER, width=10),
        Column("Proposed on", Kind.DATE, width=14),
        Column("Deployed on", Kind.DATE, width=14),
        Column("Method", width=40, meaning="With the seed and the frame it makes the draw again."),
        Column("Seed", width=40),
    )
    rows = [
        (
            r.name,
            r.ref,
            r.status.value,
            r.as_at,
            r.open_cases,
            sum(s.drawn for s in r.strata),
            r.proposed_on,
            r.deployed_on,
            r.algorithm,
            r.seed,
        )
        for r in programme.all_rounds(work)
        if r.status not in (RoundStatus.DISCARDED, RoundStatus.DRAWN_AGAIN)
    ]
    return Table("Rounds", "Rounds", columns, rows, "Round", "Each draw, with what proves it.")
