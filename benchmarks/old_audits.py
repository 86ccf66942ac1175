"""Audits long over, put into a store in bulk: what retention leaves of each.

They were done four years ago. Each has its return, one action that was done, looked at after four
months and told of, its three Case Notes and its lines of the history; names, ids and words have
been erased, and with them the letters and mails.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, insert

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.council import Council
from bot.policy.decision import Record
from bot.policy.form import AuditReturn, GradeGiven
from bot.policy.matters import CaseNote, CaseNoteKind
from bot.policy.model import Action, ActionStatus, Audit, Round, RoundStatus, Status
from bot.policy.references import ACTION, AUDIT, CASE_NOTE, CHECK, ROUND, new_reference
from bot.policy.round_parts import RoundKind
from bot.policy.said import StatedAction
from bot.store import history
from bot.store.held import ERASED_WITH_AN_AUDIT, HELD, Held
from bot.store.history import Line
from bot.store.records import TABLES, to_row
from bot.store.store import Store
from bot.store.tables import metadata

ROUNDS = tuple(date(2021, month, 3) for month in (2, 3, 4, 5, 6))
EXERCISE = date(2025, 10, 6)  # the inter-rater exercise that would else be owed by now
AT_ONCE = 2_000  # audits of one transaction
_WORDS = "Record the management oversight of the decision to step down, with who took it and why."
_GRADES = tuple(GradeGiven(f"Section {number}", "Good") for number in range(1, 8))

Rows = dict[Table, list[dict[str, Any]]]


def put_old_audits(store: Store, council: Council, number: int) -> None:
    """Into a store that no service has open."""
    references = References()
    rounds = [_round(day, RoundStatus.DEPLOYED, references) for day in ROUNDS]
    exercise = _round(EXERCISE, RoundStatus.DISCARDED, references, RoundKind.INTER_RATER)
    with store.transaction() as work:
        work.execute(insert(TABLES[Round]), [to_row(round_) for round_ in (*rounds, exercise)])
    old = OldAudits(council, rounds, references)
    with without_indexes(store):
        for first in range(0, number, AT_ONCE):
            rows: Rows = {}
            lines: list[Line] = []
            for place in range(first, min(first + AT_ONCE, number)):
                old.add(place, rows, lines)
            with store.transaction() as work:
                for table, of_table in rows.items():
                    work.execute(insert(table), of_table)
                history.append(work, lines)


@contextmanager
def without_indexes(store: Store) -> Iterator[None]:
    """Each is made anew afterwards, in one go: references come in no order of theirs."""
    indexes = [index for table in metadata.sorted_tables for index in table.indexes]
    with store.transaction() as work:
        for index in indexes:
            index.drop(work)
    yield
    with store.transaction() as work:
        for index in indexes:
            index.create(work)


class References:
    """New ones, each once; the store's own are too slow to be asked a million times."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, prefix: str, *parts: str) -> str:
        ref = new_reference(prefix, b"old audits", *parts, taken=self._taken.__contains__)
        self._taken.add(ref)
        return ref


@dataclass(frozen=True, slots=True)
class OldAudits:
    council: Council
    rounds: Sequence[Round]
    references: References

    def add(self, place: int, rows: Rows, lines: list[Line]) -> None:
        """One audit with all that belongs to it."""
        records = self._records(place)
        for record in records:
            table = TABLES[type(record)]
            rows.setdefault(table, []).append(_erased(table, to_row(record)))
        audit, action = records[0], records[2]
        assert isinstance(audit, Audit)
        assert isinstance(action, Action)
        lines += _history(audit, action, self._manager(audit))

    def _records(self, place: int) -> list[Record]:
        auditors = [person for person in self.council.people if person.qualified]
        auditor = auditors[place % len(auditors)].name
        team = self.council.teams[place % len(self.council.teams)]
        round_ = self.rounds[place % len(self.rounds)]
        began = round_.proposed_on
        completed = began + timedelta(days=11 + place % 15)
        ref = self.references.new(AUDIT, str(place))
        child, done = f"{900_000_000 + place}", completed + timedelta(days=20)
        audit = Audit(
            *(ref, round_.ref, child, team.name, None, team.service_area, "Child in need"),
            *(auditor, Status.CLOSED, began, began + timedelta(days=28)),
            original_due=began + timedelta(days=28),
            completed_on=completed,
        )
        returned = AuditReturn(
            *(ref, auditor, "F-00000000", completed, _GRADES, "The child's views were recorded."),
            *(True, (StatedAction(_WORDS),), False, completed),
        )
        action = Action(
            *(self.references.new(ACTION, ref), ref, child, team.name, team.service_area),
            *(f"{_WORDS} ({place})", 25, completed, completed + timedelta(days=35), False),
            *(ActionStatus.DONE, done, team.manager),
            case_note_on=completed,
            owner=team.manager,
        )
        notes = [self._note(ref, kind, began, completed) for kind in CaseNoteKind]
        return [audit, returned, action, self._check(action, completed), *notes]

    def _check(self, action: Action, completed: date) -> ActionCheck:
        due = completed + timedelta(days=123)
        by, on = action.done_by or "", action.done_on
        return ActionCheck(
            *(self.references.new(CHECK, action.ref), action.ref, action.audit),
            CheckKind.FOUR_MONTHS,
            due,
            *(True, by, on),
            *(True, by, on),
            *(True, by, on),
            recorded_by="Helen Sharrock",
            recorded_on=due + timedelta(days=6),
            told_on=due + timedelta(days=7),
        )

    def _note(self, audit: str, kind: CaseNoteKind, began: date, completed: date) -> CaseNote:
        on = began if kind is CaseNoteKind.ASSIGNMENT else completed
        ref = self.references.new(CASE_NOTE, audit, kind.value)
        return CaseNote(ref, audit, kind, f"{kind.value}: {audit}.", on, on, on, "Grace Whitfield")

    def _manager(self, audit: Audit) -> str:
        team = self.council.team(audit.team)
        return team.manager if team and team.manager else ""


def _round(
    day: date, status: RoundStatus, references: References, kind: RoundKind = RoundKind.MONTHLY
) -> Round:
    period = f"{day:%Y-%m}" if kind is RoundKind.MONTHLY else f"{day:%Y-%m} inter-rater"
    return Round(
        *(references.new(ROUND, period), period, f"{day:%B %Y}", status, day, "0" * 64, "1", "0"),
        *(600, 40, (), day),
        deployed_on=day if status is RoundStatus.DEPLOYED else None,
        deployed_by="Grace Whitfield",
        kind=kind,
    )


def _erased(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """As retention leaves it: names, ids and words are gone, states and dates stay."""
    blank = {column.name: _blank(column, row[column.name]) for column in _to_erase(table)}
    return {**row, **blank}


@cache
def _to_erase(table: Table) -> Sequence[Column[Any]]:
    held = HELD[table.name]
    return [c for c in table.c if held.get(c.name, Held.OWN) in ERASED_WITH_AN_AUDIT]


def _blank(column: Column[Any], value: object) -> object:
    if column.nullable:
        return None if value is None else ""  # a note that was confirmed is not open again
    return [] if column.type.python_type in (dict, list) else ""


def _history(audit: Audit, action: Action, manager: str) -> Iterator[Line]:
    told: tuple[tuple[date | None, str, str, str], ...] = (
        (audit.assigned_on, audit.ref, f"assigned to {audit.auditor}", "Audit Bot"),
        (audit.completed_on, audit.ref, "completed, with one remedial action", audit.auditor),
        (audit.completed_on, audit.ref, f"told to {manager}", "Audit Bot"),
        (action.done_on, action.ref, "signed off", manager),
        (action.done_on, audit.ref, "closed: every action has ended", "Audit Bot"),
    )
    for day, about, what, by in told:
        assert day is not None
        yield Line(_at(day), about, what, by, "a mail")


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
