"""What is most often not good yet, and what is done well: section by section of the form."""

from collections import Counter
from collections.abc import Sequence

from bot.packs.counts import BELOW
from bot.packs.meetings import Level
from bot.packs.part import Bars, Part, all_shown, in_percent, in_sentence, percent
from bot.packs.parts.grades import NONE, good_words
from bot.packs.sampling import Sampled
from bot.packs.source import OVERALL, Found, Source
from bot.packs.suppression import ALL, Grid, Shown, hide, in_cell
from bot.policy.wording import count_words, listed
from bot.statistics.intervals import wilson
from bot.workbooks.tables import Column, Kind, Table, Value

TOPIC = "Themes and good practice"
TOO_FEW = "Too few cases were graded to show themes"
MOST_BARS = 15  # of a chart: the table has them all
MOST_QUOTES, LONGEST_QUOTE = 8, 300


def themes_part(source: Source, level: Level, sampled: Sampled) -> Part:
    graded = [case for case in sampled.random if case.good]
    quotes = _quotes(graded) if level.single_cases else ()
    if not graded:
        return Part(TOPIC, NONE)
    good = good_words(source)
    sections = _sections(graded)
    shown = hide(_grid(graded, sections, good), level.smallest)
    told = [s for s in sections if all_shown(shown, (s, good), (s, BELOW), (s, ALL))]
    if not told:
        return Part(TOPIC, TOO_FEW, (_praised(graded, level),))
    shares = {s: _number(shown, s, good) / max(_number(shown, s, ALL), 1) for s in told}
    ranked = sorted(told, key=lambda s: (shares[s], s))
    return Part(
        TOPIC,
        _finding(ranked, shares, good),
        (_praised(graded, level),),
        charts=(_chart(ranked, shares, good),) if len(ranked) > 1 else (),
        tables=(_table(sections, shown, good),),
        quotes=quotes,
    )


def _number(shown: Shown, row: str, column: str) -> int:
    return shown[row, column] or 0


def _sections(graded: Sequence[Found]) -> list[str]:
    """In the order of the form; the record as a whole stands under the grades already."""
    seen = dict.fromkeys(name for case in graded for name in case.good)
    return [name for name in seen if name != OVERALL] or list(seen)


def _grid(graded: Sequence[Found], sections: Sequence[str], good: str) -> Grid:
    counts = Counter(
        (section, good if is_good else BELOW)
        for case in graded
        for section, is_good in case.good.items()
        if section in sections
    )
    return Grid(sections, (good, BELOW), counts, down=False)


def _finding(ranked: Sequence[str], shares: dict[str, float], good: str) -> str:
    worst, best = ranked[0], ranked[-1]
    if shares[worst] == shares[best]:
        return f"{percent(shares[best])} of the records are {in_sentence(good)} in every section"
    return (
        f"Weakest is “{worst}” ({percent(shares[worst])} {in_sentence(good)}), strongest “{best}”"
        f" ({percent(shares[best])})"
    )


def _praised(graded: Sequence[Found], level: Level) -> str:
    """How often auditors have written down good practice."""
    number = sum(bool(case.good_practice.strip()) for case in graded)
    if 0 < number < level.smallest or 0 < len(graded) - number < level.smallest:
        return "Auditors have noted good practice; how often is too small a number to be shown."
    return f"Auditors have noted good practice in {number} of {count_words(len(graded), 'record')}."


def _quotes(graded: Sequence[Found]) -> tuple[str, ...]:
    """Each once, the shortest: of single cases, so for SCMT alone (5.3)."""
    words = dict.fromkeys(" ".join(case.good_practice.split()) for case in graded)
    short = sorted((w for w in words if w), key=lambda w: (len(w), w))[:MOST_QUOTES]
    return tuple(w if len(w) <= LONGEST_QUOTE else f"{w[:LONGEST_QUOTE]} …" for w in short)


def _chart(ranked: Sequence[str], shares: dict[str, float], good: str) -> Bars:
    ranked = ranked[:MOST_BARS]
    last = ranked[: min(2, len(ranked) - 1)]
    title = f"Least often {in_sentence(good)}: {listed([f'“{name}”' for name in last])}"
    numbers = [100 * shares[name] for name in ranked]
    return Bars(title, ranked, {good: numbers}, f"{good}, % of audited records", percent=True)


def _table(sections: Sequence[str], shown: Shown, good: str) -> Table:
    columns = (
        Column("Section", width=30),
        Column(good, Kind.NUMBER, width=16),
        Column(BELOW, Kind.NUMBER, width=14),
        Column("Share, %", Kind.NUMBER, width=12, meaning="Of the audited records."),
        Column("From, %", Kind.NUMBER, width=10, meaning="Of a range of 95%."),
        Column("To, %", Kind.NUMBER, width=10, meaning="Of a range of 95%."),
    )
    rows: list[tuple[Value, ...]] = []
    for section in sections:
        found, below = shown[section, good], shown[section, BELOW]
        told: Sequence[Value] = ("[c]", "[c]", "[c]")
        if found is not None and below is not None and found + below:
            range_ = wilson(found, found + below)
            told = [in_percent(x) for x in (found / (found + below), range_.low, range_.high)]
        rows.append((section, in_cell(found), in_cell(below), *told))
    return Table("Sections", f"{good}, section by section", columns, rows, "Section")
