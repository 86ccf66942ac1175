"""One look back at one remedial action, after four months or later (policy 10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CheckKind(StrEnum):
    """Which of the two looks back it is."""

    FOUR_MONTHS = "Four months after the audit"
    SUSTAINED = "Review of reviews"  # R-10.2-5: has the improvement lasted?


@dataclass(frozen=True, slots=True)
class ActionCheck:
    """One look back at one action: three separate facts, each with who and when (R-10.1-2)."""

    ref: str  # "AR-…"
    action: str
    audit: str
    kind: CheckKind
    due: date
    fulfilled: bool | None = None  # done
    fulfilled_by: str = ""
    fulfilled_on: date | None = None
    completed: bool | None = None  # signed off by the Team Manager
    completed_by: str = ""
    completed_on: date | None = None
    authorised: bool | None = None  # confirmed as fulfilled, by a Team or Service Manager
    authorised_by: str = ""
    authorised_on: date | None = None
    sustained: bool | None = None  # of a review of reviews
    note: str = ""
    recorded_by: str | None = None
    recorded_on: date | None = None
    told_on: date | None = None  # the team has had its workbook
