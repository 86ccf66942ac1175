"""What a round is made of, and why an audit of it was never done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

# A number of the policy, or several.
RuleNumber: TypeAlias = "int | float | Sequence[int | float]"


class RoundKind(StrEnum):
    """What a round is for (4.2). Of these the monthly one alone speaks for all cases (2.1)."""

    MONTHLY = "Monthly"
    THEMATIC = "Thematic"
    INSPECTION = "Inspection"  # named cases, a short time
    INTER_RATER = "Inter-rater"  # R-8.1-4: one case, many auditors


@dataclass(frozen=True, slots=True)
class Reserve:
    """A case that is next in its stratum, should a drawn one not be audited (9.6)."""

    child: str
    stratum: str


class Withdrawal(StrEnum):
    """Why an audit was never done: it stays in the count of what was drawn (A-25)."""

    DISCARDED = "The round was discarded"
    NOBODY = "No auditor could take it"
    MISTAKE = "The round was deployed by mistake"
    CLOSED_BEFORE = "The case closed before the audit began"
    BY_PERSON = "Withdrawn by a person"
