"""What a workbook shows, as plain data: the jobs make tables, this package draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

NOTHING = "[none]"  # what a cell says that holds nothing (10.4)

Value: TypeAlias = str | int | float | date | datetime | None


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "date and time"


class Tone(StrEnum):
    """The colour beside a word; the word alone must say everything."""

    GOOD = "good"
    SOON = "soon"
    LATE = "late"
    QUIET = "quiet"


class Link(StrEnum):
    """Where a reference in a cell leads."""

    ROW = "the row of another sheet that has it"
    MAIL = "a mail to us about it"


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    kind: Kind = Kind.TEXT
    width: int = 20  # characters
    tones: Mapping[str, Tone] = field(default_factory=dict)  # by what the cell begins with
    meaning: str = ""  # one sentence for the sheet Notes; empty where the heading says it all
    fill_in: bool = False  # a person writes here: not locked, and blank where there is nothing
    choices: Sequence[str] = ()  # what a person may choose: with commas at most 255 characters
    pick: str = ""  # the defined name of the choices, where they stand on a sheet of their own
    between: tuple[int, int] = (0, 9999)  # of a number that a person fills in
    link: Link | None = None  # of a column of references


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars made of some columns of a table: a bar for each row, a colour for each column."""

    title: str  # the finding, in a sentence
    labels: str  # the heading of the column that names the bars
    parts: Sequence[str]  # the headings of what is added up in a bar, gravest last


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with one table. Each row has a value for each column; None shows as "[none]"."""

    name: str  # of the sheet and of the table
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    key_column: str  # the heading by which a row is known; stays in view with all before it
    about: str = ""  # one sentence below the title
    charts: Sequence[Chart] = ()  # drawn on a sheet of their own

    def __post_init__(self) -> None:
        headings = [column.heading for column in self.columns]
        if len({h.casefold() for h in headings}) != len(headings) or not all(headings):
            raise ValueError(f"table {self.name}: headings must be there and differ")
        if self.key_column not in headings:
            raise ValueError(f"table {self.name} has no column {self.key_column}")
        named = {heading for chart in self.charts for heading in (chart.labels, *chart.parts)}
        if named - set(headings):
            raise ValueError(f"table {self.name} has no column to draw: {named - set(headings)}")
        if any(len(row) != len(headings) for row in self.rows):
            raise ValueError(f"table {self.name}: a row has too few or too many values")


def digest(tables: Sequence[Table]) -> str:
    """Differs whenever a table does: a workbook need not be written again while it is the same."""
    return sha256(repr(list(tables)).encode("utf-8", "replace")).hexdigest()
