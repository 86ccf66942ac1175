"""One part of a pack: its finding in words first, then what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.packs.suppression import Shown
from bot.workbooks.tables import Table


class Ink(StrEnum):
    """The colour of a piece of a bar; its name stands beside it."""

    MAIN = "main"
    NEXT = "next"
    LATE = "late"
    WORST = "worst"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars across the page, one a row, each of one piece or of several."""

    title: str  # says the finding
    rows: Sequence[str]
    series: Mapping[str, Sequence[float]]  # name -> a number for each row
    unit: str
    inks: Mapping[str, Ink] = field(default_factory=dict)  # of the series; else the main one
    percent: bool = False  # from 0 to 100, each piece a bar of its own length


@dataclass(frozen=True, slots=True)
class Trend:
    """A share month by month, each with the range in which it is likely to lie."""

    title: str
    months: Sequence[str]
    shares: Sequence[float]  # per cent
    lows: Sequence[float]
    highs: Sequence[float]
    unit: str


Chart: TypeAlias = Bars | Trend


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that a meeting is asked to decide."""

    what: str
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class Part:
    """One page, or more, of a pack."""

    topic: str
    finding: str  # one sentence
    words: Sequence[str] = ()  # paragraphs below it
    points: Sequence[str] = ()  # a list below them
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    asks: Sequence[Ask] = ()
    quotes: Sequence[str] = ()  # the words of auditors


def percent(share: float) -> str:
    """ "62%": as exact as a sample of this size ever is."""
    return f"{share:.0%}"


def in_percent(share: float | None) -> float | str:
    """For a cell under a heading that says "%"."""
    return "[x]" if share is None else round(100 * share, 1)


def month_words(month: date) -> str:
    return f"{month:%B %Y}"


def month_name(month: str) -> str:
    """ "January 2026" from "2026-01"."""
    return month_words(date.fromisoformat(f"{month}-01"))


def short_month(month: str) -> str:
    """ "Jan 2026": below a chart."""
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def in_sentence(words: str) -> str:
    """A name that begins with a capital, within a sentence."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def all_shown(shown: Shown, *cells: tuple[str, str]) -> bool:
    return all(shown.get(cell, 0) is not None for cell in cells)
