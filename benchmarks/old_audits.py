"""Audits at rest, put into a store in bulk: all that is left of each once nobody owes anything.

They were done half a year ago, so retention has taken nothing of them yet: the most that an old
audit holds. Each has its return, one action that was done, looked at after four months and told of,
its three Case Notes, the letters and mails about it, and its lines of the history.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, insert

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
from bot.store.history import Line
from bot.store.records import TABLES, to_row
from bot.store.store import Store
from bot.store.tables import acts, inbox, outbox, steps

ROUNDS = tuple(date(2025, month, 3) for month in (2, 3, 4, 5, 6))
EXERCISE = date(2025, 10, 6)  # the inter-rater exercise that would else be owed by now
AT_ONCE = 2_000  # audits of one transaction
_WORDS = "Record the management oversight of the decision to step down, with who took it and why."
_LETTERS = ("assignment", "audit_reminder", "completed_receipt", "audit_result")
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
    for first in range(0, number, AT_ONCE):
        rows: Rows = {}
        lines: list[Line] = []
        for place in range(first, min(first + AT_ONCE, number)):
            old.add(place, rows, lines)
        with store.transaction() as work:
            for table, of_table in rows.items():
                work.execute(insert(table), of_table)
            history.append(work, lines)


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
            rows.setdefault(TABLES[type(record)], []).append(to_row(record))
        audit, action = records[0], records[2]
        assert isinstance(audit, Audit)
        assert isinstance(action, Action)
        for table, row in _besides(audit, action, self._manager(audit)):
            rows.setdefault(table, []).append(dict(row))
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


def _besides(
    audit: Audit, action: Action, manager: str
) -> Iterator[tuple[Table, Mapping[str, Any]]]:
    """The letters that have left, the mails that have come, what they did, the steps taken."""
    assert audit.assigned_on is not None
    assert audit.completed_on is not None
    assert action.done_on is not None
    days = (audit.assigned_on, audit.completed_on, audit.completed_on, audit.completed_on)
    readers = (audit.auditor, audit.auditor, audit.auditor, manager)
    for name, reader, day in zip(_LETTERS, readers, days, strict=True):
        yield outbox, _letter(audit.ref, name, reader, _at(day))
    for sender, day in ((audit.auditor, audit.completed_on), (manager, action.done_on)):
        mark = sha256(f"{audit.ref} {sender} {day}".encode()).hexdigest()
        yield inbox, _mail(audit.ref, sender, mark, _at(day))
        yield acts, _act(audit.ref, sender, mark, _at(day))
    for step in ("reminder 10", "reminder 5", "result told"):
        yield steps, {"about": audit.ref, "step": step, "done_at": _at(audit.completed_on)}


def _letter(ref: str, name: str, reader: str, at: datetime) -> dict[str, Any]:
    key = f"{ref}|{name}|{reader}|{at.date()}"
    return {
        **{"key": key, "name": name, "reader": reader, "about": ref, "cause": "round deployed"},
        **{"cc": [], "urgent": False, "digest": False, "facts": {}, "state": "sent"},
        **{"queued_at": at, "changed_at": at, "attempts": 1},
        "message_id": f"<{sha256(key.encode()).hexdigest()[:32]}@moorbridge.example>",
    }


def _mail(ref: str, sender: str, mark: str, at: datetime) -> dict[str, Any]:
    return {
        **{"id": f"RE {ref}.eml#{mark[:12]}", "message_id": f"<{mark[:32]}@x>", "sha256": mark},
        **{"received": at, "tries": 0, "read_at": at, "kind": "reply", "folder": "Handled"},
        **{"filed": True, "sender": sender, "about": ref, "note": "completed"},
    }


def _act(ref: str, sender: str, mark: str, at: datetime) -> dict[str, Any]:
    return {
        **{"cause": f"mail {mark[:16]}: {ref}", "person": sender, "audit": ref},
        **{"what": "completed", "done_at": at, "changes": [], "questions": []},
    }


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
