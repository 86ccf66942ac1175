"""Rolling windows: several months together, so that a few audits a month say something."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.statistics.estimates import Stratum
from bot.statistics.suitability import Kind


def rolling(
    months: Mapping[str, Sequence[tuple[Kind, Stratum]]], length: int
) -> Iterator[tuple[str, list[Stratum], Mapping[str, int]]]:
    """For each month, in order: its name, the strata of its window, and what is left out of them.

    The open cases are those of the newest month that has the stratum: the estimate is of the cases
    as they are now. The draws are added up; they never count for more than the cases there are.
    Months without any row are no gap: `length` counts the months that are there.
    """
    names = sorted(months)
    for last, name in enumerate(names):
        window = names[max(0, last + 1 - length) : last + 1]
        merged: dict[str, Stratum] = {}
        excluded: Counter[str] = Counter()
        for kind, stratum in (row for month in window for row in months[month]):
            if kind is not Kind.RANDOM:
                excluded[kind.value] += stratum.audited
                continue
            merged[stratum.name] = _added(merged.get(stratum.name), stratum)
        yield name, list(merged.values()), dict(excluded)


def _added(before: Stratum | None, now: Stratum) -> Stratum:
    if before is None:
        return now
    drawn = before.drawn + now.drawn
    return replace(
        now,
        # A case that was closed since was audited all the same.
        open=max(now.open, drawn),
        drawn=drawn,
        audited=before.audited + now.audited,
        found=before.found + now.found,
    )
