"""The words of the programme: a case, an audit, an action, a request, a concern, a reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.policy.form import AuditReturn
from bot.policy.matters import CaseNote, Dispute, ManagementDecision, ManagementDecisionStatus
from bot.policy.panels import Panel
from bot.policy.reviews import Review
from bot.policy.round_parts import Reserve, RoundKind, RuleNumber, Withdrawal

# What a letter may be told: JSON values, with dates as ISO text.
Fact: TypeAlias = "str | int | Sequence[Fact] | Mapping[str, Fact] | None"


# --- Annexe A -------------------------------------------------------------------------------------


class Case(NamedTuple):
    """One child's record, open on the as-at date, named by the child's unique id alone.

    A tuple, for a county has 13,000 of them.
    """

    child: str
    lists: tuple[int, ...]  # numbers of the Annexe A lists on which the child is open
    status: str  # "Looked after" | "Child protection" | "Child in need" | "Open assessment" | …
    team: str | None  # as written in Annexe A, white space tidied; None: unallocated
    worker: str | None
    service_area: str | None  # decides the right Strategic Lead; None: the team is not mapped
    stratum: str  # status and service area: what the draw is stratified by
    opened: date | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The open cases of one Annexe A on its as-at date, each child once, in order of child id."""

    as_at: date
    cases: tuple[Case, ...]


# --- Rounds and audits ----------------------------------------------------------------------------


class RoundStatus(StrEnum):
    """A round is proposed, then deployed, discarded or drawn again by a person."""

    PROPOSED = "Proposed"
    DEPLOYED = "Deployed"
    DISCARDED = "Discarded"
    UNDEPLOYED = "Undeployed"  # deployed by mistake: what was not begun is withdrawn
    DRAWN_AGAIN = "Drawn again"  # a new proposal is wanted in its place


@dataclass(frozen=True, slots=True)
class Stratum:
    name: str
    open: int  # cases that could be drawn
    drawn: int
    spread: float | None = None  # standard deviation of earlier results, if the draw went by it


@dataclass(frozen=True, slots=True)
class Round:
    """One audit period, with all that is needed to make its draw again (6.2)."""

    ref: str  # "RD-…"
    period: str  # "2025-12": one round a period
    name: str  # "December 2025"
    status: RoundStatus
    as_at: date  # of the frame
    frame_sha256: str
    algorithm: str
    seed: str
    open_cases: int
    available: int  # audits that the available auditors can take on
    strata: tuple[Stratum, ...]
    proposed_on: date
    deployed_on: date | None = None
    deployed_by: str | None = None  # R-6.2-1: who ran it
    kind: RoundKind = RoundKind.MONTHLY
    theme: str | None = None  # the name of its theme or inspection
    complete_by: date | None = None  # of an inspection, if it names a day
    named: tuple[str, ...] = ()  # the children that an inspection has named
    reserves: tuple[Reserve, ...] = ()  # in order, some of each stratum
    # The numbers that were in force when it was deployed: its audits keep them (R-1.2-1).
    rules: Mapping[str, RuleNumber] = field(default_factory=dict)


class Status(StrEnum):
    """Where an audit stands, in the words of the tracking workbook; `life` leads on."""

    PROPOSED = "Proposed"
    ASSIGNED = "Assigned"
    ACKNOWLEDGED = "Acknowledged"  # its auditor has answered the letter
    DEFERRED = "Deferred"
    DISPENSED = "Dispensed"  # its auditor is excused, and no other has it yet
    COMPLETED = "Completed"  # said so, but not yet whether actions are required (9.1)
    AWAITING_CONSENSUS = "Awaiting consensus"
    IN_QA = "In quality assurance"
    WITH_TEAM_MANAGER = "With Team Manager"
    DISPUTED = "Disputed"
    CLOSED = "Closed"
    WITHDRAWN = "Withdrawn"


# Its auditor has it and has not finished: reminded, and late if the time is over.
WITH_AUDITOR = (Status.ASSIGNED, Status.ACKNOWLEDGED, Status.DEFERRED)
OPEN_STATUSES = frozenset(Status) - {Status.PROPOSED, Status.CLOSED, Status.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Audit:
    """One auditor's examination of one case."""

    ref: str  # "AU-7K3F-Q2": random, with a check character, no meaning
    round: str
    child: str
    team: str
    worker: str | None
    service_area: str
    stratum: str
    auditor: str  # the name of a person on the People list
    status: Status
    assigned_on: date | None = None
    due: date | None = None
    original_due: date | None = None  # never overwritten
    deferrals: int = 0
    completed_on: date | None = None
    panel: str | None = None  # the panel that it belongs to
    replaces: str | None = None  # the audit whose case could not be audited (9.6)
    withdrawn: Withdrawal | None = None


class ActionStatus(StrEnum):
    """Where a remedial action stands (9.3, 9.4)."""

    OPEN = "Open"
    DONE = "Completed"  # signed off by the Team Manager
    NOT_ACHIEVABLE = "Not achievable"  # a Management Decision was authorised
    NOT_REQUIRED = "Not required"  # withdrawn when a disagreement was settled (9.8)
    TAKEN_BACK = "Taken back"  # its auditor had not meant it


@dataclass(frozen=True, slots=True)
class Action:
    """One remedial action: what the Team Manager must put right, by when (9.3)."""

    ref: str  # "RA-…"
    audit: str
    child: str
    team: str
    service_area: str
    text: str
    days: int  # working days allowed: the rule's number, or fewer
    created_on: date
    due: date
    provisional: bool  # the Case Note's date is not known yet, so `due` may move
    status: ActionStatus = ActionStatus.OPEN
    done_on: date | None = None
    done_by: str | None = None  # who signed it off, or authorised that it is not achievable
    category: str = ""  # what kind of thing is to be put right
    safeguarding: bool = False  # relevant to a child's safety: no disagreement pauses it
    case_note_on: date | None = None  # from this day the working days run, once it is known
    paused_on: date | None = None  # disputed: its clock has stood still since (R-9.8-6)
    paused_days: int = 0  # working days for which it has stood still before
    linked_to: str | None = None  # the same action, open already for the same child (C17)
    owner: str | None = None  # the manager who was last told that it is theirs (9.2)


class RequestKind(StrEnum):
    """What an auditor may ask of the Consultant Head (7.2, A-10)."""

    DEFERMENT = "deferment"  # same auditor, later date
    DISPENSATION = "dispensation"  # excused this period, the case goes to another auditor
    REALLOCATION = "reallocation"  # other auditor, same case


class RequestStatus(StrEnum):
    """What became of a request; never granted by the passing of time (A-12)."""

    PENDING = "Pending"
    GRANTED = "Granted"
    DECLINED = "Declined"
    OVERTAKEN = "Overtaken"  # the audit moved on before anybody decided


@dataclass(frozen=True, slots=True)
class Request:
    """What an auditor has asked about one audit, and what became of it."""

    ref: str  # "RQ-…"
    audit: str
    kind: RequestKind
    asked_by: str
    asked_on: date
    until: date | None = None
    late: bool = False  # asked after the due date
    reason: str = ""  # in the auditor's words, for whoever decides
    status: RequestStatus = RequestStatus.PENDING
    decided_by: str | None = None


class ConcernStatus(StrEnum):
    """Whether a named person has answered (R-9.1-5)."""

    OPEN = "Nobody has answered yet"
    ACKNOWLEDGED = "Acknowledged"  # not recorded yet: how, by whom and when it is raised (R-9.1-3)
    WITH_TEAM = "Told to the team"  # by the service, as decided; nobody of the team has answered
    RAISED = "Raised with the team"


@dataclass(frozen=True, slots=True)
class Concern:
    """A suggestion that a child may not be safe (9.1), chased until a named person acknowledges."""

    ref: str  # "SG-…"
    audit: str | None  # None: the mail named no audit
    child: str | None
    team: str | None
    worker: str | None
    service_area: str | None
    raised_by: str  # a person's name, or the address of a sender who is not on the People list
    raised_at: datetime
    verified: bool  # False: the sender could not be proven; told all the same
    words: str  # what was written; erased once acknowledged
    told: tuple[str, ...] = ()  # everybody who has had the notice, in order
    status: ConcernStatus = ConcernStatus.OPEN
    rung: int = 0  # how far along chain A it has been told
    next_rung_at: datetime | None = None
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    how: str | None = None  # it is raised with the Team Manager, as decided (R-9.1-3)
    by_whom: str | None = None
    when: str | None = None
    decided_by: str | None = None  # who recorded the last of the three
    decided_at: datetime | None = None
    for_team: str = ""  # what the service tells the team in its letter; erased once they answered
    team_told: tuple[str, ...] = ()  # everybody of chain B who has had that letter, in order
    team_answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFile:
    """One audit with all that belongs to it: what a reply is judged against."""

    audit: Audit
    actions: tuple[Action, ...] = ()
    requests: tuple[Request, ...] = ()
    returned: AuditReturn | None = None  # what has been given of the form
    decisions: tuple[ManagementDecision, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    elsewhere: tuple[Action, ...] = ()  # open actions of the same child from other audits
    notes: tuple[CaseNote, ...] = ()
    round: Round | None = None
    panel: Panel | None = None
    others: tuple["AuditFile", ...] = ()  # the panel's other audits, unless withdrawn
    review: Review | None = None  # its quality assurance, if it was selected

    @property
    def standing_actions(self) -> tuple[Action, ...]:
        return tuple(a for a in self.actions if a.status is not ActionStatus.TAKEN_BACK)

    @property
    def open_actions(self) -> tuple[Action, ...]:
        return tuple(a for a in self.actions if a.status is ActionStatus.OPEN)

    @property
    def own_actions(self) -> tuple[Action, ...]:
        """The open actions that are not the same as one of another audit."""
        return tuple(a for a in self.open_actions if a.linked_to is None)

    @property
    def waiting_decisions(self) -> tuple[ManagementDecision, ...]:
        waiting = ManagementDecisionStatus.WAITING
        return tuple(d for d in self.decisions if d.status is waiting)

    @property
    def open_notes(self) -> tuple[CaseNote, ...]:
        return tuple(note for note in self.notes if note.is_open)

    @property
    def dispute(self) -> Dispute | None:
        """The disagreement that is not settled yet: one audit has one at a time."""
        return next((d for d in self.disputes if d.is_open), None)

    @property
    def pending(self) -> Request | None:
        return next((r for r in self.requests if r.status is RequestStatus.PENDING), None)
