"""The CSV files of an analyst: rows of text to what is computed on, each mistake with its place."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from bot.statistics.errors import StatisticsError
from bot.statistics.estimates import Stratum
from bot.statistics.severity import Judgement
from bot.statistics.suitability import Kind

ALL = "all"  # the criterion, or the month, of a file that has no such column


@dataclass(frozen=True, slots=True)
class Rated:
    """Who gave which rating; `reviewer` where the row is a review of somebody's audit."""

    row: int
    criterion: str
    case: str
    rater: str
    rating: str
    reviewer: bool


def rated_rows(text: str) -> list[Rated]:
    """Columns case, rater, rating; also criterion, role ("auditor" or "reviewer").

    A blank rating is a missing one. Raises StatisticsError for a case that a rater rated twice.
    """
    found: dict[tuple[str, str, str], Rated] = {}
    for number, row in _rows(text, ("case", "rater", "rating")):
        if not row["rating"]:
            continue
        rated = Rated(
            number,
            row.get("criterion") or ALL,
            _needed(number, row, "case"),
            _needed(number, row, "rater"),
            row["rating"],
            _role(number, row) == "reviewer",
        )
        key = (rated.criterion, rated.case, rated.rater)
        if key in found:
            raise StatisticsError(
                f"Row {number}: {rated.rater} has rated this case already in row {found[key].row}. "
                "Keep one of them."
            )
        found[key] = rated
    return list(found.values())


def by_criterion(rows: Sequence[Rated]) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Criterion -> case -> rater -> rating."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row.criterion, {}).setdefault(row.case, {})[row.rater] = row.rating
    return found


def judgements(rows: Sequence[Rated]) -> list[Judgement]:
    """Every auditor of a case beside every reviewer of it, by criterion."""
    reviews: dict[tuple[str, str], list[Rated]] = {}
    for row in rows:
        if row.reviewer:
            reviews.setdefault((row.criterion, row.case), []).append(row)
    return [
        Judgement(row.rater, row.rating, review.rating)
        for row in rows
        if not row.reviewer
        for review in reviews.get((row.criterion, row.case), ())
    ]


def sampled_rows(text: str) -> Mapping[str, list[tuple[Kind, Stratum]]]:
    """Columns stratum, open, drawn, audited, found; also month and kind. By month.

    `found` is how many of the audited have what is estimated. `kind` is "random", or what keeps the
    row out of an estimate for all cases (R-2.1-3).
    """
    months: dict[str, list[tuple[Kind, Stratum]]] = {}
    seen: dict[tuple[str, str, Kind], int] = {}
    for number, row in _rows(text, ("stratum", "open", "drawn", "audited", "found")):
        month, name = row.get("month") or ALL, _needed(number, row, "stratum")
        kind = _kind(number, row)
        if (first := seen.setdefault((month, name, kind), number)) != number:
            raise StatisticsError(
                f"Row {number}: stratum {name} stands in row {first} already. Add the two up."
            )
        stratum = Stratum(
            name,
            _count(number, row, "open"),
            _count(number, row, "drawn"),
            _count(number, row, "audited"),
            _number(number, row, "found"),
        )
        months.setdefault(month, []).append((kind, stratum))
    return months


def _rows(text: str, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number as a spreadsheet shows it, and its cells by column; blank rows left out."""
    heading = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=separator)
    columns = [cell.strip().casefold() for cell in next(reader, [])]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise StatisticsError(
            f"Row 1: there is no column {', '.join(missing)}. The columns needed are: "
            f"{', '.join(needed)}."
        )
    for number, cells in enumerate(reader, 2):
        if any(cell.strip() for cell in cells):
            filled = [*cells, *[""] * (len(columns) - len(cells))]
            yield number, {c: v.strip() for c, v in zip(columns, filled, strict=False)}


def _needed(number: int, row: Mapping[str, str], column: str) -> str:
    if not row[column]:
        raise StatisticsError(f"Row {number}, column {column}: this must be filled in.")
    return row[column]


def _role(number: int, row: Mapping[str, str]) -> str:
    role = (row.get("role") or "auditor").casefold()
    if role not in ("auditor", "reviewer"):
        raise StatisticsError(f"Row {number}, column role: {role!r} is not auditor or reviewer.")
    return role


def _kind(number: int, row: Mapping[str, str]) -> Kind:
    kind = (row.get("kind") or Kind.RANDOM).casefold()
    if kind not in list(Kind):
        raise StatisticsError(
            f"Row {number}, column kind: {kind!r} is not one of: {', '.join(Kind)}."
        )
    return Kind(kind)


def _number(number: int, row: Mapping[str, str], column: str) -> float:
    try:
        value = float(_needed(number, row, column))
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e12:
        raise StatisticsError(
            f"Row {number}, column {column}: {row[column]!r} is not a number of 0 or more."
        )
    return value


def _count(number: int, row: Mapping[str, str], column: str) -> int:
    value = _number(number, row, column)
    if not value.is_integer():
        raise StatisticsError(f"Row {number}, column {column}: {row[column]!r} is no whole number.")
    return int(value)
