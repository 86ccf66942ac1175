"""What was drawn and audited, and what `bot.statistics` makes of it for all cases, by month."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.packs.source import KINDS, Found, Source
from bot.policy.model import Round
from bot.policy.model import Stratum as DrawnStratum
from bot.statistics.estimates import Estimate, Stratum, estimate
from bot.statistics.suitability import Kind, Suitability, Thresholds, suitability
from bot.statistics.windows import rolling

MONTHS_SHOWN = 12  # of the grades over time


@dataclass(frozen=True, slots=True)
class Point:
    """What the rounds of a window say, as it stood in one month."""

    month: str  # "2026-01"
    strata: Sequence[Stratum]  # `found`: how many of the audited are good as a whole
    estimate: Estimate
    suitability: Suitability


@dataclass(frozen=True, slots=True)
class Sampled:
    """Which rounds count, what they say, and what does not count yet."""

    points: Sequence[Point]  # the newest last
    settled: Sequence[Round]  # monthly rounds whose time is over, those of the newest window
    under_way: Sequence[Round]
    found: Sequence[Found]  # the cases of the newest window's settled rounds
    graded: bool  # whether any of them has a grade for the record as a whole

    @property
    def now(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def random(self) -> Sequence[Found]:
        return [case for case in self.found if case.kind is Kind.RANDOM]

    def of_services(self) -> Mapping[str, Sequence[Stratum]]:
        """The strata of each service. One that several services share is nobody's."""
        services: dict[str, set[str]] = defaultdict(set)
        for case in self.random:
            services[case.stratum].add(case.service)
        by_service: dict[str, list[Stratum]] = defaultdict(list)
        for stratum in self.now.strata if self.now else ():
            if len(services[stratum.name]) == 1:
                by_service[min(services[stratum.name])].append(stratum)
        return by_service


def sampled(source: Source) -> Sampled:
    """A round counts once its time is over: those who answer early may differ from the others."""
    listed = source.cases
    deployed = [r for r in source.rounds if source.by_then(r.deployed_on)]
    over = [r for r in deployed if _is_over(source, r)]
    settled, waiting = over, [r for r in deployed if r not in over]
    graded = any(case.whole is not None for case in listed)
    months = _months(settled, listed, _is_graded if graded else _is_audited)
    rules = source.policy.rules
    limits = Thresholds(rules.estimate_audits, rules.estimate_response, rules.estimate_covered)
    points = [
        Point(month, strata, estimate(strata), suitability(strata, limits, excluded))
        for month, strata, excluded in rolling(months, rules.report_months)
    ]
    window = sorted(months)[-rules.report_months :]
    counted = [r for r in settled if _month_of(r) in window]
    refs = {r.ref for r in counted}
    return Sampled(
        points[-MONTHS_SHOWN:],
        counted,
        waiting,
        [case for case in listed if case.round in refs],
        graded,
    )


def _is_audited(case: Found) -> bool:
    return case.audited


def _is_graded(case: Found) -> bool:
    return case.whole is not None


def _is_over(source: Source, round_: Round) -> bool:
    """Whether the time that its auditors had at first is over, or nothing is left to do."""
    audits = [f.audit for f in source.files if f.audit.round == round_.ref and f.audit.original_due]
    return all(
        source.by_then(audit.original_due) or source.by_then(audit.completed_on) for audit in audits
    )


def _month_of(round_: Round) -> str:
    return f"{round_.proposed_on:%Y-%m}"


def _months(
    rounds: Iterable[Round], listed: Sequence[Found], counts: Callable[[Found], bool]
) -> Mapping[str, Sequence[tuple[Kind, Stratum]]]:
    months: dict[str, list[tuple[Kind, Stratum]]] = defaultdict(list)
    for round_ in rounds:
        of_round = [case for case in listed if case.round == round_.ref]
        for stratum in round_.strata:
            inside = [case for case in of_round if case.stratum == stratum.name]
            months[_month_of(round_)] += _rows(round_, stratum, list(filter(counts, inside)))
    return months


def _rows(
    round_: Round, drawn: DrawnStratum, counted: Sequence[Found]
) -> Iterator[tuple[Kind, Stratum]]:
    """A row for each kind: a case that replaced another one is told apart (R-2.1-3)."""
    own = KINDS[round_.kind]
    for kind in sorted({own, *(case.kind for case in counted)}):
        of_kind = [case for case in counted if case.kind is kind]
        # Of the kind of its round each case was drawn; what replaced one was not.
        size = max(drawn.drawn, len(of_kind)) if kind is own else len(of_kind)
        good = sum(bool(case.whole) for case in of_kind)
        yield kind, Stratum(drawn.name, max(drawn.open, size), size, len(of_kind), good)
