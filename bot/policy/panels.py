"""A panel as it is recorded: several audits of one case, whose auditors then agree (8.1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PanelKind(StrEnum):
    """What several auditors are asked to look at one record for."""

    CONSENSUS = "Panel"  # R-8.1-1: two or three agree on what the Team Manager is told
    INTER_RATER = "Inter-rater exercise"  # R-8.1-4: many judge, to compare and to discuss


class PanelStatus(StrEnum):
    """How far a panel is. Nobody sees another's view before all are in."""

    AUDITING = "Auditing"
    AGREEING = "Agreeing"
    MODERATION = "In moderation"  # never a majority vote
    AGREED = "Agreed"
    COMPARED = "Compared"  # an exercise ends with its comparison, not with a consensus
    DISSOLVED = "Dissolved"  # one auditor is left, or none: nothing is to be agreed


MODERATION = "Moderation"


@dataclass(frozen=True, slots=True)
class Panel:
    """One case, audited by several. Its audits carry its reference."""

    ref: str  # "PN-…"
    round: str
    child: str
    kind: PanelKind
    lead: str  # the reference of the audit of whoever was drawn first
    status: PanelStatus = PanelStatus.AUDITING
    agree_by: date | None = None
    stated: bool = False  # the lead has put a consensus to the others
    agreed: tuple[str, ...] = ()  # references of the audits whose auditors agree to it
    moderator: str | None = None
    settled_on: date | None = None

    @property
    def moderated_by(self) -> str | None:
        """Who moderates it now; None: its auditors are to agree, or it is over."""
        return self.moderator if self.status is PanelStatus.MODERATION else None

    @property
    def awaited(self) -> str | None:
        """What is waited for, as its reminders call it; None: nobody is chased for anything."""
        if self.moderated_by:
            return MODERATION
        return self.kind.value if self.status is PanelStatus.AGREEING else None
