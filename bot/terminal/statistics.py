"""Estimates and agreement from an analyst's CSV file, as text or as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.policy.rules import Rules
from bot.policy.wording import count_words
from bot.settings import load_rules
from bot.statistics.agreement import Agreement, Coefficient, agreement, in_order
from bot.statistics.errors import StatisticsError
from bot.statistics.estimates import Estimate, estimate
from bot.statistics.files import by_criterion, judgements, rated_rows, sampled_rows
from bot.statistics.intervals import Interval, clopper_pearson, exact_finite, wilson
from bot.statistics.severity import Severity, severity
from bot.statistics.suitability import Suitability, Thresholds, suitability
from bot.statistics.weights import Scale
from bot.statistics.windows import rolling


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreement by criterion, and each auditor's severity where reviewers have rated too."""

    scale: Scale
    confidence: float
    by_criterion: dict[str, Agreement]
    severity: Sequence[Severity]

    def as_json(self) -> dict[str, object]:
        return {
            "scale": self.scale.value,
            "confidence": self.confidence,
            "criteria": {name: asdict(found) for name, found in self.by_criterion.items()},
            "severity": [asdict(each) for each in self.severity],
        }

    def as_text(self) -> str:
        blocks = [self._criterion(name, found) for name, found in self.by_criterion.items()]
        return "\n\n".join([*blocks, *([self._severity()] if self.severity else [])])

    def _criterion(self, name: str, found: Agreement) -> str:
        head = (
            f"{name}: {count_words(found.cases, 'case')}, {found.pairable} rated by two or more; "
            f"{count_words(found.raters, 'rater')}, {count_words(found.ratings, 'rating')} "
            f"({self.scale})"
        )
        return "\n".join([head, *(f"  {_in_words(each)}" for each in found.coefficients)])

    def _severity(self) -> str:
        head = "Auditors beside their reviewers (steps of the scale; above 0 is milder)"
        lines = [
            f"  {s.auditor:<22} {s.difference:+.2f} {_between(s.low, s.high)} "
            f"in {s.pairs} judgements: {s.words}"
            for s in self.severity
        ]
        return "\n".join([head, *lines])


def _in_words(found: Coefficient) -> str:
    if found.value is None:
        return f"{found.name:<22} cannot be computed: {found.why}"
    return f"{found.name:<22} {found.value:.5f} {found.why or _between(found.low, found.high)}"


def _between(low: float | None, high: float | None) -> str:
    return "(no interval)" if low is None or high is None else f"({low:.3f} to {high:.3f})"


def look_at_agreement(
    file: Path, *, scale: Scale, categories: str | None, confidence: float
) -> Agreements:
    """Raises StatisticsError with row and column for what cannot be understood."""
    rows = rated_rows(_text(file))
    known = [each.strip() for each in categories.split(",")] if categories else None
    found = {
        name: agreement(by_case, scale=scale, categories=known, confidence=confidence)
        for name, by_case in by_criterion(rows).items()
    }
    places = known or in_order({row.rating for row in rows})
    return Agreements(scale, confidence, found, severity(judgements(rows), places, confidence))


@dataclass(frozen=True, slots=True)
class Share:
    """One share with every interval that can be computed for it."""

    found: int
    drawn: int
    confidence: float
    intervals: Sequence[Interval]

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "share": self.found / self.drawn if self.drawn else None}

    def as_text(self) -> str:
        share = f" = {self.found / self.drawn:.6f}" if self.drawn else ""
        head = f"{self.found} of {self.drawn}{share}, {self.confidence:.0%} intervals"
        lines = [f"  {i.method:<16} {i.low:.6f} to {i.high:.6f}" for i in self.intervals]
        return "\n".join([head, *lines])


def look_at_share(found: int, drawn: int, cases: int | None, *, confidence: float) -> Share:
    """Raises StatisticsError for numbers that contradict themselves."""
    intervals = [wilson(found, drawn, confidence), clopper_pearson(found, drawn, confidence)]
    if cases is not None:
        intervals.append(exact_finite(found, drawn, cases, confidence))
    return Share(found, drawn, confidence, intervals)


def scale_of(written: str) -> Scale:
    if written.casefold() not in list(Scale):
        raise StatisticsError(f"{written!r} is not one of the scales: {', '.join(Scale)}.")
    return Scale(written.casefold())


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    estimate: Estimate
    suitability: Suitability


@dataclass(frozen=True, slots=True)
class Estimates:
    """An estimate for all cases, month by month, each with whether it may stand for them."""

    confidence: float
    window: int
    months: Sequence[Month]

    def as_json(self) -> dict[str, object]:
        return {
            "confidence": self.confidence,
            "window": self.window,
            "months": [asdict(month) for month in self.months],
        }

    def as_text(self) -> str:
        return "\n\n".join("\n".join(self._lines(month)) for month in self.months)

    def _lines(self, month: Month) -> list[str]:
        found, fit = month.estimate, month.suitability
        if found.share is None or found.standard_error is None:
            head = f"{month.name}: no estimate"
        else:
            head = (
                f"{month.name}: {found.share:.6f}, standard error {found.standard_error:.6f}, "
                f"{self.confidence:.0%} interval {found.interval.low:.4f} to "
                f"{found.interval.high:.4f} ({found.interval.method})"
            )
        left_out = [f"  left out: {n} {kind} audits (2.1)" for kind, n in fit.excluded.items()]
        return [
            head,
            f"  {fit.words} for all cases",
            *(f"  - {reason}" for reason in fit.reasons),
            *(f"  note: {note}" for note in found.notes),
            *self._non_response(found),
            *left_out,
        ]

    def _non_response(self, found: Estimate) -> list[str]:
        least, most = found.if_the_rest_had_none, found.if_the_rest_had_all
        if least is None or most is None or most - least < 1e-9:
            return []
        return [f"  whatever the drawn cases without an audit are like: {least:.4f} to {most:.4f}"]


def look_at_estimate(file: Path, *, window: int, confidence: float) -> Estimates:
    """Raises StatisticsError with row and column for what cannot be understood."""
    limits = _thresholds(load_rules())
    months = [
        Month(name, estimate(strata, confidence), suitability(strata, limits, excluded))
        for name, strata, excluded in rolling(sampled_rows(_text(file)), window)
    ]
    if not months:
        raise StatisticsError(f"There is no row in {file}.")
    return Estimates(confidence, window, months)


def _thresholds(rules: Rules) -> Thresholds:
    return Thresholds(rules.estimate_audits, rules.estimate_response, rules.estimate_covered)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel for Windows writes unless it is told UTF-8.
        return file.read_text("cp1252", errors="replace")
