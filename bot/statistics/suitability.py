"""Whether a sample may stand for all cases, and if not yet, why (2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.statistics.estimates import Stratum


class Kind(StrEnum):
    """How a case came to be audited. R-2.1-3: the first alone speaks for all cases."""

    RANDOM = "random"
    THEMATIC = "thematic"
    TARGETED = "targeted"
    REPLACED = "replaced"
    INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below them a sample is not suitable; they are rules of the programme."""

    audits: int  # completed, in all
    response: float  # of the drawn, so many are completed
    covered: float  # of all cases, so many lie in strata with an audit


@dataclass(frozen=True, slots=True)
class Suitability:
    """R-2.1-2: "subject to a suitable and unbiased sample"."""

    suitable: bool
    reasons: tuple[str, ...]  # why it is not suitable yet
    excluded: Mapping[str, int] = field(default_factory=dict)  # kind -> audits left out

    @property
    def words(self) -> str:
        return "suitable" if self.suitable else "not yet suitable"


def suitability(
    strata: Sequence[Stratum], limits: Thresholds, excluded: Mapping[str, int]
) -> Suitability:
    """Every reason that holds, each with its figure and its limit."""
    audited, drawn = sum(s.audited for s in strata), sum(s.drawn for s in strata)
    cases = sum(s.open for s in strata)
    covered = sum(s.open for s in strata if s.audited)
    reasons = []
    if audited < limits.audits:
        reasons.append(f"Only {audited} random audits are completed; {limits.audits} are needed.")
    if drawn and audited / drawn < limits.response:
        reasons.append(
            f"Only {audited} of {drawn} drawn cases were audited ({audited / drawn:.0%}); "
            f"{limits.response:.0%} are needed, because those left out may differ."
        )
    if cases and covered / cases < limits.covered:
        reasons.append(
            f"Only {covered / cases:.0%} of the cases lie in strata with an audit; "
            f"{limits.covered:.0%} are needed."
        )
    return Suitability(not reasons, tuple(reasons), excluded)
