"""What two publications of Annexe A are compared by, and what can have happened in between."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class ChildRow(NamedTuple):
    """What a workbook says of one child, open or not: what two publications are compared by.

    A tuple, for a county has 10,000 of them.
    """

    child: str
    on: tuple[int, ...]  # the lists that name the child at all
    open_on: tuple[int, ...]  # those on which the child is open
    start: date | None  # List 6: CIN Start Date
    end: date | None  # List 6: CIN Closure Date, past or future
    end_unreadable: bool  # whether the child is open cannot be told: left out of the frame
    status: str | None  # List 6, in the programme's words; "Closed" included
    reason: str | None  # List 6: Reason for Closure, as written
    team: str | None
    worker: str | None
    plan_start: date | None
    plan_end: date | None
    care_start: date | None
    care_end: date | None
    assessment_end: date | None  # List 4: the latest, once it is authorised
    in_frame: bool


class ChangeKind(StrEnum):
    """What has become of one child since the publication before."""

    CLOSED = "closed"
    CLOSED_BACKDATED = "closed_backdated"  # with a date before the publication that had it open
    VANISHED = "vanished_without_closure"
    CLOSES_LATER = "future_closure_date_still_open"
    CLOSED_NO_DATE = "closed_status_no_date"
    REOPENED = "reopened_new_episode"
    CLOSURE_REVERSED = "closure_reversed_same_episode"
    OPENED_AND_CLOSED = "opened_and_closed_between_publications"
    MOVED = "team_and_worker_changed"
    UNALLOCATED = "became_unallocated"
    LEFT_CARE = "left_care_still_open"
    ID_CHANGED = "id_changed"
    NEW = "new_case"
    LEAVER_GONE = "care_leaver_gone"
    # Of less weight: told beside the others.
    WORKER_CHANGED = "worker_changed"
    PLAN_ENDED = "plan_ended_still_open"
    CONTRADICTED = "closed_on_list_6_open_elsewhere"
    NOT_READABLE = "closure_date_unreadable"


BESIDE = frozenset(
    {
        ChangeKind.WORKER_CHANGED,
        ChangeKind.PLAN_ENDED,
        ChangeKind.CONTRADICTED,
        ChangeKind.NOT_READABLE,
    }
)
CLOSURES = frozenset({ChangeKind.CLOSED, ChangeKind.CLOSED_BACKDATED, ChangeKind.CLOSED_NO_DATE})
RETURNS = frozenset({ChangeKind.REOPENED, ChangeKind.CLOSURE_REVERSED, ChangeKind.NEW})
GONE = CLOSURES | {ChangeKind.OPENED_AND_CLOSED, ChangeKind.LEAVER_GONE}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that has become of one child."""

    child: str  # the id in the earlier publication; of a new case, in the later
    kind: ChangeKind
    on: date | None = None  # of the closure, of the new start, of the end of care
    now: str | None = None  # the new id, where exactly one fits
    before: ChildRow | None = None
    after: ChildRow | None = None


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """What has become of the case of an audited child: kept, for Annexe A forgets it."""

    ref: str  # "CE-…"
    child: str
    kind: ChangeKind
    seen_on: date  # the day of the publication that shows it
    noted_at: datetime
    on: date | None = None  # the day that the publication gives
    now: str | None = None  # of a change of id that a person has confirmed
    from_team: str | None = None  # of a move
    to_team: str | None = None

    @property
    def is_gone(self) -> bool:
        return self.kind in GONE

    @property
    def says_where(self) -> bool:
        """Whether the case is open, gone or out of sight since then; else that is as it was."""
        return self.kind in GONE | RETURNS | {ChangeKind.VANISHED}
