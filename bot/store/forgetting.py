"""Taking out of the store what is no longer needed; what is counted stays without a name."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Table, case, delete, or_, select, update

from bot.store import history, keeping, memory, publications
from bot.store.held import ERASED_WITH_AN_AUDIT, HELD, Held
from bot.store.outbox import State
from bot.store.tables import (
    acts,
    audits,
    case_events,
    cycles,
    draws,
    inbox,
    metadata,
    outbox,
    panels,
    questions,
    rounds,
    steps,
)
from bot.store.transaction import Transaction

# Of a record whose time has come these have nothing left to say.
_GONE_WITH_IT = (outbox, inbox, questions, steps)
_ended = outbox.c.state.not_in((State.QUEUED.value, State.SENDING.value))


def forget_audit(work: Transaction, ref: str, at: datetime) -> None:
    """Names, ids and words of one audit and all that belongs to it; states and dates stay."""
    refs = [ref]
    for table in _records():
        if "audit" in table.c:
            query = select(table.c.ref).where(table.c.audit == ref)
            refs += work.execute(query).scalars()
    _forget(work, refs, at)


def forget_concern(work: Transaction, ref: str, at: datetime) -> None:
    """The same of a concern that belongs to no audit."""
    _forget(work, [ref], at)


def forget_panels(work: Transaction, at: datetime) -> None:
    """A panel, with the view that it agreed, goes with the last audit of its case."""
    theirs = (audits.c.panel == panels.c.ref) | (
        (audits.c.round == panels.c.round) & (audits.c.child == panels.c.child)
    )
    whole = select(audits.c.ref).where(audits.c.child != "", theirs)
    query = select(panels.c.ref).where(panels.c.child != "", ~whole.exists())
    if refs := list(work.execute(query).scalars()):
        _forget(work, refs, at)


def _forget(work: Transaction, refs: Sequence[str], at: datetime) -> None:
    for table in _records():
        blank = {column.name: _blank(column) for column in table.c if _is_erased(table, column)}
        if blank and table is not rounds:
            belongs = [table.c[name].in_(refs) for name in ("ref", "audit") if name in table.c]
            work.execute(update(table).where(or_(*belongs)).values(**blank))
    for table in _GONE_WITH_IT:
        work.execute(delete(table).where(table.c.about.in_(refs)))
    work.execute(delete(acts).where(acts.c.audit.in_(refs)))
    memory.forget(work)
    history.erase(work, refs, at)


def forget_rounds(work: Transaction, day: date) -> None:
    """What rounds before `day` were drawn from: their figures stay, ids and letters go."""
    old = select(rounds.c.ref).where(rounds.c.proposed_on < day)
    work.execute(delete(outbox).where(outbox.c.about.in_(old), _ended))
    work.execute(delete(draws).where(draws.c.round.in_(old)))
    named = rounds.c.proposed_on < day
    if work.execute(update(rounds).where(named).values(named=[], reserves=[])).rowcount:
        memory.forget(work)


def forget_old(work: Transaction, before: datetime, day: date) -> None:
    """What belongs to no record: mails, letters, frames and hints from before then."""
    publications.forget(work, day)
    if work.execute(delete(case_events).where(case_events.c.noted_at < before)).rowcount:
        memory.forget(work)
    work.execute(delete(inbox).where(inbox.c.received < before, inbox.c.filed))
    # Looked for in each table by its key: all references together are ever more.
    found = (select(table.c.ref).where(table.c.ref == outbox.c.about) for table in _records())
    about_none = (~each.exists() for each in found)
    work.execute(delete(outbox).where(outbox.c.changed_at < before, *about_none, _ended))
    answered = questions.c.answered_at.is_not(None) & (questions.c.answered_at < before)
    work.execute(delete(questions).where(answered))
    keeping.forget_away(work, before)
    work.execute(delete(cycles).where(cycles.c.started_at < before))


def _records() -> Sequence[Table]:
    return [table for table in metadata.sorted_tables if "ref" in table.c]


def _is_erased(table: Table, column: Column[Any]) -> bool:
    return HELD[table.name].get(column.name, Held.OWN) in ERASED_WITH_AN_AUDIT


def _blank(column: Column[Any]) -> object:
    """Whether somebody was named can still be told: a note that was confirmed is not open again."""
    if column.nullable:
        return case((column.is_(None), None), else_="")
    return [] if isinstance(column.type, JSON) else ""
