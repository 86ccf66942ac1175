"""Drawn cases by service: good, not good, not audited. Hidden once, for all tables made of them."""

from collections.abc import Mapping, Sequence

from bot.packs.meetings import Level
from bot.packs.sampling import Sampled
from bot.packs.suppression import Grid, Shown, hide
from bot.statistics.estimates import Stratum

GOOD, BELOW, NOT_AUDITED = "Good", "Below that", "Not audited"
SEVERAL = "Several services"


def rows_of(sampled: Sampled, level: Level) -> Mapping[str, Sequence[Stratum]]:
    """Stratum by stratum, or the strata of each service."""
    now = sampled.now
    if now is None:
        return {}
    if level.by_stratum:
        return {s.name: (s,) for s in now.strata}
    return services_of(sampled)


def services_of(sampled: Sampled) -> Mapping[str, Sequence[Stratum]]:
    by_service = dict(sorted(sampled.of_services().items()))
    placed = {s.name for strata in by_service.values() for s in strata}
    if left := [s for s in (sampled.now.strata if sampled.now else ()) if s.name not in placed]:
        by_service[SEVERAL] = left
    return by_service


def shown_of(rows: Mapping[str, Sequence[Stratum]], level: Level) -> Shown:
    counts: dict[tuple[str, str], int] = {}
    for row, strata in rows.items():
        found, audited = int(sum(s.found for s in strata)), sum(s.audited for s in strata)
        counts[row, GOOD], counts[row, BELOW] = found, audited - found
        counts[row, NOT_AUDITED] = sum(s.drawn for s in strata) - audited
    return hide(Grid(tuple(rows), (GOOD, BELOW, NOT_AUDITED), counts), level.smallest)
