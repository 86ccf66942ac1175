"""A review of an audit as it is recorded: quality assurance, and the look at peers' work (6.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReviewKind(StrEnum):
    """Why an audit is looked at a second time."""

    QUALITY = "Quality assurance"  # 6.5: drawn and sealed at assignment, before the result leaves
    PEER = "Peer review"  # R-5.2-3: a random sample of audits done, after the result has left


class ReviewStatus(StrEnum):
    """Whether the review is known of yet, with somebody, or over."""

    SEALED = "Sealed"
    WITH_REVIEWER = "With reviewer"
    CONFIRMED = "Confirmed"
    NOT_CONFIRMED = "Not confirmed"  # the Consultant Head decides what becomes of the audit
    DECIDED = "Decided"
    CANCELLED = "Cancelled"


@dataclass(frozen=True, slots=True)
class Review:
    """One audit that somebody else looks at, who is neither its auditor nor in conflict."""

    ref: str  # "QA-…"
    audit: str
    round: str
    kind: ReviewKind
    status: ReviewStatus = ReviewStatus.SEALED
    reviewer: str | None = None
    sent_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    words: str = ""  # why it was not confirmed, until that is decided
    released: tuple[int, ...] = ()  # numbers of the actions that could not wait
