"""What a stratified sample says of all cases: the share, and how sure it is.

Notation as in Cochran, "Sampling Techniques", 3rd ed. (1977), chapter 5: stratum h has N_h cases,
of which n_h were audited; W_h = N_h / N; f_h = n_h / N_h.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from bot.statistics.errors import StatisticsError
from bot.statistics.intervals import CONFIDENCE, Interval, exact_finite, wilson


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum as it was sampled."""

    name: str
    open: int  # N_h
    drawn: int
    audited: int  # n_h: those of the drawn whose audit was completed
    found: float  # of the audited, how many have what is estimated


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of all cases. None where there is nothing to compute it from, and `notes` say so."""

    share: float | None
    standard_error: float | None
    interval: Interval
    if_the_rest_had_none: float | None  # the share if no drawn case without an audit had it
    if_the_rest_had_all: float | None  # and if all of them had it
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a number over all cases, and their total."""

    mean: float
    standard_error: float
    total: float
    total_standard_error: float


def estimate(strata: Sequence[Stratum], confidence: float = CONFIDENCE) -> Estimate:
    """The share over all cases of those strata that were audited at all.

    Cochran's equations 5.52 and 5.58 with n_h - 1: p = Σ W_h p_h and
    v(p) = Σ W_h² (1 - f_h) p_h q_h / (n_h - 1). The interval is Wilson's on the effective number of
    audits p q / v(p) (Korn and Graubard, Survey Methodology 24, 1998; Franco et al., Journal of
    Survey Statistics and Methodology 7, 2019); of one stratum alone the exact one.
    """
    for stratum in strata:
        _refuse_nonsense(stratum)
    seen = [s for s in strata if s.audited]
    if not seen:
        return Estimate(None, None, wilson(0, 0, confidence), None, None, (_nothing(strata),))
    cases = sum(s.open for s in seen)
    share = fsum(s.open / cases * s.found / s.audited for s in seen)
    error = sqrt(fsum((s.open / cases) ** 2 * _variance(s, share) for s in seen))
    least = fsum(s.open / cases * s.found / s.drawn for s in seen)
    missing = fsum(s.open / cases * (s.drawn - s.audited) / s.drawn for s in seen)
    interval = _interval(seen, share, error, confidence)
    return Estimate(share, error, interval, least, least + missing, tuple(_notes(strata)))


def stratified_mean(
    strata: Sequence[tuple[int, int, float, float]],
) -> Mean:
    """From (N_h, n_h, mean, variance) of each stratum: Cochran's equations 5.1 and 5.12."""
    cases = sum(size for size, _, _, _ in strata)
    if not cases or any(not 0 < number <= size for size, number, _, _ in strata):
        raise StatisticsError("Each stratum needs one of its cases at least, and all at most.")
    mean = fsum(size * middle for size, _, middle, _ in strata) / cases
    variance = fsum(
        (size / cases) ** 2 * (1 - number / size) * spread / number
        for size, number, _, spread in strata
    )
    return Mean(mean, sqrt(variance), mean * cases, sqrt(variance) * cases)


def _variance(stratum: Stratum, overall: float) -> float:
    """v(p_h). A single audit tells nothing of its stratum's spread: that of all strata is taken."""
    left = 1 - stratum.audited / stratum.open
    if stratum.audited == 1:
        return left * overall * (1 - overall)
    share = stratum.found / stratum.audited
    return left * share * (1 - share) / (stratum.audited - 1)


def _interval(seen: Sequence[Stratum], share: float, error: float, confidence: float) -> Interval:
    whole = all(float(s.found).is_integer() for s in seen)
    if len(seen) == 1 and whole:
        only = seen[0]
        return exact_finite(int(only.found), only.audited, only.open, confidence)
    if all(s.audited == s.open for s in seen):
        return Interval(share, share, "all cases were audited")
    number = _effective(seen, share, error)
    found = min(max(share * number, 0.0), number)
    interval = wilson(found, number, confidence)
    return Interval(
        min(interval.low, share), max(interval.high, share), "Wilson, effective number of audits"
    )


def _effective(seen: Sequence[Stratum], share: float, error: float) -> float:
    """So many audits of a simple random sample would be as sure.

    Where nothing varies the design says nothing: then the audits themselves, with the correction
    for a finite population as if there were one stratum.
    """
    if error > 0:
        return share * (1 - share) / error**2
    audited, cases = sum(s.audited for s in seen), sum(s.open for s in seen)
    return audited / (1 - audited / cases)


def _notes(strata: Sequence[Stratum]) -> list[str]:
    notes = []
    without = [s for s in strata if s.open and not s.audited]
    if without:
        share = sum(s.open for s in without) / sum(s.open for s in strata)
        names = ", ".join(s.name for s in without)
        notes.append(f"It says nothing of {share:.1%} of the cases, without any audit: {names}.")
    single = [s.name for s in strata if s.audited == 1 and s.open > 1]
    if single:
        notes.append(
            f"One audit alone, so its spread is taken from all strata: {', '.join(single)}."
        )
    return notes


def _nothing(strata: Sequence[Stratum]) -> str:
    return "No audit was done." if strata else "There is no stratum."


def _refuse_nonsense(s: Stratum) -> None:
    if not 0 <= s.audited <= s.drawn <= s.open:
        raise StatisticsError(
            f"Stratum {s.name}: {s.audited} audited of {s.drawn} drawn of {s.open} open cases: "
            "each must be at most the next."
        )
    if not 0 <= s.found <= s.audited:
        raise StatisticsError(f"Stratum {s.name}: {s.found:g} found among {s.audited} audited.")
