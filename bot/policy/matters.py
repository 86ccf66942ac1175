"""What may come up about remedial actions: a Management Decision, a disagreement, a Case Note."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ManagementDecisionStatus(StrEnum):
    """Where a Management Decision stands; it counts once it is authorised, never before (9.4)."""

    INCOMPLETE = "Reference or reason missing"
    WAITING = "Waiting to be authorised"
    AUTHORISED = "Authorised"
    REFUSED = "Refused"
    TAKEN_BACK = "Taken back"


@dataclass(frozen=True, slots=True)
class ManagementDecision:
    """Why remedial actions cannot be achieved, for a Service Manager or Strategic Lead (9.4)."""

    ref: str  # "MD-…"
    audit: str
    actions: tuple[str, ...]  # references of the actions that it is about
    asked_by: str
    asked_on: date
    reference: str  # where it stands in the child's record, as the Team Manager put it
    reason: str
    status: ManagementDecisionStatus = ManagementDecisionStatus.INCOMPLETE
    decided_by: str | None = None
    decided_on: date | None = None


class DisputeStep(StrEnum):
    """How far a disagreement has gone, in the order of 9.8."""

    TEAM = "Between auditor and team"
    LEAD = "With the Strategic Lead"
    REVIEWER_WANTED = "Waiting for another reviewer to be named"
    REVIEW = "Quality assured by the Consultant Head"
    DISCUSSION = "In discussion between all four parties"
    SETTLED = "Settled"
    TAKEN_BACK = "Taken back"


class DisputeOutcome(StrEnum):
    """What becomes of the disputed actions."""

    STANDS = "The actions stand"
    NOT_REQUIRED = "The actions are not required"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement on the need for remedial actions, or on whether they can be done (9.8)."""

    ref: str  # "DS-…"
    audit: str
    actions: tuple[str, ...]  # references of the disputed actions
    raised_by: str
    raised_on: date
    reason: str  # in the words of whoever raised it
    safeguarding: bool  # goes to the Strategic Lead at once, and pauses no clock
    step: DisputeStep
    since: date  # the day on which this step began
    lead: str | None = None  # who answers as Strategic Lead: chain C
    reviewer: str | None = None  # the Consultant Head, or who was named instead
    outcome: DisputeOutcome | None = None
    attendees: tuple[str, ...] = ()  # of the discussion between all four parties
    words: str = ""  # the outcome in words
    settled_on: date | None = None
    settled_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.step not in (DisputeStep.SETTLED, DisputeStep.TAKEN_BACK)


class CaseNoteKind(StrEnum):
    """What a Case Note in the child's record tells of."""

    ASSIGNMENT = "Audit assigned"  # 6.4: with an alert for auditor and case worker
    ACTIONS = "Remedial actions"  # 9.3: from its date the working days run
    COMPLETION = "Audit form saved"  # 6.3: with the form, in Documents


@dataclass(frozen=True, slots=True)
class CaseNote:
    """A Case Note that somebody must put into the child's record: the service cannot (R-6.4-2)."""

    ref: str  # "CN-…"
    audit: str
    kind: CaseNoteKind
    text: str  # to be pasted
    wanted_on: date
    not_before: date  # it cannot bear an earlier date
    entered_on: date | None = None  # the date that it bears in the child's record
    confirmed_by: str | None = None
    names: tuple[str, ...] = ()  # whom it alerts, and since when: tells two of one kind apart

    @property
    def is_open(self) -> bool:
        return self.confirmed_by is None
