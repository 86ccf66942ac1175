"""What was audited, and why it can or cannot stand for all cases (2.1, 6)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.packs.counts import NOT_AUDITED, rows_of, shown_of
from bot.packs.meetings import Level
from bot.packs.part import Ask, Part
from bot.packs.sampling import Point, Sampled
from bot.packs.source import Source
from bot.packs.suppression import ALL, Shown, in_cell
from bot.policy.model import Status
from bot.policy.wording import count_words, listed
from bot.statistics.estimates import Stratum
from bot.workbooks.tables import Column, Kind, Table

TOPIC = "What was audited"


def sample_part(source: Source, level: Level, sampled: Sampled) -> Part:
    now = sampled.now
    waiting = _under_way(sampled)
    if now is None or not now.strata:
        finding = "Nothing was audited in a round that is over, so nothing can be said of all cases"
        return Part(TOPIC, finding, waiting)
    by_row = rows_of(sampled, level)
    shown = shown_of(by_row, level)
    audited, drawn = _audited(shown, ALL), shown[ALL, ALL]
    finding = "This sample cannot stand for all cases yet"
    if now.suitability.suitable:
        finding = "This sample can stand for all cases"
    if audited is not None and drawn is not None:
        finding += f": {audited} of {count_words(drawn, 'drawn case')} were audited"
    return Part(
        TOPIC,
        finding,
        (_how(sampled), *_not_done(source, sampled, level), *waiting),
        _reasons(now, shown, level),
        tables=(_table(by_row, shown, level),),
        asks=() if now.suitability.suitable else (_ask(),),
    )


def _audited(shown: Shown, row: str) -> int | None:
    """Hidden where it would give away how many were not."""
    drawn, left = shown[row, ALL], shown[row, NOT_AUDITED]
    return None if drawn is None or left is None else drawn - left


def _how(sampled: Sampled) -> str:
    names = listed([r.name for r in sorted(sampled.settled, key=lambda r: r.proposed_on)])
    return (
        f"It takes together what was drawn at random for {names}. Cases were drawn from each"
        " stratum (status and service, unless the rules say otherwise), in an order that nobody"
        " can choose and that anyone can make again."
    )


def _not_done(source: Source, sampled: Sampled, level: Level) -> Iterator[str]:
    """A-25: what was drawn and never audited stays in the count."""
    refs = {round_.ref for round_ in sampled.settled}
    reasons = Counter(
        file.audit.withdrawn.value
        for file in source.files
        if file.audit.round in refs
        and file.audit.status is Status.WITHDRAWN
        and file.audit.withdrawn is not None
    )
    told = [f"{why[:1].lower()}{why[1:]} ({n})" for why, n in reasons.most_common()]
    if told and (level.smallest < 2 or min(reasons.values()) >= level.smallest):
        yield f"Some audits were never done: {listed(told)}."


def _under_way(sampled: Sampled) -> tuple[str, ...]:
    if not sampled.under_way:
        return ()
    names = listed([r.name for r in sorted(sampled.under_way, key=lambda r: r.proposed_on)])
    return (
        f"Not counted yet: {names}. A round counts once the time of its auditors is over,"
        " because those who finish early may differ from the others.",
    )


def _reasons(now: Point, shown: Shown, level: Level) -> tuple[str, ...]:
    """The words of the statistics, unless a number in them is hidden here."""
    fit = now.suitability
    if _audited(shown, ALL) is None:
        reasons: tuple[str, ...] = () if fit.suitable else ("Too few cases were audited.",)
    else:
        reasons = (*fit.reasons, *now.estimate.notes)
    left_out = [count_words(n, f"{kind} audit") for kind, n in fit.excluded.items() if n]
    if left_out and not any(0 < n < level.smallest for n in fit.excluded.values()):
        return (*reasons, f"Left out, because not drawn at random: {listed(left_out)}.")
    return reasons


def _table(by_row: Mapping[str, Sequence[Stratum]], shown: Shown, level: Level) -> Table:
    head = "Stratum" if level.by_stratum else "Service"
    columns = (
        Column(head, width=40),
        Column("Open cases", Kind.NUMBER, width=12, meaning="In Annexe A, when last drawn from."),
        Column("Drawn", Kind.NUMBER, width=12),
        Column("Audited", Kind.NUMBER, width=12, meaning="With a grade for the whole record."),
        Column(NOT_AUDITED, Kind.NUMBER, width=14),
    )
    opened = {row: sum(s.open for s in strata) for row, strata in by_row.items()}
    opened[ALL] = sum(opened.values())
    rows = [
        (
            row,
            in_cell(None if 0 < opened[row] < level.smallest else opened[row]),
            in_cell(shown[row, ALL]),
            in_cell(_audited(shown, row)),
            in_cell(shown[row, NOT_AUDITED]),
        )
        for row in (*by_row, ALL)
    ]
    return Table("Sample", "What was drawn and audited", columns, rows, head)


def _ask() -> Ask:
    return Ask(
        "Agree whether to wait, or to draw more cases",
        "The sample cannot stand for all cases yet",
        "Assistant Director",
    )
