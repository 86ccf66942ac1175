"""Grades over time and by service, each with the range in which it is likely to lie."""

from collections.abc import Mapping, Sequence

from bot.packs.counts import BELOW, GOOD, services_of, shown_of
from bot.packs.meetings import Level
from bot.packs.part import (
    Chart,
    Part,
    Trend,
    in_percent,
    in_sentence,
    month_name,
    percent,
    short_month,
)
from bot.packs.sampling import Point, Sampled
from bot.packs.source import Source
from bot.packs.suppression import ALL, Shown, in_cell
from bot.policy.themes import months_before
from bot.statistics.estimates import Stratum, estimate
from bot.statistics.intervals import CONFIDENCE
from bot.workbooks.tables import Column, Kind, Table, Value

TOPIC = "Grades"
NONE = "No case has been graded yet, so there is nothing to estimate"
TOO_FEW = "Too few cases were graded to show how good the records are"


def grades_part(source: Source, level: Level, sampled: Sampled) -> Part:
    now = sampled.now
    if now is None or not sampled.graded or now.estimate.share is None:
        return Part(TOPIC, NONE)
    good = good_words(source)
    rows = services_of(sampled)
    shown = shown_of(rows, level)
    points = [p for p in sampled.points if _may_be_shown(p, level)]
    if now not in points or shown[ALL, GOOD] is None or shown[ALL, BELOW] is None:
        return Part(TOPIC, TOO_FEW, (_meant(source, good),))
    return Part(
        TOPIC,
        _finding(now, good),
        (_meant(source, good), *_change(points, source, good), _window(source)),
        charts=_charts(points, good),
        tables=(
            _by_month(points, good),
            _by_service(rows, shown, good),
        ),
    )


def good_words(source: Source) -> str:
    """ "Good or better", by the names of the form in force."""
    forms = source.policy.forms
    grades = forms[-1].form.grades if forms else ()
    count = min(source.policy.rules.good_grades, len(grades))
    if not count:
        return "Good"
    name = grades[count - 1].name
    return f"{name} or better" if count > 1 else name


def _may_be_shown(point: Point, level: Level) -> bool:
    """A share of few cases tells how many they were."""
    found, audited = sum(s.found for s in point.strata), sum(s.audited for s in point.strata)
    return point.estimate.share is not None and not any(
        0 < number < level.smallest for number in (found, audited - found)
    )


def _finding(now: Point, good: str) -> str:
    share, range_ = now.estimate.share or 0.0, now.estimate.interval
    between = f"likely between {percent(range_.low)} and {percent(range_.high)}"
    if now.suitability.suitable:
        return f"An estimated {percent(share)} of all records are {in_sentence(good)}: {between}"
    return (
        f"Of the audited records {percent(share)} are {in_sentence(good)}; this cannot stand for"
        " all cases yet"
    )


def _meant(source: Source, good: str) -> str:
    return (
        f"“{good}” is the grade of the record as a whole. Each stratum weighs as much as it has"
        f" open cases. The range would hold the true share {CONFIDENCE:.0%} of the time; it is for"
        " the cases that were drawn at random, as if those not audited were like the others."
    )


def _change(points: Sequence[Point], source: Source, good: str) -> Sequence[str]:
    """The newest beside the newest that shares no round with it."""
    now, apart = points[-1], source.policy.rules.report_months
    latest = months_before(source.month, apart).isoformat()[:7]
    before = [p for p in points if p.month < now.month and p.month <= latest]
    if not before or before[-1].estimate.share is None:
        return ()
    old, new = before[-1].estimate, now.estimate
    apart_now = old.interval.high < new.interval.low or new.interval.high < old.interval.low
    words = (
        "The ranges do not overlap, so the change is hardly chance."
        if apart_now
        else "The ranges overlap: this may be chance."
    )
    was, is_ = percent(old.share or 0.0), percent(new.share or 0.0)
    then, today = month_name(before[-1].month), month_name(now.month)
    return (f"{good}: {was} in {then}, {is_} in {today}. {words}",)


def _window(source: Source) -> str:
    months = source.policy.rules.report_months
    return f"Each month stands for its round and those of up to {months - 1} months before."


def _charts(points: Sequence[Point], good: str) -> tuple[Chart, ...]:
    if len(points) < 2:
        return ()
    first, last = points[0].estimate.share or 0.0, points[-1].estimate.share or 0.0
    return (
        Trend(
            f"{good}: {percent(first)} in {month_name(points[0].month)},"
            f" {percent(last)} in {month_name(points[-1].month)}",
            [short_month(p.month) for p in points],
            [100 * (p.estimate.share or 0.0) for p in points],
            [100 * p.estimate.interval.low for p in points],
            [100 * p.estimate.interval.high for p in points],
            f"{good}, % of cases",
        ),
    )


def _ranges() -> tuple[Column, ...]:
    return (
        Column("Estimate, %", Kind.NUMBER, width=12),
        Column("From, %", Kind.NUMBER, width=10, meaning=f"Of a range of {CONFIDENCE:.0%}."),
        Column("To, %", Kind.NUMBER, width=10, meaning=f"Of a range of {CONFIDENCE:.0%}."),
    )


def _by_month(points: Sequence[Point], good: str) -> Table:
    columns = (
        Column("Month", width=18),
        *_ranges(),
        Column(
            "For all cases?",
            width=22,
            meaning="Whether the sample can stand for all cases, by the rules of 2.1.",
        ),
    )
    rows = [
        (
            month_name(p.month),
            in_percent(p.estimate.share),
            in_percent(p.estimate.interval.low),
            in_percent(p.estimate.interval.high),
            p.suitability.words.capitalize(),
        )
        for p in points
    ]
    return Table("Grades by month", f"{good}, month by month", columns, rows, "Month")


def _by_service(services: Mapping[str, Sequence[Stratum]], shown: Shown, good: str) -> Table:
    columns = (
        Column("Service", width=30),
        Column(good, Kind.NUMBER, width=16),
        Column(BELOW, Kind.NUMBER, width=14),
        *_ranges(),
    )
    rows: list[tuple[Value, ...]] = []
    for service in services:
        counts = (shown[service, GOOD], shown[service, BELOW])
        told: Sequence[Value] = ("[c]", "[c]", "[c]")
        if None not in counts:
            found = estimate(services[service])
            told = [in_percent(x) for x in (found.share, found.interval.low, found.interval.high)]
        rows.append((service, *map(in_cell, counts), *told))
    return Table("Grades by service", f"{good}, by service", columns, rows, "Service")
