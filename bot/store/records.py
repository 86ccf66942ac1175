"""Records of the policy to rows and back: columns are named as fields, so one pair serves all."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import JSON, Date, Row, Table

from bot.policy.action_checks import ActionCheck, CheckKind
from bot.policy.decision import Record
from bot.policy.form import AuditReturn, GradeGiven
from bot.policy.matters import (
    CaseNote,
    CaseNoteKind,
    Dispute,
    DisputeOutcome,
    DisputeStep,
    ManagementDecision,
    ManagementDecisionStatus,
)
from bot.policy.model import (
    Action,
    ActionStatus,
    Audit,
    Concern,
    ConcernStatus,
    Request,
    RequestKind,
    RequestStatus,
    Round,
    RoundStatus,
    Status,
    Stratum,
)
from bot.policy.panels import Panel, PanelKind, PanelStatus
from bot.policy.publication import CaseEvent, ChangeKind
from bot.policy.reviews import Review, ReviewKind, ReviewStatus
from bot.policy.round_parts import Reserve, RoundKind, Withdrawal
from bot.policy.said import StatedAction
from bot.store import tables

R = TypeVar(
    "R",
    Round,
    Audit,
    Action,
    Request,
    Concern,
    AuditReturn,
    ActionCheck,
    ManagementDecision,
    Dispute,
    CaseNote,
    Panel,
    Review,
    CaseEvent,
)

TABLES: Mapping[type, Table] = {
    Round: tables.rounds,
    Audit: tables.audits,
    Action: tables.actions,
    Request: tables.requests,
    Concern: tables.concerns,
    AuditReturn: tables.returns,
    ActionCheck: tables.action_checks,
    ManagementDecision: tables.management_decisions,
    Dispute: tables.disputes,
    CaseNote: tables.case_notes,
    Panel: tables.panels,
    Review: tables.reviews,
    CaseEvent: tables.case_events,
}
_ENUMS: Mapping[tuple[type, str], type[StrEnum]] = {
    (Round, "status"): RoundStatus,
    (Round, "kind"): RoundKind,
    (Audit, "status"): Status,
    (Audit, "withdrawn"): Withdrawal,
    (Action, "status"): ActionStatus,
    (Request, "kind"): RequestKind,
    (Request, "status"): RequestStatus,
    (Concern, "status"): ConcernStatus,
    (ManagementDecision, "status"): ManagementDecisionStatus,
    (Dispute, "step"): DisputeStep,
    (Dispute, "outcome"): DisputeOutcome,
    (CaseNote, "kind"): CaseNoteKind,
    (Panel, "kind"): PanelKind,
    (Panel, "status"): PanelStatus,
    (Review, "kind"): ReviewKind,
    (Review, "status"): ReviewStatus,
    (CaseEvent, "kind"): ChangeKind,
    (ActionCheck, "kind"): CheckKind,
}


# Fields that hold parts of their own, kept as JSON.
_PARTS: Mapping[tuple[type, str], type] = {
    (Round, "strata"): Stratum,
    (Round, "reserves"): Reserve,
    (AuditReturn, "grades"): GradeGiven,
    (AuditReturn, "actions"): StatedAction,
}


def to_row(record: Record) -> dict[str, Any]:
    # `asdict` would copy every value, ten times as slowly.
    one: Any = type(record)
    return {name: _plain(getattr(record, name)) for name in _names(one)}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


_AS_IT_IS = frozenset((str, int, bool, date, datetime, type(None)))  # by far the most values are


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def to_json(record: Record) -> dict[str, Any]:
    """The record as JSON values, with its class: what it was before a change, or after."""
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in to_row(record).items()
    }
    return {"record": type(record).__name__, **values}


def from_json(stored: Mapping[str, Any]) -> Record:
    """The record that `to_json` has written."""
    kind = next(kind for kind in TABLES if kind.__name__ == stored["record"])
    values = {f.name: _from_text(kind, f.name, stored[f.name]) for f in fields(kind)}
    record: Record = kind(**values)
    return record


def _from_text(kind: type, name: str, value: Any) -> Any:
    if value is not None and isinstance(TABLES[kind].c[name].type, Date):
        return date.fromisoformat(value)
    return _value(kind, name, value)


def from_row(kind: type[R], row: Row[Any]) -> R:
    one: Any = kind  # mypy finds no hash in the type of a dataclass
    return kind(*(read(row[n]) if read else row[n] for n, read in _reading(one, row._fields)))


def stored(record: Record) -> Record:
    """The record as it will be read back: instants in UTC, and of lists tuples."""
    kind = type(record)
    row = to_row(record).items()
    made: Record = kind(**{name: _value(kind, name, _in_utc(value)) for name, value in row})
    return made


def _in_utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


Read: TypeAlias = Callable[[Any], Any] | None  # None: the value is as it is stored


@cache
def _reading(kind: type, columns: tuple[str, ...]) -> tuple[tuple[int, Read], ...]:
    """For each field of the class, where its column stands and what makes the value of it.

    Thousands of rows are read at once: what depends on the columns alone is found out once.
    """
    return tuple((columns.index(f.name), _maker(kind, f.name)) for f in fields(kind))


def _maker(kind: type, name: str) -> Read:
    table = TABLES[kind]
    made = (kind, name) in _PARTS or (kind, name) in _ENUMS or isinstance(table.c[name].type, JSON)
    return partial(_value, kind, name) if made else None


def _value(kind: type, name: str, value: Any) -> Any:
    part = _PARTS.get((kind, name))
    if part:
        return tuple(part(**each) for each in value)
    if isinstance(value, list):
        return tuple(value)
    enum = _ENUMS.get((kind, name))
    return enum(value) if enum and value is not None else value
